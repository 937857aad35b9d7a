"""Laguerre series: functions lag*, class Laguerre."""

from .. import _core
from .._core import array, concatenate, zeros
from ._basis import Basis, publish
from ._series import Series


def _recurrence(n):
    return -1 / (n + 1), (2 * n + 1) / (n + 1), n / (n + 1)


def _derivative(c):
    c = c.copy()
    n = len(c) - 1
    result = zeros((n, *c.shape[1:]), c.dtype)
    for j in range(n, 1, -1):
        result[j - 1] = -c[j]
        c[j - 1] += c[j]
    result[0] = -c[1]
    return result


def _antiderivative(c):
    line = zeros((1, *c.shape[1:]), c.dtype)
    return concatenate((c, line)) - concatenate((line, c))


_basis = Basis(_recurrence, _derivative, _antiderivative, norm=1.0)
__all__ = ["Laguerre", "lagweight", *publish(globals(), _basis, "lag", [0, 1])]


def lagweight(x):
    """The weight of orthogonality, exp(-x)."""
    return _core.exp(-x)


class Laguerre(Series):
    """A Laguerre series, with a domain that is mapped to a window.

    >>> import rumpy as np
    >>> float(np.polynomial.Laguerre([1, 2, 3])(0))
    6.0
    """

    _basis = _basis
    domain = window = array([0.0, 1.0])
    basis_name = "L"
