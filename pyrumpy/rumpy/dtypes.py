"""The classes of dtype objects: ``type(np.dtype("f8"))`` is ``np.dtypes.Float64DType``.

>>> import rumpy as np
>>> isinstance(np.dtype("f8"), np.dtypes.Float64DType), np.dtypes.Float64DType()
(True, dtype('float64'))
"""

from ._core import dtype as _dtype

# NumPy's second names, by C's types.
_ALIASES = {
    "Byte": "b", "UByte": "B", "Short": "h", "UShort": "H", "Int": "i", "UInt": "I", "Long": "l",
    "ULong": "L", "LongLong": "q", "ULongLong": "Q",
}  # fmt: skip

_classes = [type(_dtype(code)) for code in "?bBhHiIqQefdFD"]
globals().update({cls.__name__: cls for cls in _classes})
globals().update({name + "DType": type(_dtype(code)) for name, code in _ALIASES.items()})

__all__ = sorted({cls.__name__ for cls in _classes} | {name + "DType" for name in _ALIASES})
