"""rumpy: NumPy's arrays for the browser, with matrix products at the machine's SIMD limit.

    import rumpy as np

What a loop touches (arrays, dtypes, scalars, ufuncs, indexing) are C types in ``rumpy._core``; the
rest is thin Python by NumPy's subjects, loaded when it is used (``_names.py``).
"""

from importlib import import_module as _import_module
from sys import byteorder as _byteorder
from types import BuiltinFunctionType as _BuiltinType
from types import FunctionType as _FunctionType

from . import _core, _kernels, _names, exceptions, threads  # noqa: F401
from ._array_function import FREE as _FREE
from ._array_function import overridable as _overridable
from ._core import *  # noqa: F403  (its __all__: types, ufuncs, reductions, hot functions)

__version__ = "0.1.0"
__array_api_version__ = "2025.12"  # of the Python array API standard

_kernels.load()

# Other array types may take functions over, C's now, Python's when they are fetched.
for _name, _value in list(_core.__dict__.items()):
    if isinstance(_value, _BuiltinType) and _name[0] != "_" and _name not in _FREE:
        globals()[_name] = _overridable(_value, _name)

newaxis = None
pi = 3.141592653589793
e = 2.718281828459045
euler_gamma = 0.5772156649015329
inf = float("inf")
nan = float("nan")
little_endian = _byteorder == "little"

_CONSTANTS = ["e", "euler_gamma", "inf", "little_endian", "nan", "newaxis", "pi"]
__all__ = sorted({*_core.__all__, *_CONSTANTS, *_names.HOME, *_names.SUBMODULES})


def __getattr__(name):
    """The names of `_names`, each at its first use."""
    if name in _names.SUBMODULES:
        return _import_module(f"{__name__}.{name}")
    if name not in _names.HOME:
        explain = _import_module(f"{__name__}._absent").explain
        raise AttributeError(explain(name))
    value = getattr(_import_module(f"{__name__}.{_names.HOME[name]}"), name)
    if isinstance(value, _FunctionType) and name not in _FREE:
        value = _overridable(value, name)
    globals()[name] = value
    return value


def __dir__():
    return sorted({*globals(), *__all__})
