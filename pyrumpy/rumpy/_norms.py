"""Norms of vectors and matrices."""

import math

import rumpy as np

from ._core import asarray, dtype, ndarray, sqrt
from .manipulation import _axes, _axis

_FLOAT64, _FLOAT32 = dtype("float64"), dtype("float32")


def norm(x, ord=None, axis=None, keepdims=False):
    """A norm of a vector or a matrix, or of those along an axis or two.

    ord: None, the root of the sum of squares. Of vectors: a number p, sum(abs(x)**p)**(1/p), with inf
    and -inf the largest and smallest absolute value, 0 the number of nonzero elements. Of matrices:
    'fro', as None; 'nuc', the sum of singular values; 1, -1, inf, -inf, the largest and smallest sum of
    absolute values along columns and rows; 2, -2, the largest and smallest singular value. ValueError
    for others.

    >>> import rumpy as np
    >>> np.linalg.norm([3.0, 4.0])
    np.float64(5.0)
    """
    if type(x) is ndarray and ord is None and axis is None and not keepdims:
        kind = x.dtype
        if (kind is _FLOAT64 or kind is _FLOAT32) and x.ndim == 1:
            return sqrt(x.dot(x))  # what loops call
    x = asarray(x)
    if x.dtype.kind not in "fc":
        x = x.astype(float)
    if axis is None:
        if ord is None or (ord == 2 and x.ndim == 1) or (x.ndim == 2 and ord in ("f", "fro")):
            flat = x.ravel("K")
            squares = flat.dot(flat)
            if x.dtype.kind == "c":
                squares = flat.real.dot(flat.real) + flat.imag.dot(flat.imag)
            root = sqrt(squares)
            return asarray(root).reshape((1,) * x.ndim) if keepdims else root
        axis = tuple(range(x.ndim))
    elif not isinstance(axis, tuple):
        try:
            axis = (int(axis),)
        except Exception as error:
            raise TypeError("'axis' must be None, an integer or a tuple of integers") from error
    if len(axis) == 1:
        return _of_vectors(x, ord, axis, keepdims)
    if len(axis) == 2:
        return _of_matrices(x, ord, axis, keepdims)
    raise ValueError("Improper number of dimensions to norm.")


def _of_vectors(x, ord, axis, keepdims):
    if ord == np.inf:
        return np.abs(x).max(axis=axis, keepdims=keepdims, initial=0)
    if ord == -np.inf:
        return np.abs(x).min(axis=axis, keepdims=keepdims)
    if ord == 0:
        return (x != 0).astype(x.real.dtype).sum(axis=axis, keepdims=keepdims)
    if ord == 1:
        return np.abs(x).sum(axis=axis, keepdims=keepdims)
    if ord is None or ord == 2:
        return sqrt(_squares(x).sum(axis=axis, keepdims=keepdims))
    if isinstance(ord, str):
        raise ValueError(f"Invalid norm order '{ord}' for vectors")
    sums = (np.abs(x) ** ord).sum(axis=axis, keepdims=keepdims)
    return sums ** np.reciprocal(asarray(ord, sums.dtype))


def _squares(x):
    return (np.conj(x) * x).real if x.dtype.kind == "c" else x * x


def _of_matrices(x, ord, axis, keepdims):
    rows, columns = (_axis(one, x.ndim) for one in axis)
    if rows == columns:
        raise ValueError("Duplicate axes given.")
    if ord in (1, -1, np.inf, -np.inf):
        summed, kept = (rows, columns) if abs(ord) == 1 else (columns, rows)
        sums = np.abs(x).sum(axis=summed)
        kept -= kept > summed
        found = sums.max(axis=kept, initial=0) if ord > 0 else sums.min(axis=kept)
    elif ord is None or ord in ("f", "fro"):
        found = sqrt(_squares(x).sum(axis=(rows, columns)))
    elif ord in (2, -2, "nuc"):
        from ._factors import svdvals

        s = svdvals(np.moveaxis(x, (rows, columns), (-2, -1)))
        if ord == "nuc":
            found = s.sum(axis=-1)
        else:
            found = s.max(axis=-1, initial=0) if ord == 2 else s.min(axis=-1)
    else:
        raise ValueError("Invalid norm order for matrices.")
    if keepdims:
        shape = [1 if i in (rows, columns) else length for i, length in enumerate(x.shape)]
        found = asarray(found).reshape(shape)
    return found


def matrix_norm(x, /, *, keepdims=False, ord="fro"):
    """The norm of each matrix of (..., m, n); ord as for norm().

    >>> import rumpy as np
    >>> np.linalg.matrix_norm([[3.0, 0.0], [0.0, 4.0]])
    np.float64(5.0)
    """
    return norm(np.asanyarray(x), axis=(-2, -1), keepdims=keepdims, ord=ord)


def vector_norm(x, /, *, axis=None, keepdims=False, ord=2):
    """The norm of an array as a vector, or of vectors along an axis or several; ord as for norm().

    >>> import rumpy as np
    >>> np.linalg.vector_norm([[3.0, 0.0], [0.0, 4.0]])
    np.float64(5.0)
    """
    x = np.asanyarray(x)
    if axis is None:
        axes = tuple(range(x.ndim))
        found = norm(x.ravel(), axis=0, ord=ord)
    elif isinstance(axis, tuple):
        axes = _axes(axis, x.ndim)
        rest = tuple(i for i in range(x.ndim) if i not in axes)
        lengths = [x.shape[i] for i in rest]
        size = math.prod(x.shape[i] for i in axes)
        found = norm(x.transpose(axes + rest).reshape([size, *lengths]), axis=0, ord=ord)
    else:
        axes = _axes(axis, x.ndim) if keepdims else ()
        found = norm(x, axis=axis, ord=ord)
    if keepdims:
        found = asarray(found).reshape([1 if i in axes else n for i, n in enumerate(x.shape)])
    return found
