"""Writes the C source of `rumpy._lib`: libarray's functions, by CFFI in API mode.

setup.py compiles it into the same shared object as the C types.
"""

from pathlib import Path

from cffi import FFI

DECLARATIONS = Path(__file__).resolve().with_name("_cdef.h")


def emit(target: Path) -> None:
    """Writes the source to `target`, unless that would change nothing."""
    ffi = FFI()
    ffi.cdef(DECLARATIONS.read_text())
    includes = '#include "libarray/libarray.h"\n#include "gemm/gemm.h"\n'
    ffi.set_source("rumpy._lib", includes, py_limited_api=True)
    ffi.emit_c_code(str(target))
