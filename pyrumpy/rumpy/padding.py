"""np.pad."""

from . import _core
from ._core import arange, asarray, broadcast_to, concatenate, empty
from .creation import linspace
from .manipulation import moveaxis
from .rearranging import _along

_OPTIONS = {
    "constant": {"constant_values"},
    "edge": set(),
    "empty": set(),
    "linear_ramp": {"end_values"},
    "maximum": {"stat_length"},
    "mean": {"stat_length"},
    "median": {"stat_length"},
    "minimum": {"stat_length"},
    "reflect": {"reflect_type"},
    "symmetric": {"reflect_type"},
    "wrap": set(),
}


def pad(array, pad_width, mode="constant", **kwargs):
    """A larger copy: pad_width (n, (before, after), one such pair an axis, or a dict of them by
    axis) elements are added at the ends of each axis.

    mode: "constant" (constant_values=0), "edge", "empty", "linear_ramp" (end_values=0), "maximum",
    "mean", "median", "minimum" (stat_length=None), "reflect", "symmetric" (reflect_type="even" or
    "odd"), "wrap", or a function that fills vectors: f(vector, widths, axis, kwargs).

    >>> import rumpy as np
    >>> np.pad([1, 2, 3], (1, 2), mode="reflect")
    array([2, 1, 2, 3, 2, 1])
    """
    a = asarray(array)
    widths = _widths(pad_width, a.ndim)
    if callable(mode):
        return _by_function(a, widths, mode, kwargs)
    if mode not in _OPTIONS:
        raise ValueError(f"mode '{mode}' is not supported")
    if kwargs.keys() - _OPTIONS[mode]:
        raise ValueError(
            f"unsupported keyword arguments for mode '{mode}': {set(kwargs) - _OPTIONS[mode]}"
        )
    if mode in ("constant", "empty"):
        padded = _enlarged(a, widths)
        if mode == "constant":
            _frame(padded, widths, _pairs(kwargs.get("constant_values", 0), a.ndim))
        return padded
    for axis, (n, width) in enumerate(zip(a.shape, widths, strict=True)):
        if a.size == 0 and n == 0 and any(width):
            raise ValueError(
                f"can't extend empty axis {axis} using modes other than 'constant' or 'empty'"
            )
    if a.size == 0:
        return _enlarged(a, widths)
    fortran = a.flags.f_contiguous and not a.flags.c_contiguous
    grow = _GROW.get(mode, _by_statistic)
    options = {name: _option(name, value, a.ndim) for name, value in kwargs.items()}
    result = a
    for axis, width in enumerate(widths):
        if any(width):
            mine = {k: v[axis] if isinstance(v, list) else v for k, v in options.items()}
            result = grow(result, axis, *width, mode, **mine)
    if result is a or result.base is not None:
        result = result.copy()
    return _core.asfortranarray(result) if fortran else result


# --- arguments --------------------------------------------------------------------------------------


def _widths(pad_width, ndim):
    if isinstance(pad_width, dict):
        pairs = [(0, 0)] * ndim
        for axis, width in pad_width.items():
            pairs[axis] = width if isinstance(width, tuple) else (width, width)
        pad_width = pairs
    pad_width = asarray(pad_width)
    if pad_width.dtype.kind != "i":
        raise TypeError("`pad_width` must be of integral type.")
    return _pairs(pad_width, ndim, lengths=True)


def _pairs(x, ndim, lengths=False):
    """A pair for each axis, from a number, a pair, or pairs."""
    if x is None:
        return [(None, None)] * ndim
    x = asarray(x)
    if lengths:
        x = _core.rint(x).astype(_core.intp) if x.dtype.kind == "f" else x.astype(_core.intp)
        if x.size and x.min() < 0:
            raise ValueError("index can't contain negative values")
    if x.ndim < 3 and x.size == 1:
        x = x.reshape(1)
        return [(x[0], x[0])] * ndim
    if x.ndim < 3 and x.size == 2 and x.shape != (2, 1):
        x = x.reshape(2)
        return [(x[0], x[1])] * ndim
    return [tuple(pair) for pair in broadcast_to(x, (ndim, 2)).tolist()]


def _option(name, value, ndim):
    if name == "reflect_type":
        return value
    return _pairs(value, ndim, lengths=name == "stat_length")


# --- one frame around all ---------------------------------------------------------------------------


def _enlarged(a, widths):
    fortran = a.flags.f_contiguous and not a.flags.c_contiguous
    shape = [int(left) + n + int(right) for n, (left, right) in zip(a.shape, widths, strict=True)]
    padded = empty(shape, a.dtype, "F" if fortran else "C")
    inner = [slice(int(left), int(left) + n) for n, (left, _) in zip(a.shape, widths, strict=True)]
    padded[tuple(inner)] = a
    return padded


