"""Medians, percentiles, quantiles: by thirteen methods, weighted or not."""

import warnings
from math import prod

from . import _core
from ._core import asanyarray, asarray
from ._lanes import Lanes
from ._lib_loader import check, ffi, lib, pointer
from .manipulation import _axes_or_none
from .spread import _valid_weights


def median(a, axis=None, out=None, overwrite_input=False, keepdims=False):
    """The middle element over the axes, or the mean of the two; NaN where one is NaN.

    Errors: AxisError, ValueError for out's shape.

    >>> import rumpy as np
    >>> np.median([[10, 7, 4], [3, 2, 1]])
    np.float64(3.5)
    """
    lanes = Lanes(a, axis)
    n = lanes.n
    if n == 0:
        return lanes.finish(asarray(lanes.values.mean(axis=-1)), keepdims, out)
    high = n // 2
    low = high if n % 2 else high - 1
    middle = _selected(lanes.values, low, high)
    result = asarray(middle.mean(axis=-1))
    if lanes.values.dtype.kind in "fc":
        greatest = asarray(lanes.values.max(axis=-1))  # NaN where there is one
        unknown = _core.isnan(greatest)
        if unknown.any():
            result = _core.where(unknown, greatest.astype(result.dtype, copy=False), result)
    return lanes.finish(result, keepdims, out)


def _selected(lanes, low, high):
    """What sorting would put to places low .. high of each lane."""
    if lanes.ndim == 1 and lanes.flags.c_contiguous and lanes.flags.aligned:
        near, found = _core.empty_like(lanes), ffi.new("ptrdiff_t[2]")
        check(lib.la_bracket(pointer(near), pointer(lanes), low, high, found, found + 1))
        below, count = found
        if count:
            lanes, low, high = near[:count], low - below, high - below
    return _core.partition(lanes, [low, high], axis=-1)[..., low : high + 1]


# --- methods --------------------------------------------------------------------------------------
#
# Where in the sorted slice of n elements the quantile q lies: as an index, or as a place between
# two indices together with how much the upper one counts.


def _between(alpha, beta):
    return lambda n, q: n * q + (alpha + q * (1 - alpha - beta)) - 1


def _discrete(place, takes_lower):
    """The element at or after a place."""
    lower = _core.floor(place)
    fraction = place - lower
    index = _core.where(takes_lower(fraction, place), lower, lower + 1)
    return _core.maximum(index.astype(_core.intp), 0)


def _inverted_cdf(n, q):
    return _discrete(n * q - 1, lambda fraction, place: fraction == 0)


def _closest_observation(n, q):
    def even(fraction, place):
        return (fraction == 0) & (_core.floor(place) % 2 == 1)

    return _discrete(n * q - 1.5, even)


def _whole(function):
    return lambda n, q: function((n - 1) * q).astype(_core.intp)


_INDICES = {
    "inverted_cdf": _inverted_cdf,
    "closest_observation": _closest_observation,
    "lower": _whole(_core.floor),
    "higher": _whole(_core.ceil),
    "nearest": _whole(_core.rint),
}
_PLACES = {
    "averaged_inverted_cdf": lambda n, q: n * q - 1,
    "interpolated_inverted_cdf": _between(0, 1),
    "hazen": _between(0.5, 0.5),
    "weibull": _between(0, 0),
    "linear": lambda n, q: (n - 1) * q,
    "median_unbiased": _between(1 / 3.0, 1 / 3.0),
    "normal_unbiased": _between(3 / 8.0, 3 / 8.0),
    "midpoint": lambda n, q: 0.5 * (_core.floor((n - 1) * q) + _core.ceil((n - 1) * q)),
}
_ORDER = (
    "inverted_cdf averaged_inverted_cdf closest_observation interpolated_inverted_cdf hazen "
    "weibull linear median_unbiased normal_unbiased lower higher midpoint nearest"
).split()


def _upper_weight(method, place, lower):
    weight = asarray(place - lower)
    if method == "averaged_inverted_cdf":
        return _core.where(weight == 0, 0.5, 1.0).astype(place.dtype)
    if method == "midpoint":
        return _core.where(place % 1 == 0, 0.0, 0.5).astype(place.dtype)
    return weight


