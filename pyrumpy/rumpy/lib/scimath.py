"""Elementary functions that leave the reals where they must: sqrt(-1) is 1j. Also np.emath."""

from .. import _core
from .._core import any as _any
from .._core import asarray

__all__ = ["arccos", "arcsin", "arctanh", "log", "log10", "log2", "logn", "power", "sqrt"]


def _complex(x):
    """The array as the complex type of its precision."""
    single = (
        x.dtype.kind == "f"
        and x.dtype.itemsize <= 4
        or (x.dtype.kind in "biu" and x.dtype.itemsize <= 2)
    )
    return x.astype(_core.complex64 if single else _core.complex128)


def _where_needed(x, leaves):
    """The array, complex if the condition holds for any of its real elements."""
    x = asarray(x)
    return _complex(x) if x.dtype.kind != "c" and _any(leaves(x)) else x


def _negative(x):
    return _where_needed(x, lambda x: x < 0)


def _beyond_one(x):
    return _where_needed(x, lambda x: _core.absolute(x) > 1)


def sqrt(x):
    """The square root; complex where x is negative.

    >>> import rumpy as np
    >>> np.emath.sqrt(-1)
    np.complex128(1j)
    """
    return _core.sqrt(_negative(x))


def log(x):
    """The natural logarithm; complex where x is negative.

    >>> import rumpy as np
    >>> float(np.emath.log(np.e))
    1.0
    """
    return _core.log(_negative(x))


def log10(x):
    """The logarithm to base 10; complex where x is negative.

    >>> import rumpy as np
    >>> float(np.emath.log10(100))
    2.0
    """
    return _core.log10(_negative(x))


def log2(x):
    """The logarithm to base 2; complex where x is negative.

    >>> import rumpy as np
    >>> float(np.emath.log2(8))
    3.0
    """
    return _core.log2(_negative(x))


def logn(n, x):
    """The logarithm of x to base n; complex where either is negative.

    >>> import rumpy as np
    >>> float(np.emath.logn(2, 8))
    3.0
    """
    return _core.log(_negative(x)) / _core.log(_negative(n))


def power(x, p):
    """x to the power p; complex where x is negative, real where p is a negative integer.

    >>> import rumpy as np
    >>> np.emath.power([2, 4], -1)
    array([0.5 , 0.25])
    """
    x, p = _negative(x), asarray(p)
    if p.dtype.kind in "iu" and _any(p < 0):
        p = p * 1.0
    return _core.power(x, p)


def arccos(x):
    """The inverse cosine; complex where |x| > 1.

    >>> import rumpy as np
    >>> float(np.emath.arccos(1))
    0.0
    """
    return _core.arccos(_beyond_one(x))


def arcsin(x):
    """The inverse sine; complex where |x| > 1.

    >>> import rumpy as np
    >>> float(np.emath.arcsin(0))
    0.0
    """
    return _core.arcsin(_beyond_one(x))


def arctanh(x):
    """The inverse hyperbolic tangent; complex where |x| > 1.

    >>> import rumpy as np
    >>> float(np.emath.arctanh(0))
    0.0
    """
    return _core.arctanh(_beyond_one(x))
