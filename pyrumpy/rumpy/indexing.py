"""Indexing by functions: taking and putting, choosing by conditions, grids of indices."""

import operator
import sys
from math import prod

from . import _core
from ._array_function import takes_like
from ._classes import wrapper
from ._core import (
    arange,
    asanyarray,
    asarray,
    broadcast_to,
    copyto,
    empty,
    ndarray,
    nonzero,
    ones,
    result_type,
    zeros,
)
from ._single import single
from .manipulation import _axis, broadcast_arrays, broadcast_shapes

# --- taking -----------------------------------------------------------------------------------------


def take(a, indices, axis=None, out=None, mode="raise"):
    """The elements at indices along an axis (of the flattened array by default).

    mode says what becomes of indices out of range: "raise" IndexError, "wrap" or "clip".

    >>> import rumpy as np
    >>> np.take([10, 20, 30], [2, 0])
    array([30, 10])
    """
    return asanyarray(a).take(indices, axis=axis, out=out, mode=mode)


def _along_axis(shape, indices, axis):
    """An index of the whole array that has `indices` along the axis."""
    if _core.dtype(indices.dtype).kind not in "iu":
        raise IndexError("`indices` must be an integer array")
    if len(shape) != indices.ndim:
        raise ValueError("`indices` and `arr` must have the same number of dimensions")
    index = []
    for i, length in enumerate(shape):
        if i == axis:
            index.append(indices)
        else:
            index.append(arange(length).reshape((-1,) + (1,) * (len(shape) - i - 1)))
    return tuple(index)


def take_along_axis(arr, indices, axis=-1):
    """For each slice along the axis, its elements at the slice of indices: what argsort returns
    sorts by it.

    >>> import rumpy as np
    >>> np.take_along_axis(np.array([[3, 1, 2]]), np.array([[1, 2, 0]]), axis=1)
    array([[1, 2, 3]])
    """
    arr, indices = asanyarray(arr), asarray(indices)
    if axis is None:
        if indices.ndim != 1:
            raise ValueError("when axis=None, `indices` must have a single dimension.")
        arr, axis = arr.reshape(-1), 0
    else:
        axis = _axis(axis, arr.ndim)
    return arr[_along_axis(arr.shape, indices, axis)]


def put_along_axis(arr, indices, values, axis):
    """Sets, in each slice along the axis, the elements at the slice of indices.

    >>> import rumpy as np
    >>> a = np.array([[3, 1, 2]])
    >>> np.put_along_axis(a, np.array([[0]]), 9, axis=1)
    >>> a
    array([[9, 1, 2]])
    """
    indices = asarray(indices)
    if axis is None:
        if indices.ndim != 1:
            raise ValueError("when axis=None, `indices` must have a single dimension.")
        if indices.dtype.kind not in "iu":
            raise IndexError("`indices` must be an integer array")
        arr.flat[indices] = values
        return
    axis = _axis(axis, arr.ndim)
    arr[_along_axis(arr.shape, indices, axis)] = values


def compress(condition, a, axis=None, out=None):
    """The slices along an axis (elements of the flattened array by default) where condition holds.

    >>> import rumpy as np
    >>> np.compress([False, True], [[1, 2], [3, 4]], axis=0)
    array([[3, 4]])
    """
    condition = asarray(condition)
    if condition.ndim != 1:
        raise ValueError("condition must be a 1-d array")
    return asanyarray(a).take(nonzero(condition)[0], axis=axis, out=out)


def extract(condition, arr):
    """The elements of arr, flattened, where condition holds.

    >>> import rumpy as np
    >>> np.extract([True, False, True], [1, 2, 3])
    array([1, 3])
    """
    return asanyarray(arr).ravel().take(nonzero(asarray(condition).ravel())[0])


def _check_mode(mode):
    if mode not in ("raise", "wrap", "clip"):
        raise ValueError(f"clipmode must be one of 'clip', 'raise', or 'wrap' (got '{mode}')")


def _out_of_range(a, n, mode):
    """Indices brought into 0 .. n - 1 by the mode; None where one is out of range."""
    if mode == "wrap":
        return a % n
    if mode == "clip":
        return _core.minimum(_core.maximum(a, 0), n - 1)
    _check_mode(mode)
    return None if _core.any(a < 0) or _core.any(a >= n) else a


def _weak_or_array(value):
    """A Python number, which takes the type of what it is joined with, as it is."""
    return value if type(value) in (int, float, complex) else asarray(value)


