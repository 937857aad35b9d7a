"""Generator: NumPy's streams for every distribution."""

import math
import operator
import warnings
from collections.abc import MutableSequence, Sequence

from .. import _core
from .._lib_loader import check, ffi, lib, pointer
from ..manipulation import _axis
from . import _draws
from ._bit_generators import PCG64, BitGenerator
from ._distributions import Distributions
from ._draws import (
    above_0_to_1,
    anything,
    non_negative,
    parameter,
    positive_not_nan,
    size_of,
    span_of,
    within_0_1,
)

_FLOAT64, _FLOAT32, _INT64 = (_core.dtype(name) for name in ("f8", "f4", "i8"))
_CHOICE_ERRORS = {
    "dimensions": "p must be 1-dimensional",
    "size": "a and p must have same size",
    "nan": "Probabilities contain NaN",
    "negative": "Probabilities are not non-negative",
    "sum": "Probabilities do not sum to 1. See Notes section of docstring for more information.",
}
_SIZE_T = ffi.sizeof("size_t")
_MVHG_LIMIT = 1_000_000_000
_NOT_DEFINITE = "covariance is not symmetric positive-semidefinite."


class Generator(Distributions):
    """Generator(bit_generator)

    Draws from distributions, with the bits of a bit generator; default_rng() makes one. Parameters
    may be arrays, which broadcast; size: the result's shape, by default that of the parameters.
    """

    _poisson_lam_max = _draws.POISSON_LAM_MAX

    def __init__(self, bit_generator):
        if not isinstance(bit_generator, BitGenerator):
            raise ValueError("Invalid bit generator. The bit generator must be instantiated.")
        self._bit_generator = bit_generator
        self._state = bit_generator._handle
        self.lock = bit_generator.lock

    def __reduce__(self):
        return type(self), (self._bit_generator,)

    @property
    def bit_generator(self):
        """Where the bits come from."""
        return self._bit_generator

    def spawn(self, n_children):
        """A list of independent new generators."""
        return [type(self)(g) for g in self._bit_generator.spawn(n_children)]

    # --- uniform ---

    def _typed(self, name, size, dtype, out, method=""):
        """A distribution without parameters, of float64 or float32."""
        wanted = _core.dtype(dtype)
        if wanted is _FLOAT64:
            return self._fill(name + method, wanted, size, out)
        if wanted is _FLOAT32:
            return self._fill(f"{name}{method}_f", wanted, size, out)
        raise TypeError(f"Unsupported dtype {wanted!r} for {name}")

    def random(self, size=None, dtype=_core.float64, out=None):
        """Uniform in [0, 1).

        >>> import rumpy as np
        >>> np.random.default_rng(1).random(2)
        array([0.51182162, 0.9504637 ])
        """
        return self._typed("random", size, dtype, out)

    def uniform(self, low=0.0, high=1.0, size=None):
        """Uniform in [low, high). OverflowError where the difference isn't finite."""
        a, b = parameter(low), parameter(high)
        span, finite = span_of(a, b)
        if not finite:
            scalar = a.ndim == b.ndim == 0
            raise OverflowError(
                "high - low range exceeds valid bounds" if scalar else "Range exceeds valid bounds"
            )
        return self._draw("uniform", size, (a, "", anything), (span, "high - low", non_negative))

    def integers(self, low, high=None, size=None, dtype=_core.int64, endpoint=False):
        """Integers in [low, high), or [low, high] with endpoint; [0, low) without high.

        >>> import rumpy as np
        >>> np.random.default_rng(1).integers(10, size=5)
        array([4, 5, 7, 9, 0])
        """
        if high is None:
            low, high = 0, low
        wanted = _core.dtype(dtype)
        if wanted.kind not in "iub":
            raise TypeError(f"Unsupported dtype {wanted!r} for integers")
        drawn = self._integers(low, high, size, wanted, bool(endpoint), masked=False)
        if size is None and dtype in (bool, int) and _core.asarray(drawn).shape == ():
            return dtype(drawn)
        return drawn

    def bytes(self, length):
        """So many random bytes."""
        words = self.integers(0, 1 << 32, size=(length - 1) // 4 + 1, dtype=_core.uint32)
        return words.tobytes()[:length]

    # --- choices and orders ---

    def choice(self, a, size=None, replace=True, p=None, axis=0, shuffle=True):
        """Elements of `a` along an axis, or of range(a); with probabilities p; each at most once
        unless replace. Without shuffle, their order is not random."""
        given, a = a, _core.asarray(a)
        count = 1 if size is None else math.prod(size_of(size))
        if a.ndim == 0:
            try:
                population = operator.index(a.item())
            except TypeError as error:
                raise ValueError(
                    f"a must be a sequence or an integer, not {type(given)}"
                ) from error
            if population <= 0 and count != 0:
                raise ValueError("a must be a positive integer unless no samples are taken")
        else:
            population = a.shape[axis]
            if population == 0 and count != 0:
                raise ValueError("a cannot be empty unless no samples are taken")
        if p is not None:
            p = self._probabilities(p, population, _CHOICE_ERRORS)
        shape = () if size is None else size_of(size)
        if not replace:
            self._check_sample(count, population, p)
        if p is not None:
            chosen = self._weighted(p, shape, count, replace, self.random, _INT64)
        elif replace:
            chosen = self.integers(0, population, size=shape, dtype=_core.int64)
        else:
            chosen = _core.empty(count, _INT64)
            with self.lock:
                check(lib.la_random_sample(self._state, population, shuffle, pointer(chosen)))
            chosen = chosen.reshape(shape)
        if size is None:
            chosen = _core.asarray(chosen).item()
        if a.ndim == 0:
            return chosen
        if size is not None and shape == () and a.ndim == 1:
            return _core.array(a[int(chosen)])
        return a.take(chosen, axis=axis)

    @staticmethod
    def _check_sample(count, population, p):
        if count > population:
            raise ValueError("Cannot take a larger sample than population when replace is False")
        if count < 0:
            raise ValueError("negative dimensions are not allowed")
        if p is not None and _core.count_nonzero(p > 0) < count:
            raise ValueError("Fewer non-zero entries in p than size")

    def shuffle(self, x, axis=0):
        """Put the elements of an array along an axis, or of a list, in random order, in place."""
        if isinstance(x, _core.ndarray):
            if not x.flags.writeable:
                raise ValueError("array is read-only")
            if x.ndim == 0:
                raise TypeError("len() of unsized object")
            axis = _axis(axis, x.ndim)
            if x.ndim == 1:
                self._shuffle_array(x, 0)
            elif x.size:
                order = self._shuffled_indices(x.shape[axis])
                x[...] = x.take(order, axis=axis)
            return
        _warn_of_no_sequence(x)
        if axis != 0:
            raise NotImplementedError("Axis argument is only supported on ndarray objects")
        _reorder(x, self._shuffled_indices(len(x)).tolist())

    def permutation(self, x, axis=0):
        """The elements of `x` along an axis, or of range(x), in random order: a copy.

        >>> import rumpy as np
        >>> sorted(np.random.default_rng(1).permutation(4).tolist())
        [0, 1, 2, 3]
        """
        if isinstance(x, (int, _core.integer)):
            return self._shuffled_indices(int(x))
        array = _core.array(x)
        axis = _axis(axis, array.ndim)
        if array.ndim == 1:
            self.shuffle(array)
            return array
        return array.take(self._shuffled_indices(array.shape[axis]), axis=axis)

    def permuted(self, x, *, axis=None, out=None):
        """A copy of `x` (or out) in which each lane along an axis is shuffled on its own; without an
        axis, all elements."""
        x = _core.asarray(x)
        if out is None:
            out = x.copy(order="K")
        else:
            if type(out) is not _core.ndarray:
                raise TypeError("out must be a numpy array")
            if not out.flags.writeable:
                raise ValueError("out is read-only")
            if out.shape != x.shape:
                raise ValueError("out must have the same shape as x")
            _core.copyto(out, x, casting="safe")
        if axis is not None:
            self._shuffle_array(out, _axis(axis, out.ndim))
        elif x.ndim <= 1:
            self.shuffle(out)
        elif out.flags.c_contiguous or out.flags.f_contiguous:
            self._shuffle_array(out.ravel(order="A"), 0)
        else:
            flat = out.flatten()
            self._shuffle_array(flat, 0)
            out[...] = flat.reshape(out.shape)
        return out

    # --- continuous distributions ---

    def standard_normal(self, size=None, dtype=_core.float64, out=None):
        """Normal, of mean 0 and standard deviation 1.

        >>> import rumpy as np
        >>> np.random.default_rng(1).standard_normal(2)
        array([0.34558419, 0.82161814])
        """
        return self._typed("standard_normal", size, dtype, out)

    def standard_exponential(self, size=None, dtype=_core.float64, method="zig", out=None):
        """Exponential, of mean 1; method: 'zig' (ziggurat) or 'inv' (inverse)."""
        return self._typed(
            "standard_exponential", size, dtype, out, "" if method == "zig" else "_inv"
        )

    def standard_gamma(self, shape, size=None, dtype=_core.float64, out=None):
        """Gamma, of a shape >= 0 and scale 1."""
        wanted = _core.dtype(dtype)
        if wanted is _FLOAT64:
            given = (shape, "shape", non_negative)
            return self._draw("standard_gamma", size, given, out=out)
        if wanted is _FLOAT32:
            given = (shape, "shape", non_negative, _FLOAT32, "unsafe")
            return self._draw("standard_gamma_f", size, given, dtype=_FLOAT32, out=out)
        raise TypeError(f"Unsupported dtype {wanted!r} for standard_gamma")

    # --- discrete distributions ---

    def negative_binomial(self, n, p, size=None):
        """How many trials fail before n > 0 succeed, each with probability p > 0."""
        n, p = parameter(n), parameter(p)
        scalar = n.ndim == p.ndim == 0
        positive_not_nan(n.item() if scalar else n, "n")
        above_0_to_1(p.item() if scalar else p, "p")
        if ((1 - p) / p * (n + 10 * _core.sqrt(n)) > _draws.POISSON_LAM_MAX).any():
            raise ValueError("n too large or p too small, see Generator.negative_binomial Notes")
        return self._draw(
            "negative_binomial", size, (n, "n", anything), (p, "p", anything), dtype=_INT64
        )

    def hypergeometric(self, ngood, nbad, nsample, size=None):
        """How many of nsample items taken from ngood + nbad are good ones."""
        good, bad, sample = (parameter(v, _INT64) for v in (ngood, nbad, nsample))
        if (good >= _MVHG_LIMIT).any() or (bad >= _MVHG_LIMIT).any():
            raise ValueError(f"both ngood and nbad must be less than {_MVHG_LIMIT}")
        if (good + bad < sample).any():
            raise ValueError("ngood + nbad < nsample")
        return self._draw(
            "hypergeometric",
            size,
            (good, "ngood", non_negative, _INT64),
            (bad, "nbad", non_negative, _INT64),
            (sample, "nsample", non_negative, _INT64),
            dtype=_INT64,
        )

    # --- vectors ---

    def multinomial(self, n, pvals, size=None):
        """How often each of d outcomes of probabilities pvals[..., d] occurs in n trials: (..., d)."""
        given = pvals
        n, pvals = parameter(n, _INT64), _core.ascontiguousarray(parameter(pvals))
        if _core.asarray(given).ndim == 0 or pvals.shape[-1] == 0:
            raise ValueError(
                "pvals must have at least 1 dimension and the last dimension of pvals must be "
                "greater than 0."
            )
        within_0_1(pvals, "pvals")
        _draws.check_pvals(given, pvals)
        non_negative(n if n.ndim or pvals.ndim > 1 else n.item(), "n")
        from ..manipulation import broadcast_shapes

        together = broadcast_shapes(n.shape, pvals.shape[:-1])
        shape = together if size is None else size_of(size)
        if shape != together and (n.ndim or pvals.ndim > 1):
            together = broadcast_shapes(shape, together)
            if shape != together:
                raise ValueError(
                    f"Output size {shape} is not compatible with broadcast dimensions of inputs "
                    f"{together}."
                )
        return self._multinomial_rows(n, pvals, shape, legacy=False)

    def multivariate_hypergeometric(self, colors, nsample, size=None, method="marginals"):
        """How many of nsample items, taken from colors[i] of each color i, are of each: (..., k)."""
        if method not in ("count", "marginals"):
            raise ValueError('method must be "count" or "marginals".')
        try:
            nsample = operator.index(nsample)
        except TypeError:
            raise ValueError("nsample must be an integer") from None
        if nsample < 0:
            raise ValueError("nsample must be nonnegative.")
        if nsample > 2**63 - 1:
            raise ValueError(f"nsample must not exceed {2**63 - 1}")
        colors, total = _colors(colors)
        if method == "marginals" and total >= _MVHG_LIMIT:
            raise ValueError(
                f'When method is "marginals", sum(colors) must be less than {_MVHG_LIMIT}.'
            )
        most = min(2 ** (8 * _SIZE_T) - 1, 2**63 - 1) // _SIZE_T
        if method == "count" and total > most:
            raise ValueError(f"When method is 'count', sum(colors) must not exceed {most}")
        if nsample > total:
            raise ValueError("nsample > sum(colors)")
        shape = () if size is None else size_of(size)
        out = _core.zeros((*shape, colors.size), _INT64)
        if out.size:
            table = out.reshape(-1, colors.size)
            with self.lock:
                check(
                    lib.la_random_mvhg(
                        self._state,
                        method == "count",
                        total,
                        pointer(colors),
                        nsample,
                        pointer(table),
                    )
                )
        return out

    def dirichlet(self, alpha, size=None):
        """Probabilities that add up to 1, of concentrations alpha[k] >= 0: (..., k)."""
        alpha = _vector(alpha)
        if (alpha < 0).any():
            raise ValueError("alpha < 0")
        return self._dirichlet(alpha, size, legacy=False)

    def multivariate_normal(
        self, mean, cov, size=None, check_valid="warn", tol=1e-8, *, method="svd"
    ):
        """Normal vectors of a mean[n] and a covariance[n, n]: (..., n). check_valid: what to do if
        it is not positive semidefinite: 'warn', 'raise', 'ignore'; method: how it is factored."""
        if method not in ("eigh", "svd", "cholesky"):
            raise ValueError("method must be one of {'eigh', 'svd', 'cholesky'}")
        mean, cov = _core.array(mean), _core.array(cov)
        if "c" in (mean.dtype.kind, cov.dtype.kind):
            raise TypeError("mean and cov must not be complex")
        shape = () if size is None else size_of(size)
        check_moments(mean, cov)
        n = mean.shape[0]
        x = self.standard_normal((*shape, n)).reshape(-1, n)
        factor = _factored(cov.astype(float), check_valid, tol, method)
        return (mean + x @ factor.T).reshape((*shape, n))


def _warn_of_no_sequence(x):
    if not isinstance(x, Sequence):
        warnings.warn(
            f"you are shuffling a '{type(x).__name__}' object which is not a subclass of "
            "'Sequence'; `shuffle` is not guaranteed to behave correctly. E.g., non-numpy "
            "array/tensor objects with view semantics may contain duplicates after shuffling.",
            UserWarning,
            stacklevel=3,
        )


def _reorder(x, order):
    """x[i] = x[order[i]], at once."""
    if isinstance(x, MutableSequence):
        x[:] = [x[i] for i in order]
        return
    items = [x[i] for i in order]
    for i, item in enumerate(items):
        x[i] = item


def _vector(values):
    array = _core.ascontiguousarray(parameter(values))
    if _core.asarray(values).ndim != 1:
        raise ValueError("object of too small depth for desired array")
    return array


def _colors(colors):
    """The numbers of each color as int64, and their sum."""
    limit = 2**63 - 1
    wrong = (
        f"colors must be a one-dimensional sequence of nonnegative integers not exceeding {limit}."
    )
    try:
        array = _core.asarray(colors)
    except ValueError:
        raise ValueError(wrong) from None
    if array.ndim != 1 or (array.size and array.dtype.kind not in "iu"):
        raise ValueError(wrong)
    if (array < 0).any() or (array.size and int(array.max()) > limit):
        raise ValueError(wrong)
    total = sum(array.tolist())
    if total > limit:
        raise ValueError(
            f"sum(colors) must not exceed the maximum value of a 64 bit signed integer ({limit})"
        )
    return _core.ascontiguousarray(array.astype(_INT64)), int(total)


def check_moments(mean, cov):
    """ValueError unless mean is a vector and cov a matrix that goes with it."""
    if mean.ndim != 1:
        raise ValueError("mean must be 1 dimensional")
    if cov.ndim != 2 or cov.shape[0] != cov.shape[1]:
        raise ValueError("cov must be 2 dimensional and square")
    if mean.shape[0] != cov.shape[0]:
        raise ValueError("mean and cov must have same length")


def require_definite(definite, check_valid):
    """What check_valid asks for where a covariance is not positive semidefinite."""
    if check_valid not in ("warn", "raise"):
        raise ValueError("check_valid must equal 'warn', 'raise', or 'ignore'")
    if definite:
        return
    if check_valid == "raise":
        raise ValueError(_NOT_DEFINITE)
    warnings.warn(_NOT_DEFINITE, RuntimeWarning, stacklevel=4)


def _factored(cov, check_valid, tol, method):
    """A matrix whose product with its transpose is the covariance."""
    from rumpy import allclose, linalg

    if method == "cholesky":
        return linalg.cholesky(cov)
    if method == "svd":
        u, s, vh = linalg.svd(cov)
        if check_valid != "ignore":
            close = allclose(_core.dot(vh.T * s, vh), cov, rtol=tol, atol=tol)
            require_definite(close, check_valid)
        return u * _core.sqrt(s)
    s, u = linalg.eigh(cov)
    if check_valid != "ignore":
        require_definite(not (s < -tol).any(), check_valid)
    return u * _core.sqrt(abs(s))


def default_rng(seed=None):
    """A Generator on a PCG64, seeded by None, an int, a sequence of ints or a SeedSequence; or on
    the bit generator that is given. A Generator is returned as it is.

    >>> import rumpy as np
    >>> np.random.default_rng(12345).random()
    0.22733602246716966
    """
    if isinstance(seed, BitGenerator):
        return Generator(seed)
    if isinstance(seed, Generator):
        return seed
    from ._legacy import RandomState

    if isinstance(seed, RandomState):
        return Generator(seed._bit_generator)
    return Generator(PCG64(seed))
