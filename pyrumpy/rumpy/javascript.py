"""Arrays from and to JavaScript typed arrays (inside Pyodide), with one copy each way."""

from . import _core

_TYPED_ARRAYS = {
    "int8": "Int8Array",
    "uint8": "Uint8Array",
    "bool": "Uint8Array",
    "int16": "Int16Array",
    "uint16": "Uint16Array",
    "int32": "Int32Array",
    "uint32": "Uint32Array",
    "int64": "BigInt64Array",
    "uint64": "BigUint64Array",
    "float32": "Float32Array",
    "float64": "Float64Array",
}


def from_js(typed_array):
    """A 1-d array with a copy of a JavaScript typed array's elements and their type.

    typed_array: a JsProxy of a TypedArray. Raises TypeError for anything else.
    """
    convert = getattr(typed_array, "to_memoryview", None)
    if convert is None:
        raise TypeError(f"expected a JavaScript typed array, got {type(typed_array).__name__}")
    return _core.asarray(convert())


def to_js(a):
    """A JavaScript typed array with a copy of the array's elements in C order.

    bool becomes Uint8Array; complex arrays have no counterpart and raise TypeError, as does a call
    outside a browser or Node.
    """
    a = _core.ascontiguousarray(a)
    name = _TYPED_ARRAYS.get(a.dtype.name)
    if name is None:
        raise TypeError(f"JavaScript has no typed array of {a.dtype.name}")
    try:
        import js
    except ImportError:
        raise TypeError("there is no JavaScript here: rumpy runs outside Pyodide") from None
    typed = getattr(js, name).new(a.size)
    typed.assign(a.ravel().view("uint8") if a.dtype == bool else a.ravel())
    return typed