def choose(a, choices, out=None, mode="raise"):
    """Elements of several arrays, each chosen by an index: choices[a[i]][i].

    ValueError for an index without a choice, unless mode is "wrap" or "clip".

    >>> import rumpy as np
    >>> np.choose([0, 1, 0], [[1, 2, 3], [10, 20, 30]])
    array([ 1, 20,  3])
    """
    a = asarray(a).astype(_core.intp, casting="safe", copy=False)
    if len(choices) == 0:
        raise ValueError("0-length sequence.")
    a = _out_of_range(a, len(choices), mode)
    if a is None:
        raise ValueError("invalid entry in choice array")
    dtype = result_type(*[_weak_or_array(choice) for choice in choices])
    choices = [asarray(choice) for choice in choices]
    *choices, a = broadcast_arrays(*choices, a)
    result = empty(a.shape, dtype)
    for i, choice in enumerate(choices):
        copyto(result, choice, where=a == i, casting="unsafe")
    if out is None:
        return single(result)
    if out.shape != result.shape:
        raise TypeError("choose: invalid shape for output array.")
    out[...] = result
    return out


def select(condlist, choicelist, default=0):
    """Each element from the first of the choices whose condition holds there, else the default.

    >>> import rumpy as np
    >>> x = np.arange(5)
    >>> np.select([x < 2, x > 3], [x, x * 10], 7)
    array([ 0,  1,  7,  7, 40])
    """
    if len(condlist) != len(choicelist):
        raise ValueError("list of cases must be same length as list of conditions")
    if len(condlist) == 0:
        raise ValueError("select with an empty condition list is not possible")
    choices = [_weak_or_array(c) for c in [*choicelist, default]]
    try:
        dtype = result_type(*choices)
    except TypeError as error:
        raise TypeError(
            f"Choicelist and default value do not have a common dtype: {error}"
        ) from None
    conditions = broadcast_arrays(*condlist)
    choices = broadcast_arrays(*[asarray(c) for c in choices])
    for i, condition in enumerate(conditions):
        if condition.dtype != bool:
            raise TypeError(f"invalid entry {i} in condlist: should be boolean ndarray")
    *choices, default = choices
    shape = conditions[0].shape
    if choices[0].ndim > 0:
        shape = broadcast_shapes(shape, choices[0].shape)
    result = empty(shape, dtype)
    result[...] = default
    for condition, choice in zip(reversed(conditions), reversed(choices), strict=True):
        copyto(result, choice, where=condition)
    return result


# --- putting ----------------------------------------------------------------------------------------


def _require_array(a, name):
    if not isinstance(a, ndarray):
        raise TypeError(f"{name} must be numpy.ndarray, not {type(a).__name__}")


def _values_for(a, values):
    """Values as an array in one dimension of a's type; TypeError unless they can be cast safely."""
    if isinstance(values, (ndarray, _core.generic)):
        values = asarray(values).astype(a.dtype, casting="safe", copy=False)
    return asarray(values, dtype=a.dtype).ravel()


