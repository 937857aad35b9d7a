"""Text of arrays and numbers: ``repr``, ``str``, ``array2string`` and the print options.

The layout rules are NumPy's. All work is done on Python numbers, which is why an array is first
cut down to the elements that will be shown.
"""

import contextlib
import struct
import sys
import warnings
from contextvars import ContextVar, copy_context

from . import _core

_DEFAULTS = {
    "edgeitems": 3,
    "threshold": 1000,
    "floatmode": "maxprec",
    "precision": 8,
    "suppress": False,
    "linewidth": 75,
    "nanstr": "nan",
    "infstr": "inf",
    "sign": "-",
    "formatter": None,
    "legacy": False,
    "override_repr": None,
}
# What legacy= may be: the version whose way of printing is meant, as a number to compare.
_VERSIONS = {"1.13": 113, "1.21": 121, "1.25": 125, "2.1": 201, "2.2": 202, False: sys.maxsize}
_FLOATMODES = ("fixed", "unique", "maxprec", "maxprec_equal")
_options = ContextVar("rumpy_printoptions", default=_DEFAULTS)
_core._set_print_options(_options.get)  # scalars read "legacy" there


def _like(version, options):
    """Whether `legacy` asks for the printing of this version or an older one."""
    return _VERSIONS[options["legacy"]] <= _VERSIONS[version]


def _checked_legacy(legacy):
    """`legacy` as an option; None where it is none, with a warning where that is a mistake."""
    if legacy is None or legacy is False or (isinstance(legacy, str) and legacy in _VERSIONS):
        return legacy
    if legacy == False:  # noqa: E712  (0 and np.False_ too)
        warnings.warn(f"Passing `legacy={legacy!r}` is deprecated.", FutureWarning, stacklevel=4)
        return False
    warnings.warn(
        "legacy printing option can currently only be '1.13', '1.21', '1.25', '2.1', '2.2' or "
        "`False`",
        stacklevel=4,
    )
    return None


def _checked(changes):
    """The current options with the given (not None) changes applied, after validation."""
    options = dict(_options.get())
    changes["legacy"] = _checked_legacy(changes["legacy"])
    options.update((key, value) for key, value in changes.items() if value is not None)
    if options["floatmode"] not in _FLOATMODES:
        choices = ", ".join(f'"{mode}"' for mode in _FLOATMODES)
        raise ValueError(f"floatmode option must be one of {choices}")
    if options["sign"] not in ("-", "+", " "):
        raise ValueError("sign option must be one of ' ', '+', or '-'")
    threshold = options["threshold"]
    if not isinstance(threshold, (int, float)):
        raise TypeError("threshold must be numeric")
    if threshold != threshold:
        raise ValueError(
            "threshold must be non-NAN, try sys.maxsize for untruncated representation"
        )
    precision = options["precision"]
    if precision is not None:
        try:
            options["precision"] = precision.__index__()
        except AttributeError:
            raise TypeError("precision must be an integer") from None
    return options


def set_printoptions(
    precision=None, threshold=None, edgeitems=None, linewidth=None, suppress=None,
    nanstr=None, infstr=None, formatter=None, sign=None, floatmode=None, *,
    legacy=None, override_repr=None,
):  # fmt: skip
    """Set how arrays are printed from now on; what is ``None`` stays as it is.

    >>> import rumpy as np
    >>> np.set_printoptions(precision=4)
    >>> np.array([1.123456789])
    array([1.1235])
    >>> np.set_printoptions(precision=8)
    """
    changes = dict(locals())
    options = _checked(changes)
    # These two are always set, as None is a value of theirs.
    options["formatter"] = formatter
    options["override_repr"] = override_repr
    if floatmode is None and options["floatmode"] == "unique":
        options["precision"] = None
    if _like("1.13", options):
        options["sign"] = "-"
    _options.set(options)


def get_printoptions():
    """The current print options as a dict.

    >>> import rumpy as np
    >>> np.get_printoptions()["precision"]
    8
    """
    return dict(_options.get())


