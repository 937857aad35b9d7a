"""Arrays in pieces and in other arrangements: insert and delete, split, block, tile, roll, rotate."""

import itertools
import operator
import warnings

from . import _core
from ._core import (
    arange,
    array,
    asanyarray,
    asarray,
    broadcast_to,
    concatenate,
    empty_like,
    ndarray,
    nonzero,
    ones,
    zeros_like,
)
from .exceptions import AxisError
from .manipulation import _axes, _axis, flip, moveaxis, ravel, transpose, vstack

# --- longer and shorter -----------------------------------------------------------------------------


def append(arr, values, axis=None):
    """A copy with values after the array's: along an axis, or both flattened.

    >>> import rumpy as np
    >>> np.append([1, 2], [[3], [4]])
    array([1, 2, 3, 4])
    """
    arr = asanyarray(arr)
    if axis is None:
        if arr.ndim != 1:
            arr = arr.ravel()
        values = ravel(values)
        axis = arr.ndim - 1
    return concatenate((arr, values), axis=axis)


def _line_up(arr, axis):
    """The array (flattened where axis is None), the axis, and the order of results in memory."""
    arr = asanyarray(arr)
    order = "F" if arr.flags.f_contiguous and not arr.flags.c_contiguous else "C"
    if axis is None:
        return arr if arr.ndim == 1 else arr.ravel(), 0, order
    return arr, _axis(axis, arr.ndim), order


def _along(axis, ndim, index):
    """The index of the whole array with `index` along the axis."""
    return (slice(None),) * axis + (index,) + (slice(None),) * (ndim - axis - 1)


def insert(arr, obj, values, axis=None):
    """A copy with values inserted before the positions obj of an axis (of the flattened array by
    default). IndexError for positions out of range.

    >>> import rumpy as np
    >>> np.insert([1, 2, 3], 1, [8, 9])
    array([1, 8, 9, 2, 3])
    >>> np.insert([1, 2, 3], [0, 2], [8, 9])
    array([8, 1, 2, 9, 3])
    """
    arr, axis, order = _line_up(arr, axis)
    ndim, n = arr.ndim, arr.shape[axis]
    if isinstance(obj, slice):
        indices = arange(*obj.indices(n), dtype=_core.intp)
    else:
        indices = array(obj)
        if indices.dtype == bool:
            if indices.ndim != 1:
                raise ValueError("boolean array argument obj to insert must be one dimensional")
            (indices,) = nonzero(indices)
        elif indices.ndim > 1:
            raise ValueError("index array argument obj to insert must be one dimensional or scalar")
    shape = list(arr.shape)
    if indices.size == 1:
        index = operator.index(indices.item())
        if not -n <= index <= n:
            raise IndexError(f"index {obj} is out of bounds for axis {axis} with size {n}")
        index += n if index < 0 else 0
        values = array(values, copy=None, ndmin=ndim, dtype=arr.dtype)
        if indices.ndim == 0:
            values = moveaxis(values, 0, axis)
        count = values.shape[axis]
        shape[axis] += count
        new = empty_like(arr, shape=shape, order=order)
        new[_along(axis, ndim, slice(None, index))] = arr[_along(axis, ndim, slice(None, index))]
        new[_along(axis, ndim, slice(index, index + count))] = values
        new[_along(axis, ndim, slice(index + count, None))] = arr[
            _along(axis, ndim, slice(index, None))
        ]
        return new
    if indices.size == 0 and not isinstance(obj, ndarray):
        indices = indices.astype(_core.intp)
    indices[indices < 0] += n
    count = len(indices)
    order_of = indices.argsort(kind="stable")
    indices[order_of] += arange(count)
    shape[axis] += count
    old = ones(shape[axis], bool)
    old[indices] = False
    new = empty_like(arr, shape=shape, order=order)
    new[_along(axis, ndim, indices)] = values
    new[_along(axis, ndim, old)] = arr
    return new


def delete(arr, obj, axis=None):
    """A copy without the positions obj (int, slice, integers or truths) of an axis (of the
    flattened array by default). IndexError for positions out of range.

    >>> import rumpy as np
    >>> np.delete([1, 2, 3, 4], [0, 2])
    array([2, 4])
    """
    arr, axis, order = _line_up(arr, axis)
    n = arr.shape[axis] if arr.ndim else 1
    if isinstance(obj, slice):
        keep = ones(n, bool)
        keep[obj] = False
    else:
        given = obj
        if not isinstance(obj, (int, _core.integer)) or isinstance(obj, bool):
            obj = asarray(obj)
            if obj.size == 0 and not isinstance(given, ndarray):
                obj = obj.astype(_core.intp)
            elif obj.size == 1 and obj.dtype.kind in "ui":
                obj = obj.item()
        if not isinstance(obj, ndarray):
            if not -n <= obj < n:
                raise IndexError(f"index {obj} is out of bounds for axis {axis} with size {n}")
            keep = ones(n, bool)
            keep[obj] = False
        elif obj.dtype == bool:
            if obj.shape != (n,):
                raise ValueError(
                    "boolean array argument obj to delete must be one dimensional and match the "
                    f"axis length of {n}"
                )
            keep = ~obj
        else:
            keep = ones(n, bool)
            keep[(obj,)] = False
    rest = arr[_along(axis, arr.ndim, keep)]
    if isinstance(obj, ndarray):
        return rest
    return array(rest, order=order, copy=None, subok=True)