def _cycled(values, n):
    """The first n of the values repeated without end."""
    if values.size in (0, 1, n):
        return values
    if values.size > n:
        return values[:n]
    rows = -(-n // values.size)
    return broadcast_to(values, (rows, values.size)).reshape(-1)[:n]


def put(a, ind, v, mode="raise"):
    """Sets the elements of the flattened array at indices; values are repeated as needed.

    >>> import rumpy as np
    >>> a = np.zeros(4)
    >>> np.put(a, [0, 3], [1, 2])
    >>> a
    array([1., 0., 0., 2.])
    """
    if not isinstance(a, ndarray):
        raise TypeError(f"argument 1 must be numpy.ndarray, not {type(a)}")
    if not a.flags.writeable:
        raise ValueError("put: output array is read-only")
    index = asarray(ind)
    free = "unsafe" if index.size == 0 or index.dtype.kind == "u" else "safe"
    index = index.astype(_core.intp, casting=free, copy=False).ravel()
    _check_mode(mode)
    values = asarray(v, dtype=a.dtype) if not isinstance(v, ndarray) else v.astype(a.dtype)
    values = values.ravel()
    if index.size == 0 or values.size == 0:
        return
    if a.size == 0:
        raise IndexError("cannot replace elements of an empty array")
    if mode != "raise":
        index = _out_of_range(index, a.size, mode)
    wrong = (index < -a.size) | (index >= a.size)
    if wrong.any():
        bad = index[wrong.argmax()]
        raise IndexError(f"index {bad} is out of bounds for axis 0 with size {a.size}")
    values = _cycled(values, index.size)
    if a.flags.c_contiguous:
        a.reshape(-1)[index] = values
    else:
        a[unravel_index(index % a.size, a.shape)] = values


def place(arr, mask, vals):
    """Sets the elements where mask holds to the values in turn, repeated as needed.

    >>> import rumpy as np
    >>> a = np.arange(5)
    >>> np.place(a, a > 2, [8, 9])
    >>> a
    array([0, 1, 2, 8, 9])
    """
    if not isinstance(arr, ndarray):
        raise TypeError(f"argument 1 must be numpy.ndarray, not {type(arr).__name__}")
    mask = asarray(mask).astype(bool, copy=False)
    if mask.size != arr.size:
        raise ValueError("place: mask and data must be the same size")
    values = _values_for(arr, vals)
    mask = mask.reshape(arr.shape)
    count = int(_core.count_nonzero(mask))
    if count == 0:
        return
    if values.size == 0:
        raise ValueError("Cannot insert from an empty array!")
    arr[mask] = _cycled(values, count)


def putmask(a, /, mask, values):
    """Sets the elements where mask holds to those of values in the same places of the flattened
    arrays; values are repeated as needed.

    >>> import rumpy as np
    >>> a = np.arange(5)
    >>> np.putmask(a, a > 2, a * 10)
    >>> a
    array([ 0,  1,  2, 30, 40])
    """
    if not isinstance(a, ndarray):
        raise TypeError("argument 1 must be numpy.ndarray, not " + type(a).__name__)
    mask = asarray(mask).astype(bool, copy=False)
    if mask.size != a.size:
        raise ValueError("putmask: mask and data must be the same size")
    values = _values_for(a, values)
    if values.size == 0 or a.size == 0:
        return
    if values.size == 1:
        values = values.reshape(())
    else:
        values = _cycled(values, a.size).reshape(a.shape)
    copyto(a, values, where=mask.reshape(a.shape))


# --- positions --------------------------------------------------------------------------------------


def _dims(shape):
    try:
        return (operator.index(shape),)
    except TypeError:
        return tuple(operator.index(n) for n in shape)


def _positions(given):
    """The integers of an index array, which NumPy wants as an array where there are none."""
    index = asarray(given)
    if index.size == 0 and index.dtype.kind == "f" and not isinstance(given, ndarray):
        raise TypeError(
            "indices must be integral: the provided empty sequence was inferred as float. "
            "Wrap it with 'np.array(indices, dtype=np.intp)'"
        )
    if index.dtype.kind not in "iu":
        raise TypeError("only int indices permitted")
    return index.astype(_core.intp, copy=False)


def _order(order):
    if order not in ("C", "F"):
        raise ValueError("only 'C' or 'F' order is permitted")
    return order


def unravel_index(indices, shape, order="C"):
    """Positions in the flattened array as a tuple of indices, an array an axis.

    >>> import rumpy as np
    >>> [int(i) for i in np.unravel_index(7, (2, 4))]
    [1, 3]
    """
    dims, order = _dims(shape), _order(order)
    flat = _positions(indices)
    size = prod(dims)
    if size > sys.maxsize:
        raise ValueError(
            "dimensions are too large; arrays and shapes with a total size greater than 'intp' "
            "are not supported."
        )
    wrong = (flat < 0) | (flat >= size)
    if _core.any(wrong):
        bad = int(flat.ravel()[wrong.ravel().argmax()])
        raise ValueError(f"index {bad} is out of bounds for array with size {size}")
    if not dims:
        if flat.ndim:
            raise ValueError("multiple indices are not supported for 0d arrays")
        return ()
    index = [None] * len(dims)
    axes = range(len(dims)) if order == "F" else reversed(range(len(dims)))
    for axis in axes:
        if dims[axis] == 0:
            index[axis] = zeros(flat.shape, _core.intp)
        else:
            flat, index[axis] = _core.divmod(flat, dims[axis])
    return tuple(single(asarray(i)) for i in index)


def ravel_multi_index(multi_index, dims, mode="raise", order="C"):
    """Tuples of indices as positions in the flattened array.

    mode (one, or one an axis) says what becomes of indices out of range: "raise" ValueError, "wrap"
    or "clip".

    >>> import rumpy as np
    >>> int(np.ravel_multi_index((1, 3), (2, 4)))
    7
    """
    dims, order = _dims(dims), _order(order)
    modes = tuple(mode) if isinstance(mode, (tuple, list)) else (mode,) * len(dims)
    if len(modes) < len(dims):
        modes += ("raise",) * (len(dims) - len(modes))
    if len(multi_index) != len(dims):
        raise ValueError(f"parameter multi_index must be a sequence of length {len(dims)}")
    if prod(dims) > sys.maxsize:
        raise ValueError(
            "invalid dims: array size defined by dims is larger than the maximum possible size."
        )
    arrays = [_positions(index) for index in multi_index]
    if 0 in dims and any(index.size for index in arrays):
        raise ValueError("cannot unravel if shape has zero entries (is empty).")
    if any(index.size == 0 for index in arrays):
        return _core.empty(broadcast_shapes(*(index.shape for index in arrays)), _core.intp)
    flat, step = 0, 1
    axes = range(len(dims)) if order == "F" else reversed(range(len(dims)))
    for axis in axes:
        index = _out_of_range(arrays[axis], dims[axis], modes[axis])
        if index is None:
            raise ValueError("invalid entry in coordinates array")
        flat = index * step + flat
        step *= dims[axis]
    return single(asarray(flat, dtype=_core.intp))


def ix_(*args):
    """Index arrays for the rectangle of elements whose row is in the first sequence, whose column
    is in the second, and so on.

    >>> import rumpy as np
    >>> np.arange(12).reshape(3, 4)[np.ix_([0, 2], [1, 3])]
    array([[ 1,  3],
           [ 9, 11]])
    """
    result = []
    for i, given in enumerate(args):
        line = given
        if not isinstance(line, ndarray):
            line = asarray(line)
            if line.size == 0:
                line = line.astype(_core.intp)
        if line.ndim != 1:
            raise ValueError("Cross index must be 1 dimensional")
        if line.dtype == bool:
            (line,) = line.nonzero()
        result.append(line.reshape((1,) * i + (line.size,) + (1,) * (len(args) - i - 1)))
    return tuple(result)


def indices(dimensions, dtype=int, sparse=False):
    """The index of each element of a grid, along each axis; sparse: in shapes that broadcast.

    >>> import rumpy as np
    >>> np.indices((2, 2))
    array([[[0, 0],
            [1, 1]],
    <BLANKLINE>
           [[0, 1],
            [0, 1]]])
    """
    dimensions = tuple(dimensions)
    n = len(dimensions)
    result = () if sparse else empty((n, *dimensions), dtype)
    for i, length in enumerate(dimensions):
        line = arange(length, dtype=dtype).reshape((1,) * i + (length,) + (1,) * (n - i - 1))
        if sparse:
            result += (line,)
        else:
            result[i] = line
    return result


# --- diagonals and triangles ------------------------------------------------------------------------


def diagonal(a, offset=0, axis1=0, axis2=1):
    """A read-only view of the diagonals of two axes, along a new last axis.

    >>> import rumpy as np
    >>> np.diagonal([[1, 2], [3, 4]])
    array([1, 4])
    """
    return asanyarray(a).diagonal(offset=offset, axis1=axis1, axis2=axis2)


def diag(v, k=0):
    """The k-th diagonal of a matrix (a copy), or the matrix that has a vector as its k-th diagonal.

    >>> import rumpy as np
    >>> np.diag([1, 2])
    array([[1, 0],
           [0, 2]])
    """
    v = asanyarray(v)
    if v.ndim == 1:
        n = v.shape[0] + abs(k)
        result = zeros((n, n), v.dtype)
        start = k if k >= 0 else -k * n
        result.reshape(-1)[start : start + v.shape[0] * (n + 1) : n + 1] = v
        return result
    if v.ndim == 2:
        return v.diagonal(k)
    raise ValueError("Input must be 1- or 2-d.")


def diagflat(v, k=0):
    """The matrix that has the flattened array as its k-th diagonal.

    >>> import rumpy as np
    >>> np.diagflat([[1, 2]], 1)
    array([[0, 1, 0],
           [0, 0, 2],
           [0, 0, 0]])
    """
    return wrapper(v)(diag(asarray(v).ravel(), k))


def trace(a, offset=0, axis1=0, axis2=1, dtype=None, out=None):
    """The sum along diagonals of two axes.

    >>> import rumpy as np
    >>> int(np.trace([[1, 2], [3, 4]]))
    5
    """
    result = asanyarray(a).diagonal(offset, axis1, axis2).sum(-1, dtype=dtype, out=out)
    return result if result.ndim or out is not None else result[()]


def diag_indices(n, ndim=2):
    """Index arrays of the main diagonal of an array of ndim axes of length n.

    >>> import rumpy as np
    >>> np.diag_indices(2)
    (array([0, 1]), array([0, 1]))
    """
    return (arange(n),) * ndim


def _equal_lengths(arr):
    if arr.ndim < 2:
        raise ValueError("input array must be at least 2-d")
    if len(set(arr.shape)) != 1:
        raise ValueError("All dimensions of input must be of equal length")


def diag_indices_from(arr):
    """Index arrays of the main diagonal of arr, whose axes are of one length.

    >>> import rumpy as np
    >>> np.diag_indices_from(np.zeros((2, 2)))
    (array([0, 1]), array([0, 1]))
    """
    _equal_lengths(arr)
    return diag_indices(arr.shape[0], arr.ndim)


def fill_diagonal(a, val, wrap=False):
    """Sets the main diagonal; wrap: in a tall matrix, again after each square block.

    >>> import rumpy as np
    >>> a = np.zeros((2, 2))
    >>> np.fill_diagonal(a, 5)
    >>> a
    array([[5., 0.],
           [0., 5.]])
    """
    if a.ndim < 2:
        raise ValueError("array must be at least 2-d")
    end = None
    if a.ndim == 2:
        step = a.shape[1] + 1
        if not wrap:
            end = a.shape[1] * a.shape[1]
    else:
        if len(set(a.shape)) != 1:
            raise ValueError("All dimensions of input must be of equal length")
        step = 1 + sum(a.shape[0] ** i for i in range(1, a.ndim))
    a.flat[:end:step] = val


@takes_like
def tri(N, M=None, k=0, dtype=float, *, like=None):
    """An N x M array with ones on and below the k-th diagonal.

    >>> import rumpy as np
    >>> np.tri(2, 3)
    array([[1., 0., 0.],
           [1., 1., 0.]])
    """
    return _below(N, N if M is None else M, k).astype(dtype)


def _below(rows, columns, k):
    """Where an element lies on or below the k-th diagonal."""
    return arange(rows).reshape(-1, 1) >= arange(-k, columns - k, dtype=_core.intp)


def tril(m, k=0):
    """The lower triangle of matrices (the last two axes): zero above the k-th diagonal.

    >>> import rumpy as np
    >>> np.tril([[1, 2], [3, 4]])
    array([[1, 0],
           [3, 4]])
    """
    m = asanyarray(m)
    return _core.where(tri(*m.shape[-2:], k=k, dtype=bool), m, zeros(1, m.dtype))


def triu(m, k=0):
    """The upper triangle of matrices (the last two axes): zero below the k-th diagonal.

    >>> import rumpy as np
    >>> np.triu([[1, 2], [3, 4]])
    array([[1, 2],
           [0, 4]])
    """
    m = asanyarray(m)
    return _core.where(tri(*m.shape[-2:], k=k - 1, dtype=bool), zeros(1, m.dtype), m)


def tril_indices(n, k=0, m=None):
    """Index arrays of the lower triangle of an n x m array.

    >>> import rumpy as np
    >>> np.tril_indices(2)
    (array([0, 1, 1]), array([0, 0, 1]))
    """
    return nonzero(tri(n, m, k=k, dtype=bool))


def triu_indices(n, k=0, m=None):
    """Index arrays of the upper triangle of an n x m array.

    >>> import rumpy as np
    >>> np.triu_indices(2)
    (array([0, 0, 1]), array([0, 1, 1]))
    """
    return nonzero(~tri(n, m, k=k - 1, dtype=bool))


def tril_indices_from(arr, k=0):
    """Index arrays of the lower triangle of a matrix.

    >>> import rumpy as np
    >>> np.tril_indices_from(np.zeros((2, 2)))
    (array([0, 1, 1]), array([0, 0, 1]))
    """
    if arr.ndim != 2:
        raise ValueError("input array must be 2-d")
    return tril_indices(arr.shape[-2], k=k, m=arr.shape[-1])


def triu_indices_from(arr, k=0):
    """Index arrays of the upper triangle of a matrix.

    >>> import rumpy as np
    >>> np.triu_indices_from(np.zeros((2, 2)))
    (array([0, 0, 1]), array([0, 1, 1]))
    """
    if arr.ndim != 2:
        raise ValueError("input array must be 2-d")
    return triu_indices(arr.shape[-2], k=k, m=arr.shape[-1])


def mask_indices(n, mask_func, k=0):
    """Index arrays of what mask_func (triu, say) leaves of an n x n array.

    >>> import rumpy as np
    >>> np.mask_indices(2, np.triu, 1)
    (array([0]), array([1]))
    """
    return nonzero(mask_func(ones((n, n), int), k) != 0)
