"""Chebyshev series: functions cheb*, class Chebyshev."""

from .. import _core
from .._core import arange, array, asarray, ones, zeros
from ._basis import Basis, publish
from ._series import Series


class _Chebyshevs(Basis):
    def gauss(self, deg):
        """The points and weights of Gauss quadrature of a degree."""
        deg = deg.__index__()
        if deg <= 0:
            raise ValueError("deg must be a positive integer")
        x = _core.cos(3.141592653589793 * arange(1, 2 * deg, 2) / (2.0 * deg))
        return x, ones(deg) * (3.141592653589793 / deg)


def _recurrence(n):
    return 2 - (n == 0), 0, 1


def _derivative(c):
    c = c.copy()
    n = len(c) - 1
    result = zeros((n, *c.shape[1:]), c.dtype)
    for j in range(n, 2, -1):
        result[j - 1] = 2 * j * c[j]
        c[j - 2] += j * c[j] / (j - 2)
    if n > 1:
        result[1] = 4 * c[2]
    result[0] = c[1]
    return result


def _antiderivative(c):
    n = len(c)
    result = zeros((n + 1, *c.shape[1:]), c.dtype)
    result[1] = c[0]
    if n > 1:
        result[2] = c[1] / 4
    for j in range(2, n):
        result[j + 1] = c[j] / (2 * (j + 1))
        result[j - 1] -= c[j] / (2 * (j - 1))
    return result


_basis = _Chebyshevs(_recurrence, _derivative, _antiderivative, norm=3.141592653589793)
__all__ = ["Chebyshev", "chebinterpolate", "chebpts1", "chebpts2", "chebweight"]
__all__ += publish(globals(), _basis, "cheb", [-1, 1])


def chebweight(x):
    """The weight of orthogonality, 1 / sqrt(1 - x**2)."""
    return 1.0 / (_core.sqrt(1.0 + x) * _core.sqrt(1.0 - x))


def chebpts1(npts):
    """The zeros of the Chebyshev polynomial of degree npts."""
    n = int(npts)
    if n != npts:
        raise ValueError("npts must be integer")
    if n < 1:
        raise ValueError("npts must be >= 1")
    return _core.sin(0.5 * 3.141592653589793 / n * arange(-n + 1, n + 1, 2))


def chebpts2(npts):
    """The extrema of the Chebyshev polynomial of degree npts - 1."""
    from ..creation import linspace

    n = int(npts)
    if n != npts:
        raise ValueError("npts must be integer")
    if n < 2:
        raise ValueError("npts must be >= 2")
    return _core.cos(linspace(-3.141592653589793, 0, n))


def chebinterpolate(func, deg, args=()):
    """The series of a degree that agrees with func at the Chebyshev points of the first kind."""
    if not (isinstance(deg, (int, _core.integer)) or asarray(deg).dtype.kind in "iu"):
        raise TypeError("deg must be an int")
    deg = int(deg)
    if deg < 0:
        raise ValueError("expected deg >= 0")
    order = deg + 1
    x = chebpts1(order)
    c = _core.dot(_basis.vander(x, deg).T, func(x, *args))
    c[0] /= order
    c[1:] /= 0.5 * order
    return c


class Chebyshev(Series):
    """A Chebyshev series, with a domain that is mapped to a window.

    >>> import rumpy as np
    >>> float(np.polynomial.Chebyshev([1, 2, 3])(0.5))
    0.5
    """

    _basis = _basis
    domain = window = array([-1.0, 1.0])
    basis_name = "T"

    @classmethod
    def interpolate(cls, func, deg, domain=None, args=()):
        """The series that agrees with func at the Chebyshev points of the domain."""
        from .polyutils import mapdomain

        domain = cls.domain if domain is None else domain
        c = chebinterpolate(lambda x: func(mapdomain(x, cls.window, domain), *args), deg)
        return cls(c, domain=domain)
