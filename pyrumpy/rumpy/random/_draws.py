"""What all distributions share: parameters, their constraints, sizes and results."""

import math
import operator

from .. import _core
from .._lib_loader import check, ffi, lib, pointer
from ..error_state import errstate
from ..limits import finfo, iinfo

POISSON_LAM_MAX = float(2**63 - 1) - math.sqrt(2**63 - 1) * 10
LONG = _core.dtype("l")
LONG_MAX = 2 ** (8 * LONG.itemsize - 1) - 1
LEGACY_POISSON_LAM_MAX = float(LONG_MAX) - math.sqrt(LONG_MAX) * 10

_DOUBLE, _FLOAT, _INT64 = (_core.dtype(name) for name in ("f8", "f4", "i8"))


# --- constraints: of a number, or of all elements of an array -----------------------------------


def _some(truth):
    return truth if isinstance(truth, bool) else bool(truth.any())


def _every(truth):
    return truth if isinstance(truth, bool) else bool(truth.all())


def _nans(value):
    return "contains NaNs" if isinstance(value, _core.ndarray) else "is NaN"


def non_negative(value, name):
    negative = value < 0
    if not _some(negative) and isinstance(value, float) and value == 0:
        negative = math.copysign(1.0, value) < 0
    elif isinstance(value, _core.ndarray) and value.dtype.kind == "f":
        negative = _core.signbit(value) & ~_core.isnan(value)
    if _some(negative):
        raise ValueError(f"{name} < 0")


def positive(value, name):
    if _some(value <= 0):
        raise ValueError(f"{name} <= 0")


def positive_not_nan(value, name):
    if _some(value != value):
        raise ValueError(f"{name} must not be NaN")
    positive(value, name)


def within_0_1(value, name):
    if not (_every(value >= 0) and _every(value <= 1)):
        raise ValueError(f"{name} < 0, {name} > 1 or {name} {_nans(value)}")


def above_0_to_1(value, name):
    if not (_every(value > 0) and _every(value <= 1)):
        raise ValueError(f"{name} <= 0, {name} > 1 or {name} contains NaNs")


def from_0_below_1(value, name):
    if not (_every(value >= 0) and _every(value < 1)):
        raise ValueError(f"{name} < 0, {name} >= 1 or {name} {_nans(value)}")


def above_1(value, name):
    if not _every(value > 1):
        raise ValueError(f"{name} <= 1 or {name} {_nans(value)}")


def at_least_1(value, name):
    if not _every(value >= 1):
        raise ValueError(f"{name} < 1 or {name} {_nans(value)}")


def poisson_rate(value, name, largest=POISSON_LAM_MAX):
    high, low = f"{name} value too large", f"{name} < 0 or {name} {_nans(value)}"
    checks = [(value <= largest, high), (value >= 0, low)]
    for fits, problem in checks if isinstance(value, _core.ndarray) else reversed(checks):
        if not _every(fits):
            raise ValueError(problem)


def legacy_poisson_rate(value, name):
    poisson_rate(value, name, LEGACY_POISSON_LAM_MAX)


def fits_long(value, name):
    if _some(value < 0):
        raise ValueError(f"{name} < 0")
    if _some(value > LONG_MAX):
        raise ValueError(
            f"{name} is out of bounds for long, consider using the new generator API for 64bit "
            "integers."
        )


def anything(value, name):
    pass


# --- parameters and results -------------------------------------------------------------------------


def parameter(value, dtype=_DOUBLE, casting="safe"):
    """The value as an array of the dtype; TypeError where a cast of an array may lose something."""
    if value is None:
        raise TypeError("must be real number, not NoneType")
    if not isinstance(value, (_core.ndarray, _core.generic)):
        return _core.asarray(value, dtype)
    array = _core.asarray(value)
    return array if array.dtype is dtype else array.astype(dtype, casting=casting)


def span_of(low, high):
    """high - low, and whether it is finite everywhere."""
    with errstate(over="ignore", invalid="ignore"):
        span = _core.subtract(high, low)
    return span, _core.isfinite(span).all()


def size_of(size):
    """A size as a tuple."""
    try:
        return (operator.index(size),)
    except TypeError:
        return tuple(size)


def require_broadcast(out, arrays):
    """ValueError unless the arrays broadcast to just out's shape."""
    from ..manipulation import broadcast_shapes

    together = broadcast_shapes(out.shape, *(array.shape for array in arrays))
    if together != out.shape:
        raise ValueError(
            f"Output size {out.shape} is not compatible with broadcast dimensions of inputs "
            f"{together}."
        )


