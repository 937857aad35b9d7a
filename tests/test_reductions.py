"""Sums, products, extrema and their positions, over any axes."""

import itertools

import pytest
import rumpy
from oracle import same
from test_elementwise import NAMES, sample

REDUCTIONS = ["sum", "prod", "min", "max", "any", "all", "mean"]
ARG = ["argmin", "argmax"]


def cube(np, name="float32"):
    a = (np.arange(60) * 7 % 23 - 5).reshape(3, 4, 5)
    return a.astype(name)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("function", REDUCTIONS + ARG)
def test_types(function, name):
    width = function in ("sum", "prod")  # of integers: in the default integer, where they wrap
    for axis in (None, 0, 1, 2, -1):
        same(lambda np: getattr(np, function)(cube(np, name), axis=axis), 4, width=width)
        same(lambda np: getattr(cube(np, name), function)(axis), 4, width=width)
        same(
            lambda np: getattr(np, function)(cube(np, name), axis=axis, keepdims=True),
            4,
            width=width,
        )


@pytest.mark.parametrize("function", REDUCTIONS)
def test_axes(function):
    for count in range(4):
        for axes in itertools.permutations(range(3), count):
            same(lambda np: getattr(np, function)(cube(np), axis=axes), ulp=4)
            same(lambda np: getattr(np, function)(cube(np).T, axis=axes, keepdims=True), ulp=4)
            same(lambda np: getattr(np, function)(cube(np)[:, ::-2, 1:], axis=axes), ulp=4)
    same(lambda np: getattr(np, function)(cube(np), axis=(0, 0)))
    same(lambda np: getattr(np, function)(cube(np), axis=(0, -3)))


@pytest.mark.parametrize("function", REDUCTIONS + ARG)
def test_bad_axes(function):
    for axis in (3, -4, 10**30):
        same(lambda np: getattr(np, function)(cube(np), axis=axis), text=axis < 100)
    same(lambda np: getattr(np, function)(cube(np), axis=1.5), text=False)
    same(lambda np: getattr(np, function)(cube(np), axis="0"), text=False)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("function", REDUCTIONS + ARG)
def test_empty(function):
    for shape in ((0,), (0, 3), (3, 0), (2, 0, 3)):
        for axis in (None, *range(len(shape))):
            same(lambda np: getattr(np, function)(np.zeros(shape), axis=axis))
            same(lambda np: getattr(np, function)(np.zeros(shape, "int16"), axis=axis))


@pytest.mark.parametrize("function", REDUCTIONS + ARG)
def test_nan(function):
    for position in (0, 1, 17, 39):

        def call(np):
            a = np.arange(40.0, dtype="float32")
            a[position] = np.nan
            return getattr(np, function)(a)

        same(call)
        same(lambda np: getattr(np, function)(np.array([1, complex(np.nan, 1), 2j])), ulp=4)


@pytest.mark.parametrize(
    "size", [1, 7, 8, 9, 127, 128, 129, 135, 136, 255, 256, 257, 500, 1000, 1001, 2047, 8193]
)
def test_sum_is_pairwise(size):
    # Contiguous sums agree with NumPy to the last bit: the same pairwise tree.
    def ones(np, name):
        x = np.arange(size, dtype=name)
        return np.sin(x) if name == "float64" else (x * 0.37 % 1.0).astype(name)

    for name in ("float32", "float64"):
        same(lambda np: ((np.arange(size) % 101) * np.float64(0.1)).astype(name).sum())
        same(lambda np: ((np.arange(size) % 101) * np.float64(0.1)).astype(name)[::2].sum(), ulp=2)
    for name in ("complex64", "complex128"):
        same(lambda np: ((np.arange(size) % 101) * (0.1 + 0.3j)).astype(name).sum(), ulp=4)


def test_sums_and_means_of_truths():
    def truths(np):
        return np.arange(30_000).reshape(300, 100) % 7 < 3

    for axis in (None, 0, 1):
        same(lambda np: truths(np).sum(axis), width=True)
        same(lambda np: truths(np)[:, ::3].sum(axis), width=True)
        same(lambda np: truths(np).mean(axis))
        same(lambda np: truths(np).sum(axis, dtype="float64", initial=0.3))
        same(lambda np: np.frombuffer(bytes(range(256)) * 8, "bool").reshape(8, -1).sum(axis),
             width=True)  # fmt: skip


