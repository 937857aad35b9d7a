"""Power series: functions poly*, class Polynomial. Coefficients begin with the lowest power."""

from .. import _core
from .._core import arange, array, asarray, concatenate, convolve, zeros
from ._basis import Basis, _coefficients, _column, publish
from ._series import Series
from .polyutils import as_series, trimseq


class _Powers(Basis):
    def mul(self, c1, c2):
        """The product of two series."""
        c1, c2 = as_series([c1, c2])
        return trimseq(convolve(c1, c2))


def _recurrence(n):
    return 1, 0, 0


def _derivative(c):
    return c[1:] * _column(arange(1, len(c)), c)


def _antiderivative(c):
    return concatenate((zeros((1, *c.shape[1:]), c.dtype), c / _column(arange(1, len(c) + 1), c)))


_basis = _Powers(_recurrence, _derivative, _antiderivative)
__all__ = ["Polynomial", "polyvalfromroots", *publish(globals(), _basis, "poly", [-1, 1])]


def polyvalfromroots(x, r, tensor=True):
    """The values at x of the monic polynomial with roots r.

    >>> from rumpy.polynomial.polynomial import polyvalfromroots
    >>> float(polyvalfromroots(1, [2, 3]))
    2.0
    """
    r = _coefficients(r)
    if isinstance(x, (tuple, list)):
        x = asarray(x)
    if isinstance(x, _core.ndarray):
        if tensor:
            r = r.reshape(r.shape + (1,) * x.ndim)
        elif x.ndim >= r.ndim:
            raise ValueError("x.ndim must be < r.ndim when tensor == False")
    return _core.prod(x - r, axis=0)


class Polynomial(Series):
    """A power series, with a domain that is mapped to a window.

    >>> import rumpy as np
    >>> p = np.polynomial.Polynomial([1, 2, 3])
    >>> float(p(2)), p.degree()
    (17.0, 2)
    """

    _basis = _basis
    domain = window = array([-1.0, 1.0])
    basis_name = None

    @classmethod
    def _term_unicode(cls, i, arg):
        if i == "1":
            return f"·{arg}"
        return f"·{arg}{i.translate(cls._superscripts)}"

    @staticmethod
    def _term_ascii(i, arg):
        return f" {arg}" if i == "1" else f" {arg}**{i}"

    @staticmethod
    def _term_latex(i, arg, compound):
        if i == 0:
            return "1"
        base = rf"\left({arg}\right)" if compound else arg
        return base if i == 1 else f"{base}^{{{i}}}"
