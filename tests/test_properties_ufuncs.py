"""Random calls of ufuncs, their methods and operators, compared with NumPy's (see strategies.py)."""

from hypothesis import strategies as st
from strategies import (
    DTYPES,
    REALS,
    arguments,
    arrays,
    axes,
    broadcastable,
    lines,
    maybe,
    one_axis,
    operands,
    programs,
    scalars,
    shapes,
    text_of,
)

EXACT_UNARY = """
    negative positive absolute fabs square sign conjugate floor ceil trunc rint signbit isnan
    isfinite isinf logical_not invert spacing bitwise_count reciprocal sqrt
""".split()
LIBM_UNARY = """
    exp exp2 expm1 log log2 log10 log1p sin cos tan arcsin arccos arctan sinh cosh tanh arcsinh
    arccosh arctanh cbrt deg2rad rad2deg degrees radians
""".split()
EXACT_BINARY = """
    add subtract multiply divide floor_divide remainder fmod minimum maximum fmin fmax equal
    not_equal less less_equal greater greater_equal logical_and logical_or logical_xor bitwise_and
    bitwise_or bitwise_xor left_shift right_shift gcd lcm copysign nextafter heaviside
""".split()
LIBM_BINARY = "power float_power arctan2 hypot logaddexp logaddexp2".split()
TWO_RESULTS = ["modf", "frexp"]
TWO_OF_TWO = ["divmod"]

# What passes through libm differs from NumPy's in the last places; so do products and quotients of
# complex numbers, which compilers may contract.
ULP = 4
COMPLEX_PART = {"part": 1e-5}


def tolerance(name, *operands):
    either = any("dtype=" in text or "casting=" in text or "out=" in text for text in operands)
    options = {"either": either, **_tolerance(name, *operands)}
    tiny = name in ("divmod", "floor_divide") and any("e-" in text for text in operands)
    if tiny:
        options["warned"] = False  # where a quotient is infinite NumPy takes inf - inf on the way
    if any("out=o" in text and "where=" in text for text in operands):
        options["warned"] = (
            False  # NumPy casts what lies in the masked part of the output, and warns of it
        )
    return options


def _tolerance(name, *operands):
    if any("complex" in operand or "j)" in operand for operand in operands):
        return {**COMPLEX_PART, "warned": False}  # comparing NaN, which only some machines notice
    return {"ulp": ULP} if name in LIBM_UNARY + LIBM_BINARY else {}


@st.composite
def keywords(draw, shape, inputs, outputs=1, typed=True):
    """out=, where=, dtype=, casting=, order= and the lines that make their arrays."""
    made, words = [], []
    if draw(st.integers(0, 2)) == 0:
        dtype = draw(st.sampled_from(DTYPES))
        kind = draw(st.integers(0, 3))
        if kind == 0 and "a" in inputs:
            out = draw(st.sampled_from(["a", "a[::-1]", "a.T"]))
        else:
            made.append(f"o = {draw(arrays(shape, dtype, broadcast=False))}")
            out = "o"
        words.append(f"out={out}" if outputs == 1 else f"out=({out}, None)")
        if outputs == 1 and draw(st.integers(0, 2)) == 0:
            made.append(f"w = {draw(arrays(draw(broadcastable(shape)), 'bool'))}")
            words.append("where=w")
    if typed and draw(st.integers(0, 3)) == 0:
        words.append(f"dtype={draw(st.sampled_from(DTYPES))!r}")
    if draw(st.integers(0, 3)) == 0:
        casting = draw(st.sampled_from(["no", "equiv", "safe", "same_kind", "unsafe"]))
        words.append(f"casting={casting!r}")
    if draw(st.integers(0, 5)) == 0:
        words.append(f"order={draw(st.sampled_from('KACF'))!r}")
    return lines(*made), ", ".join(words)


@programs
def test_unary(draw):
    name = draw(st.sampled_from(EXACT_UNARY + LIBM_UNARY))
    shape = draw(shapes())
    a = draw(arrays(shape))
    made, words = draw(keywords(shape, "a"))
    if name == "absolute" and "where=" in words:
        name = "negative"  # NumPy casts what is masked in a complex output to reals and back
    return lines(f"a = {a}", made, f"r = np.{name}({arguments('a', words)})"), tolerance(
        name, a, words, made
    )


