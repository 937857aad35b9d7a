"""Operators and ufuncs: values, promotion (NEP 50), strides, out=, where=, errors."""

import itertools
import math
from random import Random

import pytest
import rumpy
from oracle import same

NAMES = [
    "bool", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64",
    "float16", "float32", "float64", "complex64", "complex128",
]  # fmt: skip
INTEGERS = NAMES[1:9]
REALS = NAMES[:11]

BINARY = [
    "add", "subtract", "multiply", "divide", "floor_divide", "remainder", "power", "minimum",
    "maximum", "equal", "not_equal", "less", "less_equal", "greater", "greater_equal",
    "logical_and", "logical_or", "logical_xor", "bitwise_and", "bitwise_or", "bitwise_xor",
    "left_shift", "right_shift",
]  # fmt: skip
EXACT_UNARY = [
    "negative", "positive", "absolute", "square", "logical_not", "invert", "isnan", "isfinite",
    "isinf", "sign", "conjugate", "floor", "ceil", "trunc", "rint", "signbit",
]  # fmt: skip
MATH_UNARY = ["sqrt", "exp", "log", "sin", "cos", "tanh"]

# Few enough that all pairs are tried, with the values at which loops go wrong.
SAMPLES = {
    "b": [0, 1, 1, 0, 1],
    "i": [-128, -7, -2, -1, 0, 1, 2, 3, 5, 127],
    "u": [0, 1, 2, 3, 5, 7, 127, 128, 254, 255],
    "f": [
        -float("inf"), -7.5, -2.0, -1.0, -0.5, -0.0, 0.0, 0.5, 1.0, 2.0, 3.25, 1e30,
        float("inf"), float("nan"),
    ],
    "c": [0, 1, -1, 1j, -1j, 2 + 3j, -2.5 + 0.5j, 1e10 - 1e-3j],
}  # fmt: skip


