"""Elementwise functions that are compositions of ufuncs: rounding, clipping, parts of complex
numbers, what is finite."""

import warnings

from . import _core
from ._core import array, asanyarray, asarray, copyto, isnan, result_type
from ._lib_loader import check, lib, pointer
from ._novalue import NoValue
from ._single import single
from .error_state import errstate
from .limits import finfo, iinfo


def round(a, decimals=0, out=None):
    """Rounded to so many decimals; halves go to the even neighbour. Negative: tens, hundreds...

    >>> import rumpy as np
    >>> np.round([1.25, 2.675], 1)
    array([1.2, 2.7])
    """
    return asanyarray(a).round(decimals=decimals, out=out)


around = round


def _round(a, decimals, out):
    """ndarray.round."""
    decimals = decimals.__index__()
    if a.dtype.kind == "c":
        result = _core.empty_like(a) if out is None else out
        result.real, result.imag = _round(a.real, decimals, None), _round(a.imag, decimals, None)
        return result if out is not None else result[()]
    if a.dtype.kind in "iu" and decimals >= 0:
        if out is None:
            return a[()] if a.ndim == 0 else a.copy(order="K")
        out[...] = a
        return out
    if decimals == 0:
        return _core.rint(a, out=out)
    scale = 10.0 ** abs(decimals)
    if a.dtype.kind == "b" and out is None:
        out = _core.empty_like(a)  # which can't take the scaled values: NumPy's TypeError
    if a.dtype.kind in "iu":
        rounded = _core.multiply(_core.rint(_core.divide(a, scale)), scale)
        if out is None:
            return single(asarray(rounded).astype(a.dtype))
        copyto(out, rounded, casting="unsafe")
        return out
    there, back = _core.multiply, _core.divide
    if decimals < 0:
        there, back = back, there
    scaled = asarray(there(a, scale, out=out if a.dtype.kind == "b" else None))
    _core.rint(scaled, out=scaled)
    return back(scaled, scale, out=scaled if out is None and scaled.ndim else out)


def clip(a, a_min=NoValue, a_max=NoValue, out=None, *, min=NoValue, max=NoValue, **kwargs):
    """The elements brought into a_min .. a_max; None stands for no bound.

    >>> import rumpy as np
    >>> np.clip([1, 5, 9], 2, 7)
    array([2, 5, 7])
    """
    if a_min is NoValue and a_max is NoValue:
        a_min = None if min is NoValue else min
        a_max = None if max is NoValue else max
    elif a_min is NoValue:
        raise TypeError("clip() missing 1 required positional argument: 'a_min'")
    elif a_max is NoValue:
        raise TypeError("clip() missing 1 required positional argument: 'a_max'")
    elif min is not NoValue or max is not NoValue:
        raise ValueError(
            "Passing `min` or `max` keyword argument when `a_min` and `a_max` are provided is "
            "forbidden."
        )
    return asanyarray(a).clip(a_min, a_max, out=out, **kwargs)


def _clip(a, low, high, out, **kwargs):
    """ndarray.clip."""
    if a.dtype.kind in "iu":  # a bound that no element can pass need not fit the type
        limits = iinfo(a.dtype)
        if type(low) is int and low <= limits.min:
            low = None
        if type(high) is int and high >= limits.max:
            high = None
    if low is None and high is None:
        return _core.positive(a, out=out, **kwargs)
    if low is None:
        return _core.minimum(a, high, out=out, **kwargs)
    if high is None:
        return _core.maximum(a, low, out=out, **kwargs)
    if a.size > 1000 and out is None and not kwargs and _is_plain(a, low, high):
        result = _core.empty_like(a)
        low, high = asarray(low, a.dtype), asarray(high, a.dtype)
        check(lib.la_clip(pointer(result), pointer(a), pointer(low), pointer(high)))
        return result
    return _core.minimum(_core.maximum(a, low, **kwargs), high, out=out, **kwargs)


def _is_plain(a, low, high):
    """Whether an array without gaps is clipped by two numbers, in its own type."""
    numbers = (int, float, _core.generic)
    return (
        isinstance(low, numbers)
        and isinstance(high, numbers)
        and (a.flags.c_contiguous or a.flags.f_contiguous)
        and a.flags.aligned
        and type(a) is _core.ndarray
        and result_type(a, low, high) == a.dtype
    )


def fix(x, out=None):
    """Rounded towards zero.

    >>> import rumpy as np
    >>> np.fix([-1.7, 1.7])
    array([-1.,  1.])
    """
    return _core.trunc(x, out=out)


# --- what is finite ---------------------------------------------------------------------------------


def nan_to_num(x, copy=True, nan=0.0, posinf=None, neginf=None):
    """NaN replaced by a number, infinities by the largest numbers of the type (or those given).

    >>> import rumpy as np
    >>> np.nan_to_num([1.0, np.nan])
    array([1., 0.])
    """
    x = array(x, subok=True, copy=copy)
    if x.dtype.kind not in "fc":
        return single(x)
    for part in (x.real, x.imag) if x.dtype.kind == "c" else (x,):
        if _core.isfinite(part).all():
            continue
        largest = finfo(part.dtype).max
        is_nan, above, below = isnan(part), isposinf(part), isneginf(part)
        copyto(part, nan, where=is_nan)
        copyto(part, largest if posinf is None else posinf, where=above)
        copyto(part, -largest if neginf is None else neginf, where=below)
    return single(x)


def _infinite(x, out, negative):
    infinite = _core.isinf(x)
    try:
        sign = _core.signbit(x)
    except TypeError as error:
        dtype = asanyarray(x).dtype
        raise TypeError(
            f"This operation is not supported for {dtype} values because it would be ambiguous."
        ) from error
    return _core.logical_and(infinite, sign if negative else ~sign, out)


