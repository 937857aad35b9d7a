"""Sets: the different elements of arrays, and what two arrays have in common."""

from math import prod
from typing import NamedTuple

from . import _core
from ._core import asanyarray, asarray, concatenate
from ._lib_loader import check, ffi, lib, pointer
from .manipulation import _axis


class UniqueAllResult(NamedTuple):
    """What unique_all returns."""

    values: object
    indices: object
    inverse_indices: object
    counts: object


class UniqueCountsResult(NamedTuple):
    """What unique_counts returns."""

    values: object
    counts: object


class UniqueInverseResult(NamedTuple):
    """What unique_inverse returns."""

    values: object
    inverse_indices: object


def ediff1d(ary, to_end=None, to_begin=None):
    """The differences of neighbours in the flattened array, between what is put at the ends.

    Errors: TypeError where the ends' dtype isn't of the array's kind.

    >>> import rumpy as np
    >>> np.ediff1d([1, 2, 4], to_begin=0)
    array([0, 1, 2])
    """
    ary = asanyarray(ary).ravel()
    parts = []
    for name, end in (("to_begin", to_begin), ("to_end", to_end)):
        if end is None:
            parts.append(())
            continue
        end = asanyarray(end)
        if not _core.can_cast(end.dtype, ary.dtype, casting="same_kind"):
            raise TypeError(
                f"dtype of `{name}` must be compatible with input `ary` under the `same_kind` rule."
            )
        parts.append(end.ravel())
    before, after = parts
    count = max(ary.size - 1, 0)
    out = _core.empty_like(ary, shape=len(before) + count + len(after))
    if len(before):
        out[: len(before)] = before
    if len(after):
        out[len(before) + count :] = after
    _core.subtract(ary[1:], ary[:-1], out=out[len(before) : len(before) + count])
    return out


def _starts(ordered, equal_nan):
    """Where something new begins among sorted elements."""
    new = _core.empty(ordered.shape, bool)
    new[:1] = True
    _core.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    if equal_nan and ordered.size and ordered.dtype.kind in "fc" and ordered[-1] != ordered[-1]:
        unknown = _core.isnan(ordered)
        first = int(unknown.argmax())
        new[first] = True
        new[first + 1 :] = False
    return new


def _row_starts(rows, equal_nan):
    """The same for sorted rows."""
    differ = rows[1:] != rows[:-1]
    if equal_nan and rows.dtype.kind in "fc":
        differ = differ & ~(_core.isnan(rows[1:]) & _core.isnan(rows[:-1]))
    new = _core.empty(len(rows), bool)
    new[:1] = True
    new[1:] = differ.any(axis=1)
    return new


def _few(flat, shape, return_index, return_inverse, return_counts, equal_nan):
    """What unique returns, where only few elements of the vector are different; else None."""
    if flat.size < lib.LA_MOST_DISTINCT or type(flat) is not _core.ndarray:
        return None  # sorting is as quick, or keeps the class
    flat = flat if flat.flags.c_contiguous and flat.flags.aligned else flat.copy()
    values = _core.empty(lib.LA_MOST_DISTINCT, flat.dtype)
    wanted = (return_index, return_counts, return_inverse)
    sizes = (values.size, values.size, flat.size)
    others = [
        _core.empty(size, _core.intp) if is_wanted else None
        for is_wanted, size in zip(wanted, sizes, strict=True)
    ]
    n = ffi.new("ptrdiff_t *")
    handles = [ffi.NULL if other is None else pointer(other) for other in others]
    check(lib.la_distinct(pointer(flat), pointer(values), *handles, n))
    if n[0] < 0 or not (equal_nan or values[n[0] - 1] == values[n[0] - 1]):
        return None
    first, counts, inverse = others
    found = [values[: n[0]].copy()]
    if return_index:
        found.append(first[: n[0]].copy())
    if return_inverse:
        found.append(inverse.reshape(shape))
    if return_counts:
        found.append(counts[: n[0]].copy())
    return found


