"""Views with any strides."""

from .. import _core
from .._core import array, broadcast_to
from ..manipulation import broadcast_arrays, broadcast_shapes
from .array_utils import normalize_axis_tuple

__all__ = ["as_strided", "broadcast_arrays", "broadcast_shapes", "broadcast_to"]
__all__ += ["sliding_window_view"]


def as_strided(x, shape=None, strides=None, subok=False, writeable=True):
    """A view of the array's memory with any shape and strides. Nothing checks that it stays within
    the memory.

    >>> import rumpy as np
    >>> np.lib.stride_tricks.as_strided(np.arange(4), (2, 2), (8, 8)).shape
    (2, 2)
    """
    x = array(x, copy=None, subok=subok)
    shape = x.shape if shape is None else tuple(shape)
    strides = x.strides if strides is None else tuple(strides)
    return _core._as_strided(x, shape, strides, writeable)


def sliding_window_view(x, window_shape, axis=None, *, subok=False, writeable=False):
    """A view of all windows of a shape, which slide along axes (all by default); the windows'
    axes come last.

    >>> import rumpy as np
    >>> np.lib.stride_tricks.sliding_window_view(np.arange(4), 3)
    array([[0, 1, 2],
           [1, 2, 3]])
    """
    window = tuple(window_shape) if hasattr(window_shape, "__iter__") else (window_shape,)
    x = array(x, copy=None, subok=subok)
    if any(n < 0 for n in window):
        raise ValueError("`window_shape` cannot contain negative values")
    if axis is None:
        axes = tuple(range(x.ndim))
        if len(window) != len(axes):
            raise ValueError(
                "Since axis is `None`, must provide window_shape for all dimensions of `x`; got "
                f"{len(window)} window_shape elements and `x.ndim` is {x.ndim}."
            )
    else:
        axes = normalize_axis_tuple(axis, x.ndim, allow_duplicate=True)
        if len(window) != len(axes):
            raise ValueError(
                "Must provide matching length window_shape and axis; got "
                f"{len(window)} window_shape elements and {len(axes)} axes elements."
            )
    lengths = list(x.shape)
    for ax, n in zip(axes, window, strict=True):
        if lengths[ax] < n:
            raise ValueError("window shape cannot be larger than input array shape")
        lengths[ax] -= n - 1
    strides = x.strides + tuple(x.strides[ax] for ax in axes)
    return as_strided(x, (*lengths, *window), strides, subok=subok, writeable=writeable)