def sample(np, name):
    """An array of the dtype with interesting values, wide ones included."""
    dtype = np.dtype(name)
    values = list(SAMPLES[dtype.kind])
    if dtype.kind in "iu" and dtype.itemsize > 1:
        top = 2 ** (8 * dtype.itemsize - (dtype.kind == "i"))
        values += [top - 1, top // 2, 1000] + ([-top] if dtype.kind == "i" else [])
    return np.array(values, dtype=dtype)


def pairs(np, left, right):
    return sample(np, left)[:, None], sample(np, right)[None, :]


def inexact(np, a):
    return np.dtype(a).kind in "fc"


def tolerance(function, left, right):
    """Units in the last place: nothing but what passes through libm may differ."""
    if function == "power" or "complex" in left + right:
        return 8
    return 0


@pytest.mark.parametrize("function", BINARY)
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.filterwarnings("ignore")
def test_binary_same_type(function, name):
    if function == "power" and name.startswith("complex"):
        return test_complex_power(name)
    if function.endswith("shift") and name.endswith("int64"):
        # NumPy takes a count of 2**32 for 0 where a pointer has 32 bits.
        counts = [0, 1, 31, 32, 63, 64, 100]
        return same(
            lambda np: getattr(np, function)(sample(np, name)[:, None], np.array(counts, name))
        )
    same(lambda np: getattr(np, function)(*pairs(np, name, name)), tolerance(function, name, ""))


def test_complex_power(name="complex128"):
    # Of complex powers NumPy fixes the small whole exponents; the rest is libm's.
    same(lambda np: np.power(sample(np, name), 2), ulp=8)
    same(lambda np: np.power(sample(np, name), 0), ulp=8)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("left,right", list(itertools.product(NAMES, NAMES)))
def test_binary_mixed_types(left, right):
    for function in ("add", "multiply", "less", "equal", "maximum"):
        ulp = tolerance(function, left, right)
        same(lambda np: getattr(np, function)(*pairs(np, left, right)), ulp)
    for function in ("divide", "subtract", "floor_divide", "bitwise_and", "left_shift"):
        same(lambda np: getattr(np, function)(np.ones(3, left), np.ones(3, right)))


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("function", EXACT_UNARY)
@pytest.mark.parametrize("name", NAMES)
def test_unary(function, name):
    same(lambda np: getattr(np, function)(sample(np, name)), 4 if "complex" in name else 0)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("function", MATH_UNARY)
@pytest.mark.parametrize(
    "name", ["int8", "int32", "uint32", "int64", "float16", "float32", "float64"]
)
def test_math(function, name):
    def call(np):
        x = sample(np, name)
        return getattr(np, function)(np.where(np.isinf(x), x.dtype.type(1), x))

    same(call, ulp=4)
    same(lambda np: getattr(np, function)(np.linspace(0.01, 20, 1001, dtype="float32")), ulp=4)
    same(lambda np: getattr(np, function)(np.linspace(0.01, 20, 1001)), ulp=4)


@pytest.mark.parametrize("function", ["exp", "log", "sqrt", "sin", "cos", "tanh"])
def test_complex_math(function):
    import cmath

    for z in (0.5 + 0.25j, -1.5 + 2j, 3 - 0.125j, -0.75 - 4j):
        truth = getattr(cmath, function)(z)
        assert abs(complex(getattr(rumpy, function)(rumpy.array(z))) - truth) < 1e-14 * abs(truth)
        single = complex(getattr(rumpy, function)(rumpy.array(z, "complex64")))
        assert abs(single - truth) < 1e-6 * abs(truth)


def dividends_and_divisors(np, name):
    """Pairs of reals: small quotients first, whole ones and their neighbours, then any; zeros, the
    smallest numbers and the greatest among them."""
    random = Random(3)
    near = [(random.uniform(-100, 100), random.uniform(-8, 8)) for _ in range(700)]
    whole = [(y * random.randrange(-4000, 4000), y) for _, y in near[:300]]
    top = {"float16": 10, "float32": 120, "float64": 1000}[name]
    wide = [
        (
            random.uniform(-1, 1) * 2.0 ** random.randint(-top, top),
            random.uniform(-1, 1) * 2.0 ** random.randint(-top, top),
        )
        for _ in range(700)
    ]
    tiny = float(np.finfo(name).smallest_subnormal)
    small = [(tiny * random.randrange(-99, 99), tiny * random.randrange(1, 99)) for _ in range(99)]
    ends = [0.0, -0.0, tiny, -1.0, float(np.finfo(name).max), float("inf"), float("nan")]
    x, y = zip(*near, *whole, *small, *wide, *itertools.product(ends, ends), strict=True)
    x, y = np.array(x, name), np.array(y, name)
    return np.concatenate([x, np.nextafter(x, y), y]), np.concatenate([y, y, x])


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", ["float16", "float32", "float64"])
@pytest.mark.parametrize("function", ["floor_divide", "remainder", "fmod", "divmod"])
def test_division_of_reals(function, name):
    def call(np, *part):
        x, y = dividends_and_divisors(np, name)
        return getattr(np, function)(x[slice(*part)], y[slice(*part)])

    same(lambda np: call(np, None))
    same(lambda np: call(np, None, None, -3))
    same(lambda np: call(np, 700, 705))
    same(lambda np: getattr(np, function)(dividends_and_divisors(np, name)[0][:2000], 0.75))

    def in_place(np):
        x, y = dividends_and_divisors(np, name)
        x %= y
        return x

    same(in_place)


@pytest.mark.filterwarnings("ignore")
def test_division_is_pythons():
    x, y = dividends_and_divisors(rumpy, "float64")
    x, y = x[:1000].tolist(), y[:1000].tolist()
    divided = [divmod(a, b) for a, b in zip(x, y, strict=True)]
    quotients, remainders = rumpy.divmod(rumpy.array(x), rumpy.array(y))
    assert list(zip(quotients.tolist(), remainders.tolist(), strict=True)) == divided
    fmods = [math.fmod(a, b) for a, b in zip(x, y, strict=True)]
    assert rumpy.fmod(rumpy.array(x), rumpy.array(y)).tolist() == fmods


OPERATORS = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": lambda a, b: a / b,
    "//": lambda a, b: a // b,
    "%": lambda a, b: a % b,
    "**": lambda a, b: a**b,
    "&": lambda a, b: a & b,
    "|": lambda a, b: a | b,
    "^": lambda a, b: a ^ b,
    "<<": lambda a, b: a << b,
    ">>": lambda a, b: a >> b,
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "divmod": divmod,
}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("operator", OPERATORS)
def test_python_scalars(operator, name):
    apply = OPERATORS[operator]
    for scalar in (2, 3.5, 1j, True, -1, 300, 2**40, 0, 10**30):
        if operator == "**" and (isinstance(scalar, complex) or name.startswith("complex")):
            continue
        ulp = 8 if name.startswith("complex") or scalar == 1j or operator == "**" else 0
        big = isinstance(scalar, int) and scalar > 2**39
        if operator in ("<<", ">>") and big:
            continue
        same(lambda np: apply(np.ones(3, name) * np.ones(3, name), scalar), ulp, text=not big)
        if operator not in ("<<", ">>"):
            same(lambda np: apply(scalar, np.ones(3, name)), ulp, text=not big)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("operator", OPERATORS)
