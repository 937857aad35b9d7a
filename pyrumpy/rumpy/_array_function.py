"""NumPy's __array_function__: other array types take over functions of theirs.

C (dispatch.c) lets calls through that concern nobody else, and asks here about the others.
"""

from functools import wraps
from importlib import import_module

from ._core import ndarray

# Functions that make arrays of anything, or have nothing to do with arrays.
FREE = frozenset(
    """
    arange array array2string asanyarray asarray ascontiguousarray asfortranarray base_repr
    binary_repr broadcast broadcast_shapes dtype empty errstate eye finfo flatiter
    format_float_positional format_float_scientific frombuffer fromfile fromfunction fromiter
    from_dlpack from_js fromstring full get_printoptions getbufsize geterr geterrcall identity iinfo
    indices isdtype isscalar issubdtype iterable loadtxt load genfromtxt nditer ndenumerate ndindex
    nested_iters ones printoptions promote_types require set_printoptions setbufsize seterr
    seterrcall show_config show_runtime to_js tri typename vectorize frompyfunc zeros
    """.split()
)


def _is_numpys(kind):
    """Whether a type is NumPy's ndarray, whose arrays rumpy's functions take as they take lists."""
    return kind.__name__ == "ndarray" and kind.__module__ == "numpy"


def _relevant(args, kwargs):
    """Arrays among the arguments whose classes have the hook: one of each class, in order."""
    found = []
    for value in (*args, *kwargs.values()):
        for item in value if type(value) in (list, tuple) else (value,):
            kind = type(item)
            if getattr(kind, "__array_function__", None) is None or isinstance(item, type):
                continue
            if _is_numpys(kind):
                continue
            if any(type(other) is kind for other in found):
                continue
            place = next((i for i, o in enumerate(found) if issubclass(kind, type(o))), len(found))
            found.insert(place, item)
    return found


def ask(function, args, kwargs):
    """The result of the first class that doesn't return NotImplemented."""
    relevant = _relevant(args, kwargs)
    types = tuple(type(item) for item in relevant)
    if all(kind is ndarray for kind in types):
        return function._implementation(*args, **kwargs)
    for item in relevant:
        result = type(item).__array_function__(item, function, types, args, kwargs)
        if result is not NotImplemented:
            return result
    raise _nobody(function.__name__, types)


def _nobody(name, types):
    return TypeError(
        f"no implementation found for 'rumpy.{name}' on types that implement "
        f"__array_function__: {list(types)}"
    )


# --- like= of functions that make arrays --------------------------------------------------------------


def ask_like(name, args, kwargs):
    """What the type of kwargs["like"] makes of a call of rumpy's function of this name."""
    like = kwargs.pop("like")
    function, kind = getattr(import_module(__package__), name), type(like)
    if not hasattr(kind, "__array_function__"):
        raise TypeError(
            "The `like` argument must be an array-like that implements the "
            "`__array_function__` protocol."
        )
    if kind is ndarray or _is_numpys(kind):
        return function(*args, **kwargs)
    result = kind.__array_function__(like, function, (kind,), args, kwargs)
    if result is NotImplemented:
        raise _nobody(name, (kind,))
    return result


def takes_like(function):
    """A function of Python whose argument `like` may name another array type."""

    @wraps(function)
    def call(*args, like=None, **kwargs):
        if like is None:
            return function(*args, **kwargs)
        return ask_like(function.__name__, args, {**kwargs, "like": like})

    return call


def of_ndarray(func, types, args, kwargs):
    """ndarray.__array_function__: the function itself, unless other types take part."""
    if func.__module__.partition(".")[0] == "numpy":
        if all(issubclass(kind, ndarray) or _is_numpys(kind) for kind in types):
            return func(*_to_numpy(args), **_to_numpy(kwargs))
        return NotImplemented
    if not all(issubclass(kind, ndarray) for kind in types):
        return NotImplemented
    return getattr(func, "_implementation", func)(*args, **kwargs)


# --- NumPy's functions and ufuncs, called with rumpy's arrays ---------------------------------------
#
# Whose function is called, of that library is the result. NumPy gets views of rumpy's memory.


def _to_numpy(value):
    """The value with NumPy's views in the place of rumpy's arrays."""
    if isinstance(value, ndarray):
        import numpy  # it is there: a function of its is being called

        return numpy.asarray(value)
    if type(value) in (tuple, list):
        return type(value)(map(_to_numpy, value))
    if type(value) is dict:
        return {key: _to_numpy(item) for key, item in value.items()}
    return value


def of_foreign_ufunc(ufunc, method, *inputs, **kwargs):
    """ndarray.__array_ufunc__ for a ufunc that isn't rumpy's: NumPy's, SciPy's."""
    if type(ufunc).__module__ != "numpy":
        return NotImplemented
    result = getattr(ufunc, method)(*_to_numpy(inputs), **_to_numpy(kwargs))
    out = kwargs.get("out")
    if out is None:
        return result
    return out[0] if len(out) == 1 else out
