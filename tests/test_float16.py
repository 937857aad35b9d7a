"""float16: every number, casts, loops computed in float32 and rounded once, printing."""

import itertools
import struct

import pytest
import rumpy as rp
from oracle import same

pytestmark = pytest.mark.filterwarnings("ignore")

UNARY = """
    sqrt cbrt exp exp2 expm1 log log2 log10 log1p sin cos tan arcsin arccos arctan sinh cosh tanh
    arcsinh arccosh arctanh
""".split()
EXACT_UNARY = """
    floor ceil trunc rint square reciprocal negative positive absolute fabs sign conjugate isnan
    isinf isfinite signbit logical_not
""".split()
BINARY = """
    add subtract multiply divide floor_divide remainder fmod divmod copysign maximum minimum fmax
    fmin equal not_equal less less_equal greater greater_equal logical_and logical_or logical_xor
""".split()


def every(np):
    """All 65536 numbers."""
    return np.arange(65536, dtype="uint16").view("float16")


def some(np, n, step=40503):
    """n numbers, in no order."""
    return (np.arange(n, dtype="uint32") * step + 77).astype("uint16").view("float16")


def bell(np, n):
    """n numbers of moderate size."""
    x = (np.arange(n, dtype="uint32") * 40503 % 4096).astype("float64") / 1000 - 2
    return (x * x * x).astype("float16")


def test_values_and_widening():
    same(lambda np: every(np))
    same(lambda np: every(np).astype("float32"))
    same(lambda np: every(np).astype("float64"))
    for x in (1.5, -0.0, 65504.0, 65520.0, 1e-8, 2.0**-24, 1e300, float("inf")):
        same(lambda np: np.float16(x))
        same(lambda np: np.array([x], "e"))
        same(lambda np: float(np.float16(x)))


@pytest.mark.parametrize(
    "other",
    "bool int8 uint8 int16 uint16 int32 uint32 int64 uint64 float32 float64 complex64 complex128"
    .split(),
)  # fmt: skip
def test_casts(other):
    low = 0 if other[0] == "u" else 60  # negative reals as unsigned: the machine's affair
    same(lambda np: np.arange(-300, 70000, 331).astype(other).astype("e"))
    same(lambda np: (np.arange(1000) / 7 - low).astype(other)[::-3].astype("e"))
    same(lambda np: np.array([0, 1, 2.5, 100.25, 127], "e").astype(other))
    for casting in ("safe", "same_kind"):
        same(lambda np: np.can_cast(other, "e", casting))
        same(lambda np: np.can_cast("e", other, casting))
    same(lambda np: np.promote_types(other, "e"))
    same(lambda np: np.result_type(np.zeros(2, other), np.float16(1)))


def test_narrowing_rounds_once():
    """Values around the middle between neighbours; 1 + 2^-11 + 2^-40 is no tie, but a tie in float32."""
    near = [1 + 2.0**-11, 1 + 2.0**-11 + 2.0**-40, 1 + 3 * 2.0**-11 - 2.0**-40, 3e-8, 65519.999]
    same(lambda np: np.array(near).astype("e"))
    same(lambda np: np.array(near, "e"))
    same(lambda np: np.array(near, "complex128").astype("e"))
    same(lambda np: np.array(near, "float32").astype("e"))
    same(lambda np: np.array([[1 + 1j]], "D").astype("e"), text=False)


@pytest.mark.parametrize("function", EXACT_UNARY)
def test_exact_functions(function):
    same(lambda np: getattr(np, function)(every(np)))
    same(lambda np: getattr(np, function)(every(np)[::-7]))


@pytest.mark.parametrize("function", UNARY)
def test_functions(function):
    same(lambda np: getattr(np, function)(every(np)), ulp=1)
    same(lambda np: getattr(np, function)(np.arange(100, dtype="int8")), ulp=1)
    same(lambda np: getattr(np, function)(np.array([True, False])), ulp=1)


@pytest.mark.parametrize("function", BINARY)
def test_operations(function):
    same(lambda np: getattr(np, function)(some(np, 5000), some(np, 5000, 30011)))
    same(lambda np: getattr(np, function)(bell(np, 600)[::-2], np.float16(0.7)))
    same(lambda np: getattr(np, function)(3, bell(np, 600).reshape(20, 30).T))
    for dtype in ("int8", "uint16", "float32", "complex64"):
        same(lambda np: getattr(np, function)(bell(np, 9), np.arange(9).astype(dtype)))


@pytest.mark.parametrize("function", ["power", "arctan2", "hypot"])
def test_inexact_operations(function):
    same(lambda np: getattr(np, function)(some(np, 5000), some(np, 5000, 30011)), ulp=1)
    same(lambda np: getattr(np, function)(bell(np, 600), 2), ulp=1)


