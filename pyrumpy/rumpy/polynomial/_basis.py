"""Series in a basis of polynomials that obey P[n+1] = (A x + B) P[n] - C P[n-1], P[0] = 1: all that
can be done by the recurrence. A kind of series is a Basis; its module publishes the methods.
"""

import operator
import warnings

from .. import _core
from .._core import arange, array, asarray, empty, zeros
from ..exceptions import RankWarning
from ..lib.array_utils import normalize_axis_index
from ..manipulation import moveaxis
from .polyutils import as_series, trimseq


def _coefficients(c, **options):
    """An array of coefficients, of a type that divides."""
    c = array(c, ndmin=1, copy=True, **options)
    return c if c.dtype.kind in "fc" else c.astype(float)


def _column(values, like):
    return values.reshape((-1,) + (1,) * (like.ndim - 1))


class Basis:
    """A basis of polynomials.

    recurrence(n): A, B, C for (arrays of) n. derivative(c), antiderivative(c): the coefficients
    along the first axis, at least two of c, and the antiderivative's without its constant.
    """

    def __init__(self, recurrence, derivative, antiderivative, *, norm=None, symmetric=False):
        self.recurrence = recurrence
        self.derivative, self.antiderivative = derivative, antiderivative
        self.norm, self.symmetric = norm, symmetric  # of Gauss quadrature: the weights' sum

    # --- arithmetic ---

    def line(self, off, scl):
        """The series of the straight line off + scl * x."""
        if scl == 0:
            return array([off])
        a, b, _ = self.recurrence(0)
        return array([off - scl * b / a, scl / a])

    def add(self, c1, c2):
        """The sum of two series."""
        c1, c2 = as_series([c1, c2])
        if len(c1) < len(c2):
            c1, c2 = c2, c1
        c1[: len(c2)] += c2
        return trimseq(c1)

    def sub(self, c1, c2):
        """The difference of two series."""
        c1, c2 = as_series([c1, c2])
        return self.add(c1, -c2)

    def mulx(self, c):
        """The series times x."""
        [c] = as_series([c])
        if len(c) == 1 and c[0] == 0:
            return c
        return self._times_x(c)

    def _times_x(self, c):
        a, b, down = (asarray(v) + zeros(len(c)) for v in self.recurrence(arange(len(c))))
        result = zeros(len(c) + 1, c.dtype)
        result[1:] = c / a
        result[:-1] -= c * (b / a)
        result[:-2] += (c * (down / a))[1:]
        return result

    def mul(self, c1, c2):
        """The product of two series."""
        c1, c2 = as_series([c1, c2])
        if len(c1) > len(c2):
            c1, c2 = c2, c1
        high, higher = zeros(1, c1.dtype), zeros(1, c1.dtype)
        for k in range(len(c1) - 1, -1, -1):  # Clenshaw's scheme, x being a multiplication
            a, b, _ = self.recurrence(k)
            _, _, down = self.recurrence(k + 1)
            now = self.add(
                c1[k] * c2, self.sub(a * self._times_x(high) + b * _padded(high), down * higher)
            )
            high, higher = now, high
        return trimseq(high)

    def div(self, c1, c2):
        """Quotient and remainder of two series. ZeroDivisionError for division by zero."""
        c1, c2 = as_series([c1, c2])
        if c2[-1] == 0:
            raise ZeroDivisionError
        if len(c1) < len(c2):
            return c1[:1] * 0, c1
        if len(c2) == 1:
            return c1 / c2[-1], c1[:1] * 0
        quotient = empty(len(c1) - len(c2) + 1, c1.dtype)
        rest = c1
        for i in range(len(c1) - len(c2), -1, -1):
            p = self.mul([0] * i + [1], c2)
            q = rest[-1] / p[-1]
            rest = rest[:-1] - q * p[:-1]
            quotient[i] = q
        return quotient, trimseq(rest)

    def pow(self, c, pow, maxpower=16):
        """The series to a power, maxpower at most (None: any)."""
        [c] = as_series([c])
        power = int(pow)
        if power != pow or power < 0:
            raise ValueError("Power must be a non-negative integer.")
        if maxpower is not None and power > maxpower:
            raise ValueError("Power is too large")
        if power == 0:
            return array([1], dtype=c.dtype)
        result = c
        for _ in range(power - 1):
            result = self.mul(result, c)
        return result

    # --- values ---

    def val(self, x, c, tensor=True):
        """The series' values at x. Further axes of c are series of their own: at each of x's
        elements (tensor), or at the elements of x that they broadcast with."""
        c = _coefficients(c)
        if isinstance(x, (tuple, list)):
            x = asarray(x)
        if isinstance(x, _core.ndarray) and tensor:
            c = c.reshape(c.shape + (1,) * x.ndim)
        return self._clenshaw(x, c)

    def _clenshaw(self, x, c):
        n = len(c) - 1
        if n == 0:
            return c[0] + x * 0
        high, higher = c[n], 0
        for k in range(n - 1, -1, -1):
            a, b, _ = self.recurrence(k)
            _, _, down = self.recurrence(k + 1)
            step = a * x + b if b else (x if a == 1 else a * x)
            now = c[k] + step * high
            if down and k < n - 1:
                now = now - down * higher
            high, higher = now, high
        return high

    def _several(self, c, points):
        points = [_core.asanyarray(p) for p in points]
        if len({p.shape for p in points}) > 1:
            names = "x, y" if len(points) == 2 else "x, y, z"
            raise ValueError(f"{names} are incompatible")
        c = self.val(points[0], c)
        for p in points[1:]:
            c = self.val(p, c, tensor=False)
        return c

    def val2d(self, x, y, c):
        """The values of a series in two variables at points (x, y)."""
        return self._several(c, (x, y))

    def val3d(self, x, y, z, c):
        """The values of a series in three variables at points (x, y, z)."""
        return self._several(c, (x, y, z))

    def grid2d(self, x, y, c):
        """The values of a series in two variables on the grid of x and y."""
        return self.val(y, self.val(x, c))

    def grid3d(self, x, y, z, c):
        """The values of a series in three variables on the grid of x, y and z."""
        return self.val(z, self.val(y, self.val(x, c)))

    def vander(self, x, deg):
        """The values of the basis' polynomials up to a degree, along a new last axis."""
        deg = operator.index(deg)
        if deg < 0:
            raise ValueError("deg must be non-negative")
        x = _coefficients(x)
        v = empty((deg + 1, *x.shape), x.dtype)
        v[0] = x * 0 + 1
        for n in range(deg):
            a, b, down = self.recurrence(n)
            v[n + 1] = (a * x + b) * v[n]
            if n > 0 and down:
                v[n + 1] -= down * v[n - 1]
        return moveaxis(v, 0, -1)

    def _vander_nd(self, points, deg):
        result = None
        for i, (p, d) in enumerate(zip(points, deg, strict=True)):
            v = self.vander(p, d)
            index = (...,) + tuple(slice(None) if k == i else None for k in range(len(deg)))
            result = v[index] if result is None else result * v[index]
        return result.reshape(result.shape[: -len(deg)] + (-1,))

    def vander2d(self, x, y, deg):
        """The products of the basis' polynomials in x and in y, up to degrees deg."""
        return self._vander_nd((x, y), deg)

    def vander3d(self, x, y, z, deg):
        """The products of the basis' polynomials in x, y and z, up to degrees deg."""
        return self._vander_nd((x, y, z), deg)

    # --- calculus ---

    def der(self, c, m=1, scl=1, axis=0):
        """The m-th derivative of the series along an axis, each one times scl."""
        c = _coefficients(c)
        m, axis = operator.index(m), operator.index(axis)
        if m < 0:
            raise ValueError("The order of derivation must be non-negative")
        axis = normalize_axis_index(axis, c.ndim)
        if m == 0:
            return c
        c = moveaxis(c, axis, 0)
        if m >= len(c):
            c = c[:1] * 0
        else:
            for _ in range(m):
                c = self.derivative(c * scl)
        return moveaxis(c, 0, axis)

    def int(self, c, m=1, k=None, lbnd=0, scl=1, axis=0):
        """The m-th antiderivative of the series along an axis, each one times scl; k: their values
        at lbnd."""
        c = _coefficients(c)
        k = [] if k is None else k if hasattr(k, "__len__") or hasattr(k, "__iter__") else [k]
        k = list(k)
        m, axis = operator.index(m), operator.index(axis)
        if m < 0:
            raise ValueError("The order of integration must be non-negative")
        if len(k) > m:
            raise ValueError("Too many integration constants")
        if asarray(lbnd).ndim != 0:
            raise ValueError("lbnd must be a scalar.")
        if asarray(scl).ndim != 0:
            raise ValueError("scl must be a scalar.")
        axis = normalize_axis_index(axis, c.ndim)
        if m == 0:
            return c
        c = moveaxis(c, axis, 0)
        for constant in k + [0] * (m - len(k)):
            c = c * scl
            if len(c) == 1 and bool(_core.all(c[0] == 0)):
                c = c.copy()
                c[0] += constant
                continue
            c = self.antiderivative(c)
            c[0] += constant - self.val(lbnd, c)
        return moveaxis(c, 0, axis)

    # --- roots ---

    def fromroots(self, roots):
        """The series of the polynomial with these roots."""
        if len(roots) == 0:
            return _core.ones(1)
        [roots] = as_series([roots], trim=False)
        roots.sort()
        factors = [self.line(-r, 1) for r in roots]
        while len(factors) > 1:
            half, odd = divmod(len(factors), 2)
            joined = [self.mul(factors[i], factors[i + half]) for i in range(half)]
            if odd:
                joined[0] = self.mul(joined[0], factors[-1])
            factors = joined
        return factors[0]

    def companion(self, c):
        """A matrix whose eigenvalues are the series' roots, scaled to be as symmetric as it can."""
        [c] = as_series([c])
        if len(c) < 2:
            raise ValueError("Series must have maximum degree of at least 1.")
        n = len(c) - 1
        a, b, down = (asarray(v) + zeros(n + 1) for v in self.recurrence(arange(n + 1)))
        scale = _core.ones(n)
        for i in range(n - 1):
            if down[i + 1]:
                scale[i + 1] = scale[i] * _core.sqrt(abs(a[i + 1] / (a[i] * down[i + 1])))
        matrix = zeros((n, n), c.dtype)
        for i in range(n):
            matrix[i, i] = -b[i] / a[i]
            if i + 1 < n:
                matrix[i + 1, i] = scale[i] / scale[i + 1] / a[i]
                matrix[i, i + 1] = down[i + 1] / a[i + 1] * scale[i + 1] / scale[i]
        matrix[:, -1] -= c[:-1] / c[-1] * (scale[-1] / scale) / a[n - 1]
        return matrix

    def roots(self, c):
        """The series' roots, in ascending order."""
        from .. import linalg

        [c] = as_series([c])
        if len(c) < 2:
            return array([], dtype=c.dtype)
        if len(c) == 2:
            a, b, _ = self.recurrence(0)
            return array([(-c[0] / c[1] - b) / a])
        found = linalg.eigvals(self.companion(c)[::-1, ::-1])
        found.sort()
        return found

    def gauss(self, deg):
        """The points and weights of Gauss quadrature of a degree."""
        from .. import linalg

        deg = operator.index(deg)
        if deg <= 0:
            raise ValueError("deg must be a positive integer")
        c = array([0] * deg + [1.0])
        x = linalg.eigvalsh(self.companion(c))
        slope = self.val(x, self.der(c))
        x = x - self.val(x, c) / slope
        w = 1 / (self.val(x, c[1:]) * self.val(x, self.der(c)))
        if self.symmetric:
            w, x = (w + w[::-1]) / 2, (x - x[::-1]) / 2
        return x, w * (self.norm / w.sum())

    # --- fits and conversions ---

    def fit(self, x, y, deg, rcond=None, full=False, w=None):
        """The series of a degree (or with only the given degrees) that fits points best, by least
        squares; y may have several columns. w: weights; full: [residuals, rank, singular values,
        rcond], too."""
        from .. import linalg

        x, y, deg = asarray(x) + 0.0, asarray(y) + 0.0, asarray(deg)
        if deg.ndim > 1 or deg.dtype.kind not in "iu" or deg.size == 0:
            raise TypeError("deg must be an int or non-empty 1-D array of int")
        if deg.min() < 0:
            raise ValueError("expected deg >= 0")
        if x.ndim != 1:
            raise TypeError("expected 1D vector for x")
        if x.size == 0:
            raise TypeError("expected non-empty vector for x")
        if y.ndim < 1 or y.ndim > 2:
            raise TypeError("expected 1D or 2D array for y")
        if len(x) != len(y):
            raise TypeError("expected x and y to have same length")
        degrees = None
        top = deg.max()
        order = top + 1
        left = self.vander(x, top)
        if deg.ndim == 1:
            degrees = sorted(deg.tolist())
            order = len(degrees)
            left = left[:, degrees]
        left, right = left.T, y.T
        if w is not None:
            w = asarray(w) + 0.0
            if w.ndim != 1:
                raise TypeError("expected 1D vector for w")
            if len(x) != len(w):
                raise TypeError("expected x and w to have same length")
            left, right = left * w, right * w
        if rcond is None:
            rcond = len(x) * 2.0 ** (-23 if x.dtype.itemsize == 4 else -52)
        squares = (left.real**2 + left.imag**2) if left.dtype.kind == "c" else left**2
        scale = _core.sqrt(squares.sum(1))
        scale[scale == 0] = 1
        c, residuals, rank, singular = linalg.lstsq(left.T / scale, right.T, rcond)
        c = (c.T / scale).T
        if degrees is not None:
            every = zeros((int(top) + 1, *c.shape[1:]), c.dtype)
            every[degrees] = c
            c = every
        if rank != order and not full:
            warnings.warn("The fit may be poorly conditioned", RankWarning, stacklevel=2)
        return (c, [residuals, rank, singular, rcond]) if full else c

    def from_power(self, pol):
        """The series of a polynomial given by its powers' coefficients, the lowest first."""
        [pol] = as_series([pol])
        result = zeros(1)
        for value in pol[::-1]:
            result = self.add(self.mulx(result), value)
        return result

    def to_power(self, c):
        """The coefficients of the powers, the lowest first, of a series."""
        [c] = as_series([c])
        result = zeros(len(c), c.dtype)
        before, now = zeros(len(c)), zeros(len(c))
        now[0] = 1
        for n, value in enumerate(c):
            result += value * now
            a, b, down = self.recurrence(n)
            after = b * now - down * before
            after[1:] += a * now[:-1]
            before, now = now, after
        return result


def _padded(c):
    return _core.concatenate((c, zeros(1, c.dtype)))


_SHARED = (
    "line add sub mulx mul div pow val val2d val3d grid2d grid3d vander vander2d vander3d der int "
    "fromroots companion roots fit"
).split()


def publish(namespace, basis, prefix, domain):
    """Gives a module the functions of a basis, under names with its prefix, and its constants."""
    from .polyutils import trimcoef

    names = {prefix + name: getattr(basis, name) for name in _SHARED}
    names[prefix + "trim"] = trimcoef
    if basis.norm is not None:
        names[prefix + "gauss"] = basis.gauss
    if prefix != "poly":
        names["poly2" + prefix] = basis.from_power
        names[prefix + "2poly"] = basis.to_power
    names[prefix + "domain"] = array(domain, dtype=float)
    a, b, _ = basis.recurrence(0)
    names[prefix + "zero"], names[prefix + "one"] = array([0]), array([1])
    x = [-b / a, 1 / a]
    names[prefix + "x"] = array([int(v) for v in x] if all(v == int(v) for v in x) else x)
    namespace.update(names)
    return list(names)