def _mix(a, b, t):
    """From a (t = 0) to b (t = 1), exact at both ends."""
    step = asanyarray(b - a)
    result = asanyarray(a + step * t)
    near = asarray(t) >= 0.5
    if near.any():
        other = asanyarray(b - step * (1 - t))
        result = _core.where(near, other, result)
    return result


def _pick(lanes, index):
    """Elements of sorted lanes. index: of shape q + (1, ...) or q + outer; negative from behind."""
    n = lanes.shape[-1]
    outer = lanes.shape[:-1]
    lead = index.ndim - len(outer)
    index = _core.where(index < 0, index + n, index)
    if not outer:
        return asanyarray(lanes.take(index))
    shape = index.shape[:lead] + outer
    starts = (_core.arange(prod(outer)) * n).reshape(outer)
    flat = _core.broadcast_to(index, shape) + starts
    return asanyarray(lanes.reshape(-1).take(flat))


def _interpolated(lanes, n, q, method, weak, arrange):
    """Quantiles of lanes: shape of q, then of the lanes. n: their length, or how many elements of
    each lane count (the others are behind them). arrange(lanes, places): puts these in order."""
    if method not in _ORDER:
        known = dict.fromkeys(_ORDER).keys()
        raise ValueError(f"{method!r} is not a valid method. Use one of: {known}")
    outer = lanes.shape[:-1]
    spread = q.reshape(q.shape + (1,) * len(outer))
    place = asanyarray((_INDICES.get(method) or _PLACES[method])(n, spread))
    if method in _INDICES or (method == "linear" and place.dtype.kind in "iu"):
        place = _core.maximum(_core.minimum(place, n - 1), 0)
        return _pick(arrange(lanes, place), place)
    lower = _core.floor(place)
    upper = lower + 1
    beyond, before = place >= n - 1, place < 0
    unknown = _core.isnan(place)
    last = n - 1
    lower = _core.where(before, 0, _core.where(beyond | unknown, last, lower))
    upper = _core.where(before, 0, _core.where(beyond | unknown, last, upper))
    weight = _upper_weight(method, place, lower)
    lower, upper = lower.astype(_core.intp), upper.astype(_core.intp)
    lanes = arrange(lanes, _core.concatenate((lower, upper), axis=None))
    if weak and weight.size == 1:
        weight = float(weight.reshape(()))
    elif weak:
        weight = weight.astype(lanes.dtype if lanes.dtype.kind == "f" else "float64")
    return _mix(_pick(lanes, lower), _pick(lanes, upper), weight)


def _partitioned(lanes, places):
    n = lanes.shape[-1]
    places = sorted({min(place, n - 1) for place in places.ravel().tolist()})
    return _core.partition(lanes, places, axis=-1) if places else lanes


def _weighted(lanes, weights, q):
    """By the inverse of the weighted distribution function, lane by lane. NaNs have been dealt
    with."""
    n = lanes.shape[-1]
    order = lanes.argsort(axis=-1)
    flat, heavy, order = lanes.reshape(-1, n), weights.reshape(-1, n), order.reshape(-1, n)
    out = _core.empty((len(flat), q.size), lanes.dtype)
    for i, places in enumerate(order):
        sums = heavy[i].take(places).cumsum(dtype="float64")
        sums = sums / sums[-1]
        if sums[-1] != sums[-1]:
            raise ValueError("Weights included NaN, inf or were all zero.")
        if q.dtype.kind == "f":
            sums = sums.astype(q.dtype)
        sums = _core.where(sums == 0, -1.0, sums) if sums[0] == 0 else sums
        found = _core.minimum(sums.searchsorted(q.ravel()), n - 1)
        out[i] = flat[i].take(places.take(found))
    return out.T.reshape(q.shape + lanes.shape[:-1])


