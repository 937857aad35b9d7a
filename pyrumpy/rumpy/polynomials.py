"""Polynomials as vectors of coefficients, the highest power first: poly1d and its functions.

(`rumpy.polynomial` is the newer package, whose coefficients begin with the lowest.)
"""

import warnings

from . import _core
from ._core import absolute, arange, array, asarray, concatenate, convolve, zeros
from .exceptions import RankWarning
from .indexing import diag
from .manipulation import atleast_1d
from .rearranging import trim_zeros


def _linalg():
    from . import linalg

    return linalg


def poly(seq_of_zeros):
    """The coefficients of the monic polynomial with these roots, or a matrix's characteristic one.

    >>> import rumpy as np
    >>> np.poly([1, 2])
    array([ 1., -3.,  2.])
    """
    roots = atleast_1d(seq_of_zeros)
    shape = roots.shape
    if len(shape) == 2 and shape[0] == shape[1] and shape[0] != 0:
        roots = _linalg().eigvals(roots)
    elif len(shape) != 1:
        raise ValueError("input must be 1d or non-empty square 2d array.")
    if roots.size == 0:
        return 1.0
    coefficients = array([1], dtype=roots.dtype if roots.dtype.kind in "fc" else float)
    for root in roots:
        coefficients = convolve(coefficients, array([1, -root], roots.dtype), mode="full")
    if coefficients.dtype.kind == "c":
        roots = asarray(roots, complex)
        ordered = sorted(roots.tolist(), key=lambda z: (z.real, z.imag))
        mirrored = sorted(roots.conj().tolist(), key=lambda z: (z.real, z.imag))
        if ordered == mirrored:
            coefficients = coefficients.real.copy()
    return coefficients


def roots(p):
    """The roots of a polynomial.

    >>> import rumpy as np
    >>> np.sort(np.roots([1, -3, 2]))
    array([1., 2.])
    """
    p = atleast_1d(p)
    if p.ndim != 1:
        raise ValueError("Input must be a rank-1 array.")
    (nonzero,) = p.nonzero()
    if len(nonzero) == 0:
        return array([])
    zeros_at_end = len(p) - int(nonzero[-1]) - 1
    p = p[int(nonzero[0]) : int(nonzero[-1]) + 1]
    if p.dtype.kind not in "fc":
        p = p.astype(float)
    if len(p) > 1:
        companion = diag(_core.ones((len(p) - 2,), p.dtype), -1)
        companion[0, :] = -p[1:] / p[0]
        found = _linalg().eigvals(companion)
    else:
        found = array([])
    return concatenate((found, zeros(zeros_at_end, found.dtype)))


def polyval(p, x):
    """The polynomial's value at x: at each element of an array, or as a composition if x is a
    poly1d.

    >>> import rumpy as np
    >>> int(np.polyval([3, 0, 1], 5))
    76
    """
    p = asarray(p)
    if isinstance(x, poly1d):
        y = 0
    else:
        x = _core.asanyarray(x)
        y = _core.zeros_like(x)
    for coefficient in p:
        y = y * x + coefficient
    return y


def _same_kind(result, *operands):
    return poly1d(result) if any(isinstance(a, poly1d) for a in operands) else result


def _summed(a1, a2, operation):
    kinds = (a1, a2)
    a1, a2 = atleast_1d(a1), atleast_1d(a2)
    longer = len(a2) - len(a1)
    a1 = concatenate((zeros(max(longer, 0), a1.dtype), a1))
    a2 = concatenate((zeros(max(-longer, 0), a2.dtype), a2))
    return _same_kind(operation(a1, a2), *kinds)


def polyadd(a1, a2):
    """The sum of two polynomials.

    >>> import rumpy as np
    >>> np.polyadd([1, 2], [9, 5, 4])
    array([9, 6, 6])
    """
    return _summed(a1, a2, _core.add)


def polysub(a1, a2):
    """The difference of two polynomials.

    >>> import rumpy as np
    >>> np.polysub([2, 10, -2], [3, 10, -4])
    array([-1,  0,  2])
    """
    return _summed(a1, a2, _core.subtract)


def polymul(a1, a2):
    """The product of two polynomials.

    >>> import rumpy as np
    >>> np.polymul([1, 2], [1, 3])
    array([1, 5, 6])
    """
    return _same_kind(convolve(poly1d(a1).coeffs, poly1d(a2).coeffs), a1, a2)


def polydiv(u, v):
    """Quotient and remainder of two polynomials.

    >>> import rumpy as np
    >>> np.polydiv([3.0, 5.0, 2.0], [2.0, 1.0])
    (array([1.5 , 1.75]), array([0.25]))
    """
    wrapped = isinstance(u, poly1d) or isinstance(v, poly1d)
    u, v = atleast_1d(u) + 0.0, atleast_1d(v) + 0.0
    dtype = (u[0] + v[0]).dtype
    m, n = len(u) - 1, len(v) - 1
    scale = 1.0 / v[0]
    quotient = zeros((max(m - n + 1, 1),), dtype)
    rest = u.astype(dtype)
    for k in range(m - n + 1):
        quotient[k] = scale * rest[k]
        rest[k : k + n + 1] -= quotient[k] * v
    while rest.shape[-1] > 1 and absolute(rest[0]) <= 1e-8:
        rest = rest[1:]
    return (poly1d(quotient), poly1d(rest)) if wrapped else (quotient, rest)


