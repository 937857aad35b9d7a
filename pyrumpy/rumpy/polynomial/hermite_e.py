"""Hermite series (probabilists'): functions herme*, class HermiteE."""

from .. import _core
from .._core import arange, array, concatenate, zeros
from ._basis import Basis, _column, publish
from ._series import Series


def _recurrence(n):
    return 1, 0, n


def _derivative(c):
    return c[1:] * _column(arange(1, len(c)), c)


def _antiderivative(c):
    up = c / _column(arange(1, len(c) + 1), c)
    return concatenate((zeros((1, *c.shape[1:]), c.dtype), up))


_basis = Basis(_recurrence, _derivative, _antiderivative, norm=2.5066282746310002, symmetric=True)
__all__ = ["HermiteE", "hermeweight", *publish(globals(), _basis, "herme", [-1, 1])]


def hermeweight(x):
    """The weight of orthogonality, exp(-0.5 * x**2)."""
    return _core.exp(-0.5 * x**2)


class HermiteE(Series):
    """A series of Hermite polynomials, with a domain that is mapped to a window.

    >>> import rumpy as np
    >>> float(np.polynomial.HermiteE([1, 2, 3])(0))
    -2.0
    """

    _basis = _basis
    domain = window = array([-1.0, 1.0])
    basis_name = "He"
