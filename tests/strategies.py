"""Property tests: random NumPy programs, run with rumpy and with NumPy, which must do the same.

An example is a program of a few lines as text, so that what hypothesis reports when it has found
and shrunk a difference can be pasted into a shell:

    a = np.array([0, 1, 2], 'int8')[::-1]
    r = np.add(a, 1, out=a[:2])

`agree` runs it with both and compares everything that can be seen: the result `r` and every other
array afterwards (values bit for bit, dtype, shape, strides, writeability), which of the others `r`
shares memory with, the warnings, and the exception's type and text.

The strategies below draw the texts: shapes, dtypes, arrays of any layout, indices, axes. NumPy must
be there: where it isn't (in Chromium, under Node 20) these tests are skipped. How many examples are
run, and whether from a fixed seed, is said by hypothesis's profiles:

    native   `make test`: the same examples each time
    pyodide  `make test` inside Pyodide: a sample of them
    fuzz     `make fuzz TIME=600` (or EXAMPLES=5000): new ones each time
"""

import math
import os
import re
import struct
import warnings

import oracle
import pytest
import rumpy
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.internal.conjecture import providers

# hypothesis draws constants of the project's own modules that are loaded, so that which examples are
# run would depend on which tests ran before. It has no setting for that.
providers._get_local_constants = lambda: providers._local_constants

WITHOUT_DEADLINE = {
    "deadline": None,
    "suppress_health_check": list(HealthCheck),
    "print_blob": False,
}
settings.register_profile("native", derandomize=True, max_examples=60, **WITHOUT_DEADLINE)
settings.register_profile(
    "pyodide", derandomize=True, max_examples=8, phases=[Phase.generate], **WITHOUT_DEADLINE
)
settings.register_profile(
    "fuzz", max_examples=int(os.environ.get("EXAMPLES") or 1000), **WITHOUT_DEADLINE
)
settings.load_profile(os.environ.get("RUMPY_EXAMPLES") or ("pyodide" if oracle.WASM else "native"))

BOOL = ["bool"]
SIGNED = ["int8", "int16", "int32", "int64"]
UNSIGNED = ["uint8", "uint16", "uint32", "uint64"]
FLOATS = ["float16", "float32", "float64"]
COMPLEX = ["complex64", "complex128"]
INTEGERS = SIGNED + UNSIGNED
REALS = BOOL + INTEGERS + FLOATS
DTYPES = REALS + COMPLEX


def programs(test):
    """Makes a test of a function of `draw`, which returns a program's text and how it may differ."""

    @pytest.mark.skipif(oracle.numpy is None, reason="property tests need NumPy to compare with")
    @pytest.mark.filterwarnings("ignore")
    @given(st.data())
    def run(data):
        drawn = test(data.draw)
        program, options = drawn if isinstance(drawn, tuple) else (drawn, {})
        agree(program, **options)

    run.__name__ = run.__qualname__ = test.__name__
    run.__module__ = test.__module__
    run.__doc__ = test.__doc__
    return run


# --- comparing ------------------------------------------------------------------------------------


def agree(program, **options):
    problem = disagreement(program, **options)
    if problem:
        pytest.fail(f"{problem}\n\n{program}\n", pytrace=False)


def disagreement(
    program, ulp=0, part=0, text=True, layout=True, warned=True, zeros=True, either=False
):
    """None where rumpy does what NumPy does, else the difference, in words."""
    expected = observe(program, oracle.numpy, layout)
    actual = observe(program, rumpy, layout)
    if oracle.WASM:
        # NumPy sees no floating-point errors there, and its casts of numbers out of range are
        # WebAssembly's, where rumpy's are those of x86 everywhere.
        if any("encountered in" in text for text in actual["warnings"]):
            return None
        warned = False
    if not warned:
        expected["warnings"] = actual["warnings"] = []
    for name, what in expected.items():
        if name not in actual:
            if actual["outcome"][0] == "raises":
                continue  # an exception where there was none is told first
            return f"{name} is missing"
        one, other = what, actual[name]
        if name == "outcome" and one[0] == "unsupported":
            return None if other[0] == "raises" else f"NumPy makes {one[1]}, rumpy {other}"
        if isinstance(what, list):
            if one != other:
                return f"{name}: NumPy {one}, rumpy {other}"
            continue
        if either and name == "outcome" and one[0] == other[0] == "raises":
            continue  # of several mistakes in one call either may be told
        if name == "outcome" and _told_by_history(one, other):
            continue
        exact = text and not (one[0] == "raises" and ACCIDENTAL.search(one[2]))
        problem = oracle.difference(one, other, ulp, exact, part)
        if not problem and zeros and not ulp and not part:
            problem = _zeros_differ(one, other)
        if problem:
            shown = "\n  ".join(["", f"NumPy: {oracle.show(one)}", f"rumpy: {oracle.show(other)}"])
            return f"{name}: {problem}{shown}"
    return None


