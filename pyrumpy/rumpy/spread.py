"""Averages, variances and what goes with them."""

import warnings
from math import prod

from . import _core
from ._core import array, asanyarray, asarray, concatenate
from ._lanes import Lanes
from ._lib_loader import check, lib, pointer
from ._novalue import NoValue
from ._single import single
from .manipulation import _axes, _axes_or_none

_REAL_OF = {"complex64": "float32", "complex128": "float64"}
_TOO_FEW = "Degrees of freedom <= 0 for slice"


def _given(**arguments):
    """Those arguments that are not NoValue."""
    return {name: value for name, value in arguments.items() if value is not NoValue}


def _variance(a, axis, dtype, out, ddof, keepdims, where, mean, correction):
    a = asanyarray(a)
    if correction is not NoValue:
        if ddof != 0:
            raise ValueError("ddof and correction can't be provided simultaneously.")
        ddof = correction
    if axis is not None:
        axes = _axes(axis, a.ndim, None, True)
        if len(set(axes)) < len(axes):  # what is counted first counts them twice
            if ddof >= prod(a.shape[i] for i in axes):
                warnings.warn(_TOO_FEW, RuntimeWarning, stacklevel=3)
            raise ValueError("duplicate value in 'axis'")
    keepdims = keepdims is not NoValue and bool(keepdims) and a.ndim > 0
    dtype = _core.dtype(dtype) if dtype is not None else None
    computed = dtype or (a.dtype if a.dtype.kind in "fc" else _core.dtype("float64"))
    plain = (where is NoValue or where is True) and mean is NoValue and computed.kind in "fc"
    plain = plain and not _claims(a)
    if dtype is None:
        dtype = _core.dtype(_REAL_OF.get(computed.name, computed))
    lanes = Lanes(a, axis) if plain else None
    if not plain or (computed.kind == "f" and a.dtype.kind == "c") or lanes.n == 0:
        return _variance_where(a, axis, computed, dtype, out, ddof, keepdims, where, mean)
    if (
        a.ndim > 1
        and a.size
        and computed == a.dtype
        and computed.kind == "f"
        and not (lanes.values.flags.c_contiguous or computed == "float16")
    ):  # across memory: with the ufuncs' loops, which walk it as it lies
        x = a - a.mean(axis=axis, keepdims=True)
        _core.multiply(x, x, out=x)
        if ddof >= lanes.n:
            warnings.warn(_TOO_FEW, RuntimeWarning, stacklevel=3)
        result = _divided(x.sum(axis=axis), max(lanes.n - ddof, 0))
        return lanes.finish(asarray(result), keepdims, out)
    wide = _core.dtype("float32") if computed == "float16" else computed
    x = _core.ascontiguousarray(lanes.values.astype(wide, copy=False))
    deviations = _core.empty(lanes.outer, "float64")
    check(lib.la_squared_deviations(pointer(deviations), pointer(x)))
    if ddof >= lanes.n:
        warnings.warn(_TOO_FEW, RuntimeWarning, stacklevel=3)
    if not (lanes.outer or keepdims) and out is None:
        deviations = deviations[()]
    result = asarray(_divided(deviations, max(lanes.n - ddof, 0)))
    return lanes.finish(result.astype(dtype, copy=False), keepdims, out)


def _divided(total, count):
    """total / count in total's type; of a scalar as scalars are divided, and array in its place."""
    if isinstance(total, _core.generic):
        return total.dtype.type(total / count)
    return _core.divide(total, count, out=total, casting="unsafe")


def _claims(a):
    """Whether the array's class takes ufuncs over."""
    return type(a).__array_ufunc__ is not _core.ndarray.__array_ufunc__


def _root(variance):
    """The square root in the variance's type, and array in its place."""
    if isinstance(variance, _core.generic):
        return variance.dtype.type(_core.sqrt(variance))
    return _core.sqrt(variance, out=variance)


