"""Reductions that leave NaN out."""

import warnings

from . import _core
from ._classes import wrapper
from ._core import asanyarray, asarray, ndarray
from ._lanes import Lanes
from ._novalue import NoValue
from ._single import single
from .quantiles import _nanquantile, _warn_of_empty, median
from .spread import _given, _root, _variance


def _filled(a, value):
    """The array with `value` for NaN, and where NaN was; None where the type has none."""
    a = asanyarray(a)
    if a.dtype.kind not in "fc":
        return a, None
    mask = asarray(_core.isnan(a))
    if not mask.any():
        return a, mask
    a = a.copy()
    _core.copyto(a, value, where=mask)
    return a, mask


def _returned(result, out, like):
    """A result of the functions here: stored to `out` if that is given; else in the class of the
    operand, or a scalar for no axes."""
    if out is not None:
        _core.copyto(out, result, casting="unsafe")
        return out
    if type(like) is not ndarray:
        return wrapper(like)(result)
    return single(result)


def _extremum(a, ufunc, axis, out, arguments):
    a = asanyarray(a)
    result = ufunc.reduce(a, axis=axis, out=out, **arguments)
    if a.dtype.kind in "fc" and asarray(_core.isnan(result)).any():
        warnings.warn("All-NaN slice encountered", RuntimeWarning, stacklevel=3)
    return result


def nanmin(a, axis=None, out=None, keepdims=NoValue, initial=NoValue, where=NoValue):
    """The smallest element over the axes that is not NaN; NaN, and a warning, if there is none.

    >>> import rumpy as np
    >>> np.nanmin([3.0, np.nan, 2.0])
    np.float64(2.0)
    """
    given = _given(keepdims=keepdims, initial=initial, where=where)
    return _extremum(a, _core.fmin, axis, out, given)


def nanmax(a, axis=None, out=None, keepdims=NoValue, initial=NoValue, where=NoValue):
    """The greatest element over the axes that is not NaN; NaN, and a warning, if there is none.

    >>> import rumpy as np
    >>> np.nanmax([3.0, np.nan, 2.0])
    np.float64(3.0)
    """
    given = _given(keepdims=keepdims, initial=initial, where=where)
    return _extremum(a, _core.fmax, axis, out, given)


def _position(a, fill, function, axis, out, keepdims):
    a, mask = _filled(a, fill)
    if mask is not None and mask.size and asarray(mask.all(axis=axis)).any():
        raise ValueError("All-NaN slice encountered")
    return function(a, axis=axis, out=out, **_given(keepdims=keepdims))


def nanargmin(a, axis=None, out=None, *, keepdims=NoValue):
    """The position of the smallest element that is not NaN. ValueError if there is none.

    >>> import rumpy as np
    >>> np.nanargmin([3.0, np.nan, 2.0])
    np.int64(2)
    """
    return _position(a, float("inf"), _core.argmin, axis, out, keepdims)


def nanargmax(a, axis=None, out=None, *, keepdims=NoValue):
    """The position of the greatest element that is not NaN. ValueError if there is none.

    >>> import rumpy as np
    >>> np.nanargmax([3.0, np.nan, 2.0])
    np.int64(0)
    """
    return _position(a, -float("inf"), _core.argmax, axis, out, keepdims)


def nansum(a, axis=None, dtype=None, out=None, keepdims=NoValue, initial=NoValue, where=NoValue):
    """The sum over the axes of the elements that are not NaN.

    >>> import rumpy as np
    >>> np.nansum([1.0, np.nan])
    np.float64(1.0)
    """
    given = _given(keepdims=keepdims, initial=initial, where=where)
    return _core.sum(_filled(a, 0)[0], axis=axis, dtype=dtype, out=out, **given)


def nanprod(a, axis=None, dtype=None, out=None, keepdims=NoValue, initial=NoValue, where=NoValue):
    """The product over the axes of the elements that are not NaN.

    >>> import rumpy as np
    >>> np.nanprod([2.0, np.nan])
    np.float64(2.0)
    """
    given = _given(keepdims=keepdims, initial=initial, where=where)
    return _core.prod(_filled(a, 1)[0], axis=axis, dtype=dtype, out=out, **given)


def nancumsum(a, axis=None, dtype=None, out=None):
    """The sums of the elements so far, NaN counting as zero.

    >>> import rumpy as np
    >>> np.nancumsum([1.0, np.nan, 2.0])
    array([1., 1., 3.])
    """
    return _core.cumsum(_filled(a, 0)[0], axis=axis, dtype=dtype, out=out)


def nancumprod(a, axis=None, dtype=None, out=None):
    """The products of the elements so far, NaN counting as one.

    >>> import rumpy as np
    >>> np.nancumprod([1.0, np.nan, 2.0])
    array([1., 1., 2.])
    """
    return _core.cumprod(_filled(a, 1)[0], axis=axis, dtype=dtype, out=out)


def _inexact(dtype, out):
    if dtype is not None and _core.dtype(dtype).kind not in "fc":
        raise TypeError("If a is inexact, then dtype must be inexact")
    if out is not None and out.dtype.kind not in "fc":
        raise TypeError("If a is inexact, then out must be inexact")


def _quotient(total, count):
    """total / count, in total's type, NaN where there was nothing."""
    total = asarray(total)
    if (count == 0).any():
        count = _core.where(count == 0, float("nan"), count)
    return asarray(_core.divide(total, count)).astype(total.dtype, copy=False)