def _told_by_history(one, other):
    """Whether both lack a loop for a reduction: NumPy says so in rumpy's words, by a TypeError, or in
    those of a UFuncTypeError where an earlier call has left the two types in its cache."""
    return (
        one[0] == other[0] == "raises"
        and "did not contain a loop with signature" in one[2]
        and "No loop matching the specified signature" in other[2]
    )


def observe(program, module, layout):
    """What can be seen of the program's run: by name, descriptions and lists of plain data."""
    names = {"np": module, "nan": math.nan, "inf": math.inf, "S": slice}
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            exec(program, names)
            seen = {"outcome": describe(names["r"], module)}
        except Exception as error:
            kinds = [kind.__name__.lstrip("_") for kind in type(error).__mro__]
            seen = {"outcome": ("raises", kinds[0], words(error), kinds)}
    seen["warnings"] = sorted({f"{w.category.__name__}: {words(w.message)}" for w in caught})
    arrays = {n: v for n, v in names.items() if n != "r" and isinstance(v, module.ndarray)}
    for name, value in arrays.items():
        seen[name] = oracle.describe(value, module)
    results = _arrays_in(names.get("r"), module)
    if seen["outcome"][0] != "raises":
        seen["memory"] = [
            [name for name, value in arrays.items() if module.may_share_memory(result, value)]
            for result in results
        ]
        if layout:
            seen["layout"] = [_layout(result) for result in results]
    return seen


def describe(value, module):
    """As oracle.describe; ("unsupported", dtype) for what rumpy refuses."""
    parts = value if isinstance(value, (tuple, list)) else [value]
    for part in parts:
        dtype = part if isinstance(part, module.dtype) else getattr(part, "dtype", None)
        if dtype is not None and (dtype.kind not in "biufc" or dtype.char in "gG" or dtype.shape):
            return ("unsupported", str(dtype))
    return oracle.describe(value, module)


# Where the words are Python's own, about how NumPy's functions happen to be written.
ACCIDENTAL = re.compile(
    "list (indices|assignment)|tuple index|cannot be interpreted as an integer|integer argument|"
    "index -?[0-9]+ is out of bounds for axis 0 with size [0-9]+$|not enough values to unpack|"
    "cannot do a non-empty take|repeated axis|duplicate value|out of bounds for array of dimension|"
    "can't multiply sequence|non-broadcastable operand|not aligned|unsupported operand|shape mismatch|could not be broadcast together|setting an array element|did not contain a loop|"
    "Python int too large to convert|not supported between instances of"
)


def words(message):
    """A message without what may differ: the package's name, addresses, scalars or arrays of one."""
    text = re.sub(r"\brumpy\b", "numpy", str(message))
    text = text.replace("array data ", "")
    return re.sub(r"0x[0-9a-f]+", "0x", text).replace("scalar ", "")


def _arrays_in(value, module):
    if isinstance(value, module.ndarray):
        return [value]
    if isinstance(value, (tuple, list)):
        return [array for item in value for array in _arrays_in(item, module)]
    return []


def _layout(a):
    """The strides of axes that are walked, and the flags."""
    walked = [s for n, s in zip(a.shape, a.strides, strict=True) if n > 1] if a.size else []
    return walked, bool(a.flags.c_contiguous), bool(a.flags.f_contiguous), bool(a.flags.aligned)


def _zeros_differ(expected, actual):
    """Signs of zeros, which oracle.difference takes for equal."""
    if isinstance(expected[1], list):
        pairs = zip(expected[1], actual[1], strict=True)
        return next(filter(None, (_zeros_differ(e, a) for e, a in pairs)), None)
    if expected[0] not in ("array", "scalar"):
        return None
    dtype, data = expected[1], 3 if expected[0] == "array" else 2
    if dtype[0] not in "fc" or expected[data] == actual[data]:
        return None
    both = zip(
        oracle.values(dtype, expected[data]), oracle.values(dtype, actual[data]), strict=True
    )
    for e, a in both:
        if e == 0 and math.copysign(1, e) != math.copysign(1, a):
            return f"{e!r} became {a!r}"
    return None


