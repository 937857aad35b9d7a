"""Shapes and joins: compositions of views, transposes and concatenate."""

import operator
from math import prod

from . import _core
from ._core import array, asanyarray, concatenate
from .exceptions import AxisError


def _axis(axis, ndim, name=None):
    """A normalised axis; AxisError if there is none such."""
    index = operator.index(axis)
    if not -ndim <= index < ndim:
        raise AxisError(index, ndim, name)
    return index + ndim if index < 0 else index


def _axes(axes, ndim, name=None, allow_duplicate=False):
    """A tuple of normalised axes, distinct unless allow_duplicate, from an int or a sequence."""
    try:
        return (_axis(operator.index(axes), ndim, name),)
    except TypeError:
        axes = tuple([_axis(axis, ndim, name) for axis in axes])
    if not allow_duplicate and len(set(axes)) != len(axes):
        raise ValueError(f"repeated axis in `{name}` argument" if name else "repeated axis")
    return axes


def _axes_or_none(axes, ndim, name=None):
    """None, which stands for all of them, or a tuple of distinct normalised axes."""
    return None if axes is None else _axes(axes, ndim, name)


def reshape(a, /, shape, order="C", *, copy=None):
    """The same elements in another shape: a view where possible.

    >>> import rumpy as np
    >>> np.reshape([1, 2, 3, 4], (2, 2))
    array([[1, 2],
           [3, 4]])
    """
    return asanyarray(a).reshape(shape, order=order, copy=copy)


def transpose(a, axes=None):
    """A view with its axes permuted; reversed by default.

    >>> import rumpy as np
    >>> np.transpose(np.zeros((2, 3))).shape
    (3, 2)
    """
    return asanyarray(a).transpose(axes)


permute_dims = transpose


def matrix_transpose(x, /):
    """A view with its last two axes swapped.

    >>> import rumpy as np
    >>> np.matrix_transpose(np.zeros((4, 2, 3))).shape
    (4, 3, 2)
    """
    x = asanyarray(x)
    if x.ndim < 2:
        raise ValueError(f"Input array must be at least 2-dimensional, but it is {x.ndim}")
    return x.swapaxes(-1, -2)


def swapaxes(a, axis1, axis2):
    """A view with two axes swapped.

    >>> import rumpy as np
    >>> np.swapaxes(np.zeros((2, 3, 4)), 0, 2).shape
    (4, 3, 2)
    """
    return asanyarray(a).swapaxes(axis1, axis2)


def moveaxis(a, source, destination):
    """A view with some axes moved to new positions, the others in their order.

    >>> import rumpy as np
    >>> np.moveaxis(np.zeros((2, 3, 4)), 0, -1).shape
    (3, 4, 2)
    """
    a = asanyarray(a)
    source = _axes(source, a.ndim, "source")
    destination = _axes(destination, a.ndim, "destination")
    if len(source) != len(destination):
        raise ValueError(
            "`source` and `destination` arguments must have the same number of elements"
        )
    order = [axis for axis in range(a.ndim) if axis not in source]
    for to, axis in sorted(zip(destination, source, strict=True)):
        order.insert(to, axis)
    return a.transpose(order)


def ravel(a, order="C"):
    """The elements in one dimension: a view where possible.

    >>> import rumpy as np
    >>> np.ravel([[1, 2], [3, 4]])
    array([1, 2, 3, 4])
    """
    return asanyarray(a).ravel(order)


def squeeze(a, axis=None):
    """A view without axes of length one.

    >>> import rumpy as np
    >>> np.squeeze(np.zeros((1, 3, 1))).shape
    (3,)
    """
    a = asanyarray(a)
    return a.squeeze() if axis is None else a.squeeze(axis)


def expand_dims(a, axis):
    """A view with new axes of length one at the given positions.

    >>> import rumpy as np
    >>> np.expand_dims(np.zeros(3), 0).shape
    (1, 3)
    """
    a = asanyarray(a)
    if isinstance(axis, int):
        axis = _axis(axis, a.ndim + 1)
        return a.reshape((*a.shape[:axis], 1, *a.shape[axis:]))
    try:
        count = len(axis)
    except TypeError:
        count = 1
    new = _axes(axis, a.ndim + count)
    lengths = iter(a.shape)
    return a.reshape([1 if i in new else next(lengths) for i in range(a.ndim + count)])


def broadcast_shapes(*args):
    """The shape that arrays of these shapes broadcast to.

    >>> import rumpy as np
    >>> np.broadcast_shapes((3, 1), (4,))
    (3, 4)
    """
    one = _core.zeros((), bool)
    shapes = [(shape,) if isinstance(shape, int) else tuple(shape) for shape in args]
    return _core._common_shape(tuple(_core.broadcast_to(one, shape) for shape in shapes))


def broadcast_arrays(*args, subok=False):
    """Views of the arrays, all of their common shape; writing to a stretched one writes one element
    for many.

    >>> import rumpy as np
    >>> [a.shape for a in np.broadcast_arrays([1, 2], [[3], [4]])]
    [(2, 2), (2, 2)]
    """
    arrays = tuple(_core.array(a, copy=None, subok=subok) for a in args)
    shape = _core._common_shape(arrays)
    return tuple(
        a if a.shape == shape else _stretched(a, _core.broadcast_to(a, shape, subok=subok))
        for a in arrays
    )


