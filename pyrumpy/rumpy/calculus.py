"""Differences, derivatives, integrals, interpolation."""

from . import _core
from ._core import asanyarray, asarray, broadcast_to, concatenate, copyto, empty_like
from ._novalue import NoValue
from .manipulation import _axes, _axis, ndim


def _part(a, axis, start, stop):
    """A view of a piece of an axis."""
    return a[(slice(None),) * axis + (slice(start, stop),)]


def diff(a, n=1, axis=-1, prepend=NoValue, append=NoValue):
    """The n-th differences of neighbours along an axis; of bools, whether they differ.

    prepend, append: what is joined to the array's ends first.

    >>> import rumpy as np
    >>> np.diff([1, 2, 4, 7])
    array([1, 2, 3])
    """
    if n == 0:
        return a
    if n < 0:
        raise ValueError("order must be non-negative but got " + repr(n))
    a = asanyarray(a)
    if a.ndim == 0:
        raise ValueError("diff requires input that is at least one dimensional")
    axis = _axis(axis, a.ndim)

    if prepend is not NoValue or append is not NoValue:
        ends = [None if end is NoValue else _end(end, a, axis) for end in (prepend, append)]
        a = concatenate([part for part in (ends[0], a, ends[1]) if part is not None], axis)
    difference = _core.not_equal if a.dtype.kind == "b" else _core.subtract
    before = (slice(None),) * axis
    later, earlier = (*before, slice(1, None)), (*before, slice(None, -1))
    for _ in range(n):
        a = difference(a[later], a[earlier])
    return a


def _end(value, a, axis):
    """What is joined to an end of a: a number, all along the axis's start or end."""
    value = asanyarray(value)
    return value if value.ndim else broadcast_to(value, (*a.shape[:axis], 1, *a.shape[axis + 1 :]))


def trapezoid(y, x=None, dx=1.0, axis=-1):
    """The integral along an axis by the trapezoidal rule, over points x or spacings dx.

    >>> import rumpy as np
    >>> float(np.trapezoid([1, 2, 3]))
    4.0
    """
    y = asanyarray(y)
    axis = _axis(axis, y.ndim)
    if x is None:
        width = dx
    else:
        x = asanyarray(x)
        if x.ndim == 1:
            width = diff(x)
            width = width.reshape((1,) * axis + (-1,) + (1,) * (y.ndim - axis - 1))
        else:
            width = diff(x, axis=axis - y.ndim)
    return (width * (_part(y, axis, 1, None) + _part(y, axis, None, -1)) / 2.0).sum(axis)


def _spacings(f, axes, varargs):
    """For each of the axes a number, or an array of distances between neighbours."""
    if not varargs:
        return [1.0] * len(axes)
    if len(varargs) == 1 and ndim(varargs[0]) == 0:
        return list(varargs) * len(axes)
    if len(varargs) != len(axes):
        raise TypeError("invalid number of arguments")
    spacings = []
    for axis, given in zip(axes, varargs, strict=True):
        points = asanyarray(given)
        if points.ndim == 0:
            spacings.append(given)
            continue
        if points.ndim != 1:
            raise ValueError("distances must be either scalars or 1d")
        if len(points) != f.shape[axis]:
            raise ValueError(
                "when 1d, distances must match the length of the corresponding dimension"
            )
        if points.dtype.kind in "iu":
            points = points.astype(_core.float64)
        steps = diff(points)
        spacings.append(steps[0] if (steps == steps[0]).all() else steps)
    return spacings


def gradient(f, *varargs, axis=None, edge_order=1):
    """Derivatives along axes: central differences within, one-sided ones of edge_order at the ends.

    varargs: nothing (spacing 1), one spacing, or for each axis a spacing or the coordinates. A
    tuple of arrays, one an axis; the array itself for one axis.

    >>> import rumpy as np
    >>> np.gradient([1, 2, 4, 7])
    array([1. , 1.5, 2.5, 3. ])
    """
    f = asanyarray(f)
    axes = tuple(range(f.ndim)) if axis is None else _axes(axis, f.ndim)
    spacings = _spacings(f, axes, varargs)
    if edge_order > 2:
        raise ValueError("'edge_order' greater than 2 not supported")
    if f.dtype.kind == "b" and axes:
        _core.subtract(f, f)  # raises, and says why
    if f.dtype.kind not in "fc":
        f = f.astype(_core.float64)
    results = tuple(_derivative(f, ax, h, edge_order) for ax, h in zip(axes, spacings, strict=True))
    return results[0] if len(results) == 1 else results


