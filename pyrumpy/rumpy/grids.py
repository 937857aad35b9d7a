"""What is indexed to make arrays: mgrid, ogrid, r_, c_, s_, index_exp."""

from math import ceil

from . import _core
from ._core import arange, array, asanyarray, asarray, concatenate, result_type
from .creation import linspace

_COMPLEX = (_core.complexfloating, complex)


def _bounds(key):
    """start, stop and step of a slice."""
    return (
        0 if key.start is None else key.start,
        key.stop,
        1 if key.step is None else key.step,
    )


def _line(key):
    """The numbers of start:stop:step; an imaginary step is a count of them, stop included."""
    start, stop, step = _bounds(key)
    if isinstance(step, _COMPLEX):
        return linspace(start, stop, int(abs(step)))
    return arange(start, stop, step)


def _steps(start, stop, step):
    """How many numbers a slice stands for, and how far they are from each other."""
    if not isinstance(step, _COMPLEX):
        return ceil((stop - start) / step), step
    count = int(abs(step))
    return count, (stop - start) / float(count - 1) if count != 1 else 1


class _Grid:
    """Coordinates of a grid: mgrid[0:2, 0:3] in full, ogrid in shapes that broadcast."""

    def __init__(self, sparse):
        self.sparse = sparse

    def __getitem__(self, key):
        if not isinstance(key, tuple):
            start, stop, step = _bounds(key)
            if not isinstance(step, _COMPLEX):
                return arange(start, stop, step)
            count, distance = _steps(start, stop, step)
            return arange(count, dtype=result_type(start, stop, abs(step))) * distance + start
        slices = [_bounds(part) for part in key]
        numbers = [0]
        for start, stop, step in slices:
            numbers += [start, stop, abs(step) if isinstance(step, _COMPLEX) else step]
        dtype = result_type(*numbers)
        n = len(slices)
        lines, open_ = [], []
        for i, bounds in enumerate(slices):
            count, distance = _steps(*bounds)
            line = (arange(count, dtype=dtype) * distance + bounds[0]).astype(dtype, copy=False)
            lines.append(line)
            open_.append(line.reshape((1,) * i + (-1,) + (1,) * (n - i - 1)))
        if self.sparse:
            return tuple(open_)
        full = _core.empty((n, *(line.size for line in lines)), dtype)
        for i, line in enumerate(open_):
            full[i] = line
        return full

    def __repr__(self):
        return f"<{'ogrid' if self.sparse else 'mgrid'}>"


mgrid = _Grid(sparse=False)
ogrid = _Grid(sparse=True)


class _Joiner:
    """Joins what stands between the brackets: r_[1:4, 0, [5, 6]]."""

    def __init__(self, axis=0, ndmin=1, trans1d=-1):
        self.axis, self.ndmin, self.trans1d = axis, ndmin, trans1d

    def __len__(self):
        return 0

    def __getitem__(self, key):
        items = key if isinstance(key, tuple) else (key,)
        axis, ndmin, trans1d = self.axis, self.ndmin, self.trans1d
        parts, weak = [], []
        for i, item in enumerate(items):
            if isinstance(item, str):
                if i != 0:
                    raise ValueError("special directives must be the first entry.")
                axis, ndmin, trans1d = _directive(item, axis, ndmin, trans1d)
                continue
            if isinstance(item, slice):
                new = _placed(_line(item), 1, ndmin, trans1d)
                weak.append(new)
            elif type(item) in (int, float, complex, bool) or isinstance(item, _core.generic):
                new = item
                weak.append(item if type(item) in (int, float, complex) else array(item))
            else:
                given = asarray(item)
                new = _placed(given, given.ndim, ndmin, trans1d)
                weak.append(new)
            parts.append(new)
        if not parts:
            raise ValueError("need at least one array to concatenate")
        dtype = result_type(*weak)
        parts = [array(part, dtype=dtype, copy=None, ndmin=ndmin) for part in parts]
        return concatenate(parts, axis=axis)


def _placed(new, ndim, ndmin, trans1d):
    """`new` with ndmin axes, its own beginning at axis trans1d of them."""
    extra = ndmin - ndim
    if extra <= 0:
        return new
    new = new.reshape((1,) * extra + new.shape)
    if trans1d < 0:
        trans1d += extra + 1
    axes = list(range(extra))
    return new.transpose(axes[:trans1d] + list(range(extra, ndmin)) + axes[trans1d:])


def _directive(text, axis, ndmin, trans1d):
    if text in ("r", "c"):
        raise NotImplementedError("np.matrix is absent: r_['r', ...] and r_['c', ...] make one")
    parts = text.split(",")
    try:
        if len(parts) in (2, 3):
            axis, ndmin = int(parts[0]), int(parts[1])
            return axis, ndmin, int(parts[2]) if len(parts) == 3 else trans1d
        return int(text), ndmin, trans1d
    except ValueError as error:
        if len(parts) in (2, 3):
            raise ValueError(f"unknown special directive {text!r}") from error
        raise ValueError("unknown special directive") from error


r_ = _Joiner()
c_ = _Joiner(-1, ndmin=2, trans1d=0)


class _Key:
    """Gives back what stands between the brackets."""

    def __init__(self, maketuple):
        self.maketuple = maketuple

    def __getitem__(self, item):
        return (item,) if self.maketuple and not isinstance(item, tuple) else item


index_exp = _Key(maketuple=True)
s_ = _Key(maketuple=False)


def meshgrid(*xi, copy=True, sparse=False, indexing="xy"):
    """Grids of coordinates from vectors: one array for each, all of the grid's shape.

    indexing "xy": the first vector runs along axis 1, the second along axis 0; "ij": in order.

    >>> import rumpy as np
    >>> x, y = np.meshgrid([1, 2, 3], [10, 20])
    >>> x
    array([[1, 2, 3],
           [1, 2, 3]])
    """
    if indexing not in ("xy", "ij"):
        raise ValueError("Valid values for `indexing` are 'xy' and 'ij'.")
    n = len(xi)
    shapes = [(1,) * i + (-1,) + (1,) * (n - i - 1) for i in range(n)]
    if indexing == "xy" and n > 1:
        shapes[:2] = [(1, -1) + (1,) * (n - 2), (-1, 1) + (1,) * (n - 2)]
    result = [asanyarray(x).reshape(shape) for x, shape in zip(xi, shapes, strict=True)]
    if not sparse:
        from .manipulation import broadcast_arrays

        result = broadcast_arrays(*result, subok=True)
    if copy:
        return tuple(x.copy() for x in result)
    return result
