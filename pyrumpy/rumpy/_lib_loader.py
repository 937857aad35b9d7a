"""Loads `rumpy._lib`, CFFI's module of libarray's functions, from the same shared object as
`rumpy._core`; and what its users share.

    from ._lib_loader import check, ffi, lib, pointer
    check(lib.la_set_num_threads(2))
"""

import importlib.util
import sys
from importlib.machinery import ExtensionFileLoader

from . import _core


def _load():
    name = "rumpy._lib"
    if name not in sys.modules:
        loader = ExtensionFileLoader(name, _core.__file__)
        spec = importlib.util.spec_from_file_location(name, _core.__file__, loader=loader)
        module = importlib.util.module_from_spec(spec)
        loader.exec_module(module)
        sys.modules[name] = module
    return sys.modules[name]


_lib = _load()
ffi, lib = _lib.ffi, _lib.lib


def check(status: int) -> None:
    """Raise the exception that a failed la_status stands for."""
    if status != 0:
        _core._raise_status(status)


def pointer(array):
    """The `la_array *` of an ndarray, which must be kept alive while it is used."""
    return ffi.cast("la_array *", array._handle)