def test_parts_and_neighbours():
    same(lambda np: np.spacing(every(np)))
    same(lambda np: np.nextafter(every(np), some(np, 65536)))
    same(lambda np: np.nextafter(every(np), np.float16("inf")))
    same(lambda np: np.modf(every(np)))
    same(lambda np: [np.isfinite(x).all() for x in np.frexp(every(np)[:31744])])
    same(lambda np: np.frexp(every(np)[:31744]))
    same(lambda np: np.ldexp(every(np), 3))
    same(lambda np: np.ldexp(every(np), np.int64(-12)))
    same(lambda np: np.ldexp(bell(np, 9), np.array([-(2**40), 2**40, 0] * 3)))


@pytest.mark.parametrize(
    "function", "sum prod mean max min argmax argmin all any cumsum cumprod".split()
)
def test_reductions(function):
    for n in (1, 7, 8, 129, 4099):
        same(lambda np: getattr(bell(np, n), function)())
        same(lambda np: getattr(bell(np, n)[::-1], function)())
    for axis in (0, 1, 2):
        same(lambda np: getattr(bell(np, 6 * 50 * 7).reshape(6, 50, 7), function)(axis=axis))
    same(lambda np: getattr(every(np), function)())


def test_sums_of_others():
    same(lambda np: np.arange(5000).sum(dtype="e"))
    same(lambda np: (np.arange(5000) % 3).astype("int8").sum(dtype="e"))
    same(lambda np: bell(np, 5000).sum(dtype="float32"))
    same(lambda np: np.subtract.reduce(bell(np, 500)))
    same(lambda np: np.add.reduce(bell(np, 600).reshape(20, 30), axis=0, where=bell(np, 30) > 0))
    same(lambda np: np.full(4, 60000, "e").mean())


def test_matmul():
    same(lambda np: bell(np, 40 * 30).reshape(40, 30) @ bell(np, 30 * 50).reshape(30, 50), ulp=1)
    same(lambda np: bell(np, 30) @ bell(np, 30), ulp=1)
    same(lambda np: np.ones((3, 4), "e") @ np.ones((4, 2), "int8"))
    same(lambda np: np.ones((3, 4), "e") @ np.ones((4, 2), "int16"))
    same(lambda np: np.matmul(np.ones((3, 4), "e"), np.ones((4, 2), "e"), out=np.zeros((3, 2))))
    same(lambda np: np.full((1, 9), 100, "e") @ np.full((9, 1), 100, "e"))


def test_operators_with_python_numbers():
    for x, y in itertools.product((2, 2.5, 1j, True, 70000), repeat=2):
        for z in (x, y):
            same(lambda np: np.float16(1.5) + z)
            same(lambda np: z * np.float16(1.5))
            same(lambda np: np.ones(2, "e") - z)
            same(lambda np: np.float16(1.5) < z)
    same(lambda np: np.float16(2) ** np.int8(3))
    same(lambda np: np.float16(7) // np.float16(2))
    same(lambda np: [round(np.float16(1234.5), n) for n in (-2, -1, 0, 1)])
    same(lambda np: (bool(np.float16(-0.0)), bool(np.float16("nan"))))
    assert hash(rp.float16(0.5)) == hash(0.5)  # 2**60 or 2**30, as pointers are wide


def test_arrays():
    same(lambda np: np.arange(0, 3, 0.3, dtype="e"))
    same(lambda np: np.linspace(0, 1, 11, dtype="e"))
    same(lambda np: np.where(bell(np, 9) > 0, bell(np, 9), np.float16(-1)))
    same(lambda np: bell(np, 60).reshape(3, 4, 5).transpose(2, 0, 1).copy())
    same(lambda np: bell(np, 60)[[5, 3, 3, -1]])
    same(lambda np: bell(np, 60)[bell(np, 60) > 1])
    same(lambda np: np.concatenate([bell(np, 3), np.ones(2, "int8")]))
    same(lambda np: bell(np, 20).tolist())


def test_buffers():
    a = rp.array([1.5, -2.0], "e")
    view = memoryview(a)
    assert view.format == "e" and view.itemsize == 2
    assert bytes(view) == struct.pack("2e", 1.5, -2.0)
    assert rp.asarray(view).dtype == "float16"
    assert rp.frombuffer(struct.pack("2e", 1.5, -2.0), "e").tolist() == [1.5, -2.0]


def test_text():
    same(lambda np: [str(x) for x in every(np)])
    same(lambda np: [repr(x) for x in every(np)[::11]])
    same(lambda np: [repr(every(np)[i : i + 5]) for i in range(0, 65536, 97)])
    same(lambda np: repr(bell(np, 1200)))
    same(lambda np: [f"{x}" for x in bell(np, 50)])
    same(lambda np: [np.format_float_positional(x) for x in every(np)[::31]])
    same(lambda np: [np.format_float_scientific(x) for x in every(np)[::31]])