def resize(a, new_shape):
    """The elements of the flattened array, repeated as needed, in another shape.

    >>> import rumpy as np
    >>> np.resize([1, 2, 3], (2, 4))
    array([[1, 2, 3, 1],
           [2, 3, 1, 2]])
    """
    if isinstance(new_shape, (int, _core.integer)):
        new_shape = (new_shape,)
    a = ravel(a)
    size = 1
    for length in new_shape:
        size *= int(length)
        if length < 0:
            raise ValueError("all elements of `new_shape` must be non-negative")
    if a.size == 0 or size == 0:
        return zeros_like(a, shape=new_shape)
    rounds = -(-size // a.size)
    if type(a) is not ndarray:
        return concatenate((a,) * rounds)[:size].reshape(new_shape)
    return _own(broadcast_to(a, (rounds, a.size)).reshape(-1)[:size].reshape(new_shape))


def _own(a):
    """The array, or a copy where it is a (read-only) view of a stretched one."""
    return a if a.flags.writeable else a.copy()


def trim_zeros(filt, trim="fb", axis=None):
    """The array without the zeros at the front ("f") and at the back ("b") of its axes.

    >>> import rumpy as np
    >>> np.trim_zeros([0, 0, 1, 2, 0])
    [1, 2]
    """
    a = asarray(filt)
    trim = trim.lower()
    if trim not in {"fb", "bf", "f", "b"}:
        raise ValueError(f"unexpected character(s) in `trim`: {trim!r}")
    axes = range(a.ndim) if axis is None else _axes(axis, a.ndim, "axis")
    if not axes:
        return filt
    index = []
    found = nonzero(a) if a.ndim else ()
    for i in range(a.ndim):
        if i not in axes:
            index.append(slice(None))
        elif found[i].size == 0:
            index.append(slice(0, 0))
        else:
            index.append(
                slice(
                    int(found[i].min()) if "f" in trim else None,
                    int(found[i].max()) + 1 if "b" in trim else None,
                )
            )
    return filt[index[0]] if len(index) == 1 else filt[tuple(index)]


# --- pieces -----------------------------------------------------------------------------------------


def array_split(ary, indices_or_sections, axis=0):
    """Views of the pieces of an axis: so many, of lengths that differ by one at most, or cut at
    the given indices.

    >>> import rumpy as np
    >>> np.array_split(np.arange(5), 2)
    [array([0, 1, 2]), array([3, 4])]
    """
    if not isinstance(ary, ndarray):
        ary = asarray(ary)
    n = ary.shape[axis]
    try:
        cuts = [0, *(operator.index(i) for i in indices_or_sections), n]
    except TypeError:
        sections = int(indices_or_sections)
        if sections <= 0:
            raise ValueError("number sections must be larger than 0.") from None
        each, extras = divmod(n, sections)
        cuts = [i * each + min(i, extras) for i in range(sections + 1)]
    axis = _axis(axis, ary.ndim)
    return [
        ary[_along(axis, ary.ndim, slice(start, stop))] for start, stop in itertools.pairwise(cuts)
    ]


def split(ary, indices_or_sections, axis=0):
    """Views of the pieces of an axis, as array_split; ValueError where so many equal ones aren't
    possible.

    >>> import rumpy as np
    >>> np.split(np.arange(4), 2)
    [array([0, 1]), array([2, 3])]
    """
    try:
        len(indices_or_sections)
    except TypeError:
        if not isinstance(ary, ndarray):
            ary = asarray(ary)
        if ary.shape[axis] % indices_or_sections:
            raise ValueError("array split does not result in an equal division") from None
    return array_split(ary, indices_or_sections, axis)


def hsplit(ary, indices_or_sections):
    """Views of the pieces of the second axis (of the only one of a vector), as split.

    >>> import rumpy as np
    >>> np.hsplit(np.arange(4), 2)
    [array([0, 1]), array([2, 3])]
    """
    ary = asanyarray(ary)
    if ary.ndim == 0:
        raise ValueError("hsplit only works on arrays of 1 or more dimensions")
    return split(ary, indices_or_sections, 1 if ary.ndim > 1 else 0)


def vsplit(ary, indices_or_sections):
    """Views of the pieces of the first axis, as split.

    >>> import rumpy as np
    >>> np.vsplit(np.eye(2), 2)
    [array([[1., 0.]]), array([[0., 1.]])]
    """
    ary = asanyarray(ary)
    if ary.ndim < 2:
        raise ValueError("vsplit only works on arrays of 2 or more dimensions")
    return split(ary, indices_or_sections, 0)


def dsplit(ary, indices_or_sections):
    """Views of the pieces of the third axis, as split.

    >>> import rumpy as np
    >>> [a.shape for a in np.dsplit(np.zeros((1, 1, 4)), 2)]
    [(1, 1, 2), (1, 1, 2)]
    """
    ary = asanyarray(ary)
    if ary.ndim < 3:
        raise ValueError("dsplit only works on arrays of 3 or more dimensions")
    return split(ary, indices_or_sections, 2)


def unstack(x, /, *, axis=0):
    """Views of an array's slices along an axis, as a tuple: the inverse of stack.

    >>> import rumpy as np
    >>> np.unstack(np.eye(2))
    (array([1., 0.]), array([0., 1.]))
    """
    x = asanyarray(x)
    if x.ndim == 0:
        raise ValueError("Input array must be at least 1-d.")
    return tuple(moveaxis(x, axis, 0))


def _block_depth(arrays, index):
    """Of nested lists: how deep they are, the largest number of axes within, the first leaf."""
    where = "arrays" + "".join(f"[{i}]" for i in index)
    if isinstance(arrays, tuple):
        raise TypeError(
            f"{where} is a tuple. Only lists can be used to arrange blocks, and np.block does not "
            "allow implicit conversion from tuple to ndarray."
        )
    if not isinstance(arrays, list):
        return len(index), asarray(arrays).ndim, where
    if not arrays:
        raise ValueError(f"List at {where} cannot be empty")
    depth, ndim, first = _block_depth(arrays[0], [*index, 0])
    for i, item in enumerate(arrays[1:], 1):
        other, more, place = _block_depth(item, [*index, i])
        ndim = max(ndim, more)
        if other != depth:
            raise ValueError(
                f"List depths are mismatched. First element was at depth {depth}, but there is an "
                f"element at depth {other} ({place})"
            )
    return depth, ndim, first


def block(arrays):
    """An array out of nested lists of blocks: the innermost are joined along the last axis.

    >>> import rumpy as np
    >>> np.block([[np.eye(2), np.zeros((2, 1))], [np.ones((1, 3))]])
    array([[1., 0., 0.],
           [0., 1., 0.],
           [1., 1., 1.]])
    """
    depth, ndim, _ = _block_depth(arrays, [])
    ndim = max(ndim, depth)

    def join(item, level):
        if isinstance(item, list):
            return concatenate([join(part, level + 1) for part in item], axis=level - depth)
        item = asarray(item)
        return item.reshape((1,) * (ndim - item.ndim) + item.shape)

    result = join(arrays, 0)
    return result if depth else result.copy()


def row_stack(tup, *, dtype=None, casting="same_kind"):
    """Deprecated: vstack.

    >>> import warnings, rumpy as np
    >>> with warnings.catch_warnings():
    ...     warnings.simplefilter("ignore")
    ...     np.row_stack([[1, 2], [3, 4]])
    array([[1, 2],
           [3, 4]])
    """
    warnings.warn(
        "`row_stack` alias is deprecated. Use `np.vstack` directly.",
        DeprecationWarning,
        stacklevel=2,
    )
    return vstack(tup, dtype=dtype, casting=casting)


concat = concatenate


# --- repetition -------------------------------------------------------------------------------------


def repeat(a, repeats, axis=None):
    """Each element of an axis (of the flattened array by default) so many times.

    >>> import rumpy as np
    >>> np.repeat([1, 2], [3, 1])
    array([1, 1, 1, 2])
    """
    return asanyarray(a).repeat(repeats, axis=axis)


def tile(A, reps):
    """The array repeated along each axis as often as reps says.

    >>> import rumpy as np
    >>> np.tile([1, 2], (2, 2))
    array([[1, 2, 1, 2],
           [1, 2, 1, 2]])
    """
    try:
        reps = (reps,) if isinstance(reps, int) else tuple(reps)
    except TypeError:
        reps = (reps,)
    a = array(A, copy=None, subok=True, ndmin=len(reps))
    reps = (1,) * (a.ndim - len(reps)) + reps
    if all(r == 1 for r in reps):
        return a.copy() if a is A or a.base is not None else a
    pairs = list(zip(reps, a.shape, strict=True))
    spread = broadcast_to(
        a.reshape([n for _, length in pairs for n in (1, length)]),
        [n for pair in pairs for n in pair],
        subok=True,
    )
    return _own(spread.reshape([r * length for r, length in pairs]))


# --- rolling and turning ----------------------------------------------------------------------------


def roll(a, shift, axis=None):
    """A copy whose elements are moved along axes (of the flattened array by default); what is
    pushed out at the end comes in at the beginning.

    >>> import rumpy as np
    >>> np.roll([1, 2, 3, 4], 1)
    array([4, 1, 2, 3])
    """
    a = asanyarray(a)
    if axis is None:
        return roll(a.ravel(), shift, 0).reshape(a.shape)
    if isinstance(shift, int) and isinstance(axis, int):
        totals = {_axis(axis, a.ndim): shift}
    else:
        totals = _total_shifts(shift, _axes(axis, a.ndim, None, True))
    moves = [((slice(None), slice(None)),)] * a.ndim
    for ax, by in totals.items():
        by %= a.shape[ax] or 1
        if by:
            moves[ax] = (
                (slice(by, None), slice(None, -by)),
                (slice(None, by), slice(-by, None)),
            )
    result = empty_like(a)
    for move in itertools.product(*moves):
        result[tuple(to for to, _ in move)] = a[tuple(source for _, source in move)]
    return result


def _total_shifts(shift, axes):
    """The sum of the shifts along each of the axes, in which one may occur again."""
    axes, shifts = asarray(axes), asarray(shift)
    if axes.ndim > 1 or shifts.ndim > 1:
        raise ValueError("'shift' and 'axis' should be scalars or 1D sequences")
    longer = [x.size for x in (axes, shifts) if x.ndim and x.size != 1]
    n = longer[0] if longer else 1
    if (axes.ndim and axes.size not in (1, n)) or (shifts.ndim and shifts.size not in (1, n)):
        raise ValueError(
            "shape mismatch: objects cannot be broadcast to a single shape.  Mismatch is between "
            f"arg 0 with shape {shifts.shape} and arg 1 with shape {axes.shape}."
        )
    totals = {}
    for ax, by in zip(
        broadcast_to(axes, n).tolist(), broadcast_to(shifts, n).tolist(), strict=True
    ):
        totals[ax] = totals.get(ax, 0) + int(by)
    return totals


def rollaxis(a, axis, start=0):
    """A view with an axis moved before the one at `start`.

    >>> import rumpy as np
    >>> np.rollaxis(np.zeros((2, 3, 4)), 2).shape
    (4, 2, 3)
    """
    n = a.ndim
    axis = _axis(axis, n)
    start += n if start < 0 else 0
    if not 0 <= start < n + 1:
        raise AxisError(f"'start' arg requires {-n} <= start < {n + 1}, but {start} was passed in")
    if axis < start:
        start -= 1
    if axis == start:
        return a[...]
    axes = [i for i in range(n) if i != axis]
    axes.insert(start, axis)
    return a.transpose(axes)


def rot90(m, k=1, axes=(0, 1)):
    """A view turned by k times 90 degrees, from the first of the axes towards the second.

    >>> import rumpy as np
    >>> np.rot90([[1, 2], [3, 4]])
    array([[2, 4],
           [1, 3]])
    """
    axes = tuple(axes)
    if len(axes) != 2:
        raise ValueError("len(axes) must be 2.")
    m = asanyarray(m)
    if axes[0] == axes[1] or abs(axes[0] - axes[1]) == m.ndim:
        raise ValueError("Axes must be different.")
    if not all(-m.ndim <= axis < m.ndim for axis in axes):
        raise ValueError(f"Axes={axes} out of range for array of ndim={m.ndim}.")
    k %= 4
    if k == 0:
        return m[:]
    if k == 2:
        return flip(flip(m, axes[0]), axes[1])
    order = list(range(m.ndim))
    order[axes[0]], order[axes[1]] = order[axes[1]], order[axes[0]]
    if k == 1:
        return transpose(flip(m, axes[1]), order)
    return flip(transpose(m, order), axes[1])


def flipud(m):
    """A view with the first axis reversed.

    >>> import rumpy as np
    >>> np.flipud([[1, 2], [3, 4]])
    array([[3, 4],
           [1, 2]])
    """
    m = asanyarray(m)
    if m.ndim < 1:
        raise ValueError("Input must be >= 1-d.")
    return m[::-1, ...]


def fliplr(m):
    """A view with the second axis reversed.

    >>> import rumpy as np
    >>> np.fliplr([[1, 2], [3, 4]])
    array([[2, 1],
           [4, 3]])
    """
    m = asanyarray(m)
    if m.ndim < 2:
        raise ValueError("Input must be >= 2-d.")
    return m[:, ::-1]
