"""LAPACK's side of rumpy.linalg: loaded when it is first needed, and called with stacks of matrices.

A stack, here, is an array in C order whose last two axes are a matrix's columns and rows: LAPACK's own
order. As NumPy does, single precision is computed in double precision, and rounded at the end.
"""

import sys

from . import _core
from ._lapack_error import LinAlgError
from ._lib_loader import check, ffi, lib, load_beside, pointer

_FLOAT64, _COMPLEX128 = _core.dtype("float64"), _core.dtype("complex128")
_FLOAT32, _COMPLEX64 = _core.dtype("float32"), _core.dtype("complex64")
_REAL = {_COMPLEX64: _FLOAT32, _COMPLEX128: _FLOAT64}
_COMPLEX = {_FLOAT32: _COMPLEX64, _FLOAT64: _COMPLEX128}
EPSILON = {_FLOAT32: 2.0**-23, _FLOAT64: 2.0**-52, _COMPLEX64: 2.0**-23, _COMPLEX128: 2.0**-52}


def _load():
    if not lib.la_lapack_is_loaded():
        module = load_beside("_lapack")
        check(lib.la_lapack_register(ffi.cast("la_lapack *", module.table)))


if sys.platform == "emscripten":
    _load()


def types_of(*arrays):
    """(the type to compute in, the type of the result)."""
    is_complex, single = False, True
    for a in arrays:
        kind = a.dtype
        if kind in EPSILON:
            is_complex = is_complex or kind in _REAL
            single = single and kind in (_FLOAT32, _COMPLEX64)
        elif kind.kind == "f":
            raise TypeError(f"array type {kind.name} is unsupported in linalg")
        else:
            single = False
    if is_complex:
        return _COMPLEX128, _COMPLEX64 if single else _COMPLEX128
    return _FLOAT64, _FLOAT32 if single else _FLOAT64


def real_type(dtype):
    return _REAL.get(dtype, dtype)


def complex_type(dtype):
    return _COMPLEX.get(dtype, dtype)


def to_stack(a, dtype):
    """A copy of (..., m, n) as LAPACK takes it: (..., n, m)."""
    return a.swapaxes(-1, -2).astype(dtype, order="C")


def from_stack(stack, dtype):
    """(..., m, n) in C order, of LAPACK's (..., n, m)."""
    return stack.swapaxes(-1, -2).astype(dtype, order="C")


def run(function, *arguments, error=None):
    """Calls a function of lapack.h with arrays and other values. error: the words of the LinAlgError
    where it reports a failure; None: it reports none."""
    values = [pointer(x) if isinstance(x, _core.ndarray) else x for x in arguments]
    if error is None:
        check(function(*values))
        return
    failed = ffi.new("_Bool *")
    check(function(*values, failed))
    if failed[0]:
        raise LinAlgError(error)
