"""Counting: how often each integer occurs, how many elements lie in each bin."""

import operator
import warnings
from math import ceil

from . import _core
from ._core import asarray, bincount, concatenate
from ._lib_loader import check, ffi, lib, pointer
from .creation import linspace
from .limits import iinfo

_range = range
_NULL = ffi.NULL

# --- edges ----------------------------------------------------------------------------------------


def _finite(*values):
    return all(bool(_core.isfinite(value)) for value in values)


def _outer_edges(a, range):
    """The first and the last edge, from the range given or the elements."""
    if range is not None:
        first, last = range
        if first > last:
            raise ValueError("max must be larger than min in range parameter.")
        if not _finite(first, last):
            raise ValueError(f"supplied range of [{first}, {last}] is not finite")
    elif a.size == 0:
        first, last = 0, 1
    else:
        first, last = a.min(), a.max()
        if not _finite(first, last):
            raise ValueError(f"autodetected range of [{first}, {last}] is not finite")
    if first == last:
        first, last = first - 0.5, last + 0.5
    return first, last


def _width(first, last):
    """last - first; of integers, which may overflow, exactly."""
    if _core.result_type(first, last).kind in "iu":
        return int(last) - int(first)
    return last - first


def _quartile_width(x):
    from .quantiles import percentile

    upper, lower = percentile(x, [75, 25])
    return upper - lower


def _spread(x):
    return _width(x.min(), x.max())


def _by_sturges(x, range):
    return _spread(x) / (_core.log2(x.size) + 1.0)


def _by_root(x, range):
    return _spread(x) / _core.sqrt(x.size)


def _by_rice(x, range):
    return _spread(x) / (2.0 * x.size ** (1.0 / 3))


def _by_scott(x, range):
    from .spread import std

    return (24.0 * 3.141592653589793**0.5 / x.size) ** (1.0 / 3.0) * std(x)


def _by_freedman(x, range):
    return 2.0 * _quartile_width(x) * x.size ** (-1.0 / 3.0)


def _by_doane(x, range):
    from .spread import std

    if x.size > 2:
        skew_error = _core.sqrt(6.0 * (x.size - 2) / ((x.size + 1.0) * (x.size + 3)))
        sigma = std(x)
        if sigma > 0.0:
            skew = (((x - x.mean()) / sigma) ** 3).mean()
            return _spread(x) / (
                1.0 + _core.log2(x.size) + _core.log2(1.0 + _core.absolute(skew) / skew_error)
            )
    return 0.0


def _by_stone(x, range):
    n, spread = x.size, _spread(x)
    if n <= 1 or spread == 0:
        return 0

    def risk(bins):
        width = spread / bins
        parts = histogram(x, bins=bins, range=range)[0] / n
        return (2 - (n + 1) * parts.dot(parts)) / width

    most = max(100, int(n**0.5))
    best = min(_range(1, most + 1), key=risk)
    if best == most:
        warnings.warn(
            "The number of bins estimated may be suboptimal.", RuntimeWarning, stacklevel=3
        )
    return spread / best


def _by_auto(x, range):
    quartiles, sturges = _by_freedman(x, range), _by_sturges(x, range)
    root = _by_root(x, range)
    quartiles = max(quartiles, root / 2)
    return min(quartiles, sturges)


_RULES = {
    "stone": _by_stone,
    "auto": _by_auto,
    "doane": _by_doane,
    "fd": _by_freedman,
    "rice": _by_rice,
    "scott": _by_scott,
    "sqrt": _by_root,
    "sturges": _by_sturges,
}


def _count_of_bins(a, rule, range, weights):
    """How many bins a rule of estimation proposes."""
    if rule not in _RULES:
        raise ValueError(f"{rule!r} is not a valid estimator for `bins`")
    if weights is not None:
        raise TypeError(
            "Automated estimation of the number of bins is not supported for weighted data"
        )
    first, last = _outer_edges(a, range)
    if range is not None:
        a = a[(a >= first) & (a <= last)]
    if a.size == 0:
        return 1
    width = _RULES[rule](a, (first, last))
    if not width:
        return 1
    if a.dtype.kind in "iu" and width < 1:
        width = 1
    return int(ceil(_width(first, last) / width))


def _dimensions(bins):
    return asarray(bins).ndim