class printoptions(_core._Block, contextlib.ContextDecorator):
    """A context manager in which `set_printoptions` has been called with these arguments.

    >>> import rumpy as np
    >>> with np.printoptions(precision=2):
    ...     print(np.array([2.0]) / 3)
    [0.67]
    """

    _set, _reset = _options.set, _options.reset

    def __init__(self, *args, **kwargs):
        self._arguments = args, kwargs
        self._token = None

    def _next(self):
        """The options to be set, and a copy for `as`; C's __enter__ asks for them."""
        args, kwargs = self._arguments
        context = copy_context()
        context.run(set_printoptions, *args, **kwargs)
        options = context[_options]
        return options, dict(options)

    def _recreate_cm(self):
        args, kwargs = self._arguments
        return printoptions(*args, **kwargs)


# --- decimal digits of one number ------------------------------------------------------------------


# By item size: struct's code of the type, and from where on numbers are written with an exponent (a
# power of the decimal digits that the type can hold).
_CODES = {2: "<e", 4: "<f"}
_LARGE = {2: 1e3, 4: 1e6, 8: 1e8}


def _narrow_digits(x, code):
    """The fewest digits, in scientific notation, that name x and no other number of the type."""
    packed = struct.pack(code, x)
    for precision in range(9):
        # Above a power of two neighbours lie further apart: of a tie's two texts one may not serve.
        for rounded in (x, x + x * 1e-12):
            text = f"{rounded:.{precision}e}"
            try:
                if struct.pack(code, float(text)) == packed:
                    return text
            except OverflowError:  # rounded up beyond the type's largest
                continue
    return text


def _shortest(x, itemsize):
    """Digits and decimal exponent of |x|: |x| = 0.d1d2d3... * 10**exponent, shortest digits."""
    x = abs(x)
    if x == 0:
        return "", 1
    text = _narrow_digits(x, _CODES[itemsize]) if itemsize in _CODES else _scientific_repr(x)
    mantissa, _, exponent = text.partition("e")
    digits = mantissa.replace(".", "").rstrip("0")
    return digits, int(exponent) + 1


def _scientific_repr(x):
    """repr(x)'s digits (Python's are the shortest that round-trip) in scientific notation."""
    text = repr(x)
    if "e" in text:
        return text
    whole, _, fraction = text.partition(".")
    digits = (whole + fraction).lstrip("0")
    if whole != "0":
        exponent = len(whole) - 1
    else:
        exponent = -(len(fraction) - len(fraction.lstrip("0"))) - 1
    return f"{digits[0]}.{digits[1:]}e{exponent}"


def _exact(x, decimals):
    """|x| with `decimals` digits after the point, correctly rounded, as (whole, fraction)."""
    whole, _, fraction = f"{abs(x):.{max(decimals, 0)}f}".partition(".")
    return whole, fraction


def _rounded(x, count):
    """So many digits of |x|, and its decimal exponent, as _shortest() has them."""
    mantissa, _, exponent = f"{abs(x):.{count - 1}e}".partition("e")
    return mantissa.replace(".", ""), int(exponent) + 1


def _trimmed(fraction, trim, min_digits):
    """Applies a trim mode to the digits after the point; returns the point and what follows."""
    if trim != "k":
        fraction = fraction.rstrip("0")
    elif min_digits is not None and len(fraction) < min_digits:
        fraction = fraction.ljust(min_digits, "0")
    if trim == "0" and not fraction:
        fraction = "0"
    if trim == "-" and not fraction:
        return ""
    return "." + fraction


def _sign_of(x, sign):
    negative = str(x)[0] == "-"  # true for -0.0 too
    return "-" if negative else "+" if sign else ""