def nanmean(a, axis=None, dtype=None, out=None, keepdims=NoValue, *, where=NoValue):
    """The mean over the axes of the elements that are not NaN; NaN, and a warning, without any.

    >>> import rumpy as np
    >>> np.nanmean([1.0, np.nan, 3.0])
    np.float64(2.0)
    """
    given = _given(keepdims=keepdims, where=where)
    filled, mask = _filled(a, 0)
    if mask is None:
        return _core.mean(filled, axis=axis, dtype=dtype, out=out, **given)
    _inexact(dtype, out)
    count = asarray((~mask).sum(axis=axis, dtype=_core.intp, **given))
    total = filled.sum(axis=axis, dtype=dtype, **given)
    if (count == 0).any():
        warnings.warn("Mean of empty slice", RuntimeWarning, stacklevel=2)
    return _returned(_quotient(total, count), out, filled)


def _nanvariance(a, axis, dtype, out, ddof, keepdims, where, mean, correction):
    filled, mask = _filled(a, 0)
    if mask is None:
        return _variance(filled, axis, dtype, out, ddof, keepdims, where, mean, correction)
    _inexact(dtype, out)
    if correction is not NoValue:
        if ddof != 0:
            raise ValueError("ddof and correction can't be provided simultaneously.")
        ddof = correction
    some = _given(where=where)
    count = asarray((~mask).sum(axis=axis, dtype=_core.intp, keepdims=True, **some))
    if mean is NoValue:
        mean = _quotient(filled.sum(axis=axis, dtype=dtype, keepdims=True, **some), count)
    x = asanyarray(filled - mean)
    _core.copyto(x, 0, where=mask)
    x = x.real * x.real + x.imag * x.imag if x.dtype.kind == "c" else x * x
    squares = asarray(x.sum(axis=axis, dtype=dtype, **_given(keepdims=keepdims), **some))
    freedom = (count - ddof).reshape(squares.shape)
    result = _quotient(squares, freedom)
    few = freedom <= 0
    if few.any():
        warnings.warn("Degrees of freedom <= 0 for slice.", RuntimeWarning, stacklevel=3)
        result = _core.where(few, result.dtype.type(float("nan")), result)
    return _returned(result, out, filled)


def nanvar(
    a,
    axis=None,
    dtype=None,
    out=None,
    ddof=0,
    keepdims=NoValue,
    *,
    where=NoValue,
    mean=NoValue,
    correction=NoValue,
):
    """The variance over the axes of the elements that are not NaN; see `var`.

    >>> import rumpy as np
    >>> np.nanvar([1.0, np.nan, 3.0])
    np.float64(1.0)
    """
    return _nanvariance(a, axis, dtype, out, ddof, keepdims, where, mean, correction)


def nanstd(
    a,
    axis=None,
    dtype=None,
    out=None,
    ddof=0,
    keepdims=NoValue,
    *,
    where=NoValue,
    mean=NoValue,
    correction=NoValue,
):
    """The standard deviation over the axes of the elements that are not NaN; see `std`.

    >>> import rumpy as np
    >>> np.nanstd([1.0, np.nan, 3.0])
    np.float64(1.0)
    """
    return _root(_nanvariance(a, axis, dtype, out, ddof, keepdims, where, mean, correction))


def nanmedian(a, axis=None, out=None, overwrite_input=False, keepdims=NoValue):
    """The median over the axes of the elements that are not NaN; NaN, and a warning, without any.

    >>> import rumpy as np
    >>> np.nanmedian([1.0, np.nan, 3.0, 7.0])
    np.float64(3.0)
    """
    a = asanyarray(a)
    keepdims = False if keepdims is NoValue else keepdims
    if a.size == 0:
        return nanmean(a, axis, out=out, keepdims=keepdims)
    if a.dtype.kind not in "fc":
        return median(a, axis, out, keepdims=keepdims)
    lanes = Lanes(a, axis)
    unknown = _core.isnan(lanes.values)
    counts = lanes.n - asarray(unknown.sum(axis=-1))
    ordered = _core.sort(lanes.values, axis=-1).reshape(-1, lanes.n)
    high = counts.ravel() // 2
    low = _core.maximum(_core.where(counts.ravel() % 2 == 1, high, high - 1), 0)
    rows = _core.arange(len(ordered))
    pair = _core.empty((len(rows), 2), a.dtype)
    pair[:, 0], pair[:, 1] = ordered[rows, low], ordered[rows, _core.minimum(high, lanes.n - 1)]
    result = pair.mean(axis=-1).reshape(lanes.outer)
    _warn_of_empty(counts == 0, stacklevel=2)
    return lanes.finish(result, keepdims, out)


def nanpercentile(
    a,
    q,
    axis=None,
    out=None,
    overwrite_input=False,
    method="linear",
    keepdims=NoValue,
    *,
    weights=None,
):
    """The percentiles over the axes of the elements that are not NaN; see `percentile`.

    >>> import rumpy as np
    >>> np.nanpercentile([1.0, np.nan, 3.0], 50)
    np.float64(2.0)
    """
    return _quantiles(a, q, axis, out, method, keepdims, weights, True)


def nanquantile(
    a,
    q,
    axis=None,
    out=None,
    overwrite_input=False,
    method="linear",
    keepdims=NoValue,
    *,
    weights=None,
):
    """The quantiles over the axes of the elements that are not NaN; see `quantile`.

    >>> import rumpy as np
    >>> np.nanquantile([1.0, np.nan, 3.0], 0.5)
    np.float64(2.0)
    """
    return _quantiles(a, q, axis, out, method, keepdims, weights, False)


def _quantiles(a, q, axis, out, method, keepdims, weights, percent):
    a = asanyarray(a)
    keepdims = False if keepdims is NoValue else keepdims
    if a.size == 0:
        return nanmean(a, axis, out=out, keepdims=keepdims)
    return _nanquantile(a, q, axis, out, method, keepdims, weights, percent)