def _checked(a, q, axis, method, weights, percent):
    """The arguments of the four functions: a, q in 0 .. 1, weights like a, whether q is weak."""
    a = asanyarray(a)
    if a.dtype.kind == "c":
        raise TypeError("a must be an array of real numbers")
    weak = type(q) in (int, float)
    q = asanyarray(_core.true_divide(q, 100)) if percent else asanyarray(q)
    if not ((q >= 0) & (q <= 1)).all():
        name = "Percentiles must be in the range [0, 100]"
        raise ValueError(name if percent else "Quantiles must be in the range [0, 1]")
    if weights is not None:
        if method != "inverted_cdf":
            raise ValueError(f"Only method 'inverted_cdf' supports weights. Got: {method}.")
        weights = _valid_weights(weights, a, _axes_or_none(axis, a.ndim, "axis"))
        if (weights < 0).any():
            raise ValueError("Weights must be non-negative.")
        weights = _core.broadcast_to(weights, a.shape)
    if q.ndim > 2:
        raise ValueError("q must be a scalar or 1d")
    return a, q, weights, weak


def _quantile(a, q, axis, out, method, keepdims, weights, percent):
    a, q, weights, weak = _checked(a, q, axis, method, weights, percent)
    lanes = Lanes(a, axis)
    if lanes.n == 0:
        raise IndexError("cannot do a non-empty take from an empty axes.")
    if weights is None:
        result = _interpolated(lanes.values, lanes.n, q, method, weak, _partitioned)
    else:
        result = _weighted(lanes.values, lanes.arrange(weights), q)
    scalar = weights is None
    if a.dtype.kind == "f":
        greatest = asarray(lanes.values.max(axis=-1))
        unknown = _core.isnan(greatest)
        if unknown.any():
            scalar = True
            result = _core.where(unknown, greatest.astype(result.dtype, copy=False), result)
    return lanes.finish(result, keepdims, out, q.ndim, scalar, stretch=True)


def _warn_of_empty(empty, stacklevel):
    """A warning for each of the slices that hold nothing but NaNs."""
    for _ in range(_core.count_nonzero(empty)):
        warnings.warn("All-NaN slice encountered", RuntimeWarning, stacklevel=stacklevel + 1)


def _nanquantile(a, q, axis, out, method, keepdims, weights, percent):
    """NaNs are sorted behind the others, and not counted."""
    a, q, weights, weak = _checked(a, q, axis, method, weights, percent)
    lanes = Lanes(a, axis)
    values = lanes.values
    counts = values.shape[-1] - asarray(_core.isnan(values).sum(axis=-1))
    empty = counts == 0
    _warn_of_empty(empty, stacklevel=4)
    if weights is None:
        ordered = _core.sort(values, axis=-1)
        length = _core.maximum(counts, 1)
        result = _interpolated(ordered, length, q, method, weak, lambda lanes, places: lanes)
    else:
        weights = _core.where(_core.isnan(values), 0, lanes.arrange(weights))
        known = _core.where(_core.isnan(values), float("-inf"), values)
        weights = _core.where(empty[..., None], 1, weights) if empty.any() else weights
        result = _weighted(known, weights, q)
    if empty.any():
        result = _core.where(empty, result.dtype.type(float("nan")), result)
    return lanes.finish(result, keepdims, out, q.ndim, weights is None)


def percentile(
    a,
    q,
    axis=None,
    out=None,
    overwrite_input=False,
    method="linear",
    keepdims=False,
    *,
    weights=None,
):
    """The q-th percentiles over the axes; the axes of q come first in the result.

    method: one of NumPy's thirteen. weights: with method 'inverted_cdf' only. NaN where a slice
    holds one. Errors: ValueError, TypeError for complex arrays, AxisError.

    >>> import rumpy as np
    >>> np.percentile([10, 7, 4, 3, 2, 1], 50)
    np.float64(3.5)
    """
    return _quantile(a, q, axis, out, method, keepdims, weights, True)


def quantile(
    a,
    q,
    axis=None,
    out=None,
    overwrite_input=False,
    method="linear",
    keepdims=False,
    *,
    weights=None,
):
    """The q-th quantiles (0 .. 1) over the axes; the axes of q come first in the result.

    method: one of NumPy's thirteen. weights: with method 'inverted_cdf' only. NaN where a slice
    holds one. Errors: ValueError, TypeError for complex arrays, AxisError.

    >>> import rumpy as np
    >>> np.quantile([10, 7, 4, 3, 2, 1], [0.25, 0.5])
    array([2.25, 3.5 ])
    """
    return _quantile(a, q, axis, out, method, keepdims, weights, False)