def _positional(
    x, itemsize, precision=None, unique=True, fractional=True, trim="k", sign=False,
    pad_left=None, pad_right=None, min_digits=None,
):  # fmt: skip
    digits, exponent = _shortest(x, itemsize)
    if unique:
        if not fractional:  # of all digits, not of those behind the point
            if digits and precision is not None and len(digits) > precision:
                digits, exponent = _rounded(x, precision)
            if digits and min_digits is not None and len(digits) < min_digits:
                digits, exponent = _rounded(x, min_digits)
            precision = min_digits = None
        whole = digits[: max(exponent, 0)].ljust(max(exponent, 0), "0") or "0"
        fraction = "0" * max(-exponent, 0) + digits[max(exponent, 0) :] if digits else ""
        if precision is not None and len(fraction) > precision:
            whole, fraction = _exact(x, precision)
        elif min_digits is not None and len(fraction) < max(min_digits, 1):
            whole, fraction = _exact(x, min_digits)
    else:
        decimals = precision
        if not fractional:
            decimals = max(precision - exponent, 0) if digits else precision - 1
        whole, fraction = _exact(x, decimals)
    tail = _trimmed(fraction, trim, min_digits)
    text = _sign_of(x, sign) + whole
    if pad_left is not None:
        text = text.rjust(pad_left)
    if pad_right is not None:
        tail = tail.ljust(pad_right + 1)
    return text + tail


def _scientific(
    x, itemsize, precision=None, unique=True, trim="k", sign=False, pad_left=None,
    exp_digits=None, min_digits=None,
):  # fmt: skip
    digits, exponent = _shortest(x, itemsize)
    exponent -= 1
    if not digits:
        digits, exponent = "0", 0
    decimals = len(digits) - 1
    if not unique or (precision is not None and decimals > precision):
        decimals = precision
    elif min_digits is not None and decimals < min_digits:
        decimals = min_digits
    if decimals != len(digits) - 1:
        mantissa, _, power = f"{abs(x):.{decimals}e}".partition("e")
        digits, exponent = mantissa.replace(".", ""), int(power)
    tail = _trimmed(digits[1:], trim, min_digits)
    text = _sign_of(x, sign) + digits[0]
    if pad_left is not None:
        text = text.rjust(pad_left)
    power_sign = "-" if exponent < 0 else "+"
    return f"{text}{tail}e{power_sign}{abs(exponent):0{2 if exp_digits is None else exp_digits}d}"


def _special(x, sign):
    """'nan', 'inf', '-inf' for those; None for finite numbers."""
    if x != x:
        return "nan"
    if x in (float("inf"), float("-inf")):
        return "-inf" if x < 0 else "+inf" if sign else "inf"
    return None


def _float_and_size(x):
    dtype = getattr(x, "dtype", None)
    return float(x), dtype.itemsize if dtype is not None and dtype.kind == "f" else 8


def _check_digits(unique, precision, min_digits, trim):
    if trim not in ("k", ".", "0", "-"):
        raise TypeError("if supplied, trim must be 'k', '.', '0' or '-'")
    if precision is not None and precision < 0:
        raise ValueError("precision must be greater or equal to 0")
    if not unique and precision is None:
        raise TypeError("in non-unique mode `precision` must be supplied")
    if min_digits is not None and precision and min_digits > precision:
        raise ValueError("min_digits must be less than or equal to precision")


def format_float_positional(
    x, precision=None, unique=True, fractional=True, trim="k", sign=False,
    pad_left=None, pad_right=None, min_digits=None,
):  # fmt: skip
    """A floating-point number in positional notation.

    >>> import rumpy as np
    >>> np.format_float_positional(np.float32(0.1))
    '0.1'
    """
    _check_digits(unique, precision, min_digits, trim)
    if precision == 0 and not fractional:
        raise ValueError("precision must be greater than 0 if fractional=False")
    x, itemsize = _float_and_size(x)
    special = _special(x, sign)
    if special is not None:
        return special
    return _positional(
        x, itemsize, precision, unique, fractional, trim, sign, pad_left, pad_right, min_digits
    )


def format_float_scientific(
    x, precision=None, unique=True, trim="k", sign=False, pad_left=None, exp_digits=None,
    min_digits=None,
):  # fmt: skip
    """A floating-point number in scientific notation.

    >>> import rumpy as np
    >>> np.format_float_scientific(np.float32(1234.5))
    '1.2345e+03'
    """
    _check_digits(unique, precision, min_digits if unique else None, trim)
    x, itemsize = _float_and_size(x)
    special = _special(x, sign)
    if special is not None:
        return special
    return _scientific(x, itemsize, precision, unique, trim, sign, pad_left, exp_digits, min_digits)


