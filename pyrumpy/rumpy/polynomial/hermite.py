"""Hermite series (physicists'): functions herm*, class Hermite."""

from .. import _core
from .._core import arange, array, concatenate, zeros
from ._basis import Basis, _column, publish
from ._series import Series


def _recurrence(n):
    return 2, 0, 2 * n


def _derivative(c):
    return c[1:] * _column(2 * arange(1, len(c)), c)


def _antiderivative(c):
    up = c / _column(2 * arange(1, len(c) + 1), c)
    return concatenate((zeros((1, *c.shape[1:]), c.dtype), up))


_basis = Basis(_recurrence, _derivative, _antiderivative, norm=1.7724538509055159, symmetric=True)
__all__ = ["Hermite", "hermweight", *publish(globals(), _basis, "herm", [-1, 1])]


def hermweight(x):
    """The weight of orthogonality, exp(-(x**2))."""
    return _core.exp(-(x**2))


class Hermite(Series):
    """A series of Hermite polynomials, with a domain that is mapped to a window.

    >>> import rumpy as np
    >>> float(np.polynomial.Hermite([1, 2, 3])(0))
    -5.0
    """

    _basis = _basis
    domain = window = array([-1.0, 1.0])
    basis_name = "H"