def _stretched(a, view):
    """The view, which can be written to as far as `a` can."""
    from .lib.stride_tricks import as_strided

    return as_strided(a, view.shape, view.strides, subok=True) if a.flags.writeable else view


def atleast_1d(*arys):
    """The arrays with at least one dimension.

    >>> import rumpy as np
    >>> np.atleast_1d(3.0)
    array([3.])
    """
    return _each(arys, _at_least_1d)


def atleast_2d(*arys):
    """The arrays with at least two dimensions; new axes come first.

    >>> import rumpy as np
    >>> np.atleast_2d([1, 2])
    array([[1, 2]])
    """
    return _each(arys, _at_least_2d)


def atleast_3d(*arys):
    """The arrays with at least three dimensions.

    >>> import rumpy as np
    >>> np.atleast_3d([1, 2]).shape
    (1, 2, 1)
    """

    return _each(arys, _at_least_3d)


def _at_least_1d(a):
    return array(a, copy=None, subok=True, ndmin=1)


def _at_least_2d(a):
    return array(a, copy=None, subok=True, ndmin=2)


def _at_least_3d(a):
    a = asanyarray(a)
    if a.ndim >= 3:
        return a
    return a[:, :, None] if a.ndim == 2 else a.reshape((1, -1, 1))


def _each(arys, function):
    return function(arys[0]) if len(arys) == 1 else tuple(map(function, arys))


def _sequence(arrays):
    """The arrays to be joined; an iterator isn't enough, since NumPy takes none either."""
    if not hasattr(arrays, "__getitem__"):
        raise TypeError(
            'arrays to stack must be passed as a "sequence" type such as list or tuple.'
        )
    return arrays


def stack(arrays, axis=0, out=None, *, dtype=None, casting="same_kind"):
    """Joins arrays of one shape along a new axis.

    >>> import rumpy as np
    >>> np.stack([[1, 2], [3, 4]], axis=1)
    array([[1, 3],
           [2, 4]])
    """
    arrays = [asanyarray(a) for a in _sequence(arrays)]
    if not arrays:
        raise ValueError("need at least one array to stack")
    if len({a.shape for a in arrays}) != 1:
        raise ValueError("all input arrays must have the same shape")
    axis = _axis(axis, arrays[0].ndim + 1)
    before = (slice(None),) * axis
    expanded = [a[(*before, None)] for a in arrays]
    return concatenate(expanded, axis=axis, out=out, dtype=dtype, casting=casting)


def vstack(tup, *, dtype=None, casting="same_kind"):
    """Joins arrays row-wise.

    >>> import rumpy as np
    >>> np.vstack([[1, 2], [3, 4]])
    array([[1, 2],
           [3, 4]])
    """
    return concatenate([_at_least_2d(a) for a in _sequence(tup)], 0, dtype=dtype, casting=casting)


def hstack(tup, *, dtype=None, casting="same_kind"):
    """Joins arrays column-wise (1-d ones along their only axis).

    >>> import rumpy as np
    >>> np.hstack([[1, 2], [3]])
    array([1, 2, 3])
    """
    arrays = [_at_least_1d(a) for a in _sequence(tup)]
    axis = 0 if arrays and arrays[0].ndim == 1 else 1
    return concatenate(arrays, axis, dtype=dtype, casting=casting)


def dstack(tup):
    """Joins arrays along the third axis.

    >>> import rumpy as np
    >>> np.dstack([[1, 2], [3, 4]]).shape
    (1, 2, 2)
    """
    return concatenate([_at_least_3d(a) for a in _sequence(tup)], 2)


def column_stack(tup):
    """Joins 1-d arrays as the columns of a matrix.

    >>> import rumpy as np
    >>> np.column_stack([[1, 2], [3, 4]])
    array([[1, 3],
           [2, 4]])
    """
    arrays = [asanyarray(a) for a in _sequence(tup)]
    return concatenate([a if a.ndim >= 2 else _at_least_2d(a).T for a in arrays], 1)


_ALL, _BACKWARDS = slice(None), slice(None, None, -1)


def flip(m, axis=None):
    """A view with the elements in reverse order along axes (all by default).

    >>> import rumpy as np
    >>> np.flip([1, 2, 3])
    array([3, 2, 1])
    """
    m = asanyarray(m)
    if axis is None:
        return m[(_BACKWARDS,) * m.ndim]
    axes = _axes(axis, m.ndim)
    return m[tuple(_BACKWARDS if i in axes else _ALL for i in range(m.ndim))]


def size(a, axis=None):
    """The number of elements, or the length of an axis, or the product of several.

    >>> import rumpy as np
    >>> np.size([[1, 2, 3]])
    3
    """
    a = asanyarray(a)
    return a.size if axis is None else prod(a.shape[i] for i in _axes(axis, a.ndim))


def shape(a):
    """The lengths of the axes.

    >>> import rumpy as np
    >>> np.shape([[1, 2, 3]])
    (1, 3)
    """
    return asanyarray(a).shape


def ndim(a):
    """The number of axes.

    >>> import rumpy as np
    >>> np.ndim([[1, 2, 3]])
    2
    """
    return asanyarray(a).ndim