# --- formats of one dtype: made from all the elements shown, applied to each -----------------------


def _bool_format(shown, dtype, options, scalar):
    true = "True" if scalar else " True"
    return lambda x: true if x else "False"


def _integer_format(shown, dtype, options, scalar):
    sign = "" if options["sign"] == "-" else options["sign"]
    if not shown:
        return lambda x: f"{x:{sign}d}"
    if sign == " " and min(shown) < 0:
        sign = ""
    width = max(len(f"{max(shown):{sign}d}"), len(str(min(shown))))
    return lambda x: f"{x:{sign}{width}d}"


class _FloatFormat:
    """The common layout of some floating-point numbers: notation, precision and padding."""

    def __init__(self, shown, itemsize, options, sign=None):
        self.itemsize = itemsize
        self.options = options
        self.sign = options["sign"] if sign is None else sign
        self.old = _like("1.13", options)
        if self.old and self.sign == "-":
            self.sign = " "
        self.min_digits = None
        self.exp_digits = None
        precision = options["precision"]
        fixed = options["floatmode"] == "fixed"
        if options["floatmode"] == "unique":
            precision = None
        finite = [x for x in shown if _special(x, False) is None]
        self.exponential = self._wants_exponent(finite)
        self.unique = True
        self.trim = "."
        self.pad_left = self.pad_right = 0
        self.precision = precision
        if finite and self.exponential:
            self._lay_out_exponential(finite, precision, fixed)
        elif finite:
            self._lay_out_positional(finite, precision, fixed)
        if self.sign == " " and not self.old and not any(_sign_of(x, False) for x in finite):
            self.pad_left += 1
        if len(finite) != len(shown):
            negative = self.sign != "-" or any(x < 0 and x - x != 0 for x in shown)
            offset = self.pad_right + 1
            self.pad_left = max(
                self.pad_left,
                len(options["nanstr"]) - offset,
                len(options["infstr"]) + negative - offset,
            )

    def _wants_exponent(self, finite):
        magnitudes = [abs(x) for x in finite if x != 0]
        if not magnitudes:
            return False
        largest, smallest = max(magnitudes), min(magnitudes)
        if largest >= _LARGE[8 if _like("2.2", self.options) else self.itemsize]:
            return True
        return not self.options["suppress"] and (smallest < 1e-4 or largest / smallest > 1000.0)

    def _lay_out_exponential(self, finite, precision, fixed):
        self.trim = "k"
        fixed = fixed or self.old
        self.unique = not fixed
        texts = [
            _scientific(x, self.itemsize, precision, self.unique, "k" if fixed else ".",
                        self.sign == "+")
            for x in finite
        ]  # fmt: skip
        mantissas, _, exponents = zip(*(text.partition("e") for text in texts), strict=True)
        wholes, fractions = zip(*(text.split(".") for text in mantissas), strict=True)
        self.exp_digits = max(len(text) for text in exponents) - 1
        self.precision = self.min_digits = max(len(text) for text in fractions)
        self.pad_left = 3 if self.old else max(len(text) for text in wholes)
        self.pad_right = self.exp_digits + 2 + self.precision

    def _lay_out_positional(self, finite, precision, fixed):
        self.unique = not fixed
        texts = [
            _positional(x, self.itemsize, precision, self.unique, True, "k" if fixed else ".",
                        self.sign == "+")
            for x in finite
        ]  # fmt: skip
        wholes, fractions = zip(*(text.split(".") for text in texts), strict=True)
        self.pad_left = max(len(text) for text in wholes)
        if self.old:
            self.pad_left = 1 + max(len(text.lstrip("-+")) for text in wholes)
        self.pad_right = max(len(text) for text in fractions)
        if self.options["floatmode"] in ("fixed", "maxprec_equal"):
            self.precision = self.min_digits = self.pad_right
            self.trim = "k"
        else:
            self.min_digits = 0

    def __call__(self, x):
        special = _special(x, self.sign == "+")
        if special is not None:
            name = special.lstrip("+-")
            sign = special[: len(special) - len(name)]
            if name == "nan":
                sign = "+" if self.sign == "+" else ""
            text = sign + self.options["nanstr" if name == "nan" else "infstr"]
            return text.rjust(self.pad_left + self.pad_right + 1)
        if self.exponential:
            return _scientific(
                x, self.itemsize, self.precision, self.unique, self.trim, self.sign == "+",
                self.pad_left, self.exp_digits, self.min_digits,
            )  # fmt: skip
        return _positional(
            x, self.itemsize, self.precision, self.unique, True, self.trim, self.sign == "+",
            self.pad_left, self.pad_right, self.min_digits,
        )  # fmt: skip


