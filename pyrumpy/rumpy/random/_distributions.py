"""The distributions that Generator and RandomState have in common."""

from .. import _core
from ._draws import (
    Drawing,
    above_0_to_1,
    above_1,
    anything,
    from_0_below_1,
    non_negative,
    parameter,
    poisson_rate,
    positive,
    within_0_1,
)

_FLOAT64, _INT64 = _core.dtype("f8"), _core.dtype("i8")


class Distributions(Drawing):
    """A mixin. RandomState draws most of them in ways of its own, which have a prefix in libarray's
    table, and has other bounds for integers."""

    _prefix = ""
    _poisson_rate = staticmethod(poisson_rate)
    _count = staticmethod(non_negative)

    def __repr__(self):
        return f"{self} at 0x{id(self):X}"

    def __str__(self):
        return f"{type(self).__name__}({type(self._bit_generator).__name__})"

    # --- continuous distributions ---

    def normal(self, loc=0.0, scale=1.0, size=None):
        """Normal, of a mean and a standard deviation >= 0."""
        return self._draw(
            self._prefix + "normal", size, (loc, "loc", anything), (scale, "scale", non_negative)
        )

    def exponential(self, scale=1.0, size=None):
        """Exponential, of mean scale >= 0."""
        return self._draw(self._prefix + "exponential", size, (scale, "scale", non_negative))

    def gamma(self, shape, scale=1.0, size=None):
        """Gamma, of a shape and a scale >= 0."""
        return self._draw(
            self._prefix + "gamma",
            size,
            (shape, "shape", non_negative),
            (scale, "scale", non_negative),
        )

    def beta(self, a, b, size=None):
        """Beta, of a, b > 0."""
        return self._draw(self._prefix + "beta", size, (a, "a", positive), (b, "b", positive))

    def f(self, dfnum, dfden, size=None):
        """F, of two degrees of freedom > 0."""
        return self._draw(
            self._prefix + "f", size, (dfnum, "dfnum", positive), (dfden, "dfden", positive)
        )

    def noncentral_f(self, dfnum, dfden, nonc, size=None):
        """Noncentral F, of two degrees of freedom > 0 and a noncentrality >= 0."""
        return self._draw(
            self._prefix + "noncentral_f",
            size,
            (dfnum, "dfnum", positive),
            (dfden, "dfden", positive),
            (nonc, "nonc", non_negative),
        )

    def chisquare(self, df, size=None):
        """Chi-square, of degrees of freedom > 0."""
        return self._draw(self._prefix + "chisquare", size, (df, "df", positive))

    def noncentral_chisquare(self, df, nonc, size=None):
        """Noncentral chi-square, of degrees of freedom > 0 and a noncentrality >= 0."""
        return self._draw(
            self._prefix + "noncentral_chisquare",
            size,
            (df, "df", positive),
            (nonc, "nonc", non_negative),
        )

    def standard_cauchy(self, size=None):
        """Cauchy, of mode 0 and scale 1."""
        return self._fill(self._prefix + "standard_cauchy", _FLOAT64, size)

    def standard_t(self, df, size=None):
        """Student's t, of degrees of freedom > 0."""
        return self._draw(self._prefix + "standard_t", size, (df, "df", positive))

    def vonmises(self, mu, kappa, size=None):
        """Von Mises, of mode mu and concentration kappa >= 0; in [-pi, pi]."""
        return self._draw(
            self._prefix + "vonmises", size, (mu, "mu", anything), (kappa, "kappa", non_negative)
        )

    def pareto(self, a, size=None):
        """Pareto II (Lomax), of a shape > 0."""
        return self._draw(self._prefix + "pareto", size, (a, "a", positive))

    def weibull(self, a, size=None):
        """Weibull, of a shape >= 0 and scale 1."""
        return self._draw(self._prefix + "weibull", size, (a, "a", non_negative))

    def power(self, a, size=None):
        """Power, of density a * x**(a - 1) in [0, 1], a > 0."""
        return self._draw(self._prefix + "power", size, (a, "a", positive))

    def lognormal(self, mean=0.0, sigma=1.0, size=None):
        """The exponential of a normal deviate of that mean and standard deviation >= 0."""
        return self._draw(
            self._prefix + "lognormal",
            size,
            (mean, "mean", anything),
            (sigma, "sigma", non_negative),
        )

    def rayleigh(self, scale=1.0, size=None):
        """Rayleigh, of a mode >= 0."""
        return self._draw(self._prefix + "rayleigh", size, (scale, "scale", non_negative))

    def wald(self, mean, scale, size=None):
        """Wald (inverse Gaussian), of a mean and a scale > 0."""
        return self._draw(
            self._prefix + "wald", size, (mean, "mean", positive), (scale, "scale", positive)
        )

    def laplace(self, loc=0.0, scale=1.0, size=None):
        """Laplace (double exponential), of a mean and a scale >= 0."""
        return self._draw("laplace", size, (loc, "loc", anything), (scale, "scale", non_negative))

    def gumbel(self, loc=0.0, scale=1.0, size=None):
        """Gumbel, of a mode and a scale >= 0."""
        return self._draw("gumbel", size, (loc, "loc", anything), (scale, "scale", non_negative))

    def logistic(self, loc=0.0, scale=1.0, size=None):
        """Logistic, of a mean and a scale >= 0."""
        return self._draw("logistic", size, (loc, "loc", anything), (scale, "scale", non_negative))

    def triangular(self, left, mode, right, size=None):
        """Triangular, over [left, right] with its peak at mode."""
        a, b, c = map(parameter, (left, mode, right))
        if (a > b).any():
            raise ValueError("left > mode")
        if (b > c).any():
            raise ValueError("mode > right")
        if (a == c).any():
            raise ValueError("left == right")
        return self._draw(
            "triangular", size, (a, "", anything), (b, "", anything), (c, "", anything)
        )

    # --- discrete distributions ---

    def _draw_integers(self, name, size, *parameters):
        return self._draw(self._prefix + name, size, *parameters, dtype=_INT64)

    def zipf(self, a, size=None):
        """Zipf, of an exponent a > 1."""
        return self._draw_integers("zipf", size, (a, "a", above_1))

    def geometric(self, p, size=None):
        """How many trials until the first success, each with probability p > 0."""
        return self._draw_integers("geometric", size, (p, "p", above_0_to_1))

    def logseries(self, p, size=None):
        """Logarithmic series, of a shape 0 <= p < 1."""
        return self._draw_integers("logseries", size, (p, "p", from_0_below_1))

    def poisson(self, lam=1.0, size=None):
        """Poisson, of a mean lam >= 0."""
        return self._draw_integers("poisson", size, (lam, "lam", self._poisson_rate))

    def binomial(self, n, p, size=None):
        """How many of n >= 0 trials succeed, each with probability p."""
        return self._draw_integers(
            "binomial", size, (p, "p", within_0_1), (n, "n", self._count, _INT64)
        )