def polyder(p, m=1):
    """The m-th derivative of a polynomial.

    >>> import rumpy as np
    >>> np.polyder([1, 1, 1, 1])
    array([3, 2, 1])
    """
    m = int(m)
    if m < 0:
        raise ValueError("Order of derivative must be positive (see polyint)")
    wrapped, p = isinstance(p, poly1d), asarray(p)
    for _ in range(m):
        p = p[:-1] * arange(len(p) - 1, 0, -1)
    return poly1d(p) if wrapped else p


def polyint(p, m=1, k=None):
    """The m-th antiderivative of a polynomial; k: the constants of integration.

    >>> import rumpy as np
    >>> np.polyint([3, 2, 1])
    array([1., 1., 1., 0.])
    """
    m = int(m)
    if m < 0:
        raise ValueError("Order of integral must be positive (see polyder)")
    k = zeros(m, float) if k is None else atleast_1d(k)
    if len(k) == 1 and m > 1:
        k = k[0] * _core.ones(m, float)
    if len(k) < m:
        raise ValueError("k must be a scalar or a rank-1 array of length 1 or >m.")
    wrapped, p = isinstance(p, poly1d), asarray(p)
    for i in range(m):
        p = concatenate((p / arange(len(p), 0, -1), [k[i]]))
    return poly1d(p) if wrapped else p


def polyfit(x, y, deg, rcond=None, full=False, w=None, cov=False):
    """The coefficients of the polynomial of a degree that fits points best, by least squares.

    y may have several columns. w: weights; full: residuals, rank, singular values and rcond, too;
    cov: the covariance matrix, too. A RankWarning where the points don't determine it.

    >>> import rumpy as np
    >>> np.polyfit([0, 1, 2], [1, 3, 5], 1).round(6)
    array([2., 1.])
    """
    from .creation import vander

    order = int(deg) + 1
    x, y = asarray(x) + 0.0, asarray(y) + 0.0
    if deg < 0:
        raise ValueError("expected deg >= 0")
    if x.ndim != 1:
        raise TypeError("expected 1D vector for x")
    if x.size == 0:
        raise TypeError("expected non-empty vector for x")
    if y.ndim < 1 or y.ndim > 2:
        raise TypeError("expected 1D or 2D array for y")
    if x.shape[0] != y.shape[0]:
        raise TypeError("expected x and y to have same length")
    if rcond is None:
        rcond = len(x) * 2.0 ** (-23 if x.dtype.itemsize == 4 else -52)
    left, right = vander(x, order), y
    if w is not None:
        w = asarray(w) + 0.0
        if w.ndim != 1:
            raise TypeError("expected a 1-d array for weights")
        if w.shape[0] != y.shape[0]:
            raise TypeError("expected w and y to have the same length")
        left = left * w[:, None]
        right = right * (w[:, None] if right.ndim == 2 else w)
    scale = _core.sqrt((left * left).sum(axis=0))
    left = left / scale
    c, residuals, rank, singular = _linalg().lstsq(left, right, rcond)
    c = (c.T / scale).T
    if rank != order and not full:
        warnings.warn("Polyfit may be poorly conditioned", RankWarning, stacklevel=2)
    if full:
        return c, residuals, rank, singular, rcond
    if not cov:
        return c
    base = _linalg().inv(left.T @ left)
    base = base / (scale[:, None] * scale)
    if isinstance(cov, str) and cov == "unscaled":
        factor = 1
    else:
        if len(x) <= order:
            raise ValueError(
                "the number of data points must exceed order to scale the covariance matrix"
            )
        factor = residuals / (len(x) - order)
    return (c, base * factor) if y.ndim == 1 else (c, base[:, :, None] * factor)