def _float_format(shown, dtype, options, scalar):
    return _FloatFormat(shown, dtype.itemsize, options)


def _complex_format(shown, dtype, options, scalar):
    size = dtype.itemsize // 2
    modes = {}
    if _like("1.13", options):
        options, modes = options | {"floatmode": "maxprec_equal"}, {"floatmode": "maxprec"}
    real = _FloatFormat([z.real for z in shown], size, options)
    imag = _FloatFormat([z.imag for z in shown], size, options | modes, sign="+")

    def text(z):
        tail = imag(z.imag)
        width = len(tail.rstrip())
        return real(z.real) + tail[:width] + "j" + tail[width:]

    return text


_FORMATS = {
    "b": (_bool_format, ("bool", "all")),
    "i": (_integer_format, ("int", "int_kind", "all")),
    "u": (_integer_format, ("int", "int_kind", "all")),
    "f": (_float_format, ("float", "float_kind", "all")),
    "c": (_complex_format, ("complexfloat", "complex_kind", "all")),
}


def _format_function(a, shown, options):
    make, keys = _FORMATS[a.dtype.kind]
    formatter = options["formatter"] or {}
    for key in reversed(keys):
        own = formatter.get(key)
        if own is not None:
            return own
    return make(list(_flat(shown, a.ndim)), a.dtype, options, a.ndim == 0)


def _flat(nested, ndim):
    if ndim == 0:
        yield nested
    else:
        for item in nested:
            yield from _flat(item, ndim - 1)


# --- arrays ---------------------------------------------------------------------------------------


def _edges(a, edgeitems):
    """The corner of `a` that a summary shows, as nested lists."""
    for axis, length in enumerate(a.shape):
        if length > 2 * edgeitems:
            every = (slice(None),) * axis
            head = a[(*every, slice(None, edgeitems))]
            tail = a[(*every, slice(length - edgeitems, None))]
            a = _core.concatenate((head, tail), axis=axis)
    return a.tolist()


class _Layout:
    """Puts formatted elements into brackets, lines and blocks."""

    def __init__(self, shape, text, separator, width, edgeitems, summarize, old):
        self.shape = shape
        self.text = text
        self.separator = separator
        self.width = width
        self.edgeitems = edgeitems
        self.summarize = summarize
        self.old = old  # as of version 1.13

    def block(self, nested, axis, indent, width):
        """The text of one sub-array, without the indent of its first line."""
        ndim = len(self.shape)
        if axis == ndim:
            return self.text(nested)
        gap = self.edgeitems if self.summarize and self.shape[axis] > 2 * self.edgeitems else None
        inner = width if self.old else width - 1
        parts = [self.block(item, axis + 1, indent + " ", inner) for item in nested]
        if gap is not None:
            parts.insert(gap, "...")
        if axis == ndim - 1:
            body = self.lines(parts, indent, width, gap)
        else:
            break_ = self.separator.rstrip() + "\n" * (ndim - axis - 1)
            body = break_.join(indent + part for part in parts)
            if self.old and gap is not None:
                body = body.replace(f"{indent}...{break_}", f"{indent}..., \n")
        return "[" + body[len(indent) :] + "]"

    def lines(self, words, indent, width, gap):
        """Words in lines of at most `width` columns, each starting with the indent."""
        end = len(self.separator.rstrip())
        done, line = "", indent
        for i, word in enumerate(words):
            if i:
                line += ", " if self.old and gap is not None and i == gap + 1 else self.separator
            word_lines = [word] if self.old else word.splitlines() or [""]
            if self.old:
                columns = width if i == len(words) - 1 else width - end
                full = len(line) + len(word) > columns
            else:
                columns = width - max(end, 1)
                full = len(line) + max(map(len, word_lines)) > columns and len(line) > len(indent)
            if full:
                done += line.rstrip() + "\n"
                line = indent
            line += ("\n" + " " * len(line)).join(word_lines)
        return done + line


