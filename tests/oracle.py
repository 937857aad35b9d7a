"""Parity with NumPy: one expression, evaluated with rumpy and with the truth, and compared.

    same(lambda np: np.arange(6).reshape(2, 3).sum(axis=0))

The truth is NumPy itself where it can be imported (natively always; inside Pyodide where its wheel
is at hand), otherwise what the native run recorded for the same call of the same test. Compared
are types, dtypes, shapes, writeability, values (bit for bit, or within `ulp` units in the last
place) and, where something is raised, the exception's type and text.
"""

import os
import pickle
import struct
import sys

import rumpy

try:
    import numpy
except ImportError:
    numpy = None

WASM = sys.platform == "emscripten"
# The records were made where a pointer, and with it NumPy's default integer, has 64 bits.
FOREIGN_WIDTH = numpy is None and sys.maxsize < 2**32

_current_test = None  # set by conftest.py: the id under which results are recorded
_calls = 0
recorded = {}  # (test, call) -> description; filled natively, read where NumPy is absent


def begin_test(nodeid):
    global _current_test, _calls
    _current_test, _calls = nodeid, 0


def load_records(path):
    if os.path.exists(path):
        with open(path, "rb") as file:
            recorded.update(pickle.load(file))


def save_records(path):
    with open(path, "wb") as file:
        pickle.dump(recorded, file)


def describe(value, module):
    """The value as plain Python data that can be pickled and compared."""
    if isinstance(value, module.ndarray):
        return (
            "array", value.dtype.name, tuple(value.shape), value.tobytes(), bool(value.flags.writeable)
        )  # fmt: skip
    if isinstance(value, module.generic):
        return ("scalar", value.dtype.name, value.tobytes())
    if isinstance(value, module.dtype):
        return ("dtype", value.name)
    if isinstance(value, (tuple, list)):
        return (type(value).__name__, [describe(item, module) for item in value])
    if isinstance(value, dict):
        return ("dict", {key: describe(item, module) for key, item in value.items()})
    if isinstance(value, float):
        return ("float", struct.pack("<d", value))
    if isinstance(value, complex):
        parts = (value.real, value.imag)  # a NaN is a NaN
        return ("complex", tuple(None if x != x else x for x in parts))
    if value is None or isinstance(value, (bool, int, str, bytes)):
        return (type(value).__name__, value)
    if isinstance(value, type):
        return ("type", value.__name__)
    raise TypeError(f"describe: no rule for {type(value)}")


def evaluate(function, module):
    """What function(module) returns or raises, described."""
    try:
        result = function(module)
    except Exception as error:
        kinds = [kind.__name__.lstrip("_") for kind in type(error).__mro__]
        return ("raises", kinds[0], str(error), kinds)
    return describe(result, module)


def same(function, ulp=0, text=True, width=False, part=0):
    """Asserts that `function`, called with rumpy as its argument, does what it does with NumPy.

    ulp: the difference allowed in floating-point values, in units in the last place.
    text: whether the words of an exception count; its type always does (a subclass of NumPy's type
    will do).
    width: whether the result tells how wide a pointer is (strides of default integers, say): then a
    record from a machine of another width is no truth.
    part: the difference allowed, as a part of the array's largest number (or of 1, if that is more):
    for what is computed by another order of operations.
    """
    global _calls
    key = (_current_test, _calls)
    _calls += 1
    if numpy is not None:
        expected = evaluate(function, numpy)
        recorded[key] = expected
    else:
        expected = recorded[key]
    actual = evaluate(function, rumpy)
    problem = difference(expected, actual, ulp, text, part)
    if problem and FOREIGN_WIDTH and (width or _width_explains(expected, actual)):
        return
    assert problem is None, f"{problem}\n  NumPy: {show(expected)}\n  rumpy: {show(actual)}"


def difference(expected, actual, ulp, text=True, part=0):
    """None where both descriptions agree, else what differs, in words."""
    if expected[0] != actual[0]:
        return f"{expected[0]} became {actual[0]}"
    kind = expected[0]
    if kind == "raises":
        if expected[1] not in actual[3]:
            return f"{actual[1]} is raised instead of {expected[1]}"
        return "the texts differ" if text and expected[2] != actual[2] else None
    if isinstance(expected[1], list) and kind != "raises":
        if len(expected[1]) != len(actual[1]):
            return "the lengths differ"
        pairs = zip(expected[1], actual[1], strict=True)
        return next(filter(None, (difference(e, a, ulp, text, part) for e, a in pairs)), None)
    if kind in ("array", "scalar"):
        if not _same_dtype(expected[1], actual[1]):
            return "the dtypes differ"
        if kind == "array" and expected[2] != actual[2]:
            return "the shapes differ"
        if kind == "array" and expected[4] != actual[4]:
            return "the writeability differs"
        data = 3 if kind == "array" else 2
        return _data_difference(expected[1], expected[data], actual[1], actual[data], ulp, part)
    return None if expected == actual else "the values differ"


def _same_dtype(expected, actual):
    if expected == actual:
        return True
    return FOREIGN_WIDTH and (expected, actual) in {("int64", "int32"), ("uint64", "uint32")}


def _width_explains(expected, actual):
    """Whether all that differs is the default integer: its name, or that less fits into it."""
    if actual[0] == "raises" and "too large to convert to C long" in actual[2]:
        return True
    return str(expected).replace("int64", "int32") == str(actual).replace("int64", "int32")


_FORMATS = {
    "bool": "?", "int8": "b", "uint8": "B", "int16": "h", "uint16": "H", "int32": "i",
    "uint32": "I", "int64": "q", "uint64": "Q", "float16": "e", "float32": "f", "float64": "d",
    "complex64": "f", "complex128": "d",
}  # fmt: skip
_ORDERED = {"e": ("h", 1 << 15), "f": ("i", 1 << 31), "d": ("q", 1 << 63)}


def values(dtype, data):
    code = _FORMATS[dtype]
    return struct.unpack(f"<{len(data) // struct.calcsize('<' + code)}{code}", data)


def _data_difference(expected_dtype, expected, actual_dtype, actual, ulp, part):
    if expected_dtype == actual_dtype and expected == actual:
        return None
    code = _FORMATS[expected_dtype]
    pairs = list(zip(values(expected_dtype, expected), values(actual_dtype, actual), strict=True))
    if code not in _ORDERED:
        return next((f"{e} became {a}" for e, a in pairs if e != a), None)
    finite = [abs(e) for e, _ in pairs if abs(e) < float("inf")] if part else []
    near = part * max(finite, default=0) if max(finite, default=0) > 1 else part
    for e, a in pairs:
        if part and abs(e - a) <= near:
            continue
        if e != e and a != a:
            continue  # a NaN is a NaN, whatever its sign and payload
        if abs(_position(code, e) - _position(code, a)) > ulp:
            return f"{e!r} became {a!r}"
    return None


def _position(code, x):
    """The number's place in the order of all floating-point numbers of its width."""
    integer, top = _ORDERED[code]
    (bits,) = struct.unpack("<" + integer, struct.pack("<" + code, x))
    return bits if bits >= 0 else -(bits + top)


def show(description):
    if description[0] == "array":
        _, dtype, shape, data, writeable = description
        return f"array {dtype} {shape} {values(dtype, data)[:40]} writeable={writeable}"
    if description[0] == "scalar":
        return f"{description[1]} {values(description[1], description[2])}"
    if description[0] == "raises":
        return f"{description[1]}: {description[2]}"
    return str(description)[:400]