# --- values ---------------------------------------------------------------------------------------


def text_of(value):
    """The value as Python source."""
    if isinstance(value, complex):
        return f"complex({value.real!r}, {value.imag!r})"
    if isinstance(value, (list, tuple)):
        inner = ", ".join(map(text_of, value))
        return f"[{inner}]" if isinstance(value, list) else f"({inner}{',' * (len(value) == 1)})"
    return repr(value)


def _integers(dtype):
    bits = int(dtype.lstrip("uint"))
    low, high = (0, 2**bits - 1) if dtype[0] == "u" else (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1)
    edges = [low, low + 1, high // 2, high // 2 + 1, high - 1, high]
    return st.one_of(st.integers(max(low, -9), 9), st.sampled_from(edges), st.integers(low, high))


_LARGEST = {"float16": 65504.0, "float32": 3.4028234663852886e38, "float64": 1.7976931348623157e308}
_TINY = {"float16": 2.0**-24, "float32": 2.0**-149, "float64": 5e-324}
_PACKED = {"float16": "e", "float32": "f", "float64": "d"}


def _rounded(dtype, x):
    return struct.unpack(_PACKED[dtype], struct.pack(_PACKED[dtype], x))[0]


def _floats(dtype):
    edges = [
        math.nan, math.inf, -math.inf, -0.0, 0.5, -0.5, 1.5, 2.5, _LARGEST[dtype],
        -_LARGEST[dtype], _TINY[dtype], -_TINY[dtype],
    ]  # fmt: skip
    top = min(_LARGEST[dtype], 1e30)
    return st.one_of(
        st.integers(-40, 40).map(lambda n: n / 4),
        st.sampled_from(edges),
        st.floats(-1000, 1000, width=int(dtype[5:])),
        st.floats(-top, top).map(lambda x: _rounded(dtype, x)),
    )


# Whose sums are the same in whatever order they are added: few bits, no cancellation to speak of.
_TAME = {
    "f": st.integers(-32, 32).map(lambda n: n / 4),
    "c": st.builds(lambda n, m: complex(n / 2, m / 2), st.integers(-8, 8), st.integers(-8, 8)),
}


def _values():
    table = {"bool": st.booleans()}
    table.update({dtype: _integers(dtype) for dtype in INTEGERS})
    table.update({dtype: _floats(dtype) for dtype in FLOATS})
    for dtype, part in (("complex64", "float32"), ("complex128", "float64")):
        table[dtype] = st.builds(complex, table[part], table[part])
    return table


_VALUES = _values()


def values(dtype, tame=False):
    """Strategy of Python numbers that an array of the dtype can hold."""
    return _TAME.get(dtype[0], _VALUES[dtype]) if tame else _VALUES[dtype]


def scalars(dtype=None):
    """Texts of numbers: Python's, and the scalars of a dtype."""
    python = st.one_of(
        st.integers(-5, 5), st.sampled_from([127, 128, 255, 256, 2**31, 2**63, 2**64, -(2**63)]),
        _VALUES["float64"], st.booleans(), st.builds(complex, st.integers(-3, 3), st.integers(-3, 3)),
    ).map(text_of)  # fmt: skip
    dtypes = st.sampled_from(DTYPES) if dtype is None else st.just(dtype)
    typed = dtypes.flatmap(lambda d: _VALUES[d].map(lambda v: f"np.{_scalar(d)}({text_of(v)})"))
    return st.one_of(python, typed)


def _scalar(dtype):
    return "bool_" if dtype == "bool" else dtype


# --- shapes ---------------------------------------------------------------------------------------

LENGTHS = st.sampled_from([1, 2, 3, 3, 4, 5, 2, 1, 0])
LONG = st.sampled_from([7, 8, 9, 15, 17, 31, 33, 64, 100, 257, 1025])


def shapes(low=0, high=5, empty=True, long=True):
    """Tuples; one axis, rarely, is long enough for the loops that take many elements at once."""
    lengths = LENGTHS if empty else LENGTHS.filter(bool)
    usual = [
        st.lists(lengths, min_size=low, max_size=n).map(tuple)
        for n in {min(2, high), min(3, high), high}
        if n >= low
    ]
    if long and low <= 1 <= high:
        usual.append(LONG.map(lambda n: (n,)))
    if long and low <= 2 <= high:
        usual.append(st.tuples(st.integers(1, 3), LONG))
    return st.one_of(*usual)


@st.composite
def broadcastable(draw, shape):
    """A shape that broadcasts to `shape`; rarely one that doesn't."""
    result = [n if draw(st.integers(0, 3)) else 1 for n in shape]
    if draw(st.integers(0, 3)) == 0:
        result = result[draw(st.integers(0, len(result))) :]
    if result and draw(st.integers(0, 19)) == 0:
        result[draw(st.integers(0, len(result) - 1))] = 6
    return tuple(result)


def size_of(shape):
    return math.prod(shape)


# --- arrays ---------------------------------------------------------------------------------------


def plain(draw, shape, dtype, tame=False, elements=None):
    """The text of a contiguous array: a few values, repeated."""
    size = size_of(shape)
    few = draw(
        st.lists(elements or values(dtype, tame), min_size=min(1, size), max_size=min(7, size))
    )
    items = text_of(few)
    if size > len(few):
        items = f"({items} * {-(-size // len(few))})[:{size}]"
    made = f"np.array({items}, {dtype!r})"
    return made if len(shape) == 1 else f"{made}.reshape({text_of(shape)})"


AXIS_LAYOUTS = ["", "", "::-1", "::2", "1:", ":-1", "::-2"]


def _stored(index, n):
    """How long an axis must be for `index` to leave n of it."""
    return {"::2": 2 * n, "::-2": 2 * n, "1:": n + 1, ":-1": n + 1}.get(index, n)


@st.composite
def arrays(draw, shape=None, dtype=None, tame=False, elements=None, broadcast=True):
    """The text of an array: in half of the cases contiguous, else some view."""
    if shape is None:
        shape = draw(shapes())
    elif not isinstance(shape, tuple):
        shape = draw(shape)
    if not isinstance(dtype, str):
        dtype = draw(st.sampled_from(dtype or DTYPES))
    layout = draw(st.integers(0, 9))
    if layout < 5 or not shape:
        return plain(draw, shape, dtype, tame, elements)
    if layout == 5:
        return f"np.asfortranarray({plain(draw, shape, dtype, tame, elements)})"
    if layout == 6 and broadcast:
        stored = tuple(n if draw(st.booleans()) else 1 for n in shape)
        return f"np.broadcast_to({plain(draw, stored, dtype, tame, elements)}, {text_of(shape)})"
    order = list(range(len(shape)))
    if layout > 7:
        order = draw(st.permutations(order))
    stored = [0] * len(shape)
    indices = [draw(st.sampled_from(AXIS_LAYOUTS)) if layout < 9 else "" for _ in shape]
    for place, axis in enumerate(order):
        stored[axis] = _stored(indices[axis], shape[place])
    made = plain(draw, tuple(stored), dtype, tame, elements)
    if any(indices):
        made += f"[{', '.join(index or ':' for index in indices)}]"
    return made if order == sorted(order) else f"{made}.transpose({text_of(tuple(order))})"


@st.composite
def operands(draw, shape=None, dtype=None, tame=False):
    """An array, mostly, or a number, or a list."""
    kind = draw(st.integers(0, 9))
    if kind == 0 and not tame:
        return draw(scalars())
    if kind == 1:
        name = dtype if isinstance(dtype, str) else draw(st.sampled_from(dtype or DTYPES))
        return text_of(draw(st.lists(values(name, tame), min_size=1, max_size=3)))
    return draw(arrays(shape, dtype, tame))


# --- arguments ------------------------------------------------------------------------------------


@st.composite
def one_axis(draw, ndim, wrong=True, none=True):
    """The text of an axis: rarely None, rarely one that isn't there."""
    choices = list(range(-ndim, ndim)) or [0]
    if wrong and draw(st.integers(0, 24)) == 0:
        return draw(st.sampled_from([str(ndim), str(-ndim - 1), "1.5", "'x'"]))
    if none and draw(st.integers(0, 5)) == 0:
        return "None"
    return str(draw(st.sampled_from(choices)))


@st.composite
def axes(draw, ndim):
    """The text of one axis, or None, or several."""
    if draw(st.booleans()):
        return draw(one_axis(ndim))
    several = draw(st.lists(st.integers(-ndim, max(ndim - 1, 0)), max_size=ndim, unique=True))
    return text_of(tuple(several))


def maybe(draw, text, times=3):
    """The text, once in so many times; else nothing."""
    return text if draw(st.integers(1, times)) == 1 else ""


def arguments(*parts):
    return ", ".join(part for part in parts if part)


def lines(*parts):
    return "\n".join(part for part in parts if part)
