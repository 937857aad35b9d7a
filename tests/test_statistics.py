"""Spread, quantiles, histograms, and reductions without NaN."""

import pytest
import rumpy
from oracle import same

pytestmark = pytest.mark.filterwarnings("ignore")

KINDS = ["bool", "int16", "int64", "uint8", "float16", "float32", "float64"]
METHODS = [
    "inverted_cdf", "averaged_inverted_cdf", "closest_observation", "interpolated_inverted_cdf",
    "hazen", "weibull", "linear", "median_unbiased", "normal_unbiased", "lower", "higher",
    "midpoint", "nearest",
]  # fmt: skip
RULES = ["auto", "fd", "doane", "scott", "stone", "rice", "sturges", "sqrt"]


def cube(np, name="float64"):
    a = (np.arange(60) * 7 % 23 - 5).reshape(3, 4, 5)
    return (a % 2 > 0) if name == "bool" else (a / 4 if name[0] in "fc" else a).astype(name)


def holes(np, name="float64"):
    a = cube(np, name).copy()
    a[0, 1, 2] = a[1, :, 0] = a[2, 3, 3] = np.nan
    return a


@pytest.mark.parametrize("function", ["var", "std"])
@pytest.mark.parametrize("name", [*KINDS, "complex64", "complex128"])
def test_spread_types(function, name):
    ulp = 8 if name != "float16" else 40  # NumPy's own float16 sums are rough
    for axis in (None, 0, 1, -1, (0, 2), (2, 1, 0), ()):
        same(lambda np: getattr(np, function)(cube(np, name), axis=axis), ulp)
        same(lambda np: getattr(cube(np, name).T, function)(axis, ddof=1, keepdims=True), ulp)


@pytest.mark.parametrize("function", ["var", "std", "nanvar", "nanstd"])
def test_spread_arguments(function):
    def call(np, *args, **kwargs):
        return getattr(np, function)(cube(np)[:, ::-1, 1:], *args, **kwargs)

    same(lambda np: call(np, dtype="float32"), 8)
    same(lambda np: call(np, 1, correction=1.5), 8)
    same(lambda np: call(np, ddof=1, correction=1))
    same(lambda np: call(np, 0, where=cube(np, "bool")[:, :, 1:]), 8)
    same(lambda np: call(np, 1, mean=cube(np)[:, ::-1, 1:].mean(axis=1, keepdims=True)), 8)
    same(lambda np: call(np, 0, None, np.zeros((4, 4))), 8)
    same(lambda np: call(np, ddof=60))
    for axis in (3, -4, (0, 0), 1.5):
        same(lambda np: call(np, axis), text=axis in (3, -4))
    for shape in ((0,), (0, 3), (3, 0)):
        same(lambda np: getattr(np, function)(np.zeros(shape)))
        same(lambda np: getattr(np, function)(np.zeros(shape), axis=0))
    same(lambda np: getattr(np, function)(5))


def test_no_cancellation():
    a = 1e9 + rumpy.arange(5000) % 3
    assert abs(float(a.var()) - 0.6667) < 1e-3
    assert abs(float(rumpy.var(a.astype("float32") * 0 + 1e8))) == 0


def test_spread_of_many():
    same(lambda np: np.std((np.arange(70000) * 7919 % 10007).astype("float64")), 64)
    same(lambda np: np.var(np.array([1.0, np.inf, 2.0])))


def test_ptp_and_average():
    for axis in (None, 0, -1, (0, 1)):
        same(lambda np: np.ptp(cube(np), axis=axis))
        same(lambda np: np.ptp(cube(np, "int16"), axis=axis, keepdims=True))
        same(lambda np: np.average(cube(np), axis, returned=True), 4)
        same(lambda np: np.average(cube(np), axis, weights=cube(np) + 6, returned=True), 8)
    same(lambda np: np.average(cube(np, "int16"), 1, weights=[1, 2, 3, 4], keepdims=True), 4)
    same(lambda np: np.average(cube(np), (2, 0), weights=np.ones((5, 3))), 4)
    same(lambda np: np.average(cube(np), weights=[1, 2, 3, 4]))
    same(lambda np: np.average(cube(np), 1, weights=[1, 2, 3]))
    same(lambda np: np.average([1, 2], weights=[1, -1]))
    same(lambda np: np.average(cube(np), 3))


@pytest.mark.parametrize("name", KINDS)
def test_median(name):
    for axis in (None, 0, 1, -1, (0, 2), (1, 2)):
        same(lambda np: np.median(cube(np, name), axis=axis))
        same(lambda np: np.median(cube(np, name)[:, 1:], axis, keepdims=True))
    if name[0] == "f":
        same(lambda np: np.median(holes(np, name), axis=0))
        same(lambda np: np.nanmedian(holes(np, name), axis=0))
        same(lambda np: np.nanmedian(holes(np, name), axis=(0, 1), keepdims=True))
        same(lambda np: np.nanmedian(holes(np, name)))