def test_scalars_with_scalars(operator):
    apply = OPERATORS[operator]
    for left, right in itertools.product(
        ("int8", "uint8", "float32", "float64", "int64"), repeat=2
    ):
        same(lambda np: apply(np.dtype(left).type(7), np.dtype(right).type(2)))
    same(lambda np: apply(np.float32(7), 2))
    same(lambda np: apply(2, np.float32(7)))
    same(lambda np: apply(np.int16(7), 2))
    same(lambda np: apply(np.int16(7), np.arange(3)), text=False)


def test_inplace():
    def run(np, operator, name, other):
        a = np.arange(1, 7).astype(name)
        b = a
        namespace = {"a": a, "x": other(np)}
        exec(f"a {operator}= x", namespace)
        return b, namespace["a"] is b

    for operator in ("+", "-", "*", "/", "//", "%", "**", "&", "|", "^", "<<", ">>"):
        for name in ("int32", "uint8", "float32", "float64", "bool"):
            same(lambda np: run(np, operator, name, lambda np: 2), ulp=4)
            same(lambda np: run(np, operator, name, lambda np: np.ones(6, "int8")), ulp=4)
    same(lambda np: run(np, "+", "int32", lambda np: 2.5))
    same(lambda np: run(np, "+", "int32", lambda np: np.ones((2, 6), "int32")))
    same(lambda np: run(np, "@", "float32", lambda np: np.eye(6, dtype="float32")), ulp=1)


def test_strides():
    def views(np):
        a = np.arange(48.0, dtype="float32").reshape(4, 3, 4)
        return [a, a[::-1], a[:, ::-1, ::2], a.transpose(2, 1, 0), a[1:, 0], a[..., 1], a[0, 0, 0]]

    for i in range(7):
        same(lambda np: views(np)[i] + 1)
        same(lambda np: views(np)[i] * views(np)[i][..., ::-1] if views(np)[i].ndim else 0)
        same(lambda np: -views(np)[i])
        same(lambda np: (views(np)[i] * 2).strides)
        same(lambda np: np.add(views(np)[i], views(np)[i], dtype="float64"))


def test_broadcasting():
    shapes = [(), (1,), (3,), (2, 3), (2, 1), (4, 1, 3), (0,), (2, 0), (1, 0), (5, 1, 1, 1)]
    for left, right in itertools.product(shapes, shapes):
        same(lambda np: np.ones(left) + np.ones(right))
        same(lambda np: np.ones(left, "int8") < np.ones(right, "float32"))


def test_out():
    def add(np, out_dtype, shape=(3,), **keywords):
        out = np.zeros(shape, out_dtype)
        result = np.add(np.arange(3), 1, out=out, **keywords)
        return out, result is out

    for name in NAMES:
        same(lambda np: add(np, name), text=False)
    same(lambda np: add(np, "int64", casting="no"), text=False, width=True)
    same(lambda np: add(np, "float32", (2, 3)))
    same(lambda np: add(np, "float64", (2,)))
    same(lambda np: add(np, "float64", (1,)))
    same(lambda np: np.add(1, 2, [0]))
    same(lambda np: np.add(1, 2, 3))
    same(lambda np: np.negative(np.arange(3.0), out=(np.zeros(3),)))
    same(lambda np: np.add(np.arange(3.0), 1, np.zeros(3)))