def _edges(a, bins, range, weights):
    """The edges, and whether they are of equal distance."""
    if isinstance(bins, str):
        count = _count_of_bins(a, bins, range, weights)
    elif _dimensions(bins) == 0:
        try:
            count = operator.index(bins)
        except TypeError as error:
            raise TypeError("`bins` must be an integer, a string, or an array") from error
        if count < 1:
            raise ValueError("`bins` must be positive, when an integer")
    elif _dimensions(bins) == 1:
        edges = asarray(bins)
        if (edges[:-1] > edges[1:]).any():
            raise ValueError("`bins` must increase monotonically, when an array")
        return edges, False
    else:
        raise ValueError("`bins` must be 1d, when an array")
    first, last = _outer_edges(a, range)
    dtype = _core.result_type(first, last, a)
    if dtype.kind in "iu":
        dtype = _core.result_type(dtype, float)
    edges = linspace(first, last, count + 1, dtype=dtype)
    if (edges[:-1] >= edges[1:]).any():
        raise ValueError(f"Too many bins for data range. Cannot create {count} finite-sized bins.")
    return edges, True


def _flat(a, weights):
    a = asarray(a)
    if a.dtype == bool:
        warnings.warn(
            f"Converting input from {a.dtype} to {_core.uint8} for compatibility.",
            RuntimeWarning,
            stacklevel=3,
        )
        a = a.astype("uint8")
    if weights is not None:
        weights = asarray(weights)
        if weights.shape != a.shape:
            raise ValueError("weights should have the same shape as a.")
        weights = weights.ravel()
    return a.ravel(), weights


def histogram_bin_edges(a, bins=10, range=None, weights=None):
    """The edges of the bins that histogram would use.

    bins: a number, edges, or a rule ('auto', 'fd', 'doane', 'scott', 'stone', 'rice', 'sturges',
    'sqrt'). Errors: ValueError, TypeError.

    >>> import rumpy as np
    >>> np.histogram_bin_edges([0, 1, 2, 4], bins=2)
    array([0., 2., 4.])
    """
    a, weights = _flat(a, weights)
    return _edges(a, bins, range, weights)[0]


# --- counts ---------------------------------------------------------------------------------------


def _equal_counts(a, edges, weights):
    """Counts, or sums of real weights, in bins of equal width."""
    dtype = "float32" if edges.dtype == "float32" else "float64"
    out = _core.zeros(len(edges) - 1, _core.intp if weights is None else "float64")
    x = _core.ascontiguousarray(a.astype(dtype, copy=False))
    edges = _core.ascontiguousarray(edges.astype(dtype, copy=False))
    if weights is None:
        check(lib.la_histogram(pointer(out), pointer(x), pointer(edges), _NULL))
        return out
    weights = _core.ascontiguousarray(weights.astype("float64", copy=False))
    check(lib.la_histogram(pointer(out), pointer(x), pointer(edges), pointer(weights)))
    return out


def _sorted_counts(a, edges, weights):
    """The same for any edges: by where they lie among the sorted elements."""
    if weights is None:
        ordered = _core.sort(a)
    else:
        order = a.argsort()
        ordered = a.take(order)
    places = concatenate(
        (ordered.searchsorted(edges[:-1], "left"), ordered.searchsorted(edges[-1:], "right"))
    )
    if weights is None:
        return places[1:] - places[:-1]
    sums = concatenate((_core.zeros(1, weights.dtype), weights.take(order).cumsum()))
    sums = sums.take(places)
    return sums[1:] - sums[:-1]


def histogram(a, bins=10, range=None, density=None, weights=None):
    """How many elements of the flattened array lie in each bin, and the bins' edges.

    The last bin includes its upper edge. weights: what each element counts. density: as a
    probability density. bins: as for histogram_bin_edges. Errors: ValueError, TypeError.

    >>> import rumpy as np
    >>> np.histogram([1, 2, 1], bins=[0, 1, 2, 3])
    (array([0, 2, 1]), array([0, 1, 2, 3]))
    """
    a, weights = _flat(a, weights)
    edges, equal = _edges(a, bins, range, weights)
    if not equal or edges.dtype == "float16":
        counts = _sorted_counts(a, edges, weights)
    elif weights is None:
        counts = _equal_counts(a, edges, None)
    elif weights.dtype.kind == "c":
        counts = _core.zeros(len(edges) - 1, weights.dtype)
        counts.real = _equal_counts(a, edges, weights.real)
        counts.imag = _equal_counts(a, edges, weights.imag)
    else:
        counts = _equal_counts(a, edges, weights).astype(weights.dtype, copy=False)
    if density:
        widths = (edges[1:] - edges[:-1]).astype(float)
        return counts / widths / counts.sum(), edges
    return counts, edges