def unique(
    ar,
    return_index=False,
    return_inverse=False,
    return_counts=False,
    axis=None,
    *,
    equal_nan=True,
    sorted=True,
):
    """The different elements of the flattened array, or slices along an axis, in order.

    On demand with the first index of each, with the indices that make the array of them again, and
    with how often each occurs. equal_nan: all NaNs count as one. Errors: AxisError.

    >>> import rumpy as np
    >>> np.unique([3, 1, 3], return_counts=True)
    (array([1, 3]), array([1, 2]))
    """
    ar = asanyarray(ar)
    if axis is None:
        flat, shape = ar.ravel(), ar.shape
        few = _few(flat, shape, return_index, return_inverse, return_counts, equal_nan)
        if few is not None:
            return few[0] if len(few) == 1 else tuple(few)
        if not (return_index or return_inverse or return_counts):
            ordered = _core.sort(flat)
            found = ordered[_starts(ordered, equal_nan)]
            if found.dtype.kind == "c" and equal_nan and found.size and found[-1] != found[-1]:
                found[-1] = flat[_core.isnan(flat).argmax()]  # of several NaNs the first
            return found
        order = flat.argsort() if return_index or return_inverse else None
        ordered = _core.sort(flat) if order is None else flat.take(order)
        new = _starts(ordered, equal_nan)
        values = ordered[new]
    else:
        axis = _axis(axis, ar.ndim)
        moved = _to_front(ar, axis)
        shape = (ar.shape[axis],)
        width = prod(moved.shape[1:])
        rows = moved.reshape(len(moved), width)
        order = _core.lexsort(rows.T[::-1]) if width else _core.arange(len(rows))
        new = _row_starts(rows[order], equal_nan) if width else _first_only(len(rows))
        values = asarray(_from_front(moved[order[new]], axis))
    result = [values]
    if return_index:
        result.append(order[new])
    if return_inverse:
        inverse = _core.empty(new.shape, _core.intp)
        inverse[order] = _core.cumsum(new) - 1
        result.append(inverse.reshape(shape))
    if return_counts:
        starts = concatenate([new.nonzero()[0], [new.size]])
        result.append(starts[1:] - starts[:-1])
    return result[0] if len(result) == 1 else tuple(result)


def _first_only(n):
    new = _core.zeros(n, bool)
    new[:1] = True
    return new


def _to_front(a, axis):
    return a.transpose([axis, *(i for i in range(a.ndim) if i != axis)])


def _from_front(a, axis):
    return a.transpose([*range(1, axis + 1), 0, *range(axis + 1, a.ndim)])


def unique_all(x):
    """Different elements, the first index of each, the inverse, and counts; NaNs are different.

    >>> import rumpy as np
    >>> np.unique_all([3, 1, 3]).counts
    array([1, 2])
    """
    return UniqueAllResult(*unique(x, True, True, True, equal_nan=False))


def unique_counts(x):
    """Different elements and how often each occurs; NaNs are different.

    >>> import rumpy as np
    >>> np.unique_counts([3, 1, 3]).values
    array([1, 3])
    """
    return UniqueCountsResult(*unique(x, return_counts=True, equal_nan=False))


def unique_inverse(x):
    """Different elements and the indices that make the array of them again; NaNs are different.

    >>> import rumpy as np
    >>> np.unique_inverse([3, 1, 3]).inverse_indices
    array([1, 0, 1])
    """
    return UniqueInverseResult(*unique(x, return_inverse=True, equal_nan=False))


def unique_values(x):
    """Different elements; NaNs are different.

    >>> import rumpy as np
    >>> np.unique_values([3, 1, 3])
    array([1, 3])
    """
    return unique(x, equal_nan=False)