@programs
def test_binary(draw):
    name = draw(st.sampled_from(EXACT_BINARY + LIBM_BINARY))
    shape = draw(shapes())
    dtype = draw(st.sampled_from(DTYPES))
    dtypes = [dtype] if draw(st.booleans()) else DTYPES
    a = draw(operands(draw(broadcastable(shape)), dtypes))
    b = draw(operands(draw(broadcastable(shape)), dtypes))
    made, words = draw(keywords(shape, "a" if a.startswith("np.array") else ""))
    return lines(
        f"a = {a}", f"b = {b}", made, f"r = np.{name}({arguments('a', 'b', words)})"
    ), tolerance(name, a, b, words, made)


@programs
def test_two_results(draw):
    name = draw(st.sampled_from(["modf", "frexp", "divmod", "ldexp"]))
    shape = draw(shapes(high=3))
    a = draw(arrays(shape, REALS))
    both = name in ("divmod", "ldexp")
    b = draw(arrays(draw(broadcastable(shape)), REALS)) if both else ""
    made, words = draw(keywords(shape, "", 1 if name == "ldexp" else 2, typed=False))
    return lines(
        f"a = {a}", b and f"b = {b}", made, f"r = np.{name}({arguments('a', b and 'b', words)})"
    ), tolerance(name, a, b, words, made)


OPERATORS = [
    "+",
    "-",
    "*",
    "/",
    "//",
    "%",
    "**",
    "<",
    "<=",
    "==",
    "!=",
    ">",
    ">=",
    "&",
    "|",
    "^",
    "<<",
    ">>",
]


@programs
def test_operators(draw):
    """Infix and in place; numbers on either side."""
    operator = draw(st.sampled_from(OPERATORS))
    shape = draw(shapes(high=3))
    a = draw(arrays(shape, broadcast=False))
    b = draw(st.one_of(scalars(), operands(draw(broadcastable(shape)))))
    ulp = tolerance("power" if operator == "**" else "", a, b)
    form = draw(st.integers(0, 3))
    if form == 0 and operator not in ("<", "<=", "==", "!=", ">", ">="):
        return lines(f"a = {a}", f"b = {b}", f"a {operator}= b", "r = a"), ulp
    left, right = ("a", "b") if form < 3 else ("b", "a")
    return lines(f"a = {a}", f"b = {b}", f"r = {left} {operator} {right}"), ulp


@programs
def test_scalar_operators(draw):
    operator = draw(st.sampled_from(OPERATORS))
    a, b = draw(scalars()), draw(scalars())
    ulp = tolerance("power" if operator == "**" else "", a, b)
    if operator == "<<" and "np." not in a + b:
        operator = "+"  # Python's own, of any size
    if operator == "**" and "np." not in a + b:
        operator = "*"
    return lines(f"a = {a}", f"b = {b}", f"r = a {operator} b"), {**ulp, "text": "np." not in a + b}


REDUCIBLE = """
    add multiply minimum maximum fmin fmax logical_and logical_or logical_xor bitwise_and bitwise_or
    bitwise_xor gcd lcm hypot subtract divide equal less
""".split()


def reducing(name, dtype):
    """Values whose reduction does not depend on the order; what is allowed otherwise."""
    tame = name in ("add", "multiply", "subtract", "divide", "hypot")
    ulp = (
        {"part": 1e-2 if "16" in dtype else 1e-5} if name in ("multiply", "divide", "hypot") else {}
    )
    if dtype[0] == "c":
        ulp = COMPLEX_PART
    return tame, ulp


@programs
def test_reduce(draw):
    name = draw(st.sampled_from(REDUCIBLE))
    shape = draw(shapes())
    dtype = draw(st.sampled_from(DTYPES))
    tame, ulp = reducing(name, dtype)
    where = (
        f"w = {draw(arrays(draw(broadcastable(shape)), 'bool'))}"
        if draw(st.integers(0, 4)) == 0
        else ""
    )
    words = arguments(
        maybe(draw, f"axis={draw(axes(len(shape)))}", 2),
        maybe(draw, f"dtype={draw(st.sampled_from(DTYPES))!r}", 5),
        maybe(draw, "keepdims=True"),
        maybe(draw, f"initial={draw(st.sampled_from(['0', '1', '2.5', 'True', '-3']))}", 4),
        where and "where=w",
    )
    if "dtype" in words and name in ("multiply", "add", "divide", "subtract", "hypot"):
        ulp = {"part": 1e-2}
    ulp = {**ulp, "either": "dtype" in words, "warned": "dtype" not in words}
    return lines(
        f"a = {draw(arrays(shape, dtype, tame))}",
        where,
        f"r = np.{name}.reduce({arguments('a', words)})",
    ), ulp