def isposinf(x, out=None):
    """Where an element is positive infinity.

    >>> import rumpy as np
    >>> np.isposinf([np.inf, -np.inf, 1.0])
    array([ True, False, False])
    """
    return _infinite(x, out, negative=False)


def isneginf(x, out=None):
    """Where an element is negative infinity.

    >>> import rumpy as np
    >>> np.isneginf([np.inf, -np.inf, 1.0])
    array([False,  True, False])
    """
    return _infinite(x, out, negative=True)


def asarray_chkfinite(a, dtype=None, order=None):
    """The input as an array; ValueError if it has NaN or infinity.

    >>> import rumpy as np
    >>> np.asarray_chkfinite([1, 2])
    array([1, 2])
    """
    a = asarray(a, dtype=dtype, order=order)
    if a.dtype.kind in "fc" and not _core.isfinite(a).all():
        raise ValueError("array must not contain infs or NaNs")
    return a


# --- complex numbers --------------------------------------------------------------------------------


def real(val):
    """The real parts: a view of an array.

    >>> import rumpy as np
    >>> np.real([1 + 2j, 3])
    array([1., 3.])
    """
    try:
        return val.real
    except AttributeError:
        return asanyarray(val).real


def imag(val):
    """The imaginary parts: a view of a complex array.

    >>> import rumpy as np
    >>> np.imag([1 + 2j, 3])
    array([2., 0.])
    """
    try:
        return val.imag
    except AttributeError:
        return asanyarray(val).imag


def angle(z, deg=False):
    """The angles of complex numbers, in radians or degrees.

    >>> import rumpy as np
    >>> np.angle([1, 1j], deg=True)
    array([ 0., 90.])
    """
    z = asanyarray(z)
    if z.dtype.kind == "c":
        result = _core.arctan2(z.imag, z.real)
    else:
        result = _core.arctan2(0, z)
    return result * (180 / 3.141592653589793) if deg else result


def real_if_close(a, tol=100):
    """The real parts if all imaginary ones are within tol (above 1: machine epsilons) of zero.

    >>> import rumpy as np
    >>> np.real_if_close([1 + 1e-15j])
    array([1.])
    """
    a = asanyarray(a)
    if a.dtype.kind != "c":
        return a
    if tol > 1:
        tol *= finfo(a.dtype).eps
    return a.real if _core.all(_core.absolute(a.imag) < tol) else a


def isreal(x):
    """Where an element has no imaginary part.

    >>> import rumpy as np
    >>> np.isreal([1, 1j])
    array([ True, False])
    """
    return imag(x) == 0


def iscomplex(x):
    """Where an element has an imaginary part.

    >>> import rumpy as np
    >>> np.iscomplex([1, 1j])
    array([False,  True])
    """
    x = asanyarray(x)
    return x.imag != 0 if x.dtype.kind == "c" else _core.zeros(x.shape, bool)[()]


def iscomplexobj(x):
    """Whether x is of a complex type.

    >>> import rumpy as np
    >>> np.iscomplexobj([1, 2])
    False
    """
    try:
        kind = x.dtype.kind
    except AttributeError:
        kind = asarray(x).dtype.kind
    return kind == "c"


def isrealobj(x):
    """Whether x is not of a complex type.

    >>> import rumpy as np
    >>> np.isrealobj([1, 2])
    True
    """
    return not iscomplexobj(x)


# --- comparison of arrays ---------------------------------------------------------------------------


def isclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False):
    """Where |a - b| <= atol + rtol |b|, or both are the same infinity (or NaN, if equal_nan).

    >>> import rumpy as np
    >>> np.isclose([1.0, 2.0], [1.0 + 1e-9, 2.1])
    array([ True, False])
    """
    weak = (int, float, complex)
    x, y, atol, rtol = (v if isinstance(v, weak) else asanyarray(v) for v in (a, b, atol, rtol))
    if not isinstance(y, weak):
        y = asanyarray(y, dtype=result_type(y, 1.0))
    if not (_core.isfinite(rtol).all() and _core.isfinite(atol).all()):
        warnings.warn(
            f"One of rtol or atol is not valid, atol: {atol}, rtol: {rtol}",
            RuntimeWarning,
            stacklevel=2,
        )
    with errstate(invalid="ignore"):
        near = _core.less_equal(abs(x - y), atol + rtol * abs(y))
        result = near & _core.isfinite(y) | (x == y)
        if equal_nan:
            result |= isnan(x) & isnan(y)
    return single(result)


def allclose(a, b, rtol=1e-05, atol=1e-08, equal_nan=False):
    """Whether all elements are close, as isclose has it.

    >>> import rumpy as np
    >>> np.allclose([1.0, 2.0], [1.0 + 1e-9, 2.0])
    True
    """
    return bool(_core.all(isclose(a, b, rtol=rtol, atol=atol, equal_nan=equal_nan)))


def array_equal(a1, a2, equal_nan=False):
    """Whether two arrays have one shape and the same elements.

    >>> import rumpy as np
    >>> np.array_equal([1, 2], [1, 2])
    True
    """
    try:
        a1, a2 = asarray(a1), asarray(a2)
    except Exception:
        return False
    if a1.shape != a2.shape:
        return False
    equal = a1 == a2
    if equal_nan and a1.dtype.kind in "fc" and a2.dtype.kind in "fc":
        equal = equal | (isnan(a1) & isnan(a2))
    return bool(asanyarray(equal).all())


def array_equiv(a1, a2):
    """Whether two arrays, broadcast, have the same elements.

    >>> import rumpy as np
    >>> np.array_equiv([1, 1], 1)
    True
    """
    try:
        a1, a2 = asarray(a1), asarray(a2)
        return bool(asanyarray(a1 == a2).all())
    except Exception:
        return False