def intersect1d(ar1, ar2, assume_unique=False, return_indices=False):
    """The sorted elements that two arrays have in common, on demand with their first indices.

    >>> import rumpy as np
    >>> np.intersect1d([1, 3, 4, 3], [3, 1, 2])
    array([1, 3])
    """
    ar1, ar2 = asanyarray(ar1), asanyarray(ar2)
    if not assume_unique:
        if return_indices:
            ar1, first1 = unique(ar1, return_index=True)
            ar2, first2 = unique(ar2, return_index=True)
        else:
            ar1, ar2 = unique(ar1), unique(ar2)
    else:
        ar1, ar2 = ar1.ravel(), ar2.ravel()
    both = concatenate((ar1, ar2))
    if return_indices:
        order = both.argsort()
        both = both[order]
    else:
        both.sort()
    twice = both[1:] == both[:-1]
    common = both[:-1][twice]
    if not return_indices:
        return common
    places1, places2 = order[:-1][twice], order[1:][twice] - ar1.size
    if not assume_unique:
        places1, places2 = first1[places1], first2[places2]
    return common, places1, places2


def setxor1d(ar1, ar2, assume_unique=False):
    """The sorted elements that are in one of two arrays only.

    >>> import rumpy as np
    >>> np.setxor1d([1, 2, 3], [2, 3, 5])
    array([1, 5])
    """
    if not assume_unique:
        ar1, ar2 = unique(ar1), unique(ar2)
    both = concatenate((ar1, ar2), axis=None)
    if both.size == 0:
        return both
    both.sort()
    differ = concatenate(([True], both[1:] != both[:-1], [True]))
    return both[differ[1:] & differ[:-1]]


def union1d(ar1, ar2):
    """The sorted elements of two arrays.

    >>> import rumpy as np
    >>> np.union1d([1, 2], [2, 5])
    array([1, 2, 5])
    """
    return unique(concatenate((ar1, ar2), axis=None))


def setdiff1d(ar1, ar2, assume_unique=False):
    """The elements of the first array that are not in the second, sorted unless assumed unique.

    >>> import rumpy as np
    >>> np.setdiff1d([1, 2, 3, 2], [3, 4])
    array([1, 2])
    """
    if assume_unique:
        ar1 = asarray(ar1).ravel()
    else:
        ar1, ar2 = unique(ar1), unique(ar2)
    return ar1[_isin(ar1, ar2, True, None)]


_KINDS = (None, "sort", "table")


def _isin(ar1, ar2, invert, kind):
    """For each element of a vector whether it is (or is not) among those of another array."""
    ar1, ar2 = asarray(ar1).ravel(), asarray(ar2).ravel()
    if kind not in _KINDS:
        raise ValueError(f"Invalid kind: '{kind}'. Please use None, 'sort' or 'table'.")
    whole = all(a.dtype.kind in "iub" for a in (ar1, ar2))
    if kind == "table" and not whole:
        raise ValueError(
            "The 'table' method is only supported for boolean or integer arrays. Please select "
            "'sort' or None for kind."
        )
    if ar2.size == 0 or ar1.size == 0:
        return _core.full(ar1.shape, invert, bool)
    if ar2.size <= 4:
        found = ar1 == ar2[0]
        for value in ar2[1:]:
            found |= ar1 == value
        return ~found if invert else found
    ordered = _core.sort(ar2)
    places = ordered.searchsorted(ar1)
    places[places == ordered.size] = 0
    near = ordered.take(places)
    return _core.not_equal(near, ar1) if invert else _core.equal(near, ar1)


def isin(element, test_elements, assume_unique=False, invert=False, *, kind=None):
    """For each element whether it is among others; invert: whether it is not.

    >>> import rumpy as np
    >>> np.isin([[0, 2], [4, 6]], [1, 2, 4])
    array([[False,  True],
           [ True, False]])
    """
    element = asarray(element)
    return _isin(element, test_elements, bool(invert), kind).reshape(element.shape)
