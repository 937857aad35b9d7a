"""rumpy: NumPy's arrays for the browser, with matrix products at the machine's SIMD limit.

    import rumpy as np

What a loop touches (arrays, dtypes, scalars, ufuncs, indexing) are C types in ``rumpy._core``; the
rest is thin Python by NumPy's subjects, loaded when it is used (``_names.py``).
"""

from importlib import import_module as _import_module

from . import _core, _kernels, _names, exceptions, threads  # noqa: F401
from ._core import *  # noqa: F403  (its __all__: types, ufuncs, reductions, hot functions)

__version__ = "0.1.0"
__array_api_version__ = "2025.12"  # of the Python array API standard

_kernels.load()

newaxis = None
pi = 3.141592653589793
e = 2.718281828459045
euler_gamma = 0.5772156649015329
inf = float("inf")
nan = float("nan")

_CONSTANTS = ["e", "euler_gamma", "inf", "nan", "newaxis", "pi"]
__all__ = sorted({*_core.__all__, *_CONSTANTS, *_names.HOME, *_names.SUBMODULES})


def __getattr__(name):
    """The names of `_names`, each at its first use."""
    if name in _names.SUBMODULES:
        return _import_module(f"{__name__}.{name}")
    if name not in _names.HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(_import_module(f"{__name__}.{_names.HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__():
    return sorted({*globals(), *__all__})