def test_median_arguments():
    same(lambda np: np.median([]))
    same(lambda np: np.median(5))
    same(lambda np: np.median(cube(np), 0, np.zeros((4, 5))))
    same(lambda np: np.median(cube(np), 3))
    same(lambda np: np.nanmedian([np.nan, np.nan]))
    same(lambda np: np.nanmedian([[np.nan, 1], [np.nan, 2]], axis=0))


@pytest.mark.parametrize("method", METHODS)
def test_quantile_methods(method):
    for q in (0.3, 0.0, 1.0, [0.25, 0.5, 0.77, 1.0], [[0.1, 0.9]]):
        for name in ("int64", "float64", "float32"):
            for axis in (None, 1, (0, 2)):
                same(lambda np: np.quantile(cube(np, name), q, axis=axis, method=method), 4)
        same(lambda np: np.nanquantile(holes(np), q, axis=0, method=method), 4)
        same(lambda np: np.quantile(holes(np), q, axis=0, method=method), 4)


def test_quantile_arguments():
    for q in (50, 0, 100, 33.3, [25, 75]):
        same(lambda np: np.percentile(cube(np), q), 4)
        same(lambda np: np.percentile(cube(np, "float32"), q, axis=0, keepdims=True), 4)
        same(lambda np: np.nanpercentile(holes(np), q, axis=1), 4)
    for q in (1, 0, [0, 1]):
        same(lambda np: np.quantile([3, 1, 2], q))
    for q in (-1, 101, [5, 200]):
        same(lambda np: np.percentile([1, 2], q))
        same(lambda np: np.quantile([1, 2], q))
    same(lambda np: np.quantile([1, 2], 0.5, method="other"))
    same(lambda np: np.quantile([1j, 2], 0.5))
    same(lambda np: np.quantile(cube(np), 0.5, axis=3))
    same(lambda np: np.quantile(cube(np), 0.5, 0, np.zeros((4, 5))))
    same(lambda np: np.quantile([1, 2], 0.5, weights=[1, 2]))
    weighted = {"method": "inverted_cdf"}
    same(lambda np: np.quantile([5, 1, 3], [0.0, 0.2, 0.5, 1], weights=[0, 2, 3], **weighted))
    same(lambda np: np.quantile(cube(np), 0.4, axis=1, weights=[1, 2, 0, 1], **weighted))
    same(lambda np: np.quantile(cube(np), [0.4], axis=(0, 1), weights=cube(np) + 6, **weighted))
    same(lambda np: np.quantile([1, 2], 0.5, weights=[-1, 2], **weighted))
    same(lambda np: np.quantile([1, 2, 5], 0.5, weights=[1, 2, 1], **weighted))
    same(lambda np: np.quantile([1, np.nan, 5], 0.5, weights=[1, 2, 1], **weighted))
    same(lambda np: np.nanquantile([5, np.nan, 3], 0.5, weights=[1, 2, 3], **weighted))


@pytest.mark.parametrize("name", ["sum", "prod", "max", "min", "mean", "argmax", "argmin"])
def test_nan_functions(name):
    function = "nan" + name
    for axis in (None, 0, 1, -1):
        same(lambda np: getattr(np, function)(holes(np), axis=axis), 4)
        same(lambda np: getattr(np, function)(holes(np, "float32"), axis, keepdims=True), 4)
        same(lambda np: getattr(np, function)(cube(np, "int16"), axis=axis), 4)
    same(lambda np: getattr(np, function)([np.nan, np.nan]))
    same(lambda np: getattr(np, function)([[np.nan, 1.0], [np.nan, 2.0]], axis=0))
    same(lambda np: getattr(np, function)([]), text=False)


def test_nan_spread():
    for axis in (None, 0, (1, 2)):
        same(lambda np: np.nanvar(holes(np), axis=axis), 8)
        same(lambda np: np.nanstd(holes(np), axis, ddof=1, keepdims=True), 8)
        same(lambda np: np.nanvar(holes(np, "complex128"), axis=axis), 8)
    same(lambda np: np.nanvar([[np.nan, 1.0], [np.nan, 2.0]], axis=0, ddof=1), 8)
    for function in ("nancumsum", "nancumprod"):
        for axis in (None, 1):
            same(lambda np: getattr(np, function)(holes(np), axis), 4)
    same(lambda np: np.nanmean(holes(np), dtype=int))


