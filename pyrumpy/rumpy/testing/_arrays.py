"""Assertions about arrays."""

import contextlib
import operator

from .. import _core
from ._items import build_err_msg


class _Comparison:
    """Two arrays, and how a failure is told."""

    def __init__(self, x, y, err_msg, verbose, header, names, precision):
        self.x, self.y = x, y
        self.note = str(err_msg)
        self.verbose, self.header, self.names = verbose, header, names
        self.precision = precision

    def fail(self, remark, pair=None):
        raise AssertionError(
            build_err_msg(
                [self.x, self.y] if pair is None else pair,
                f"{self.note}\n{remark}",
                verbose=self.verbose,
                header=self.header,
                names=self.names,
                precision=self.precision,
            )
        )

    def require_shapes(self, strict):
        x, y = self.x, self.y
        scalar = not strict and (x.shape == () or y.shape == ())
        if x.shape != y.shape and not scalar:
            self.fail(f"(shapes {x.shape}, {y.shape} mismatch)")
        if strict and x.dtype != y.dtype:
            self.fail(f"(dtypes {x.dtype}, {y.dtype} mismatch)")

    def special(self, predicate, remark):
        """Where both satisfy the predicate: it must be at the same places."""
        in_x, in_y = predicate(self.x), predicate(self.y)
        if not _core.all(_core.equal(in_x, in_y)):
            self.fail(remark)
        # Where one of them is a scalar, its answer holds for the whole of the other.
        return in_x if in_x.ndim == 0 else in_y

    def describe(self, x, y, flagged, agree):
        """What a failed comparison of the elements that aren't flagged has to tell."""
        differ = _core.logical_not(agree)
        wrong = int(differ.sum())
        total = flagged.size if flagged.ndim else differ.size
        remarks = [f"Mismatched elements: {wrong} / {total} ({100 * wrong / total:.3g}%)"]
        if differ.ndim:
            remarks.append(self._places(differ, flagged))
        with contextlib.suppress(TypeError):
            remarks += _largest_errors(x, y, differ)
        return "\n".join(remarks)

    def _places(self, differ, flagged):
        where = differ
        if flagged.ndim:
            where = _core.zeros(flagged.shape, bool)
            where[_core.logical_not(flagged)] = differ
        found = list(zip(*(axis.tolist() for axis in where.nonzero()), strict=True))

        def at(array, place):
            return array if array.ndim == 0 else array[place]

        first, second = self.names
        lines = [
            f" {list(place)}: {at(self.x, place)} ({first}), {at(self.y, place)} ({second})"
            for place in found[:5]
        ]
        title = "First 5 mismatches are at indices:"
        if len(found) <= 5:
            title = "Mismatch at index:" if len(found) == 1 else "Mismatch at indices:"
        return "\n".join([title, *lines])


def _largest_errors(x, y, differ):
    """The largest absolute and relative difference where x and y differ."""
    import rumpy

    with rumpy.errstate(all="ignore"):
        error = _core.asarray(abs(x - y))
        if x.dtype.kind == "u":
            error = _core.asarray(_core.minimum(error, abs(y - x)))
        largest = error[differ].max()
        relative = _core.asarray(_core.array(float("inf")))
        divisible = _core.logical_and(differ, y != 0)
        if divisible.any():
            divisors = _core.broadcast_to(y, error.shape)[divisible]
            relative = (error[divisible] / abs(divisors)).max()
    return [
        f"Max absolute difference among violations: {rumpy.array2string(largest)}",
        f"Max relative difference among violations: {rumpy.array2string(relative)}",
    ]