@programs
def test_accumulate(draw):
    name = draw(st.sampled_from(REDUCIBLE))
    shape = draw(shapes())
    dtype = draw(st.sampled_from(DTYPES))
    tame, ulp = reducing(name, dtype)
    words = arguments(
        maybe(draw, f"axis={draw(one_axis(len(shape)))}", 2),
        maybe(draw, f"dtype={draw(st.sampled_from(DTYPES))!r}", 5),
    )
    return lines(
        f"a = {draw(arrays(shape, dtype, tame))}",
        f"r = np.{name}.accumulate({arguments('a', words)})",
    ), {
        "part": 1e-2 if "dtype" in words else 0,
        "either": "dtype" in words,
        "warned": "dtype" not in words,
        **ulp,
    }


@programs
def test_reduceat(draw):
    name = draw(st.sampled_from([n for n in REDUCIBLE if n not in ("equal", "less", "gcd", "lcm")]))
    shape = draw(shapes(low=1, high=3))
    dtype = draw(st.sampled_from(DTYPES))
    tame, ulp = reducing(name, dtype)
    ulp = {"part": 1e-2} if name == "hypot" else ulp
    axis = draw(st.integers(0, len(shape) - 1))
    top = max(shape[axis] - (draw(st.integers(0, 9)) > 0), 0)
    places = draw(st.lists(st.integers(0, top), max_size=5))
    return lines(
        f"a = {draw(arrays(shape, dtype, tame))}",
        f"r = np.{name}.reduceat(a, {text_of(places)}, axis={axis})",
    ), {**ulp, "either": True}


@programs
def test_outer_and_at(draw):
    name = draw(st.sampled_from(EXACT_BINARY))
    dtypes = [draw(st.sampled_from(DTYPES))] if draw(st.booleans()) else DTYPES
    if draw(st.booleans()):
        a, b = draw(operands(shapes(high=2), dtypes)), draw(operands(shapes(high=2), dtypes))
        if name in ("gcd", "lcm"):
            name = "add"  # of truth values NumPy finds no loop for outer
        return lines(f"a = {a}", f"b = {b}", f"r = np.{name}.outer(a, b)"), tolerance(name, a, b)
    shape = draw(shapes(low=1, high=2, empty=False))
    a = draw(arrays(shape, dtypes, broadcast=False))
    low = -shape[0] - (draw(st.integers(0, 9)) == 0)
    places = draw(st.lists(st.integers(low, shape[0] - 1), min_size=1, max_size=6))
    b = draw(arrays((len(places), *shape[1:]), dtypes) if draw(st.booleans()) else scalars())
    if "uint64" in a and "np." not in b:
        b = f"np.uint64({draw(st.integers(0, 9))})"  # with Python's integers NumPy's at() makes reals
    return lines(f"a = {a}", f"b = {b}", f"np.{name}.at(a, {text_of(places)}, b)", "r = a"), {
        **tolerance(name, a, b),
        "warned": False,
        "either": True,
    }


@programs
def test_matmul_family(draw):
    name = draw(st.sampled_from(["matmul", "vecdot", "matvec", "vecmat"]))
    n, m, k = (draw(st.integers(0, 4)) for _ in range(3))
    batch = draw(shapes(high=2, long=False))
    core = {
        "matmul": ((n, k), (k, m)), "vecdot": ((k,), (k,)), "matvec": ((n, k), (k,)),
        "vecmat": ((k,), (k, m)),
    }[name]  # fmt: skip
    dtype = draw(st.sampled_from(DTYPES))
    dtypes = [dtype] if draw(st.booleans()) else DTYPES
    a = draw(arrays((*draw(broadcastable(batch)), *core[0]), dtypes, tame=True))
    b = draw(arrays((*draw(broadcastable(batch)), *core[1]), dtypes, tame=True))
    return lines(f"a = {a}", f"b = {b}", f"r = np.{name}(a, b)"), {
        "part": 1e-2 if "float16" in a + b else 1e-5,
        "layout": False,
    }
