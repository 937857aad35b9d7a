"""Axes as functions check them, and the memory that an array touches."""

import operator

from .._core import asarray
from ..exceptions import AxisError

__all__ = ["byte_bounds", "normalize_axis_index", "normalize_axis_tuple"]


def normalize_axis_index(axis, ndim, msg_prefix=None):
    """An axis in 0 .. ndim - 1; AxisError where there is none such.

    >>> import rumpy as np
    >>> np.lib.array_utils.normalize_axis_index(-1, 3)
    2
    """
    axis = operator.index(axis)
    if not -ndim <= axis < ndim:
        raise AxisError(axis, ndim, msg_prefix)
    return axis % ndim


def normalize_axis_tuple(axis, ndim, argname=None, allow_duplicate=False):
    """A tuple of axes in 0 .. ndim - 1 from one or several; ValueError for repeated ones.

    >>> import rumpy as np
    >>> np.lib.array_utils.normalize_axis_tuple((0, -1), 3)
    (0, 2)
    """
    try:
        axis = [operator.index(axis)]
    except TypeError:
        axis = tuple(axis)
    axis = tuple(normalize_axis_index(one, ndim, argname) for one in axis)
    if not allow_duplicate and len(set(axis)) != len(axis):
        raise ValueError(f"repeated axis in `{argname}` argument" if argname else "repeated axis")
    return axis


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
