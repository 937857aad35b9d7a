"""What all kinds of series share: coefficient arrays and domains."""

from .. import _core
from .._core import array

__all__ = ["as_series", "getdomain", "mapdomain", "mapparms", "trimcoef", "trimseq"]


def trimseq(seq):
    """The coefficients without zeros at the end; one stays.

    >>> from rumpy.polynomial import polyutils
    >>> polyutils.trimseq([1, 2, 0])
    [1, 2]
    """
    n = len(seq)
    while n > 1 and seq[n - 1] == 0:
        n -= 1
    return seq[:n]


def as_series(alist, trim=True):
    """Arrays of coefficients of one inexact type, copied, without zeros at the end.

    >>> from rumpy.polynomial import polyutils
    >>> polyutils.as_series([[1, 2, 0]])
    [array([1., 2.])]
    """
    arrays = [array(a, ndmin=1, copy=None) for a in alist]
    for a in arrays:
        if a.size == 0:
            raise ValueError("Coefficient array is empty")
        if a.ndim != 1:
            raise ValueError("Coefficient array is not 1-d")
    if trim:
        arrays = [trimseq(a) for a in arrays]
    dtype = _core.result_type(*arrays)
    if dtype.kind not in "fc":
        dtype = _core.dtype(float)
    return [array(a, copy=True, dtype=dtype) for a in arrays]


def trimcoef(c, tol=0):
    """The coefficients without those at the end whose size is at most tol; one stays.

    >>> from rumpy.polynomial import polyutils
    >>> polyutils.trimcoef([1, 2, 1e-9], 1e-6)
    array([1., 2.])
    """
    if tol < 0:
        raise ValueError("tol must be non-negative")
    [c] = as_series([c])
    (large,) = (_core.absolute(c) > tol).nonzero()
    return c[: int(large[-1]) + 1].copy() if len(large) else c[:1] * 0


def getdomain(x):
    """The smallest interval (or, in the complex plane, rectangle) with all of x.

    >>> from rumpy.polynomial import polyutils
    >>> polyutils.getdomain([3, 1, 2])
    array([1., 3.])
    """
    [x] = as_series([x], trim=False)
    if x.dtype.kind == "c":
        low = complex(x.real.min(), x.imag.min())
        return array((low, complex(x.real.max(), x.imag.max())))
    return array((x.min(), x.max()))


def mapparms(old, new):
    """Offset and scale of the linear map of one interval to another.

    >>> from rumpy.polynomial import polyutils
    >>> off, scl = polyutils.mapparms((-1, 1), (0, 4))
    >>> float(off), float(scl)
    (2.0, 2.0)
    """
    width = old[1] - old[0]
    offset = (old[1] * new[0] - old[0] * new[1]) / width
    return offset, (new[1] - new[0]) / width


def mapdomain(x, old, new):
    """x, mapped as one interval to another.

    >>> from rumpy.polynomial import polyutils
    >>> polyutils.mapdomain([-1, 1], (-1, 1), (0, 4))
    array([0., 4.])
    """
    if isinstance(x, (list, tuple)):
        x = _core.asanyarray(x)
    offset, scale = mapparms(old, new)
    return offset + scale * x