class poly1d:
    """A polynomial of one variable: arithmetic, calls, roots, derivatives.

    c_or_r: the coefficients, the highest power first, or (r true) the roots.

    >>> import rumpy as np
    >>> p = np.poly1d([1, 2, 3])
    >>> int(p(2)), p.order
    (11, 2)
    >>> (p * p).coeffs
    array([ 1,  4, 10, 12,  9])
    """

    __hash__ = None

    def __init__(self, c_or_r, r=False, variable=None):
        if isinstance(c_or_r, poly1d):
            self._variable, self._coeffs = c_or_r._variable, c_or_r._coeffs
            if variable is not None:
                self._variable = variable
            return
        if r:
            c_or_r = poly(c_or_r)
        c = atleast_1d(c_or_r)
        if c.ndim > 1:
            raise ValueError("Polynomial must be 1d only.")
        c = trim_zeros(c, trim="f")
        self._coeffs = c if len(c) else array([0], c.dtype)
        self._variable = "x" if variable is None else variable

    @property
    def coeffs(self):
        """The coefficients, the highest power first."""
        return self._coeffs

    @coeffs.setter
    def coeffs(self, value):
        if value is not self._coeffs:
            raise AttributeError("Cannot set attribute")

    c = coef = coefficients = coeffs

    @property
    def variable(self):
        """The variable's name."""
        return self._variable

    @property
    def order(self):
        """The degree."""
        return len(self._coeffs) - 1

    o = order

    @property
    def roots(self):
        """The roots."""
        return roots(self._coeffs)

    r = roots

    def __array__(self, dtype=None, copy=None):
        return array(self._coeffs, dtype=dtype, copy=True if copy else None)

    def __repr__(self):
        return f"poly1d({repr(self._coeffs)[6:-1]})"

    def __len__(self):
        return self.order

    def __str__(self):
        coefficients = self._coeffs.tolist()
        n = len(coefficients) - 1
        text = ""

        def number(q):
            short = f"{q:.4g}"
            return short[:-5] if short.endswith(".0000") else short

        for k, value in enumerate(coefficients):
            real = not isinstance(value, complex) or value.imag == 0
            if real:
                shown = number(value.real)
            elif value.real == 0:
                shown = f"{number(value.imag)}j"
            else:
                shown = f"({number(value.real)} + {number(value.imag)}j)"
            power = n - k
            if power == 0:
                part = shown if shown != "0" or k == 0 else ""
            elif shown == "0":
                part = ""
            else:
                part = f"{shown} {self._variable}" + (f"**{power}" if power > 1 else "")
            if not part:
                continue
            if not text:
                text = part
            elif part.startswith("-"):
                text += f" - {part[1:]}"
            else:
                text += f" + {part}"
        return _raised(text or "0")

    def __call__(self, val):
        return polyval(self._coeffs, val)

    def __neg__(self):
        return poly1d(-self._coeffs)

    def __pos__(self):
        return self

    def _is_scalar(self, other):
        from .requirements import isscalar

        return isscalar(other)

    def __mul__(self, other):
        if self._is_scalar(other):
            return poly1d(self._coeffs * other)
        return poly1d(polymul(self._coeffs, poly1d(other)._coeffs))

    def __rmul__(self, other):
        return self * other

    def __add__(self, other):
        return poly1d(polyadd(self._coeffs, poly1d(other)._coeffs))

    __radd__ = __add__

    def __sub__(self, other):
        return poly1d(polysub(self._coeffs, poly1d(other)._coeffs))

    def __rsub__(self, other):
        return poly1d(polysub(poly1d(other)._coeffs, self._coeffs))

    def __pow__(self, val):
        if not self._is_scalar(val) or int(val) != val or val < 0:
            raise ValueError("Power to non-negative integers only.")
        result = [1]
        for _ in range(int(val)):
            result = polymul(self._coeffs, result)
        return poly1d(result)

    def __truediv__(self, other):
        if self._is_scalar(other):
            return poly1d(self._coeffs / other)
        return polydiv(self, poly1d(other))

    def __rtruediv__(self, other):
        if self._is_scalar(other):
            return poly1d(other / self._coeffs)
        return polydiv(poly1d(other), self)

    def __eq__(self, other):
        if not isinstance(other, poly1d):
            return NotImplemented
        if self._coeffs.shape != other._coeffs.shape:
            return False
        return (self._coeffs == other._coeffs).all()

    def __ne__(self, other):
        equal = self == other
        return equal if equal is NotImplemented else not equal

    def __getitem__(self, val):
        place = self.order - val
        if val > self.order or val < 0:
            return self._coeffs.dtype.type(0)
        return self._coeffs[place]

    def __setitem__(self, key, val):
        place = self.order - key
        if key < 0:
            raise ValueError("Does not support negative powers.")
        if key > self.order:
            more = zeros(key - self.order, self._coeffs.dtype)
            self._coeffs = concatenate((more, self._coeffs))
            place = 0
        self._coeffs[place] = val

    def __iter__(self):
        return iter(self._coeffs)

    def integ(self, m=1, k=0):
        """The m-th antiderivative."""
        return poly1d(polyint(self._coeffs, m=m, k=k))

    def deriv(self, m=1):
        """The m-th derivative."""
        return poly1d(polyder(self._coeffs, m=m))


def _raised(text, wrap=70):
    """Powers written as `x**2` moved to a line above, in lines of at most `wrap` characters."""
    import re

    output, above, below, n = " ", "", "", 0
    for match in re.finditer(r"\*\*([0-9]*)", text):
        before, power = text[n : match.start()], match.group(1)
        n = match.end()
        upper = " " * (len(before) - 1) + power
        lower = before + " " * (len(power) - 1)
        if len(below) + len(upper) > wrap or len(above) + len(lower) > wrap:
            output += above + "\n" + below + "\n "
            above, below = upper, lower
        else:
            above, below = above + upper, below + lower
    output += above + "\n" + below
    return output + text[n:]