def _frame(padded, widths, values):
    """Fills what is added, later axes over earlier ones."""
    for axis, ((left, right), (before, after)) in enumerate(zip(widths, values, strict=True)):
        # the corners are the last axis': earlier axes fill beside what later ones will
        inner = [slice(None)] * (axis + 1)
        for (low, high), n in zip(widths[axis + 1 :], padded.shape[axis + 1 :], strict=True):
            inner.append(slice(int(low), n - int(high)))
        n = padded.shape[axis]
        padded[(*inner[:axis], slice(0, int(left)), *inner[axis + 1 :])] = before
        padded[(*inner[:axis], slice(n - int(right), n), *inner[axis + 1 :])] = after


def _by_function(a, widths, function, kwargs):
    padded = _enlarged(a, widths)
    _frame(padded, widths, [(0, 0)] * a.ndim)
    for axis in range(padded.ndim):
        lines = moveaxis(padded, axis, -1)
        for index in _core.ndindex(*lines.shape[:-1]):
            function(lines[(*index, ...)], tuple(int(n) for n in widths[axis]), axis, kwargs)
    return padded


# --- axis by axis -----------------------------------------------------------------------------------


def _by_position(a, axis, left, right, mode, reflect_type="even"):
    """Every added element is one of the old ones."""
    n = a.shape[axis]
    if reflect_type == "odd" and n > 1:
        return _odd(a, axis, int(left), int(right), mode == "symmetric")
    at = arange(-int(left), n + int(right))
    if mode == "wrap":
        at %= n
    elif mode == "edge" or (n == 1 and mode == "reflect"):
        at = _core.minimum(_core.maximum(at, 0), n - 1)
    else:
        last = n - 1 if mode == "reflect" else n
        at %= 2 * last
        at = _core.where(at < n, at, 2 * last - at - (mode == "symmetric"))
    return a.take(at, axis=axis)


def _beyond(edge, chunk):
    """The chunk reflected in the point at the edge, in its own type."""
    return asarray(2 * edge - chunk).astype(chunk.dtype, copy=False)


def _odd(a, axis, left, right, include_edge):
    """Reflected in the point at the edge, again and again."""
    skip = 0 if include_edge else 1
    while left > 0 or right > 0:
        n = a.shape[axis]
        parts = [a]
        if left > 0:
            m = min(left, n - skip)
            chunk = a[_along(axis, a.ndim, slice(skip, skip + m))]
            edge = a[_along(axis, a.ndim, slice(0, 1))]
            parts.insert(0, _beyond(edge, chunk[_along(axis, a.ndim, slice(None, None, -1))]))
            left -= m
        if right > 0:
            m = min(right, n - skip)
            chunk = a[_along(axis, a.ndim, slice(n - skip - m, n - skip))]
            edge = a[_along(axis, a.ndim, slice(n - 1, n))]
            parts.append(_beyond(edge, chunk[_along(axis, a.ndim, slice(None, None, -1))]))
            right -= m
        a = concatenate(parts, axis=axis)
    return a


def _by_ramp(a, axis, left, right, mode, end_values=(0, 0)):
    n = a.shape[axis]

    def ramp(end, edge, width):
        return linspace(end, edge, int(width), endpoint=False, dtype=a.dtype, axis=axis)

    first = a[_along(axis, a.ndim, 0)]
    last = a[_along(axis, a.ndim, n - 1)]
    before = ramp(end_values[0], first, left)
    after = ramp(end_values[1], last, right)
    return concatenate([before, a, after[_along(axis, a.ndim, slice(None, None, -1))]], axis=axis)


def _by_statistic(a, axis, left, right, mode, stat_length=(None, None)):
    n = a.shape[axis]
    lengths = [n if m is None or n < m else int(m) for m in stat_length]
    if 0 in lengths and mode in ("maximum", "minimum"):
        raise ValueError("stat_length of 0 yields no value for padding")

    def statistic(part, width):
        value = _statistic(mode)(a[_along(axis, a.ndim, part)], axis=axis, keepdims=True)
        if a.dtype.kind in "iu" and value.dtype.kind not in "iu":
            value = _core.rint(value)
        value = value.astype(a.dtype)
        return broadcast_to(value, a.shape[:axis] + (int(width),) + a.shape[axis + 1 :])

    before = statistic(slice(0, lengths[0]), left)
    after = statistic(slice(n - lengths[1], n), right)
    return concatenate([before, a, after], axis=axis)


def _statistic(mode):
    if mode == "median":
        from . import median

        return median
    return {"maximum": _core.max, "minimum": _core.min, "mean": _core.mean}[mode]


_GROW = {
    "edge": _by_position,
    "linear_ramp": _by_ramp,
    "reflect": _by_position,
    "symmetric": _by_position,
    "wrap": _by_position,
}