def histogramdd(sample, bins=10, range=None, density=None, weights=None):
    """How many points lie in each cell of a grid, and the edges along each dimension.

    sample: an array of a point a row, or a list of the coordinates along each dimension. Errors:
    ValueError, TypeError.

    >>> import rumpy as np
    >>> np.histogramdd(np.array([[0, 0], [1, 1], [1, 0]]), bins=2)[0]
    array([[1., 0.],
           [1., 1.]])
    """
    shape = getattr(sample, "shape", ())
    if len(shape) != 2:
        sample = asarray(sample)
        sample = (sample if sample.ndim > 1 else sample.reshape(1, -1)).T
    points, dimensions = sample.shape
    try:
        if len(bins) != dimensions:
            raise ValueError(
                "The dimension of bins must be equal to the dimension of the sample x."
            )
    except TypeError:
        bins = dimensions * [bins]
    if range is None:
        range = (None,) * dimensions
    elif len(range) != dimensions:
        raise ValueError("range argument must have one entry per dimension")
    edges = [_grid_edges(sample[:, i], bins[i], range[i], i) for i in _range(dimensions)]
    cell = _core.zeros(points, _core.intp)
    inside = _core.ones(points, bool)
    for i, along in enumerate(edges):
        x = sample[:, i]
        place = along.searchsorted(x, side="right") - 1
        place[x == along[-1]] -= 1
        inside &= (place >= 0) & (place < len(along) - 1)
        cell = cell * (len(along) - 1) + place
    lengths = [len(along) - 1 for along in edges]
    size = 1
    for length in lengths:
        size *= length
    if size > iinfo(_core.intp).max:
        raise ValueError(
            "invalid dims: array size defined by dims is larger than the maximum possible size."
        )
    if weights is not None:
        weights = asarray(weights)
        if weights.shape != (points,):
            raise ValueError("The weights and list don't have the same length.")
        weights = weights[inside]
    counts = bincount(cell[inside], weights, minlength=size)[:size]
    counts = counts.reshape(lengths).astype(float)
    if density:
        total = counts.sum()
        for i, along in enumerate(edges):
            widths = along[1:] - along[:-1]
            counts = counts / widths.reshape([-1 if k == i else 1 for k in _range(dimensions)])
        counts /= total
    return counts, edges


def _grid_edges(x, bins, range, i):
    if _dimensions(bins) == 0:
        if bins < 1:
            raise ValueError(f"`bins[{i}]` must be positive, when an integer")
        first, last = _outer_edges(x, range)
        try:
            count = operator.index(bins)
        except TypeError as error:
            raise TypeError(f"`bins[{i}]` must be an integer, when a scalar") from error
        return linspace(first, last, count + 1)
    if _dimensions(bins) > 1:
        raise ValueError(f"`bins[{i}]` must be a scalar or 1d array")
    edges = asarray(bins)
    if (edges[:-1] > edges[1:]).any():
        raise ValueError(f"`bins[{i}]` must be monotonically increasing, when an array")
    return edges


def histogram2d(x, y, bins=10, range=None, density=None, weights=None):
    """How many points (x, y) lie in each cell of a grid, and the edges along x and y.

    Errors: ValueError, TypeError.

    >>> import rumpy as np
    >>> np.histogram2d([0, 1, 1], [0, 1, 0], bins=2)[0]
    array([[1., 0.],
           [1., 1.]])
    """
    if len(x) != len(y):
        raise ValueError("x and y must have the same length.")
    try:
        count = len(bins)
    except TypeError:
        count = 1
    if count not in (1, 2):
        edges = asarray(bins)
        bins = [edges, edges]
    counts, edges = histogramdd([x, y], bins, range, density, weights)
    return counts, edges[0], edges[1]
