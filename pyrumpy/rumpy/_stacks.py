"""LAPACK's side of rumpy.linalg: loaded when it is first needed, and called with stacks of matrices.

A stack, here, is an array in C order whose last two axes are a matrix's columns and rows: LAPACK's own
order. As NumPy does, single precision is computed in double precision, and rounded at the end.
"""

import sys

from . import _core
from ._lib_loader import check, ffi, lib, load_beside

_FLOAT64, _COMPLEX128 = _core.dtype("float64"), _core.dtype("complex128")
_FLOAT32, _COMPLEX64 = _core.dtype("float32"), _core.dtype("complex64")
_TYPES = {  # of the numbers: of the computation, of the result
    _FLOAT32: (_FLOAT64, _FLOAT32),
    _FLOAT64: (_FLOAT64, _FLOAT64),
    _COMPLEX64: (_COMPLEX128, _COMPLEX64),
    _COMPLEX128: (_COMPLEX128, _COMPLEX128),
}
_SINGLE = {_FLOAT64: _FLOAT32, _COMPLEX128: _COMPLEX64}
_REAL = {_COMPLEX64: _FLOAT32, _COMPLEX128: _FLOAT64}
_COMPLEX = {_FLOAT32: _COMPLEX64, _FLOAT64: _COMPLEX128}
_cast, _ARRAY, _ndarray = ffi.cast, ffi.typeof("la_array *"), _core.ndarray
EPSILON = {_FLOAT32: 2.0**-23, _FLOAT64: 2.0**-52, _COMPLEX64: 2.0**-23, _COMPLEX128: 2.0**-52}


def _load():
    if not lib.la_lapack_is_loaded():
        module = load_beside("_lapack")
        check(lib.la_lapack_register(ffi.cast("la_lapack *", module.table)))


if sys.platform == "emscripten":
    _load()


def types_of(a):
    """(the type to compute in, the type of the result)."""
    found = _TYPES.get(a.dtype)
    if found is None:
        if a.dtype.kind == "f":
            raise TypeError(f"array type {a.dtype.name} is unsupported in linalg")
        found = _TYPES[_FLOAT64]
    return found


def types_of_both(a, b):
    """The same where two arrays meet."""
    found, other = types_of(a), types_of(b)
    if found is other:
        return found
    dtype = _COMPLEX128 if _COMPLEX128 in (found[0], other[0]) else _FLOAT64
    is_single = found[0] is not found[1] and other[0] is not other[1]
    return dtype, _SINGLE[dtype] if is_single else dtype


def real_type(dtype):
    return _REAL.get(dtype, dtype)


def complex_type(dtype):
    return _COMPLEX.get(dtype, dtype)


def to_stack(a, dtype):
    """A copy of (..., m, n) as LAPACK takes it: (..., n, m)."""
    return a.mT.astype(dtype, "C")


def from_stack(stack, dtype):
    """(..., m, n) in C order, of LAPACK's (..., n, m)."""
    return stack.mT.astype(dtype, "C")


def cast(a, dtype):
    """a itself, where it is of the type."""
    return a if a.dtype is dtype else a.astype(dtype)


def run(function, *arguments):
    """Calls a function of lapack.h with arrays and other values."""
    check(function(*[_cast(_ARRAY, x._handle) if type(x) is _ndarray else x for x in arguments]))