def test_bincount():
    same(lambda np: np.bincount([0, 1, 1, 3, 2, 1, 7]))
    same(lambda np: np.bincount(np.array([1, 2, 2], "uint8"), minlength=6))
    same(lambda np: np.bincount([0, 1, 1], weights=[0.5, 1, 2]))
    same(lambda np: np.bincount([True, False]))
    same(lambda np: np.bincount([]))
    same(lambda np: np.bincount([], minlength=3))
    same(lambda np: np.bincount([0, -1]))
    same(lambda np: np.bincount([0.5, 1]))
    same(lambda np: np.bincount(np.array([0.5, 1])))
    same(lambda np: np.bincount([0, 1], weights=[1]))
    same(lambda np: np.bincount([0, 1], weights=np.array([1j, 2])))
    same(lambda np: np.bincount(np.array([[0, 1]])))
    same(lambda np: np.bincount(3))
    same(lambda np: np.bincount([0, 1], minlength=-1))


@pytest.mark.parametrize("name", ["int16", "int64", "uint8", "float16", "float32", "float64"])
def test_histogram(name):
    for bins in (10, 1, 7, [-5, 0, 1, 4.5], [1], [0, 0, 3]):
        same(lambda np: np.histogram(cube(np, name), bins), 2)
        same(lambda np: np.histogram(cube(np, name), bins, density=True), 4)
        same(lambda np: np.histogram(cube(np, name), bins, weights=cube(np)), 16)
    same(lambda np: np.histogram(cube(np, name), 5, (-1, 3)), 2)
    same(lambda np: np.histogram(cube(np, name), 5, (2, 2)), 2)


@pytest.mark.parametrize("rule", RULES)
def test_bin_rules(rule):
    for name in ("int64", "float64"):
        same(lambda np: np.histogram_bin_edges(cube(np, name), rule), 4)
        same(lambda np: np.histogram(cube(np, name), rule, range=(0, 3)), 4)
        same(lambda np: np.histogram_bin_edges(cube(np, name) * 0, rule), 4)
    same(lambda np: np.histogram_bin_edges([], rule))


@pytest.mark.parametrize("name", ["int16", "uint8", "float32", "float64"])
def test_histogram_of_many(name):
    def values(np, n=5000):
        a = np.arange(n) * 7919 % 4999
        return (a % 120 if name == "uint8" else a / 8 if name[0] == "f" else a).astype(name)

    for bins in (1, 2, 7, 64, 1000):
        same(lambda np: np.histogram(values(np), bins))
        same(lambda np: np.histogram(values(np), bins, (20, 100)))
    if name[0] == "f":
        for special in (float("nan"), float("inf"), -0.0):
            same(lambda np: np.histogram(np.append(values(np), special), 9, (-1, 300)))


def test_histogram_arguments():
    same(lambda np: np.histogram([], 3))
    same(lambda np: np.histogram([1, 2], 0))
    same(lambda np: np.histogram([1, 2], 1.5))
    same(lambda np: np.histogram([1, 2], [3, 1]))
    same(lambda np: np.histogram([1, 2], [[3, 1]]))
    same(lambda np: np.histogram([1, 2], "other"))
    same(lambda np: np.histogram([1, 2], 3, (2, 1)))
    same(lambda np: np.histogram([1, np.nan], 3), text=False)
    same(lambda np: np.histogram([1, 2], "auto", weights=[1, 2]))
    same(lambda np: np.histogram([1, 2], 3, weights=[1]))
    same(lambda np: np.histogram([1, 2, 2], 3, weights=[1j, 2, 3]))
    same(lambda np: np.histogram([1, 2, 2], 3, weights=[1, 2, 3]))
    same(lambda np: np.histogram([True, False, True]))


def test_grids():
    def points(np):
        return cube(np).reshape(20, 3)

    same(lambda np: np.histogramdd(points(np), 3), 4)
    same(lambda np: np.histogramdd(points(np), (2, 3, 4), density=True), 4)
    same(lambda np: np.histogramdd(points(np)[:, :2], ([0, 1, 2], 3), weights=np.arange(20)), 4)
    same(lambda np: np.histogramdd(points(np), 3, range=[(0, 2), None, (-1, 5)]), 4)
    same(lambda np: np.histogramdd([[1, 2, 3], [4, 5, 6]], 2))
    same(lambda np: np.histogramdd(points(np), (2, 3)))
    same(lambda np: np.histogramdd(points(np), 0))
    same(lambda np: np.histogram2d([1, 2, 3], [4, 5, 6], 2))
    same(lambda np: np.histogram2d([1, 2, 3], [4, 5, 6], [0, 1, 2, 6]))
    same(lambda np: np.histogram2d([1, 2, 3], [4, 5], 2))


