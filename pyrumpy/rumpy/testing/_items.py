"""Assertions about single objects: numbers, texts, containers."""

import difflib

from .. import _core
from ..requirements import isscalar

_HEADER = "Items are not equal:"


def _shown(value, precision):
    """The value's repr, of at most three lines."""
    import rumpy

    try:
        is_array = isinstance(value, _core.ndarray)
        text = rumpy.array_repr(value, precision=precision) if is_array else repr(value)
    except Exception as error:  # a broken __repr__ must not hide the failure that it illustrates
        text = f"[repr failed for <{type(value).__name__}>: {error}]"
    lines = text.splitlines()
    return "\n".join(lines[:3]) + "..." if len(lines) > 4 else text


def build_err_msg(
    arrays, err_msg, header=_HEADER, verbose=True, names=("ACTUAL", "DESIRED"), precision=8
):
    """The text of an AssertionError: a header, the caller's message, and the values by name.

    >>> import rumpy as np
    >>> print(np.testing.build_err_msg([1, 2], "of the sum"))
    <BLANKLINE>
    Items are not equal: of the sum
     ACTUAL: 1
     DESIRED: 2
    """
    lines = ["\n" + header]
    note = str(err_msg)
    if note and "\n" not in note and len(note) < 79 - len(header):
        lines[0] += " " + note
    elif note:
        lines.append(note)
    if verbose:
        pairs = zip(names, arrays, strict=False)
        lines += [f" {name}: {_shown(value, precision)}" for name, value in pairs]
    return "\n".join(lines)


def assert_(val, msg=""):
    """An assert statement that python -O does not drop; msg may be a function that makes the text.

    >>> import rumpy as np
    >>> np.testing.assert_(1 < 2)
    """
    __tracebackhide__ = True
    if not val:
        raise AssertionError(msg() if callable(msg) else msg)


def _is_complex(value):
    dtype = getattr(value, "dtype", None)
    return dtype.kind == "c" if dtype is not None else isinstance(value, complex)


def _parts(value):
    return (value.real, value.imag) if _is_complex(value) else (value, 0)


def _have_complex(*values):
    return any(_is_complex(v) or (isinstance(v, list) and any(map(_is_complex, v))) for v in values)


def _both_nan(actual, desired):
    return actual != actual and desired != desired


def assert_equal(actual, desired, err_msg="", verbose=True, *, strict=False):
    """Fail unless two objects are equal: numbers (a NaN equals a NaN, 0.0 doesn't equal -0.0),
    arrays (see assert_array_equal), or lists, tuples and dictionaries of such.

    >>> import rumpy as np
    >>> np.testing.assert_equal({"a": [1, np.nan]}, {"a": [1, np.nan]})
    """
    __tracebackhide__ = True
    if isinstance(desired, dict):
        if not isinstance(actual, dict):
            raise AssertionError(repr(type(actual)))
        assert_equal(len(actual), len(desired), err_msg, verbose)
        for key, value in desired.items():
            if key not in actual:
                raise AssertionError(repr(key))
            assert_equal(actual[key], value, f"key={key!r}\n{err_msg}", verbose)
        return
    if isinstance(desired, (list, tuple)) and isinstance(actual, (list, tuple)):
        assert_equal(len(actual), len(desired), err_msg, verbose)
        for i, (a, d) in enumerate(zip(actual, desired, strict=True)):
            assert_equal(a, d, f"item={i!r}\n{err_msg}", verbose)
        return
    if isinstance(actual, _core.ndarray) or isinstance(desired, _core.ndarray):
        from ._arrays import assert_array_equal

        assert_array_equal(actual, desired, err_msg, verbose, strict=strict)
        return
    message = build_err_msg([actual, desired], err_msg, verbose=verbose)
    if isscalar(actual) and isscalar(desired) and _have_complex(actual, desired):
        try:
            for a, d in zip(_parts(actual), _parts(desired), strict=True):
                assert_equal(a, d)
        except AssertionError:
            raise AssertionError(message) from None
        return
    if isscalar(actual) != isscalar(desired):
        raise AssertionError(message)
    if isinstance(actual, (int, float, _core.number)) and isinstance(
        desired, (int, float, _core.number)
    ):
        if _both_nan(actual, desired):
            return
        if actual == 0 and desired == 0 and _core.signbit(actual) != _core.signbit(desired):
            raise AssertionError(message)
    if not (desired == actual):
        raise AssertionError(message)


