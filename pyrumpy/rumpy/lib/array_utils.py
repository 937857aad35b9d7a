"""Axes as functions check them, and the memory that an array touches."""

from .._core import asarray
from ..manipulation import _axes, _axis

__all__ = ["byte_bounds", "normalize_axis_index", "normalize_axis_tuple"]


def normalize_axis_index(axis, ndim, msg_prefix=None):
    """An axis in 0 .. ndim - 1; AxisError where there is none such.

    >>> import rumpy as np
    >>> np.lib.array_utils.normalize_axis_index(-1, 3)
    2
    """
    return _axis(axis, ndim, msg_prefix)


def normalize_axis_tuple(axis, ndim, argname=None, allow_duplicate=False):
    """A tuple of axes in 0 .. ndim - 1 from one or several; ValueError for repeated ones.

    >>> import rumpy as np
    >>> np.lib.array_utils.normalize_axis_tuple((0, -1), 3)
    (0, 2)
    """
    return _axes(axis, ndim, argname, allow_duplicate)


def byte_bounds(a):
    """The addresses of an array's first byte and of the one after its last.

    >>> import rumpy as np
    >>> low, high = np.lib.array_utils.byte_bounds(np.zeros(3))
    >>> high - low
    24
    """
    a = asarray(a)
    low = high = a.__array_interface__["data"][0]
    for n, stride in zip(a.shape, a.strides, strict=True):
        if stride < 0:
            low += (n - 1) * stride
        else:
            high += (n - 1) * stride
    return low, high + a.itemsize