def _variance_where(a, axis, computed, dtype, out, ddof, keepdims, where, mean):
    """The same with a mask or a mean that is known: in steps."""
    mask = {} if where is NoValue or where is True else {"where": asarray(where)}
    if mask:
        ones = _core.broadcast_to(mask["where"], a.shape)
        count = ones.sum(axis=axis, keepdims=True, dtype=_core.intp)
    else:
        axes = _axes_or_none(axis, a.ndim)
        count = asarray(prod(a.shape if axes is None else [a.shape[i] for i in axes]))
    if (ddof >= count).any():
        warnings.warn(_TOO_FEW, RuntimeWarning, stacklevel=4)
    if mean is NoValue:
        mean = _divided(a.sum(axis=axis, dtype=computed, keepdims=True, **mask), count)
    x = a - mean if _claims(a) else asarray(a - mean)
    x = x.real**2 + x.imag**2 if x.dtype.kind == "c" else x * x
    squares = x.sum(axis=axis, dtype=dtype, keepdims=keepdims, **mask)
    freedom = asarray(_core.maximum(count - ddof, 0))
    if mask:
        freedom = freedom.reshape(squares.shape)
    result = _divided(squares, single(freedom))
    if out is None:
        return result
    out[...] = result
    return out


def mean_by_sum(a, axis, dtype, keepdims, out=None, where=True):
    """The mean of an array whose class takes the sum over (__array_ufunc__), as NumPy has it."""
    total = _core.dtype(dtype) if dtype is not None else None
    if total is None and a.dtype.kind not in "fc":
        total = _core.dtype("float64")
    half = total is None and a.dtype == "float16"
    if half:
        total = _core.dtype("float32")
    sums = _core.add.reduce(a, axis=axis, dtype=total, out=out, keepdims=keepdims, where=where)
    ones = _core.broadcast_to(asarray(where), a.shape)
    count = ones.sum(axis=axis, keepdims=keepdims, dtype=_core.intp)
    if not asarray(count).all():
        warnings.warn("Mean of empty slice", RuntimeWarning, stacklevel=3)
    if not isinstance(sums, _core.ndarray):
        result = sums / count
        return a.dtype.type(result) if half else result
    result = _core.divide(sums, count, out=sums, casting="unsafe", subok=False)
    return a.dtype.type(result) if half and out is None else result


