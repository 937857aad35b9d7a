"""Which functions other array types can take over, as in numpy.testing.overrides."""

from .. import _core
from .._core import ufunc


def get_overridable_numpy_ufuncs():
    """The set of all ufuncs: those that `__array_ufunc__` can take over.

    >>> import rumpy as np
    >>> np.add in np.testing.overrides.get_overridable_numpy_ufuncs()
    True
    """
    return {value for value in vars(_core).values() if isinstance(value, ufunc)}


def allows_array_ufunc_override(func):
    """Whether `__array_ufunc__` can take over func.

    >>> import rumpy as np
    >>> np.testing.overrides.allows_array_ufunc_override(np.shape)
    False
    """
    return isinstance(func, ufunc)


def get_overridable_numpy_array_functions():
    """The set of all functions that `__array_function__` can take over."""
    import rumpy

    modules = [rumpy, rumpy.linalg, rumpy.fft]
    found = [getattr(module, name) for module in modules for name in module.__all__]
    return {function for function in found if hasattr(function, "_implementation")}


def allows_array_function_override(func):
    """Whether `__array_function__` can take over func."""
    return func in get_overridable_numpy_array_functions()
