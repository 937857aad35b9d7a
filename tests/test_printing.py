"""repr and str of arrays and scalars."""

import pytest
import rumpy
from oracle import same

NAN, INF = float("nan"), float("inf")
VALUES = [
    [1.0, 2.5, -3.125], [1e-5, 1.0], [1e10, 1.0], [123456.0], [0.1, 0.12345678912345], [NAN, 1.0],
    [INF, -INF, 2.0], [-0.0, 0.0], [1e-300, 1e300], [1000.5, 0.001], [NAN], [], [100000000.0],
    [99999999.0], [1 / 3, 2 / 3], [1e16, 1e-16], [0.5] * 30, [123.456] * 12,
]  # fmt: skip


@pytest.mark.parametrize("values", VALUES, ids=str)
@pytest.mark.filterwarnings("ignore")
def test_floats(values):
    for name in ("float64", "float32"):
        same(lambda np: repr(np.array(values, name)))
        same(lambda np: str(np.array(values, name)))
        same(lambda np: [repr(x) for x in np.array(values, name)])
        same(lambda np: [str(x) for x in np.array(values, name)])
    for name in ("complex64", "complex128"):
        same(lambda np: repr(np.array(values, name) * (1 - 0.5j)))
        same(lambda np: [str(x) for x in np.array(values, name)])
        same(lambda np: [repr(x) for x in np.array(values, name)])


def test_integers_and_bools():
    for name in ("int8", "int16", "int64", "uint8", "uint64", "bool"):
        same(lambda np: repr(np.array([0, 1, 100], "int8").astype(name)), width=name == "int64")
        same(lambda np: str(np.array([[0, 1], [100, 5]], "int8").astype(name)))
        same(lambda np: repr(np.array([0, 1], "int8").astype(name)[1]))
    same(lambda np: repr(np.array([-128, 5], "int8")))
    same(lambda np: repr(np.arange(5)))
    same(lambda np: repr(np.array([True, False])))


def test_shapes():
    for shape in ((0,), (2, 0), (0, 0, 3), (), (1,), (2, 2), (2, 2, 2), (1, 1, 1, 1), (2, 1, 3, 2)):
        same(lambda np: repr(np.zeros(shape)))
        same(lambda np: str(np.ones(shape, "int16")))
    for size in (999, 1000, 1001, 3000):
        same(lambda np: repr(np.arange(float(size))))
        same(lambda np: str(np.zeros((size, 7), "int8")))
        same(lambda np: repr(np.zeros((size, 2, size), bool)))
    same(lambda np: repr(np.arange(30) * 1000))
    same(lambda np: repr(np.arange(60, dtype="float32").reshape(3, 20) / 7))


@pytest.mark.parametrize(
    "options",
    [
        {"precision": 3}, {"suppress": True}, {"linewidth": 30}, {"threshold": 5, "edgeitems": 1},
        {"floatmode": "fixed"}, {"floatmode": "unique"}, {"floatmode": "maxprec_equal"},
        {"sign": "+"}, {"sign": " "}, {"nanstr": "NA", "infstr": "oo"},
        {"formatter": {"float": lambda x: f"<{x:.1f}>"}},
    ],
    ids=lambda options: "-".join(options),
)  # fmt: skip
def test_options(options):
    def text(np, values):
        with np.printoptions(**options):
            return repr(np.array(values)), str(np.array(values))

    same(lambda np: text(np, [1.0, 22.123456789, -3.5, 1e-3, 0.0, 7.25]))
    same(lambda np: text(np, [NAN, INF, -INF, 1.5]))
    same(lambda np: text(np, [[1e-9, 2.0], [3e4, 4.0]]))
    same(lambda np: np.array2string(np.array([1.5, 2.5, 1e-7]), **options))
    same(lambda np: text(np, [1 + 2j, -1e-5 + 3j]))


