"""Loads `rumpy._lib`, CFFI's module of libarray's functions, from the same shared object as
`rumpy._core`; and what its users share.

    from ._lib_loader import check, ffi, lib, pointer
    check(lib.la_set_num_threads(2))
"""

import importlib.util
import sys
from importlib.machinery import ExtensionFileLoader
from pathlib import Path

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


def load_beside(name):
    """An extension module in a file of its own, NAME.wasm, beside the package's: not named .so, because
    Pyodide would load it with the package. ImportError where it can't be loaded."""
    full = f"{__package__}.{name}"
    if full not in sys.modules:
        path = str(Path(__file__).with_name(f"{name}.wasm"))
        spec = importlib.util.spec_from_file_location(
            full, path, loader=ExtensionFileLoader(full, path)
        )
        sys.modules[full] = importlib.util.module_from_spec(spec)
    return sys.modules[full]