def test_covariance():
    def rows(np):
        return cube(np)[0]

    for rowvar in (True, False):
        same(lambda np: np.cov(rows(np), rowvar=rowvar), 64)
        same(lambda np: np.cov(rows(np), rows(np)[::-1], rowvar, bias=True), 64)
        same(lambda np: np.corrcoef(cube(np)[1], rowvar=rowvar), 64)
    same(lambda np: np.cov([1, 2, 4]), 4)
    same(lambda np: np.cov([1, 2, 4], [1, 0, 2j]).round(9))
    same(lambda np: np.cov(rows(np), fweights=[1, 2, 1, 0, 3], aweights=[1, 2, 3, 4, 5]), 64)
    same(lambda np: np.cov(rows(np), aweights=[1, 2, 3, 4, 5], ddof=0), 64)
    same(lambda np: np.cov(cube(np)))
    same(lambda np: np.cov([1, 2], ddof=1.5))
    same(lambda np: np.cov([1, 2], fweights=[1.5, 2]))
    same(lambda np: np.cov([1, 2], fweights=[1, 2, 3]))
    same(lambda np: np.cov([1, 2], aweights=[1, -2]))
    same(lambda np: np.corrcoef([1, 2, 4]))
    same(lambda np: np.corrcoef([1, 2, 4], [3, 1, 0]), 4)


def test_where_all_is_nan_or_nothing():
    nothing, nans = [], [float("nan"), float("nan")]
    same(lambda np: (np.nansum(nothing), np.nanprod(nothing), np.nansum(nans), np.nanprod(nans)))
    same(lambda np: np.nanargmax(nans))
    same(lambda np: np.nanargmin(nans))
    same(lambda np: (np.nanmax([1.0, *nans]), np.nanmin([1.0, *nans]), np.nanargmax([*nans, 2.0])))


def test_bincount_of_unsigned():
    for dtype in ("uint8", "uint16", "uint32"):
        same(lambda np: np.bincount(np.array([1, 2, 1], dtype)))
    same(lambda np: np.bincount(np.array([1.0, 2.0])))


@pytest.mark.native  # where intp has 64 bits
def test_bincount_of_large_unsigned():
    same(lambda np: np.bincount(np.array([1, 2**63], "uint64")))


def test_nan_functions_of_scalars():
    for name in "nanmean nanvar nanstd nansum nanmedian nanmax nanprod".split():
        for value in (3.0, "np.float16(2)", "np.float32(2)", "np.complex64(2j)", "np.array(4.0)"):
            same(lambda np: getattr(np, name)(eval(str(value), {"np": np})))


def test_mean_into_an_array_of_another_shape():
    same(lambda np: np.mean(np.ones((3, 4)), axis=1, out=np.zeros((2, 3))))
    same(lambda np: np.mean(np.ones((3, 4)), out=np.zeros(1)))
    same(lambda np: np.mean(np.ones((3, 4)), axis=1, out=np.zeros(3)))


def test_edges_of_quantiles_and_bins():
    methods = "averaged_inverted_cdf interpolated_inverted_cdf weibull linear lower nearest".split()
    for method in methods:
        same(lambda np: np.quantile([10, 11, 12], [0, 1], method=method))
    same(lambda np: np.percentile(np.arange(11.0), 50, out=np.zeros(1)))
    same(lambda np: np.digitize([1, 2], [1, 2, 3j]))
    same(lambda np: np.testing.assert_almost_equal(np.float16(0), 0.0, decimal=12))
    same(lambda np: np.random.default_rng(0).shuffle(np.array(3)))
    same(lambda np: np.random.RandomState(0).multinomial(100.5, [0.2, 0.8]))
    same(lambda np: np.vectorize(lambda x: x[:-1], signature="(n)->(n)")([1, 2, 3]))


@pytest.mark.parametrize("name", ["int8", "uint16", "int64", "float16", "float32", "float64"])
def test_median_of_many(name):
    def call(np, n, special=(), step=1):
        a = (np.arange(n) * 7919 % 60_013 - (0 if name[0] == "u" else 30_000)).astype(name)
        a[: len(special)] = special
        return np.median(a[::step])

    for n in (32_768, 60_001, 70_000):
        same(lambda np: call(np, n))
        same(lambda np: call(np, n, step=-1))
        same(lambda np: np.median(np.full(n, 3, name)))
        same(lambda np: np.median(np.arange(n).astype(name) // 4096))
        same(lambda np: np.median((np.arange(n) < n // 2).astype(name)))
        if name[0] == "f":
            same(lambda np: call(np, n, (float("inf"), -0.0, 0.0, -float("inf"))))
            same(lambda np: call(np, n, (float("nan"),)))
            same(lambda np: np.median(np.full(n, np.nan, name)))