def _derivative(f, axis, h, edge_order):
    n = f.shape[axis]
    if n < edge_order + 1:
        raise ValueError(
            "Shape of array too small to calculate a numerical gradient, at least (edge_order + 1) "
            "elements are required."
        )
    before = (slice(None),) * axis

    def at(i):
        return f[(*before, i)]

    out = empty_like(f)
    inner = (*before, slice(1, -1))
    left, middle, right = (_part(f, axis, i, n - 2 + i) for i in range(3))
    even = ndim(h) == 0
    if even:
        out[inner] = (right - left) / (2.0 * h)
        first = last = h
    else:
        h1, h2 = h[:-1], h[1:]
        shape = (1,) * axis + (-1,) + (1,) * (f.ndim - axis - 1)
        a, b, c = (
            weight.reshape(shape)
            for weight in (-h2 / (h1 * (h1 + h2)), (h2 - h1) / (h1 * h2), h1 / (h2 * (h1 + h2)))
        )
        out[inner] = a * left + b * middle + c * right
        first, last = h[0], h[-1]
    if edge_order == 1:
        out[(*before, 0)] = (at(1) - at(0)) / first
        out[(*before, -1)] = (at(-1) - at(-2)) / last
        return out
    if even:
        a, b, c = -1.5 / h, 2.0 / h, -0.5 / h
    else:
        h1, h2 = h[0], h[1]
        a = -(2.0 * h1 + h2) / (h1 * (h1 + h2))
        b = (h1 + h2) / (h1 * h2)
        c = -h1 / (h2 * (h1 + h2))
    out[(*before, 0)] = a * at(0) + b * at(1) + c * at(2)
    if even:
        a, b, c = 0.5 / h, -2.0 / h, 1.5 / h
    else:
        h1, h2 = h[-2], h[-1]
        a = h2 / (h1 * (h1 + h2))
        b = -(h2 + h1) / (h1 * h2)
        c = (2.0 * h2 + h1) / (h2 * (h1 + h2))
    out[(*before, -1)] = a * at(-3) + b * at(-2) + c * at(-1)
    return out


def unwrap(p, discont=None, axis=-1, *, period=2 * 3.141592653589793):
    """Angles without jumps: where neighbours differ by more than discont (half a period), whole
    periods are added.

    >>> import rumpy as np
    >>> np.unwrap([0, 1, 5, 6], period=4)
    array([0, 1, 1, 2])
    """
    p = asarray(p)
    if p.ndim == 0:
        raise ValueError("diff requires input that is at least one dimensional")
    axis = _axis(axis, p.ndim)
    steps = diff(p, axis=axis)
    if discont is None:
        discont = period / 2
    dtype = _core.result_type(steps, period)
    if dtype.kind in "iu":
        high, rest = divmod(period, 2)
        ambiguous = rest == 0
    else:
        high, ambiguous = period / 2, True
    low = -high
    wrapped = _core.remainder(steps - low, period) + low
    if ambiguous:  # half a period, up or down as the step itself
        copyto(wrapped, high, where=(wrapped == low) & (steps > 0))
    correction = wrapped - steps
    copyto(correction, 0, where=_core.absolute(steps) < discont)
    result = _core.array(p, copy=True, dtype=dtype)
    rest = (slice(None),) * axis + (slice(1, None),)
    result[rest] = p[rest] + correction.cumsum(axis)
    return result


def interp(x, xp, fp, left=None, right=None, period=None):
    """The piecewise linear function through the points (xp, fp), xp ascending, at x.

    left, right: its values outside (fp's first and last by default); period: xp and x are taken
    modulo it.

    >>> import rumpy as np
    >>> np.interp([0.5, 2.0], [0, 1], [10, 20])
    array([15., 20.])
    """
    if period is None:
        return _core._interp(x, xp, fp, left, right)
    if period == 0:
        raise ValueError("period must be a non-zero value")
    period = abs(period)
    x, xp, fp = asarray(x, _core.float64), asarray(xp, _core.float64), asarray(fp)
    if xp.ndim != 1 or fp.ndim != 1:
        raise ValueError("Data points must be 1-D sequences")
    if xp.shape[0] != fp.shape[0]:
        raise ValueError("fp and xp are not of the same length")
    x, xp = x % period, xp % period
    order = xp.argsort()
    xp, fp = xp[order], fp[order]
    xp = concatenate((xp[-1:] - period, xp, xp[:1] + period))
    fp = concatenate((fp[-1:], fp, fp[:1]))
    return _core._interp(x, xp, fp, None, None)
