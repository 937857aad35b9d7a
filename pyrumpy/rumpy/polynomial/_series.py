"""The class of a series: coefficients, a domain and a window, arithmetic, calculus, printing."""

import numbers
import os

from .. import _core
from ..creation import linspace
from . import polyutils


class Series:
    """What Polynomial, Chebyshev, ... have in common. Subclasses name their `_basis`."""

    __hash__ = None
    __array_ufunc__ = None
    maxpower = 100
    basis_name = None
    _use_unicode = os.name != "nt"
    _superscripts = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
    _subscripts = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")

    def __init__(self, coef, domain=None, window=None, symbol="x"):
        [self.coef] = polyutils.as_series([coef], trim=False)
        for name, given in (("domain", domain), ("window", window)):
            if given is None:
                continue
            [pair] = polyutils.as_series([given], trim=False)
            if len(pair) != 2:
                raise ValueError(f"{name.capitalize()} has wrong number of elements.")
            setattr(self, name, pair)
        try:
            valid = symbol.isidentifier()
        except AttributeError:
            raise TypeError("Symbol must be a non-empty string") from None
        if not valid:
            raise ValueError("Symbol string must be a valid Python identifier")
        self._symbol = symbol

    @property
    def symbol(self):
        """The variable's name."""
        return self._symbol

    def _like(self, coef):
        return type(self)(coef, self.domain, self.window, self.symbol)

    # --- comparison with others ---

    def has_samecoef(self, other):
        """Whether the coefficients are the same."""
        return len(self.coef) == len(other.coef) and bool(_core.all(self.coef == other.coef))

    def has_samedomain(self, other):
        """Whether the domains are the same."""
        return bool(_core.all(self.domain == other.domain))

    def has_samewindow(self, other):
        """Whether the windows are the same."""
        return bool(_core.all(self.window == other.window))

    def has_sametype(self, other):
        """Whether the other is a series of the same kind."""
        return isinstance(other, type(self))

    def _coefficients_of(self, other):
        """Another operand's coefficients; TypeError for a series that doesn't go with this one."""
        if not isinstance(other, Series):
            return other
        if not isinstance(other, type(self)):
            raise TypeError("Polynomial types differ")
        if not self.has_samedomain(other):
            raise TypeError("Domains differ")
        if not self.has_samewindow(other):
            raise TypeError("Windows differ")
        if self.symbol != other.symbol:
            raise ValueError("Polynomial symbols differ")
        return other.coef

    # --- printing ---

    def __repr__(self):
        texts = [repr(a)[6:-1] for a in (self.coef, self.domain, self.window)]
        return "{}({}, domain={}, window={}, symbol='{}')".format(
            type(self).__name__, *texts, self.symbol
        )

    def __format__(self, fmt_str):
        if fmt_str == "":
            return str(self)
        if fmt_str not in ("ascii", "unicode"):
            raise ValueError(
                f"Unsupported format string '{fmt_str}' passed to {type(self)}.__format__. Valid "
                "options are 'ascii' and 'unicode'"
            )
        return self._text(self._term_ascii if fmt_str == "ascii" else self._term_unicode)

    def __str__(self):
        return self._text(self._term_unicode if self._use_unicode else self._term_ascii)

    @classmethod
    def _term_unicode(cls, i, arg):
        return f"·{cls.basis_name}{i.translate(cls._subscripts)}({arg})"

    @classmethod
    def _term_ascii(cls, i, arg):
        return f" {cls.basis_name}_{i}({arg})"

    @classmethod
    def _term_latex(cls, i, arg, compound):
        return f"{{{cls.basis_name}}}_{{{i}}}({arg})"

    def _argument(self, number):
        """The mapped variable as text, and whether it is more than the variable itself."""
        offset, scale = self.mapparms()
        if offset == 0 and scale == 1:
            return self.symbol, False
        scaled = self.symbol if scale == 1 else f"{number(scale)}{self.symbol}"
        return scaled if offset == 0 else f"{number(offset)} + {scaled}", True

    def _text(self, term):
        from ..printing import get_printoptions

        width = max(get_printoptions()["linewidth"], 1)
        text = _number(self.coef[0])
        argument, compound = self._argument(_number)
        if compound:
            argument = f"({argument})"
        for i, value in enumerate(self.coef[1:], 1):
            if value >= 0:
                part = f"+ {_number(value, parens=True)}"
            else:
                part = f"- {_number(-value, parens=True)}"
            part += term(str(i), argument)
            length = len(text.split("\n")[-1]) + 1 + len(part)
            if i < len(self.coef) - 1:
                length += 2
            text += " " + (part.replace(" ", "\n", 1) if length >= width else part)
        return text

    def _repr_latex_(self):
        """The series in LaTeX, which notebooks show."""
        argument, compound = self._argument(_latex_number)
        text = ""
        for i, value in enumerate(self.coef):
            if i == 0:
                part = _latex_number(value)
            elif self.coef.dtype.kind == "c":
                part = f" + ({_latex_number(value)})"
            elif value >= 0:
                part = f" + {_latex_number(value, parens=True)}"
            else:
                part = f" - {_latex_number(-value, parens=True)}"
            term = self._term_latex(i, argument, compound)
            if term != "1":
                part += rf"\,{term}"
            text += rf"\color{{LightGray}}{{{part}}}" if value == 0 else part
        return rf"${self.symbol} \mapsto {text or '0'}$"

    # --- a sequence of coefficients ---

    def __len__(self):
        return len(self.coef)

    def __iter__(self):
        return iter(self.coef)

    def __call__(self, arg):
        return self._basis.val(polyutils.mapdomain(arg, self.domain, self.window), self.coef)

    # --- arithmetic ---

    def _binary(self, other, function):
        other = self._coefficients_of(other)
        try:
            return self._like(function(self.coef, other))
        except Exception:
            return NotImplemented

    def __neg__(self):
        return self._like(-self.coef)

    def __pos__(self):
        return self

    def __add__(self, other):
        return self._binary(other, self._basis.add)

    __radd__ = __add__

    def __sub__(self, other):
        return self._binary(other, self._basis.sub)

    def __rsub__(self, other):
        return self._binary(other, lambda mine, its: self._basis.sub(its, mine))

    def __mul__(self, other):
        return self._binary(other, self._basis.mul)

    __rmul__ = __mul__

    def __truediv__(self, other):
        if not isinstance(other, numbers.Number) or isinstance(other, bool):
            raise TypeError(f"unsupported types for true division: '{type(self)}', '{type(other)}'")
        return self.__floordiv__(other)

    def __rtruediv__(self, other):
        return NotImplemented

    def _divided(self, a, b):
        try:
            return tuple(self._like(c) for c in self._basis.div(a, b))
        except ZeroDivisionError:
            raise
        except Exception:
            return NotImplemented

    def __divmod__(self, other):
        return self._divided(self.coef, self._coefficients_of(other))

    def __rdivmod__(self, other):
        return self._divided(other, self.coef)

    def __floordiv__(self, other):
        result = self.__divmod__(other)
        return result if result is NotImplemented else result[0]

    def __rfloordiv__(self, other):
        result = self.__rdivmod__(other)
        return result if result is NotImplemented else result[0]

    def __mod__(self, other):
        result = self.__divmod__(other)
        return result if result is NotImplemented else result[1]

    def __rmod__(self, other):
        result = self.__rdivmod__(other)
        return result if result is NotImplemented else result[1]

    def __pow__(self, other):
        return self._like(self._basis.pow(self.coef, other, maxpower=self.maxpower))

    def __eq__(self, other):
        return (
            isinstance(other, type(self))
            and self.has_samedomain(other)
            and self.has_samewindow(other)
            and self.coef.shape == other.coef.shape
            and self.has_samecoef(other)
            and self.symbol == other.symbol
        )

    def __ne__(self, other):
        return not self == other

    # --- shape ---

    def copy(self):
        """The same series."""
        return self._like(self.coef)

    def degree(self):
        """The number of coefficients less one."""
        return len(self) - 1

    def cutdeg(self, deg):
        """The series without terms beyond a degree."""
        return self.truncate(deg + 1)

    def trim(self, tol=0):
        """The series without coefficients of size up to tol at the end."""
        return self._like(polyutils.trimcoef(self.coef, tol))

    def truncate(self, size):
        """The series' first so many terms."""
        count = int(size)
        if count != size or count < 1:
            raise ValueError("size must be a positive integer")
        return self._like(self.coef[:count] if count < len(self.coef) else self.coef)

    def convert(self, domain=None, kind=None, window=None):
        """The same polynomial as a series of another kind, or over another domain or window."""
        kind = type(self) if kind is None else kind
        domain = kind.domain if domain is None else domain
        window = kind.window if window is None else window
        return self(kind.identity(domain, window=window, symbol=self.symbol))

    def mapparms(self):
        """Offset and scale of the map of the domain to the window."""
        return polyutils.mapparms(self.domain, self.window)

    # --- calculus ---

    def integ(self, m=1, k=[], lbnd=None):  # noqa: B006  (NumPy's signature)
        """The m-th antiderivative; k: its constants; lbnd: where they are its values."""
        offset, scale = self.mapparms()
        lbnd = 0 if lbnd is None else offset + scale * lbnd
        return self._like(self._basis.int(self.coef, m, k, lbnd, 1.0 / scale))

    def deriv(self, m=1):
        """The m-th derivative."""
        _, scale = self.mapparms()
        return self._like(self._basis.der(self.coef, m, scale))

    def roots(self):
        """The roots."""
        return polyutils.mapdomain(self._basis.roots(self.coef), self.window, self.domain)

    def linspace(self, n=100, domain=None):
        """n points of the domain, and the values there."""
        domain = self.domain if domain is None else domain
        x = linspace(domain[0], domain[1], n)
        return x, self(x)

    # --- other ways to make one ---

    @classmethod
    def fit(cls, x, y, deg, domain=None, rcond=None, full=False, w=None, window=None, symbol="x"):
        """The series of a degree that fits points best; domain: the points' own by default, the
        class's if []."""
        if domain is None:
            domain = polyutils.getdomain(x)
            if domain[0] == domain[1]:
                domain[0] -= 1
                domain[1] += 1
        elif isinstance(domain, list) and len(domain) == 0:
            domain = cls.domain
        window = cls.window if window is None else window
        result = cls._basis.fit(
            polyutils.mapdomain(x, domain, window), y, deg, w=w, rcond=rcond, full=full
        )
        if full:
            coef, status = result
            return cls(coef, domain=domain, window=window, symbol=symbol), status
        return cls(result, domain=domain, window=window, symbol=symbol)

    @classmethod
    def fromroots(cls, roots, domain=[], window=None, symbol="x"):  # noqa: B006
        """The series with these roots."""
        [roots] = polyutils.as_series([roots], trim=False)
        if domain is None:
            domain = polyutils.getdomain(roots)
        elif isinstance(domain, list) and len(domain) == 0:
            domain = cls.domain
        window = cls.window if window is None else window
        offset, scale = polyutils.mapparms(domain, window)
        coef = cls._basis.fromroots(offset + scale * roots) / scale ** len(roots)
        return cls(coef, domain=domain, window=window, symbol=symbol)

    @classmethod
    def identity(cls, domain=None, window=None, symbol="x"):
        """The series p(x) = x."""
        domain = cls.domain if domain is None else domain
        window = cls.window if window is None else window
        offset, scale = polyutils.mapparms(window, domain)
        return cls(cls._basis.line(offset, scale), domain, window, symbol)

    @classmethod
    def basis(cls, deg, domain=None, window=None, symbol="x"):
        """The basis' polynomial of a degree."""
        degree = int(deg)
        if degree != deg or degree < 0:
            raise ValueError("deg must be non-negative integer")
        domain = cls.domain if domain is None else domain
        window = cls.window if window is None else window
        return cls([0] * degree + [1], domain, window, symbol)

    @classmethod
    def cast(cls, series, domain=None, window=None):
        """Another series as one of this kind."""
        domain = cls.domain if domain is None else domain
        window = cls.window if window is None else window
        return series.convert(domain, cls, window)


def _number(x, parens=False):
    """A coefficient as text."""
    from ..printing import format_float_positional, format_float_scientific, get_printoptions

    if not isinstance(x, (float, _core.floating)):
        return str(x)
    options = get_printoptions()
    if x != x:
        return options["nanstr"]
    if abs(x) == float("inf"):
        return options["infstr"]
    precision, fixed = options["precision"], options["floatmode"] == "fixed"
    layout = {
        "precision": precision,
        "unique": not fixed,
        "trim": "k" if fixed else "0",
        "sign": options["sign"] == "+",
    }
    if x != 0 and (abs(x) >= 1e8 or abs(x) < 10.0 ** min(0, -(precision - 1) // 2)):
        text = format_float_scientific(x, **layout)
        return f"({text})" if parens else text
    return format_float_positional(x, fractional=True, **layout)


def _latex_number(x, parens=False):
    return rf"\text{{{_number(x, parens)}}}"
