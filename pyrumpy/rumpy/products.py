"""Products of vectors and tensors, as compositions of matrix products and views."""

import warnings
from math import prod

from . import _core
from ._core import array, asanyarray, asarray, dot, multiply
from .manipulation import _axis, moveaxis


def outer(a, b, out=None):
    """The products of each element of a with each of b, both flattened.

    >>> import rumpy as np
    >>> np.outer([1, 2], [3, 4])
    array([[3, 4],
           [6, 8]])
    """
    a, b = asarray(a), asarray(b)
    return multiply(a.ravel()[:, None], b.ravel()[None, :], out)


def inner(a, b, /):
    """Sums of products over the last axes of both.

    >>> import rumpy as np
    >>> int(np.inner([1, 2], [3, 4]))
    11
    """
    a, b = asanyarray(a), asanyarray(b)
    if a.ndim == 0 or b.ndim == 0:
        return multiply(a, b)
    if a.shape[-1] != b.shape[-1]:
        raise ValueError(
            f"shapes {_text(a.shape)} and {_text(b.shape)} not aligned: {a.shape[-1]} (dim "
            f"{a.ndim - 1}) != {b.shape[-1]} (dim {b.ndim - 1})"
        )
    if b.ndim == 1:
        return dot(a, b)
    return dot(a, moveaxis(b, -1, -2) if b.ndim > 1 else b)


def _text(shape):
    return "(" + ",".join(map(str, shape)) + (",)" if len(shape) == 1 else ")")


def vdot(a, b, /):
    """The dot product of both flattened, the first conjugated.

    >>> import rumpy as np
    >>> np.vdot([1j, 2], [1j, 3])
    np.complex128(7+0j)
    """
    a, b = asarray(a).ravel(), asarray(b).ravel()
    if a.size != b.size:
        raise ValueError("vectors have different lengths")
    return dot(a.conj(), b)


def tensordot(a, b, axes=2):
    """Sums of products over axes of a and axes of b: the last n and the first n, or two lists.

    >>> import rumpy as np
    >>> np.tensordot(np.ones((2, 3)), np.ones((3, 4)), axes=1).shape
    (2, 4)
    """
    try:
        iter(axes)
    except TypeError:
        axes_a, axes_b = list(range(-axes, 0)), list(range(axes))
    else:
        axes_a, axes_b = axes
    axes_a, axes_b = (
        list(given) if hasattr(given, "__len__") else [given] for given in (axes_a, axes_b)
    )
    a, b = asarray(a), asarray(b)
    fits = len(axes_a) == len(axes_b)
    if fits:
        for k, (i, j) in enumerate(zip(axes_a, axes_b, strict=True)):
            if a.shape[i] != b.shape[j]:
                fits = False
                break
            axes_a[k] = i % a.ndim
            axes_b[k] = j % b.ndim
    if not fits:
        raise ValueError("shape-mismatch for sum")
    rest_a = [i for i in range(a.ndim) if i not in axes_a]
    rest_b = [i for i in range(b.ndim) if i not in axes_b]
    depth = 1
    for i in axes_a:
        depth *= a.shape[i]
    shape_a, shape_b = [a.shape[i] for i in rest_a], [b.shape[i] for i in rest_b]
    rows = prod(shape_a)
    columns = prod(shape_b)
    left = a.transpose(rest_a + axes_a).reshape(rows, depth)
    right = b.transpose(axes_b + rest_b).reshape(depth, columns)
    return dot(left, right).reshape(shape_a + shape_b)


def kron(a, b):
    """The Kronecker product: blocks of b, each times an element of a.

    >>> import rumpy as np
    >>> np.kron([1, 10], [1, 2])
    array([ 1,  2, 10, 20])
    """
    b = asanyarray(b)
    a = array(a, copy=None, subok=True, ndmin=b.ndim)
    if a.ndim == 0 or b.ndim == 0:
        return multiply(a, b)
    shape_a = a.shape
    shape_b = (1,) * (a.ndim - b.ndim) + b.shape
    left = a.reshape([n for length in shape_a for n in (length, 1)])
    right = b.reshape([n for length in shape_b for n in (1, length)])
    return multiply(left, right).reshape([m * n for m, n in zip(shape_a, shape_b, strict=True)])


def cross(a, b, axisa=-1, axisb=-1, axisc=-1, axis=None):
    """The cross products of vectors of three components (of two: deprecated), along an axis.

    >>> import rumpy as np
    >>> np.cross([1, 0, 0], [0, 1, 0])
    array([0, 0, 1])
    """
    if axis is not None:
        axisa = axisb = axisc = axis
    a, b = asarray(a), asarray(b)
    if a.ndim < 1 or b.ndim < 1:
        raise ValueError("At least one array has zero dimension")
    a = moveaxis(a, _axis(axisa, a.ndim, "axisa"), -1)
    b = moveaxis(b, _axis(axisb, b.ndim, "axisb"), -1)
    if a.shape[-1] not in (2, 3) or b.shape[-1] not in (2, 3):
        raise ValueError("incompatible dimensions for cross product\n(dimension must be 2 or 3)")
    flat = a.shape[-1] == 2, b.shape[-1] == 2
    if any(flat):
        warnings.warn(
            "Arrays of 2-dimensional vectors are deprecated. Use arrays of 3-dimensional vectors "
            "instead. (deprecated in NumPy 2.0)",
            DeprecationWarning,
            stacklevel=2,
        )
    dtype = _core.promote_types(a.dtype, b.dtype)
    x = [a[..., i].astype(dtype) for i in range(a.shape[-1])]
    y = [b[..., i].astype(dtype) for i in range(b.shape[-1])]

    def times(p, q):
        return asarray(p * q)  # numbers would warn of integers that overflow

    last = times(x[0], y[1]) - times(x[1], y[0])
    if all(flat):
        return asarray(last)
    shape = asarray(last).shape
    axisc = _axis(axisc, len(shape) + 1, "axisc")
    result = _core.empty((*shape, 3), dtype)
    if flat[0]:
        result[..., 0], result[..., 1] = times(x[1], y[2]), -times(x[0], y[2])
    elif flat[1]:
        result[..., 0], result[..., 1] = -times(x[2], y[1]), times(x[2], y[0])
    else:
        result[..., 0] = times(x[1], y[2]) - times(x[2], y[1])
        result[..., 1] = times(x[2], y[0]) - times(x[0], y[2])
    result[..., 2] = last
    return moveaxis(result, -1, axisc)
