"""RandomState and the functions of rumpy.random: the streams of NumPy before 1.17, frozen."""

import math
import operator
import warnings

from .. import _core
from .._lib_loader import ffi
from . import _draws
from ._bit_generators import MT19937, BitGenerator
from ._distributions import Distributions
from ._draws import (
    LONG,
    anything,
    at_least_1,
    fits_long,
    legacy_poisson_rate,
    non_negative,
    parameter,
    positive,
    size_of,
    span_of,
    within_0_1,
)
from ._generator import (
    _reorder,
    _vector,
    _warn_of_no_sequence,
    check_moments,
    require_definite,
)

_FLOAT64, _INT64 = _core.dtype("f8"), _core.dtype("i8")
_CHOICE_ERRORS = {
    "dimensions": "'p' must be 1-dimensional",
    "size": "'a' and 'p' must have same size",
    "nan": "probabilities contain NaN",
    "negative": "probabilities are not non-negative",
    "sum": "probabilities do not sum to 1",
}


class RandomState(Distributions):
    """RandomState(seed=None)

    Draws from distributions as NumPy always did: the same seed gives the same numbers for ever. New
    code does better with default_rng(). seed: an int below 2**32, an array of them, or a
    BitGenerator.
    """

    _poisson_lam_max = _draws.POISSON_LAM_MAX
    _prefix = "legacy_"
    _poisson_rate = staticmethod(legacy_poisson_rate)
    _count = staticmethod(fits_long)

    def __init__(self, seed=None):
        if isinstance(seed, BitGenerator):
            self._use(seed)
            return
        generator = MT19937()
        if seed is not None:
            generator._legacy_seeding(seed)
        self._use(generator)

    def _use(self, bit_generator):
        if not isinstance(bit_generator, BitGenerator):
            raise ValueError("Invalid bit generator. The bit generator must be instantized.")
        self._bit_generator = bit_generator
        self._state = bit_generator._handle
        self.lock = bit_generator.lock
        self._gauss = ffi.new("la_gauss *")

    def __getstate__(self):
        return self.get_state(legacy=False)

    def __setstate__(self, state):
        self.set_state(state)

    def __reduce__(self):
        return type(self), (self._bit_generator,), self.get_state(legacy=False)

    # --- state ---

    def seed(self, seed=None):
        """Begin anew, from a seed. TypeError unless the generator is a MT19937."""
        if not isinstance(self._bit_generator, MT19937):
            raise TypeError("can only re-seed a MT19937 BitGenerator")
        self._bit_generator._legacy_seeding(seed)
        self._gauss.has_gauss, self._gauss.gauss = 0, 0.0

    def get_state(self, legacy=True):
        """The state: the tuple ('MT19937', key, pos, has_gauss, cached_gaussian), or a dictionary."""
        state = self._bit_generator.state
        if legacy and state["bit_generator"] != "MT19937":
            warnings.warn(
                "get_state and legacy can only be used with the MT19937 BitGenerator. To silence "
                "this warning, set `legacy` to False.",
                RuntimeWarning,
                stacklevel=2,
            )
            legacy = False
        state["has_gauss"], state["gauss"] = self._gauss.has_gauss, self._gauss.gauss
        if not legacy:
            return state
        inner = state["state"]
        return "MT19937", inner["key"], inner["pos"], state["has_gauss"], state["gauss"]

    def set_state(self, state):
        """Go on from what get_state() gave."""
        if isinstance(state, dict):
            if "bit_generator" not in state or "state" not in state:
                raise ValueError("state dictionary is not valid.")
        elif isinstance(state, (tuple, list)):
            if state[0] != "MT19937":
                raise ValueError("set_state can only be used with legacy MT19937 state instances.")
            rest = dict(zip(("has_gauss", "gauss"), state[3:5], strict=False))
            inner = {"key": state[1], "pos": state[2]}
            state = {"bit_generator": state[0], "state": inner, **rest}
        else:
            raise TypeError("state must be a dict or a tuple.")
        self._bit_generator.state = state
        self._gauss.has_gauss = state.get("has_gauss", 0)
        self._gauss.gauss = state.get("gauss", 0.0)

    # --- uniform ---

    def random_sample(self, size=None):
        """Uniform in [0, 1).

        >>> import rumpy as np
        >>> np.random.RandomState(1).random_sample(2)
        array([0.417022  , 0.72032449])
        """
        return self._fill("random", _FLOAT64, size)

    def random(self, size=None):
        """Uniform in [0, 1)."""
        return self.random_sample(size=size)

    def rand(self, *args):
        """Uniform in [0, 1), of the shape that the arguments are."""
        return self.random_sample(size=args or None)

    def randn(self, *args):
        """Standard normal, of the shape that the arguments are."""
        return self.standard_normal(size=args or None)

    def uniform(self, low=0.0, high=1.0, size=None):
        """Uniform in [low, high). OverflowError where the difference isn't finite."""
        low, high = parameter(low), parameter(high)
        span, finite = span_of(low, high)
        if not finite:
            raise OverflowError("Range exceeds valid bounds")
        return self._draw("uniform", size, (low, "", anything), (span, "", anything))

    def tomaxint(self, size=None):
        """Integers from 0 to the largest of the platform's longs."""
        return self._fill("positive_int", _INT64, size)

    def randint(self, low, high=None, size=None, dtype=int):
        """Integers in [low, high); [0, low) without high.

        >>> import rumpy as np
        >>> np.random.RandomState(1).randint(10, size=5)
        array([5, 8, 9, 5, 0])
        """
        if high is None:
            low, high = 0, low
        wanted = LONG if dtype is int else _core.dtype(dtype)
        if wanted.kind not in "iub":
            raise TypeError(f"Unsupported dtype {wanted!r} for randint")
        drawn = self._integers(low, high, size, wanted, closed=False, masked=True)
        if size is None and dtype in (bool, int) and _core.asarray(drawn).shape == ():
            return dtype(drawn)
        return drawn

    def random_integers(self, low, high=None, size=None):
        """Integers in [low, high], or [1, low]. Deprecated: use randint."""
        low, high = (1, low) if high is None else (low, high)
        warnings.warn(
            f"This function is deprecated. Please call randint({low}, {high} + 1) instead",
            DeprecationWarning,
            stacklevel=2,
        )
        return self.randint(low, int(high) + 1, size=size, dtype="l")

    def bytes(self, length):
        """So many random bytes."""
        words = self.randint(0, 1 << 32, size=(length - 1) // 4 + 1, dtype=_core.uint32)
        return words.tobytes()[:length]

    # --- choices and orders ---

    def choice(self, a, size=None, replace=True, p=None):
        """Elements of the vector `a`, or of range(a); with probabilities p; each at most once unless
        replace."""
        a = _core.asarray(a)
        count = 1 if size is None else math.prod(size_of(size))
        if a.ndim == 0:
            try:
                population = operator.index(a.item())
            except TypeError:
                raise ValueError("a must be 1-dimensional or an integer") from None
            if population <= 0 and count != 0:
                raise ValueError("a must be greater than 0 unless no samples are taken")
        elif a.ndim != 1:
            raise ValueError("a must be 1-dimensional")
        else:
            population = a.shape[0]
            if population == 0 and count != 0:
                raise ValueError("'a' cannot be empty unless no samples are taken")
        if p is not None:
            p = self._probabilities(p, population, _CHOICE_ERRORS)
        shape = () if size is None else size_of(size)
        if not replace:
            self._check_sample(count, population, p)
        if p is not None:
            chosen = self._weighted(p, shape, count, replace, self.random_sample, LONG)
        elif replace:
            chosen = self.randint(0, population, size=shape)
        else:
            chosen = self.permutation(population)[:count].reshape(shape)
        if size is None:
            chosen = _core.asarray(chosen).item()
        if a.ndim == 0:
            return chosen
        if size is not None and shape == ():
            return _core.array(a[int(chosen)])
        return a[chosen]

    @staticmethod
    def _check_sample(count, population, p):
        if count > population:
            raise ValueError("Cannot take a larger sample than population when 'replace=False'")
        if count < 0:
            raise ValueError("Negative dimensions are not allowed")
        if p is not None and _core.count_nonzero(p > 0) < count:
            raise ValueError("Fewer non-zero entries in p than size")

    def shuffle(self, x):
        """Put the elements of an array along its first axis, or of a list, in random order, in
        place."""
        if isinstance(x, _core.ndarray):
            if not x.flags.writeable:
                raise ValueError("array is read-only")
            if x.ndim == 0:
                raise TypeError("len() of unsized object")
            if x.ndim == 1:
                self._shuffle_array(x, 0)
            elif x.size:
                x[...] = x[self._shuffled_indices(x.shape[0])]
            return
        _warn_of_no_sequence(x)
        _reorder(x, self._shuffled_indices(len(x)).tolist())

    def permutation(self, x):
        """The elements of `x` along its first axis, or of range(x), in random order: a copy."""
        if isinstance(x, (int, _core.integer)):
            array = _core.arange(int(x), dtype=_core.result_type(x, LONG))
            self.shuffle(array)
            return array
        array = _core.array(x)
        if array.ndim < 1:
            raise IndexError("x must be an integer or at least 1-dimensional")
        if array.ndim == 1:
            self.shuffle(array)
            return array
        return array[self._shuffled_indices(array.shape[0])]

    # --- continuous distributions ---

    def standard_normal(self, size=None):
        """Normal, of mean 0 and standard deviation 1.

        >>> import rumpy as np
        >>> np.random.RandomState(1).standard_normal(2)
        array([ 1.62434536, -0.61175641])
        """
        return self._fill("legacy_gauss", _FLOAT64, size)

    def standard_exponential(self, size=None):
        """Exponential, of mean 1."""
        return self._fill("legacy_standard_exponential", _FLOAT64, size)

    def standard_gamma(self, shape, size=None):
        """Gamma, of a shape >= 0 and scale 1."""
        return self._draw("legacy_standard_gamma", size, (shape, "shape", non_negative))

    # --- discrete distributions: of the platform's long ---

    def _draw_integers(self, name, size, *parameters):
        drawn = super()._draw_integers(name, size, *parameters)
        return drawn if isinstance(drawn, int) else drawn.astype(LONG)

    def negative_binomial(self, n, p, size=None):
        """How many trials fail before n > 0 succeed, each with probability p."""
        return self._draw_integers(
            "negative_binomial", size, (n, "n", positive), (p, "p", within_0_1)
        )

    def hypergeometric(self, ngood, nbad, nsample, size=None):
        """How many of nsample >= 1 items taken from ngood + nbad are good ones."""
        good, bad, sample = (parameter(v, _INT64) for v in (ngood, nbad, nsample))
        if (good + bad < sample).any():
            raise ValueError("ngood + nbad < nsample")
        return self._draw_integers(
            "hypergeometric",
            size,
            (good, "ngood", fits_long, _INT64),
            (bad, "nbad", non_negative, _INT64),
            (sample, "nsample", at_least_1, _INT64),
        )

    # --- vectors ---

    def multinomial(self, n, pvals, size=None):
        """How often each of d outcomes of probabilities pvals[d] occurs in n trials: (..., d)."""
        n, given = int(n), pvals  # also of floats, unlike Generator's
        pvals = _core.asarray(pvals)
        if pvals.ndim == 0:
            raise TypeError("pvals must be a 1-d sequence")
        if pvals.ndim > 1:
            raise ValueError("object too deep for desired array")
        pvals = _core.ascontiguousarray(parameter(pvals))
        within_0_1(pvals, "pvals")
        if pvals.size:
            _draws.check_pvals(given, pvals)
        non_negative(n, "n")
        shape = () if size is None else size_of(size)
        return self._multinomial_rows(parameter(n, _INT64), pvals, shape, legacy=True).astype(LONG)

    def dirichlet(self, alpha, size=None):
        """Probabilities that add up to 1, of concentrations alpha[k] > 0: (..., k)."""
        alpha = _vector(alpha)
        if (alpha <= 0).any():
            raise ValueError("alpha <= 0")
        return self._dirichlet(alpha, size, legacy=True)

    def multivariate_normal(self, mean, cov, size=None, check_valid="warn", tol=1e-8):
        """Normal vectors of a mean[n] and a covariance[n, n]: (..., n). check_valid: what to do if
        it is not positive semidefinite: 'warn', 'raise', 'ignore'."""
        from rumpy import allclose, linalg

        mean, cov = _core.array(mean), _core.array(cov)
        shape = () if size is None else size_of(size)
        check_moments(mean, cov)
        n = mean.shape[0]
        x = self.standard_normal((*shape, n)).reshape(-1, n)
        cov = cov.astype(float)
        _, s, v = linalg.svd(cov)
        if check_valid != "ignore":
            close = allclose(_core.dot(v.T * s, v), cov, rtol=tol, atol=tol)
            require_definite(close, check_valid)
        return (_core.dot(x, _core.sqrt(s)[:, None] * v) + mean).reshape((*shape, n))


_state = RandomState()  # what the functions of rumpy.random draw from

# The functions that are its methods.
FUNCTIONS = """
    beta binomial bytes chisquare choice dirichlet exponential f gamma geometric get_state gumbel
    hypergeometric laplace logistic lognormal logseries multinomial multivariate_normal
    negative_binomial noncentral_chisquare noncentral_f normal pareto permutation poisson power rand
    randint randn random random_integers random_sample rayleigh set_state shuffle standard_cauchy
    standard_exponential standard_gamma standard_normal standard_t triangular uniform vonmises wald
    weibull zipf
""".split()
functions = {name: getattr(_state, name) for name in FUNCTIONS}


def seed(seed=None):
    """Begin the functions' stream anew, from a seed.

    >>> import rumpy as np
    >>> np.random.seed(1)
    >>> np.random.rand()
    0.417022004702574
    """
    generator = _state._bit_generator
    if isinstance(generator, MT19937):
        _state.seed(seed)
    else:
        generator.state = type(generator)(seed).state


def get_bit_generator():
    """The bit generator that the functions draw from."""
    return _state._bit_generator


def set_bit_generator(bitgen):
    """Let the functions draw from another bit generator."""
    _state._use(bitgen)


def sample(*args, **kwargs):
    """The same as random_sample."""
    return _state.random_sample(*args, **kwargs)


def ranf(*args, **kwargs):
    """The same as random_sample."""
    return _state.random_sample(*args, **kwargs)
