"""Assertions in units in the last place."""

from .. import _core


def assert_array_almost_equal_nulp(x, y, nulp=1):
    """Fail unless abs(x - y) <= nulp * spacing(maximum(abs(x), abs(y))) for every element.

    >>> import rumpy as np
    >>> x = np.array([1.0, 1e-10])
    >>> np.testing.assert_array_almost_equal_nulp(x, x + x * 1e-16)
    """
    __tracebackhide__ = True
    import rumpy

    x, y = _core.asanyarray(x), _core.asanyarray(y)
    allowed = nulp * rumpy.spacing(_core.maximum(abs(x), abs(y)))
    if _core.all(abs(x - y) <= allowed):
        return
    message = f"Arrays are not equal to {nulp} ULP"
    if x.dtype.kind != "c" and y.dtype.kind != "c":
        message += f" (max is {_distance(x, y).max():g})"
    raise AssertionError(message)


def assert_array_max_ulp(a, b, maxulp=1, dtype=None):
    """Fail if more than maxulp floating-point numbers lie between any two elements; returns how
    many do.

    >>> import rumpy as np
    >>> np.testing.assert_array_max_ulp(np.ones(2), np.ones(2))
    array([[0., 0.]])
    """
    __tracebackhide__ = True
    distance = _distance(a, b, dtype)
    if not _core.all(distance <= maxulp):
        raise AssertionError(
            f"Arrays are not almost equal up to {maxulp:g} ULP "
            f"(max difference is {distance.max():g} ULP)"
        )
    return distance


def _distance(x, y, dtype=None):
    """How many floating-point numbers lie between x and y, elementwise, as numbers of their type.
    All NaNs are one number."""
    import rumpy

    x, y = _core.asarray(x, dtype), _core.asarray(y, dtype)
    if x.dtype.kind == "c" or y.dtype.kind == "c":
        raise NotImplementedError("_nulp not implemented for complex array")
    common = rumpy.common_type(x, y)
    x, y = _core.array([x], dtype=common), _core.array([y], dtype=common)
    if x.shape != y.shape:
        raise ValueError(f"Arrays do not have the same shape: {x.shape} - {y.shape}")
    return abs(_core.asarray(_order(x) - _order(y), dtype=common))


def _order(x):
    """Each number's place among all numbers of its type: its bits, negative ones reflected."""
    x = x.copy()
    x[_core.isnan(x)] = float("nan")
    bits = x.view(f"i{x.dtype.itemsize}")
    lowest = bits.dtype.type(-(2 ** (8 * x.dtype.itemsize - 1)))
    return _core.where(bits < 0, lowest - bits, bits)