def print_assert_equal(test_string, actual, desired):
    """Fail unless actual == desired; the message is test_string with both, pretty-printed.

    >>> import rumpy as np
    >>> np.testing.print_assert_equal("sum", 1 + 1, 2)
    """
    __tracebackhide__ = True
    if not (actual == desired):
        from pprint import pformat

        raise AssertionError(
            f"{test_string} failed\nACTUAL: \n{pformat(actual)}\nDESIRED: \n{pformat(desired)}\n"
        )


def _decided_by_special_values(actual, desired, message):
    """Whether one of them isn't finite: then both must be NaN, or equal."""
    try:
        if _core.isfinite(actual) and _core.isfinite(desired):
            return False
        if not (_both_nan(actual, desired) or actual == desired):
            raise AssertionError(message())
    except TypeError:
        return False
    return True


def assert_almost_equal(actual, desired, decimal=7, err_msg="", verbose=True):
    """Fail unless abs(desired - actual) < 1.5 * 10**-decimal, for numbers or elementwise.

    >>> import rumpy as np
    >>> np.testing.assert_almost_equal(2.3333, 2.33334, decimal=4)
    """
    __tracebackhide__ = True
    sequences = (_core.ndarray, tuple, list)

    def message():
        header = f"Arrays are not almost equal to {decimal:d} decimals"
        return build_err_msg([actual, desired], err_msg, verbose=verbose, header=header)

    if _have_complex(actual, desired):
        a, d = (_core.asarray(v) for v in (actual, desired))
        try:
            assert_almost_equal(a.real[()], d.real[()], decimal)
            assert_almost_equal(a.imag[()], d.imag[()], decimal)
        except AssertionError:
            raise AssertionError(message()) from None
    if isinstance(actual, sequences) or isinstance(desired, sequences):
        from ._arrays import assert_array_almost_equal

        assert_array_almost_equal(actual, desired, decimal, err_msg)
        return
    if _decided_by_special_values(actual, desired, message):
        return
    if abs(desired - actual) >= _core.float64(1.5 * 10.0**-decimal):
        raise AssertionError(message())


def assert_approx_equal(actual, desired, significant=7, err_msg="", verbose=True):
    """Fail unless two numbers agree to so many significant digits.

    >>> import rumpy as np
    >>> np.testing.assert_approx_equal(0.12345677777777e-20, 0.1234567e-20)
    """
    __tracebackhide__ = True
    actual, desired = map(float, (actual, desired))
    if desired == actual:
        return

    def message():
        header = f"Items are not equal to {significant:d} significant digits:"
        return build_err_msg([actual, desired], err_msg, header=header, verbose=verbose)

    if _decided_by_special_values(actual, desired, message):
        return
    magnitude = 10.0 ** _core.floor(_core.log10(0.5 * (abs(desired) + abs(actual))))
    if abs(desired / magnitude - actual / magnitude) >= 10.0 ** -(significant - 1):
        raise AssertionError(message())


def assert_string_equal(actual, desired):
    """Fail unless two texts are equal; the message shows the lines that differ.

    >>> import rumpy as np
    >>> np.testing.assert_string_equal("abc", "abc")
    """
    __tracebackhide__ = True
    for text in (actual, desired):
        if not isinstance(text, str):
            raise AssertionError(repr(type(text)))
    if actual == desired:
        return
    compared = difflib.Differ().compare(actual.splitlines(True), desired.splitlines(True))
    changed = "".join(line for line in compared if not line.startswith("  "))
    raise AssertionError(f"Differences in strings:\n{changed.rstrip()}")
