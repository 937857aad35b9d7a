"""Legendre series: functions leg*, class Legendre."""

from .._core import array, zeros
from ._basis import Basis, publish
from ._series import Series


def _recurrence(n):
    return (2 * n + 1) / (n + 1), 0, n / (n + 1)


def _derivative(c):
    c = c.copy()
    n = len(c) - 1
    result = zeros((n, *c.shape[1:]), c.dtype)
    for j in range(n, 2, -1):
        result[j - 1] = (2 * j - 1) * c[j]
        c[j - 2] += c[j]
    if n > 1:
        result[1] = 3 * c[2]
    result[0] = c[1]
    return result


def _antiderivative(c):
    n = len(c)
    result = zeros((n + 1, *c.shape[1:]), c.dtype)
    result[1] = c[0]
    if n > 1:
        result[2] = c[1] / 3
    for j in range(2, n):
        result[j + 1] = c[j] / (2 * j + 1)
        result[j - 1] -= c[j] / (2 * j + 1)
    return result


_basis = Basis(_recurrence, _derivative, _antiderivative, norm=2.0, symmetric=True)
__all__ = ["Legendre", "legweight", *publish(globals(), _basis, "leg", [-1, 1])]


def legweight(x):
    """The weight of orthogonality: 1."""
    return x * 0.0 + 1.0


class Legendre(Series):
    """A Legendre series, with a domain that is mapped to a window.

    >>> import rumpy as np
    >>> float(np.polynomial.Legendre([1, 2, 3])(1))
    6.0
    """

    _basis = _basis
    domain = window = array([-1.0, 1.0])
    basis_name = "P"