def check_output(out, dtype, size, c_only):
    """Whether an array that was given can take the result."""
    if not isinstance(out, _core.ndarray):
        raise TypeError(f"Cannot convert {type(out).__name__} to numpy.ndarray")
    flags = out.flags
    contiguous = flags.c_contiguous or (flags.f_contiguous and not c_only)
    if not (contiguous and flags.writeable and flags.aligned):
        raise ValueError(
            f"Supplied output array must be {'C-' if c_only else ''}contiguous, writable, aligned, "
            "and in machine byte-order."
        )
    if out.dtype is not dtype:
        raise TypeError(
            f"Supplied output array has the wrong type. Expected {dtype}, got {out.dtype}"
        )
    if size is not None and size_of(size) != out.shape:
        raise ValueError("size must match out.shape when used together")


_numbers = {}  # of distributions, by name


def _number(name):
    if name not in _numbers:
        _numbers[name] = lib.la_random_find(name.encode())
    return _numbers[name]


class Drawing:
    """A mixin of Generator and RandomState: draws from libarray's table of distributions."""

    _gauss = ffi.NULL

    def _fill(self, name, dtype, size, out=None):
        """Draws of a distribution without parameters."""
        if out is not None:
            check_output(out, dtype, size, c_only=False)
            made = out
        else:
            made = _core.empty(() if size is None else size, dtype)
        with self.lock:
            check(
                lib.la_random_draw(
                    self._state, self._gauss, _number(name), 0, ffi.NULL, pointer(made)
                )
            )
        return made.item() if size is None and out is None else made

    def _draw(self, name, size, *parameters, dtype=_DOUBLE, out=None):
        """Draws of a distribution with parameters: (value, name, constraint) or, for integers,
        (value, name, constraint, dtype)."""
        arrays = [parameter(p[0], *p[3:]) for p in parameters]
        scalar = all(array.ndim == 0 for array in arrays)
        for array, (_, what, constraint, *_) in zip(arrays, parameters, strict=True):
            constraint(array.item() if scalar else array, what)
        if out is not None:
            check_output(out, dtype, size, c_only=True)
            made = out
        elif size is not None:
            made = _core.empty(size, dtype)
        else:
            from ..manipulation import broadcast_shapes

            made = _core.empty(broadcast_shapes(*(array.shape for array in arrays)), dtype)
        if not scalar:
            require_broadcast(made, arrays)
        handles = ffi.new("la_array *[]", [pointer(array) for array in arrays])
        with self.lock:
            check(
                lib.la_random_draw(
                    self._state, self._gauss, _number(name), len(arrays), handles, pointer(made)
                )
            )
        return made.item() if scalar and size is None and out is None else made

    # --- integers ---

    def _integers(self, low, high, size, dtype, closed, masked):
        """Integers of a dtype in low .. high (included, if closed)."""
        if size is not None and 0 in size_of(size):
            return _core.empty(size, dtype)
        # Python's ints stay what they are: no dtype need hold them.
        low, high = (x if isinstance(x, int) else _core.asarray(x) for x in (low, high))
        info = _bounds(dtype)
        if all(isinstance(x, int) or x.ndim == 0 for x in (low, high)):
            return self._integers_between(
                int(low), int(high) - (not closed), size, dtype, info, masked, closed
            )
        low, high = _checked_bounds(low, high, dtype, info, closed)
        from ..manipulation import broadcast_shapes

        shape = broadcast_shapes(low.shape, high.shape) if size is None else size
        out = _core.empty(shape, dtype)
        require_broadcast(out, (low, high))
        off, span = (
            _core.ascontiguousarray(_core.broadcast_to(array.view(_core.uint64), out.shape))
            for array in (low, high - low)
        )
        with self.lock:
            check(
                lib.la_random_bounded_each(
                    self._state, pointer(off), pointer(span), masked, pointer(out)
                )
            )
        return out

    def _integers_between(self, low, high, size, dtype, info, masked, closed):
        name = dtype.name
        if low < info[0]:
            raise ValueError(f"low is out of bounds for {name}")
        if high > info[1]:
            raise ValueError(f"high is out of bounds for {name}")
        if low > high:
            raise ValueError(_order_error(closed, low == 0))
        out = _core.empty(() if size is None else size, dtype)
        with self.lock:
            check(lib.la_random_bounded(self._state, low % 2**64, high - low, masked, pointer(out)))
        return out[()] if size is None else out

    # --- orders ---

    def _shuffle_array(self, array, axis):
        with self.lock:
            check(lib.la_random_shuffle(self._state, pointer(array), axis))

    def _shuffled_indices(self, n):
        indices = _core.arange(n)
        self._shuffle_array(indices, 0)
        return indices

    def _probabilities(self, p, population, words):
        """The given probabilities as float64, checked; `words` are the texts of what may be wrong."""
        given = p
        p = _core.ascontiguousarray(parameter(p))
        if p.ndim != 1:
            raise ValueError(words["dimensions"])
        if p.size != population:
            raise ValueError(words["size"])
        narrow = isinstance(given, _core.ndarray) and given.dtype.kind == "f"
        tolerance = math.sqrt(finfo(given.dtype if narrow else _DOUBLE).eps)
        total = kahan_sum(p)
        if total != total:
            raise ValueError(words["nan"])
        if (p < 0).any():
            raise ValueError(words["negative"])
        if abs(total - 1.0) > tolerance:
            raise ValueError(words["sum"])
        return p

    def _weighted(self, p, shape, count, replace, uniform, dtype):
        """Indices drawn with probabilities p; without repetition unless replace."""
        from rumpy import unique

        if replace:
            cdf = p.cumsum()
            cdf /= cdf[-1]
            return _core.asarray(cdf.searchsorted(uniform(shape), side="right")).astype(dtype)
        p = p.copy()
        found = _core.zeros(shape, dtype=dtype)
        flat = found.reshape(-1)
        n = 0
        while n < count:
            x = uniform((count - n,))
            p[flat[:n]] = 0
            cdf = p.cumsum()
            cdf /= cdf[-1]
            new = cdf.searchsorted(x, side="right")
            _, first = unique(new, return_index=True)
            first.sort()
            new = new[first]
            flat[n : n + new.size] = new
            n += new.size
        return found

    def _multinomial_rows(self, n, pvals, shape, legacy):
        """n: int64, pvals: float64 with a last axis of d; both broadcast to shape (+ (d,))."""
        d = pvals.shape[-1]
        out = _core.zeros((*shape, d), dtype=_INT64)
        rows = math.prod(shape)
        if n.ndim:
            n = _core.broadcast_to(n, shape).reshape(rows)
        else:
            n = _core.broadcast_to(n, (rows,))
        if pvals.ndim > 1:
            pvals = _core.ascontiguousarray(_core.broadcast_to(pvals, (*shape, d))).reshape(rows, d)
        else:
            pvals = _core.broadcast_to(pvals, (rows, d))
        table = out.reshape(rows, d)
        with self.lock:
            check(
                lib.la_random_multinomial(
                    self._state, legacy, pointer(n), pointer(pvals), pointer(table)
                )
            )
        return out

    def _dirichlet(self, alpha, size, legacy):
        k = alpha.shape[0]
        shape = () if size is None else size_of(size)
        out = _core.zeros((*shape, k))
        if out.size:
            table = out.reshape(-1, k)
            with self.lock:
                check(
                    lib.la_random_dirichlet(
                        self._state, self._gauss, legacy, pointer(alpha), pointer(table)
                    )
                )
        return out