def array2string(
    a, max_line_width=None, precision=None, suppress_small=None, separator=" ", prefix="", *,
    formatter=None, threshold=None, edgeitems=None, sign=None, floatmode=None, suffix="",
    legacy=None,
):  # fmt: skip
    """The elements of an array as text.

    >>> import rumpy as np
    >>> np.array2string(np.array([1.5, 2.25]), precision=1)
    '[1.5 2.2]'
    """
    options = _checked(
        {
            "linewidth": max_line_width,
            "precision": precision,
            "suppress": suppress_small,
            "formatter": formatter,
            "threshold": threshold,
            "edgeitems": edgeitems,
            "sign": sign,
            "floatmode": floatmode,
            "legacy": legacy,
        }  # fmt: skip
    )
    a = _core.asarray(a)
    old = _like("1.13", options)
    if old and a.ndim == 0:
        return repr(a.item())
    if a.size == 0:
        return "[]"
    summarize = a.size > options["threshold"]
    edge = options["edgeitems"]
    shown = _edges(a, edge) if summarize else a.tolist()
    text = _format_function(a, shown, options)
    width = options["linewidth"] - (0 if old else len(suffix))
    layout = _Layout(a.shape, text, separator, width, edge, summarize, old)
    return layout.block(shown, 0, " " * (len(prefix) + 1), width)


def array_str(a, max_line_width=None, precision=None, suppress_small=None):
    """What ``str(a)`` gives, with other options.

    >>> import rumpy as np
    >>> np.array_str(np.arange(3))
    '[0 1 2]'
    """
    if a.ndim == 0:
        return str(a.item() if _like("1.13", _options.get()) else a[()])
    return array2string(a, max_line_width, precision, suppress_small, " ", "")


def array_repr(arr, max_line_width=None, precision=None, suppress_small=None):
    """What ``repr(arr)`` gives, with other options.

    >>> import rumpy as np
    >>> np.array_repr(np.array([1, 2]))
    'array([1, 2])'
    """
    options = _options.get()
    if options["override_repr"] is not None:
        return options["override_repr"](arr)
    width = options["linewidth"] if max_line_width is None else max_line_width
    name = "array" if type(arr) is _core.ndarray else type(arr).__name__
    prefix = name + "("
    extras = []
    if arr.size > 0 or arr.shape == (0,):
        body = array2string(arr, width, precision, suppress_small, ", ", prefix, suffix=")")
        if arr.size > options["threshold"] and options["legacy"] is False:
            extras.append(f"shape={arr.shape}")
    else:
        body = "[]"
        extras.append(f"shape={arr.shape}")
    old = _like("1.13", options)
    if arr.size == 0 or arr.dtype not in _implied_dtypes() or (old and arr.dtype.kind == "b"):
        extras.append(f"dtype={arr.dtype.name}")
    if not extras:
        return prefix + body + ")"
    text = prefix + body + ","
    tail = ", ".join(extras) + ")"
    last_line = len(text) - (text.rfind("\n") + 1)
    spacer = " " if old or last_line + len(tail) + 1 <= width else "\n" + " " * len(prefix)
    return text + spacer + tail


def _implied_dtypes():
    """The dtypes that array() finds by itself, which a repr therefore doesn't name."""
    return tuple(_core.dtype(kind) for kind in (bool, int, float, complex))