def test_out_overlaps_inputs():
    def run(np, to, left, right):
        a = np.arange(1.0, 11.0)
        np.multiply(a[left], a[right], out=a[to])
        return a

    S = slice
    for to, left, right in (
        (S(1, None), S(None, -1), S(None, -1)), (S(None, -1), S(1, None), S(1, None)),
        (S(None), S(None, None, -1), S(None)), (S(0, 5), S(5, 10), S(2, 7)), (S(None),) * 3,
        (S(None, 5), S(None, None, 2), S(1, None, 2)),
    ):  # fmt: skip
        same(lambda np: run(np, to, left, right))


def test_where():
    def run(np, mask):
        out = np.full((2, 3), -1.0)
        np.add(np.arange(3), 10, out=out, where=np.array(mask))
        return out

    for mask in (True, False, [True, False, True], [[True], [False]]):
        same(lambda np: run(np, mask))
    same(lambda np: run(np, [True, False]))
    same(lambda np: run(np, [1, 0, 1]), text=False)


def test_ufunc_keywords():
    same(lambda np: np.add(1, 2, dtype="float32"))
    same(lambda np: np.add(np.arange(3), 1.5, dtype="int32"), text=False)
    same(lambda np: np.add(np.arange(3), 1.5, dtype="int32", casting="unsafe"))
    same(lambda np: np.sqrt(np.arange(4), dtype="float32"))
    same(lambda np: np.add(1), text=False)
    same(lambda np: np.add(1, 2, 3, 4), text=False)
    same(lambda np: np.add(1, 2, nonsense=3), text=False)
    same(lambda np: np.add([1, 2], [3, 4]))
    same(lambda np: np.add([1, 2], [3, 4, 5]))
    same(lambda np: repr(np.add))
    same(lambda np: [np.add.nin, np.add.nout, np.add.identity, np.add.__name__])


def test_boolean_arithmetic():
    same(lambda np: np.ones(2, bool) - np.ones(2, bool))
    same(lambda np: -np.ones(2, bool))
    same(lambda np: np.ones(2, bool) + np.ones(2, bool))
    same(lambda np: ~np.ones(2, bool))
    same(lambda np: np.ones(2) & np.ones(2))
    same(lambda np: ~np.ones(2))
    same(lambda np: np.arange(3) ** -1)
    same(lambda np: np.arange(3) ** np.array([-1, 0, 1]))


@pytest.mark.filterwarnings("ignore")
def test_truth():
    same(lambda np: bool(np.array([1])))
    same(lambda np: bool(np.array([0.0])))
    same(lambda np: bool(np.arange(2)))
    same(lambda np: bool(np.array([])))
    same(lambda np: int(np.array([[3.9]])))
    same(lambda np: float(np.array(2)))
    same(lambda np: float(np.arange(2)))
    same(lambda np: [10, 20, 30][np.array(1)])
    same(lambda np: [10, 20, 30][np.array(1.0)])
    same(lambda np: complex(np.array(1 + 2j)))


def test_unknown_operands():
    same(lambda np: np.arange(3) + None, text=False)
    same(lambda np: np.arange(3) + object(), text=False)
    same(lambda np: np.arange(3) + [1, 2, 3])
    same(lambda np: [1, 2, 3] + np.arange(3))
    same(lambda np: (1, 2) * np.arange(2))

    class Reflected:
        __array_ufunc__ = None

        def __radd__(self, other):
            return "reflected"

    same(lambda np: np.arange(3) + Reflected())


@pytest.mark.parametrize("source,target", list(itertools.product(NAMES, NAMES)))
@pytest.mark.filterwarnings("ignore")
def test_astype(source, target):
    def cast(np):
        a = sample(np, source)
        if a.dtype.kind in "fc" and np.dtype(target).kind in "iu":
            a = np.array([0, 1, 1.9, 100.5, 2.0], source)  # what doesn't fit, C leaves open
        return a.astype(target)

    same(cast)
    same(lambda np: np.can_cast(source, target, "safe"))
    same(lambda np: np.can_cast(source, target))
    same(lambda np: np.can_cast(source, target, casting="same_kind"))
    same(lambda np: np.result_type(source, target))
    same(lambda np: np.promote_types(source, target))
    same(lambda np: np.ones(2, source).astype(target, casting="safe"))
    same(lambda np: np.ones(2, source).astype(target, casting="same_kind"))