def var(
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
    """The variance over an axis, several, or (None) all: the mean squared distance from the mean.

    Divided by the number of elements less ddof (or correction, which is the same). Integers are
    taken as float64. Errors: AxisError, ValueError for both ddof and correction.

    >>> import rumpy as np
    >>> np.var([[1, 2], [3, 4]])
    np.float64(1.25)
    """
    return _variance(a, axis, dtype, out, ddof, keepdims, where, mean, correction)


def std(
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
    """The standard deviation over an axis, several, or (None) all: the root of the variance.

    Errors: AxisError, ValueError for both ddof and correction.

    >>> import rumpy as np
    >>> np.std([1, 2, 3, 4])
    np.float64(1.118033988749895)
    """
    result = _variance(a, axis, dtype, out, ddof, keepdims, where, mean, correction)
    return _root(result)


def ptp(a, axis=None, out=None, keepdims=NoValue):
    """The greatest element less the smallest, over the axes.

    >>> import rumpy as np
    >>> np.ptp([[4, 9], [2, 10]], axis=1)
    array([5, 8])
    """
    a = asanyarray(a)
    given = _given(keepdims=keepdims)
    return _core.subtract(a.max(axis=axis, **given), a.min(axis=axis, **given), out)


def _valid_weights(weights, a, axis):
    """Weights that broadcast to `a`. axis: None or a tuple."""
    weights = asanyarray(weights)
    if weights.shape == a.shape:
        return weights
    if axis is None:
        raise TypeError("Axis must be specified when shapes of a and weights differ.")
    if weights.shape != tuple(a.shape[i] for i in axis):
        raise ValueError(
            "Shape of weights must be consistent with shape of a along specified axis."
        )
    weights = weights.transpose(sorted(range(len(axis)), key=axis.__getitem__))
    return weights.reshape([a.shape[i] if i in axis else 1 for i in range(a.ndim)])


def average(a, axis=None, weights=None, returned=False, *, keepdims=NoValue):
    """The weighted mean over the axes; returned: with the sum of the weights.

    Errors: ZeroDivisionError where weights sum to zero; TypeError, ValueError for their shape.

    >>> import rumpy as np
    >>> np.average([1, 2, 3], weights=[3, 2, 1])
    np.float64(1.6666666666666667)
    """
    a = asanyarray(a)
    axis = _axes_or_none(axis, a.ndim, "axis")
    given = _given(keepdims=keepdims)
    if weights is None:
        mean = a.mean(axis, **given)
        total = mean.dtype.type(a.size / mean.size)
    else:
        weights = _valid_weights(weights, a, axis)
        kinds = [a.dtype, weights.dtype] + (["float64"] if a.dtype.kind in "iub" else [])
        dtype = _core.result_type(*kinds)
        total = weights.sum(axis=axis, dtype=dtype, **given)
        if asarray(total == 0.0).any():
            raise ZeroDivisionError("Weights sum to zero, can't be normalized")
        mean = _core.multiply(a, weights, dtype=dtype).sum(axis, **given) / total
    if not returned:
        return mean
    if total.shape != mean.shape:
        total = _core.broadcast_to(total, mean.shape, subok=True).copy()
    return mean, total


def _samples(m, rowvar, dtype, single):
    """A row for each variable. single: whether one vector is one variable, whatever rowvar says."""
    x = array(m, dtype=dtype)
    if x.ndim < 2:
        x = x.reshape(1, -1)
    return x if rowvar or single(x) else x.T


def _weights_of(weights, name, n):
    weights = asarray(weights, dtype=float)
    if name == "fweights" and not (weights == _core.rint(weights)).all():
        raise TypeError("fweights must be integer")
    if weights.ndim > 1:
        raise RuntimeError(f"cannot handle multidimensional {name}")
    if weights.shape[0] != n:
        raise RuntimeError(f"incompatible numbers of samples and {name}")
    if (weights < 0).any():
        raise ValueError(f"{name} cannot be negative")
    return weights


def cov(
    m,
    y=None,
    rowvar=True,
    bias=False,
    ddof=None,
    fweights=None,
    aweights=None,
    *,
    dtype=None,
):
    """The covariances of variables, rows of m (and y); rowvar=False: columns.

    ddof: what the number of samples is reduced by, 1 or with bias 0. fweights, aweights: how often
    a sample counts, how much. Errors: ValueError, RuntimeError, TypeError.

    >>> import rumpy as np
    >>> np.cov([[0, 1, 2], [2, 1, 0]])
    array([[ 1., -1.],
           [-1.,  1.]])
    """
    if ddof is not None and ddof != int(ddof):
        raise ValueError("ddof must be integer")
    m = asarray(m)
    y = None if y is None else asarray(y)
    for name, a in (("m", m), ("y", y)):
        if a is not None and a.ndim > 2:
            raise ValueError(f"{name} has more than 2 dimensions")
    if dtype is None:
        dtype = _core.result_type(m, *([] if y is None else [y]), "float64")
    x = _samples(m, rowvar, dtype, lambda x: m.ndim == 1)
    if x.shape[0] == 0:
        return array([]).reshape(0, 0)
    if y is not None:
        x = concatenate((x, _samples(y, rowvar, dtype, lambda y: y.shape[0] == 1)), axis=0)
    n = x.shape[1]
    weights = None if fweights is None else _weights_of(fweights, "fweights", n)
    if aweights is not None:
        aweights = _weights_of(aweights, "aweights", n)
        weights = aweights if weights is None else weights * aweights
    mean, total = average(x, axis=1, weights=weights, returned=True)
    total = total[0]
    ddof = (0 if bias else 1) if ddof is None else ddof
    if weights is None:
        freedom = n - ddof
    elif ddof == 0:
        freedom = total
    elif aweights is None:
        freedom = total - ddof
    else:
        freedom = total - ddof * (weights * aweights).sum() / total
    if freedom <= 0:
        warnings.warn(_TOO_FEW, RuntimeWarning, stacklevel=2)
        freedom = 0.0
    x = x - mean[:, None]
    other = (x if weights is None else x * weights).T
    product = _core.dot(x, _core.conjugate(other) if other.dtype.kind == "c" else other)
    product *= _core.true_divide(1, freedom)
    return product.squeeze()


def corrcoef(x, y=None, rowvar=True, *, dtype=None):
    """The correlation coefficients of variables, rows of x (and y); rowvar=False: columns.

    >>> import rumpy as np
    >>> np.corrcoef([[0, 1, 2], [2, 1, 0]])
    array([[ 1., -1.],
           [-1.,  1.]])
    """
    c = cov(x, y, rowvar, dtype=dtype)
    if c.ndim == 0:
        return c / c
    scale = _core.sqrt(c.diagonal().real)
    c /= scale[:, None]
    c /= scale[None, :]
    for part in (c.real, c.imag) if c.dtype.kind == "c" else (c,):
        _core.minimum(_core.maximum(part, -1, out=part), 1, out=part)
    return c
