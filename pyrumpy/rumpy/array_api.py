"""What the Python array API standard asks for beside NumPy's older names.

The rest of the standard is where NumPy has it: `x.__array_namespace__()` is the module rumpy.
"""

from . import _core

_KINDS = {
    "bool": "b",
    "signed integer": "i",
    "unsigned integer": "u",
    "integral": "iu",
    "real floating": "f",
    "complex floating": "c",
    "numeric": "iufc",
    None: "biufc",
}


class __array_namespace_info__:  # noqa: N801  (the standard's name)
    """What this namespace can do: devices, dtypes, capabilities.

    >>> import rumpy as np
    >>> info = np.__array_namespace_info__()
    >>> info.default_device(), sorted(info.dtypes(kind="real floating"))
    ('cpu', ['float32', 'float64'])
    """

    __module__ = "rumpy"

    def capabilities(self):
        """What programs may rely on, by the standard's words."""
        return {
            "boolean indexing": True,
            "data-dependent shapes": True,
            "max dimensions": 64,
        }

    def default_device(self):
        """'cpu'."""
        return "cpu"

    def default_dtypes(self, *, device=None):
        """The dtype of numbers that say nothing of their type, for each kind."""
        _check(device)
        return {
            "real floating": _core.dtype("float64"),
            "complex floating": _core.dtype("complex128"),
            "integral": _core.dtype("intp"),
            "indexing": _core.dtype("intp"),
        }

    def dtypes(self, *, device=None, kind=None):
        """The standard's dtypes of a kind ('bool', 'numeric', ..., a tuple of these, None for all), by
        their names. ValueError for other kinds.
        """
        _check(device)
        if isinstance(kind, tuple):
            found = {}
            for one in kind:
                found.update(self.dtypes(kind=one))
            return found
        try:
            letters = _KINDS[kind]
        except (KeyError, TypeError):
            raise ValueError(f"unsupported kind: {kind!r}") from None
        names = """
            bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float32 float64 complex64
            complex128
        """.split()
        return {name: _core.dtype(name) for name in names if _core.dtype(name).kind in letters}

    def devices(self):
        """['cpu']"""
        return ["cpu"]


def _check(device):
    if device not in ("cpu", None):
        raise ValueError(f'Device not understood. Only "cpu" is allowed, but received: {device}')


def _cumulative(ufunc, x, axis, dtype, out, include_initial):
    x = _core.asanyarray(x)
    if x.ndim == 0:
        x = x.reshape(1)
    if axis is None:
        if x.ndim > 1:
            raise ValueError(
                "For arrays which have more than one dimension ``axis`` argument is required."
            )
        axis = 0
    if not include_initial:
        return ufunc.accumulate(x, axis=axis, dtype=dtype, out=out)
    # An element more along the axis, which comes first.
    rest = (slice(None),) * (axis % x.ndim) + (slice(1, None),)
    first = (*rest[:-1], slice(0, 1))
    if out is not None:
        ufunc.accumulate(x, axis=axis, dtype=dtype, out=out[rest])
    else:
        sums = ufunc.accumulate(x, axis=axis, dtype=dtype)
        shape = list(sums.shape)
        shape[axis] += 1
        out = _core.empty_like(sums, shape=tuple(shape))
        out[rest] = sums
    out[first] = ufunc.identity
    return out


def cumulative_sum(x, /, *, axis=None, dtype=None, out=None, include_initial=False):
    """Sums of the elements so far along an axis; include_initial: with the 0 before the first.

    axis may be None for one dimension only (ValueError).

    >>> import rumpy as np
    >>> np.cumulative_sum([1, 2, 3], include_initial=True)
    array([0, 1, 3, 6])
    """
    return _cumulative(_core.add, x, axis, dtype, out, include_initial)


def cumulative_prod(x, /, *, axis=None, dtype=None, out=None, include_initial=False):
    """Products of the elements so far along an axis; include_initial: with the 1 before the first.

    axis may be None for one dimension only (ValueError).

    >>> import rumpy as np
    >>> np.cumulative_prod([1, 2, 3], include_initial=True)
    array([1, 1, 2, 6])
    """
    return _cumulative(_core.multiply, x, axis, dtype, out, include_initial)