@pytest.mark.parametrize("function", ["max", "min", "fmax", "fmin", "argmax", "argmin"])
@pytest.mark.parametrize("name", ["float16", "float32", "float64"])
def test_extrema_of_long_arrays(function, name):
    # Longer than the lanes of a fold; what is not a number, or infinite, anywhere.
    def found(np, special, n, step):
        reduce = getattr(np, function) if function[0] != "f" else getattr(np, function).reduce
        a = ((np.arange(n * abs(step)) * 37 % 1009) - 500).astype(name)
        results = [reduce(a[::step])]
        for at in (0, 1, n // 2, n - 1):
            b = a.copy()
            b[at * abs(step)] = special
            results += [reduce(b[::step]), reduce(-b[::step])]
            b[n // 3 * abs(step)] = -special
            results.append(reduce(b[::step]))
        return results

    for n in (15, 16, 31, 32, 33, 64, 1500):
        for step in (1, 3, -1):
            for special in (float("nan"), float("inf")):
                same(lambda np: found(np, special, n, step))


def test_sum_stays_accurate():
    import math

    import rumpy

    n = 1_000_000
    x = (rumpy.arange(n) % 1000).astype("float32") * rumpy.float32(0.001)
    exact = math.fsum(x.tolist())
    assert abs(float(x.sum()) - exact) <= 4e-7 * exact


def test_dtype_and_out():
    for name in ("int8", "uint16", "float16", "float32", "float64", "complex64"):
        same(lambda np: cube(np, "int16").sum(axis=0, dtype=name))
        same(lambda np: np.prod(cube(np, "int16"), axis=0, dtype=name))
        same(lambda np: np.mean(cube(np, "int16"), axis=0, dtype=name), ulp=1)
    same(lambda np: cube(np, "int8").sum(dtype=bool))

    def into(np, function, shape, dtype, **keywords):
        out = np.zeros(shape, dtype)
        result = getattr(np, function)(cube(np), axis=1, out=out, **keywords)
        return out, result is out

    for function in REDUCTIONS:
        same(lambda np: into(np, function, (3, 5), "float64"), ulp=4)
        same(lambda np: into(np, function, (3, 1, 5), "float64", keepdims=True), ulp=4)
        same(lambda np: into(np, function, (3, 5), "int8"), ulp=4, text=False)
        same(lambda np: into(np, function, (5,), "float64"), text=False)
        same(lambda np: into(np, function, (3, 4), "float64"), text=False)
    for function in ARG:
        same(lambda np: into(np, function, (3, 5), np.intp))
        same(lambda np: into(np, function, (3, 4), np.intp), text=False)
    same(lambda np: np.add.reduce(np.ones((2, 3)), axis=0, keepdims=True, out=np.zeros((2, 3))))


def test_initial_and_where():
    same(lambda np: cube(np).sum(initial=100))
    same(lambda np: cube(np).sum(axis=1, initial=0.5))
    same(lambda np: np.max(cube(np), axis=0, initial=12))
    same(lambda np: np.min(np.zeros(0), initial=3))
    same(lambda np: cube(np).sum(where=cube(np) > 0))
    same(lambda np: cube(np).sum(axis=0, where=cube(np) > 0))
    same(lambda np: np.prod(cube(np), axis=2, where=cube(np) > 10))
    same(lambda np: np.max(cube(np), where=cube(np) > 10, initial=-1))
    same(lambda np: np.max(cube(np), where=cube(np) > 10))
    same(lambda np: np.any(cube(np), axis=1, where=[True, False, True, False, True]))
    same(lambda np: np.mean(cube(np), where=cube(np) > 0), ulp=2)
    same(lambda np: np.add.reduce(np.ones(3), where=np.ones((2, 3), bool)))


def test_array_likes_and_scalars():
    same(lambda np: np.sum([1, 2, 3]))
    same(lambda np: np.sum(5))
    same(lambda np: np.max([[1, 5], [3, 2]], axis=0))
    same(lambda np: np.mean([1, 2, 4]))
    same(lambda np: np.array(3.0).sum())
    same(lambda np: np.array(3.0).sum(axis=0))
    same(lambda np: np.array(3.0).argmax())
    same(lambda np: np.any([[0, 0], [0, 1]], axis=1))
    same(lambda np: np.add.reduce(cube(np)))
    same(lambda np: np.add.reduce(cube(np), axis=None))
    same(lambda np: np.multiply.reduce([1, 2, 3, 4]))
    same(lambda np: np.maximum.reduce(cube(np), axis=(0, 2)))
    same(lambda np: np.subtract.reduce([10, 1, 2]))
    same(lambda np: np.divmod.reduce([10, 1, 2]))


@pytest.mark.parametrize("name", NAMES)
def test_arg_ties_and_extremes(name):
    same(lambda np: np.argmax(sample(np, name)))
    same(lambda np: np.argmin(sample(np, name)))
    same(lambda np: np.argmax(np.zeros(33, name)))
    same(lambda np: np.argmin(np.concatenate([np.ones(50, name), np.zeros(20, name)])))
    for position in (0, 15, 16, 63):

        def call(np):
            a = np.zeros(64, name)
            a[position] = 1
            return a.argmax(), a.argmin(), a[::-1].argmax(), a.reshape(8, 8).argmax(axis=0)

        same(call)


def test_older_names():
    same(lambda np: (np.amax([1, 3, 2]), np.amin([[1, 2], [0, 5]], axis=1)))
    same(lambda np: np.row_stack(([1, 2], [3, 4])))


@pytest.mark.parametrize(
    "dtype", ["?", "i1", "u2", "i4", "u4", "i8", "u8", "f2", "f4", "f8", "c8", "c16"]
)
def test_sums_so_far(dtype):
    def values(np, n):
        return (np.arange(n) * 7 % 11).astype(dtype)

    for n in (0, 1, 2, 5, 1000):
        same(lambda np: np.cumsum(values(np, n)), width=True)
        same(lambda np: np.cumsum(values(np, 2 * n)[::-2]), width=True)
        same(lambda np: np.add.accumulate(values(np, n)))
    same(lambda np: np.cumsum(values(np, 5), out=np.zeros(10, dtype)[::2]), text=False)


@pytest.mark.parametrize("name", ["multiply", "maximum", "minimum", "add", "fmax"])
@pytest.mark.parametrize("dtype", ["?", "i2", "i4", "u4", "i8", "u8", "f2", "f4", "f8"])
def test_accumulation_along_any_axis(name, dtype):
    def along(np, axis, step=1):
        a = (np.arange(60) * 7 % 11 - (dtype[0] != "u") * 5).reshape(3, 4, 5).astype(dtype)
        return getattr(np, name).accumulate(a[:, ::step], axis)

    for axis in (0, 1, 2, -1):
        same(lambda np: along(np, axis))
        same(lambda np: along(np, axis, -1))
        same(lambda np: along(np, axis, 2))
        same(lambda np: getattr(np, name).accumulate(np.zeros((0, 3, 2)), axis))
    same(lambda np: getattr(np, name).accumulate(np.arange(1, 7, dtype=dtype)[::-2]))
    same(lambda np: getattr(np, name).accumulate(np.ones((4, 3), dtype).T, 1))


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("dtype", ["f4", "f8"])
def test_accumulation_of_special_values(dtype):
    for name in ("multiply", "maximum", "minimum"):
        for special in ([1, float("inf"), 0, 2], [2, float("nan"), 1], [1e30, 1e30, 0, 1e-30]):
            same(lambda np: getattr(np, name).accumulate(np.array(special, dtype)))
    with pytest.warns(RuntimeWarning, match="overflow encountered in accumulate"):
        rumpy.multiply.accumulate(rumpy.array([3e38, 3e38, 0, 1], "f4"))
    with rumpy.errstate(under="raise"), pytest.raises(FloatingPointError, match="underflow"):
        rumpy.multiply.accumulate(rumpy.array([1e-300, 1e-300, 1.0]))


@pytest.mark.filterwarnings("ignore")
def test_sums_so_far_of_special_values():
    for special in ([1, float("inf"), 2], [float("nan"), 1], [-0.0, -0.0], [3e38, 3e38, -3e38]):
        for dtype in ("f4", "f8"):
            same(lambda np: np.cumsum(np.array(special, dtype)))
    same(lambda np: np.cumsum(np.array([2**31 - 1, 5], "i4"), dtype="i4"))
    with pytest.warns(RuntimeWarning, match="overflow encountered in accumulate"):
        rumpy.cumsum(rumpy.array([3e38, 3e38], "f4"))