SHOWN = [
    lambda np: np.float64(1.5), lambda np: np.float32(0.1), lambda np: np.True_,
    lambda np: np.complex64(1 + 1j), lambda np: np.arange(3.0), lambda np: np.array([1e300, -1.5]),
    lambda np: np.array([1 + 2j, NAN]), lambda np: np.zeros((0, 3)), lambda np: np.array(1.5),
    lambda np: np.array([True]), lambda np: np.arange(2000.0), lambda np: np.array([0.5, INF, -1]),
    lambda np: np.zeros((101, 101)), lambda np: np.zeros((11, 10, 101), "int8"),
    lambda np: np.arange(40.0) * 1e7, lambda np: np.array([1e-9, 2.0], "float32"),
    lambda np: np.array([2e6, 1.0], "float32"), lambda np: np.full((3, 30), 1.25),
]  # fmt: skip


@pytest.mark.parametrize("shown", SHOWN)
@pytest.mark.parametrize("legacy", ["1.13", "1.21", "1.25", "2.1", "2.2", False])
def test_printing_of_older_versions(legacy, shown):
    def texts(np):
        with np.printoptions(legacy=legacy):
            value = shown(np)
            return [repr(value), str(value), np.get_printoptions()["legacy"]]

    same(texts)
    same(lambda np: np.array2string(np.asarray(shown(np)), legacy=legacy))


def test_legacy_that_is_none():
    for legacy in ("1.14", 0):
        with rumpy.printoptions():
            with pytest.warns((UserWarning, FutureWarning), match="legacy"):
                rumpy.set_printoptions(legacy=legacy)
            assert rumpy.get_printoptions()["legacy"] is False


def test_option_errors():
    same(lambda np: np.set_printoptions(floatmode="nonsense"), text=False)
    same(lambda np: np.set_printoptions(threshold="many"))
    same(lambda np: np.set_printoptions(precision=1.5), text=False)
    same(lambda np: np.get_printoptions()["edgeitems"])


def test_format_float():
    for x in (0.1, 1234.5, 1e-10, 1e22, -0.0, 2.0, NAN, -INF, 123456789.125):
        same(lambda np: np.format_float_positional(x))
        same(lambda np: np.format_float_scientific(x))
        same(lambda np: np.format_float_positional(x, precision=3))
        same(lambda np: np.format_float_positional(x, precision=3, unique=False))
        same(lambda np: np.format_float_scientific(x, precision=3, unique=False, trim="."))
        same(lambda np: np.format_float_scientific(np.float32(x), exp_digits=3))
        same(lambda np: np.format_float_positional(np.float32(x), trim="0"))


def test_flags_and_dtype():
    same(lambda np: repr(np.dtype("float32")))
    same(lambda np: str(np.dtype("bool")))
    same(lambda np: f"{np.float64(1.5):.3f} {np.int8(5):d}")
    same(lambda np: f"{np.array(2.5)}")
    same(lambda np: f"{np.arange(3)}")


def test_texts_of_arrays():
    for value in ([1.5, 2], [[1, 2], [3, 4]], [], 3.25):
        same(lambda np: np.array_repr(np.array(value)))
        same(lambda np: np.array_repr(np.array(value), precision=1, suppress_small=True))
        same(lambda np: np.array_str(np.array(value), 10, 1))
    same(lambda np: np.array_repr(np.float32([1.5])))


@pytest.mark.parametrize("spec", ["", "0.3f", ">10", "d"])
@pytest.mark.parametrize("value", [3.14159, 3, True, [1.5]])
def test_format(value, spec):
    same(lambda np: format(np.array(value), spec), text=value != [1.5])


def oldest(np, name, value):
    with np.printoptions(legacy="1.13"):
        scalar = np.dtype(name).type(value)
        return [str(scalar), repr(scalar)]


@pytest.mark.parametrize("value", [1.5, 1.0, 1e16, 1 / 3, -0.0, float("nan"), 7])
@pytest.mark.parametrize("name", ["f2", "f4", "f8", "i4", "?"])
@pytest.mark.filterwarnings("ignore")
def test_scalars_as_1_13_has_them(name, value):
    same(lambda np: oldest(np, name, value))


@pytest.mark.parametrize(
    "value", [1.5 + 2j, 1j, complex(-0.0, 2), complex(1, -float("inf")), 1 / 3 + 1e20j]
)
@pytest.mark.parametrize("name", ["F", "D"])
def test_complex_scalars_as_1_13_has_them(name, value):
    same(lambda np: oldest(np, name, value))
