"""NumPy's __array_function__: other array types take over functions of theirs.

C (dispatch.c) lets calls through that concern nobody else, and asks here about the others.
"""

from functools import wraps
from importlib import import_module

from . import _core
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


def ufunc_refused(ufunc, method, inputs, kwargs):
    """What to say where every operand's __array_ufunc__ returned NotImplemented."""
    given = [repr(value) for value in inputs] + [f"{key}={kwargs[key]!r}" for key in kwargs]
    types = ", ".join(repr(type(value).__name__) for value in (*inputs, *kwargs.get("out", ())))
    return (
        f"operand type(s) all returned NotImplemented from __array_ufunc__({ufunc!r}, {method!r}, "
        f"{', '.join(given)}): {types}"
    )


# --- methods of the first argument ------------------------------------------------------------------
#
# Functions that are methods of arrays, too, are left to the method of what is no array but has one:
# a data frame's sum, a sparse matrix's. For each what the method is called with: what NumPy gives it.


def _sum(axis=None, dtype=None, out=None, *more, **given):
    given = given if dtype is None else {"dtype": dtype, **given}
    return _extremum(axis, out, *more, **given)


def _extremum(axis=None, out=None, *more, **given):
    names = ("keepdims", "initial", "where")
    return (), {"axis": axis, "out": out, **dict(zip(names, more, strict=False)), **given}


def _typed(axis=None, dtype=None, out=None, **given):
    return (), {"axis": axis, "dtype": dtype, "out": out, **given}


def _spread(axis=None, dtype=None, out=None, ddof=0, **given):
    return _typed(axis, dtype, out, ddof=ddof, **given)


def _position(axis=None, out=None, **given):
    return (), {"axis": axis, "out": out, **given}


def _argsort(axis=-1, kind=None, order=None, *, stable=None):
    return (), {"axis": axis, "kind": kind, "order": order, "stable": stable}


def _choose(choices, out=None, mode="raise"):
    return (choices,), {"out": out, "mode": mode}


def _clip(a_min=None, a_max=None, out=None, **given):
    return (a_min, a_max), {"out": out, **given}


def _repeat(repeats, axis=None):
    return (repeats,), {"axis": axis}


def _reshape(shape, order="C"):
    return (shape,), {"order": order}


def _round(decimals=0, out=None):
    return (), {"decimals": decimals, "out": out}


def _searchsorted(v, side="left", sorter=None):
    return (v,), {"side": side, "sorter": sorter}


def _squeeze(axis=None):
    return (), {} if axis is None else {"axis": axis}


def _swapaxes(axis1, axis2):
    return (axis1, axis2), {}


def _take(indices, axis=None, out=None, mode="raise"):
    return (indices,), {"axis": axis, "out": out, "mode": mode}


def _transpose(axes=None):
    return (axes,), {}


def _nonzero():
    return (), {}


# The method, what it is called with, and whether a TypeError of it means that it can't be so called.
METHODS = {
    "sum": ("sum", _sum, False),
    "prod": ("prod", _sum, False),
    "max": ("max", _extremum, False),
    "amax": ("max", _extremum, False),
    "min": ("min", _extremum, False),
    "amin": ("min", _extremum, False),
    "any": ("any", _extremum, False),
    "all": ("all", _extremum, False),
    "mean": ("mean", _typed, False),
    "std": ("std", _spread, False),
    "var": ("var", _spread, False),
    "argmax": ("argmax", _position, True),
    "argmin": ("argmin", _position, True),
    "argsort": ("argsort", _argsort, True),
    "choose": ("choose", _choose, True),
    "clip": ("clip", _clip, True),
    "cumprod": ("cumprod", _typed, True),
    "cumsum": ("cumsum", _typed, True),
    "nonzero": ("nonzero", _nonzero, True),
    "repeat": ("repeat", _repeat, True),
    "reshape": ("reshape", _reshape, True),
    "round": ("round", _round, True),
    "around": ("round", _round, True),
    "searchsorted": ("searchsorted", _searchsorted, True),
    "squeeze": ("squeeze", _squeeze, True),
    "swapaxes": ("swapaxes", _swapaxes, True),
    "take": ("take", _take, True),
    "transpose": ("transpose", _transpose, True),
}


def overridable(function, name):
    """rumpy's function of this name, unless an argument's class takes it over."""
    return _core._overridable(function, __package__, METHODS.get(name, (None,))[0])


def delegate(function, args, kwargs):
    """The result of the first argument's method, or, where it isn't to be had, of the function."""
    name, called_with, lenient = METHODS[function.__name__]
    subject, *others = args
    if any(kind.__module__ == "numpy" for kind in type(subject).__mro__):
        return function._implementation(*args, **kwargs)
    try:
        others, given = called_with(*others, **kwargs)
        return getattr(subject, name)(*others, **given)
    except TypeError:
        if not lenient:
            raise
    return function._implementation(*args, **kwargs)


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
