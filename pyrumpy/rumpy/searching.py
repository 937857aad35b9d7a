"""Finding and ordering what `_core` does not: where elements lie, in which bins."""

from . import _core
from ._core import asanyarray, asarray


def sort_complex(a):
    """The elements sorted, as complex numbers: by their real parts, then by their imaginary ones.

    >>> import rumpy as np
    >>> np.sort_complex([5, 3, 2j])
    array([0.+2.j, 3.+0.j, 5.+0.j])
    """
    b = _core.sort(asarray(a))
    if b.dtype.kind == "c":
        return b
    narrow = b.dtype.kind in "iu" and b.dtype.itemsize <= 2
    return b.astype("complex64" if narrow else "complex128")


def argwhere(a):
    """The indices of elements that are not zero, a row for each.

    >>> import rumpy as np
    >>> np.argwhere([[0, 1], [2, 0]])
    array([[0, 1],
           [1, 0]])
    """
    a = asanyarray(a)
    if a.ndim == 0:
        return _core.empty((int(bool(a)), 0), _core.intp)
    found = a.nonzero()
    out = _core.empty((found[0].size, a.ndim), _core.intp)
    for i, places in enumerate(found):
        out[:, i] = places
    return out


def flatnonzero(a):
    """The indices of elements of the flattened array that are not zero.

    >>> import rumpy as np
    >>> np.flatnonzero([[0, 1], [2, 0]])
    array([1, 2])
    """
    return asanyarray(a).ravel().nonzero()[0]


def _monotony(bins):
    """1 for a sequence that doesn't fall, -1 for one that falls, 0 for neither."""
    if bins.size < 2 or not (bins[1:] < bins[:-1]).any():
        return 1
    return 0 if (bins[1:] > bins[:-1]).any() else -1


def digitize(x, bins, right=False):
    """The number of the bin that each element falls into; bins rise or fall monotonically.

    right: bins include their right edge, not their left one. Errors: ValueError, TypeError.

    >>> import rumpy as np
    >>> np.digitize([0.2, 6.4, 3.0], [0.0, 1.0, 2.5, 4.0])
    array([1, 4, 3])
    """
    x, bins = asarray(x), asarray(bins)
    if x.dtype.kind == "c":
        raise TypeError("x may not be complex")
    if bins.dtype.kind == "c":
        bins.astype(_core.float64, casting="safe")  # raises, and says why
    if bins.ndim != 1:
        kind = "too deep" if bins.ndim else "of too small depth"
        raise ValueError(f"object {kind} for desired array")
    direction = _monotony(bins)
    if direction == 0:
        raise ValueError("bins must be monotonically increasing or decreasing")
    side = "left" if right else "right"
    if direction < 0:
        return len(bins) - bins[::-1].searchsorted(x, side)
    return bins.searchsorted(x, side)