def assert_array_compare(
    comparison,
    x,
    y,
    err_msg="",
    verbose=True,
    header="",
    precision=6,
    equal_nan=True,
    equal_inf=True,
    *,
    strict=False,
    names=("ACTUAL", "DESIRED"),
):
    """Fail unless comparison(x, y) holds for every pair of elements; one of the arrays may be a
    scalar, unless strict. With equal_nan NaNs, with equal_inf infinities, must be at the same
    places and are compared no further.

    >>> import operator, rumpy as np
    >>> np.testing.assert_array_compare(operator.le, [1, 2], [2, 2])
    """
    __tracebackhide__ = True
    x, y = _core.asanyarray(x), _core.asanyarray(y)
    case = _Comparison(x, y, err_msg, verbose, header, names, precision)
    case.require_shapes(strict)
    flagged = _core.asarray(False)
    if equal_nan:
        flagged = _core.asarray(case.special(_core.isnan, "nan location mismatch:"))
    if equal_inf:
        infinite = _core.asarray(
            case.special(
                lambda a: _core.logical_and(_core.isinf(a), ~flagged), "inf location mismatch:"
            )
        )
        if infinite.any():
            both = x.ndim > 0 and y.ndim > 0
            a, b = (x[infinite], y[infinite]) if both else (x, y)
            if not _core.all(a == b):
                case.fail("inf values mismatch:", (a, b))
        flagged = flagged | infinite
    if flagged.ndim:
        keep = ~flagged
        x, y = (a[keep] if a.ndim else a for a in (x, y))
        if not keep.any():
            return
    elif flagged:
        return
    agree = _core.asarray(comparison(x, y))
    if not agree.all():
        case.fail(case.describe(x, y, flagged, agree))


def assert_array_equal(actual, desired, err_msg="", verbose=True, *, strict=False):
    """Fail unless two arrays have the same shape and elements (a NaN equals a NaN); one may be a
    scalar, which stands for every element. strict: no scalars, and the same dtype.

    >>> import rumpy as np
    >>> np.testing.assert_array_equal([1.0, np.nan], [1, np.nan])
    """
    __tracebackhide__ = True
    assert_array_compare(
        operator.eq,
        actual,
        desired,
        err_msg=err_msg,
        verbose=verbose,
        header="Arrays are not equal",
        strict=strict,
    )


def assert_array_almost_equal(actual, desired, decimal=6, err_msg="", verbose=True):
    """Fail unless abs(desired - actual) < 1.5 * 10**-decimal for every pair of elements.

    >>> import rumpy as np
    >>> np.testing.assert_array_almost_equal([1.0, 2.33333], [1.0, 2.33339], decimal=4)
    """
    __tracebackhide__ = True

    def close(x, y):
        # Inexact, so that the difference of unsigned or smallest integers doesn't wrap around.
        y = _core.asanyarray(y, _core.result_type(y, 1.0))
        return abs(x - y) < 1.5 * 10.0**-decimal

    assert_array_compare(
        close,
        actual,
        desired,
        err_msg=err_msg,
        verbose=verbose,
        header=f"Arrays are not almost equal to {decimal:d} decimals",
        precision=decimal,
    )


def assert_array_less(x, y, err_msg="", verbose=True, *, strict=False):
    """Fail unless x < y for every pair of elements.

    >>> import rumpy as np
    >>> np.testing.assert_array_less([1, 2], [2, 3])
    """
    __tracebackhide__ = True
    assert_array_compare(
        operator.lt,
        x,
        y,
        err_msg=err_msg,
        verbose=verbose,
        header="Arrays are not strictly ordered `x < y`",
        equal_inf=False,
        strict=strict,
        names=("x", "y"),
    )


def assert_allclose(
    actual, desired, rtol=1e-07, atol=0, equal_nan=True, err_msg="", verbose=True, *, strict=False
):
    """Fail unless abs(actual - desired) <= atol + rtol * abs(desired) for every pair of elements.

    >>> import rumpy as np
    >>> np.testing.assert_allclose([1e-5, 1e-3], [1.00000001e-5, 1e-3])
    """
    __tracebackhide__ = True
    import rumpy

    assert_array_compare(
        lambda x, y: rumpy.isclose(x, y, rtol=rtol, atol=atol, equal_nan=equal_nan),
        actual,
        desired,
        err_msg=err_msg,
        verbose=verbose,
        header=f"Not equal to tolerance rtol={rtol:g}, atol={atol:g}",
        equal_nan=equal_nan,
        strict=strict,
    )