def kahan_sum(array):
    """The sum of a contiguous float64 vector, with Kahan's correction."""
    return lib.la_kahan_sum(ffi.from_buffer("double[]", array), array.size) if array.size else 0.0


def check_pvals(given, pvals):
    """ValueError where all but the last probabilities of a row add up to more than 1."""
    d = pvals.shape[-1]
    for row in pvals.reshape(-1, d):
        if kahan_sum(row[:-1]) > 1.0 + 1e-12:
            part = "[:-1]" if pvals.ndim == 1 else "[...,:-1]"
            narrow = isinstance(given, _core.ndarray) and given.dtype.kind == "f"
            if narrow and given.dtype is not _DOUBLE and given.sum() < 1.0001:
                raise ValueError(
                    f"sum(pvals{part}.astype(np.float64)) > 1.0. The pvals array is cast to 64-bit "
                    "floating point prior to checking the sum. Precision changes when casting may "
                    "cause problems even if the sum of the original pvals is valid."
                )
            raise ValueError(f"sum(pvals{part}) > 1.0")


def _order_error(closed, low_is_zero):
    if low_is_zero:
        return f"high {'<' if closed else '<='} 0"
    return f"low {'>' if closed else '>='} high"


def _bounds(dtype):
    """The smallest and the largest value of an integer dtype or bool."""
    if dtype.kind == "b":
        return 0, 1
    limits = iinfo(dtype)
    return limits.min, limits.max


def _checked_bounds(low, high, dtype, info, closed):
    """low and high, both included, as arrays of int64 (uint64 for uint64)."""
    wide = _core.dtype("u8") if dtype.name == "uint64" else _INT64
    low, high = _core.asarray(low), _core.asarray(high)
    name = dtype.name
    if (low < info[0]).any() or (dtype.itemsize == 8 and (low > info[1]).any()):
        raise ValueError(f"low is out of bounds for {name}")
    if (high > (info[1] if closed else info[1] + 1)).any():
        raise ValueError(f"high is out of bounds for {name}")
    wrong = low > high if closed else low >= high
    if wrong.any():
        raise ValueError(_order_error(closed, not low.any()))
    if not closed:
        high = high - 1
    return low.astype(wide), high.astype(wide)
