"""Polynomials as series in six bases, the lowest coefficient first: classes, and modules of
functions of coefficient arrays.
"""

from . import _series, chebyshev, hermite, hermite_e, laguerre, legendre, polynomial, polyutils
from .chebyshev import Chebyshev
from .hermite import Hermite
from .hermite_e import HermiteE
from .laguerre import Laguerre
from .legendre import Legendre
from .polynomial import Polynomial

__all__ = [
    "Chebyshev", "Hermite", "HermiteE", "Laguerre", "Legendre", "Polynomial", "chebyshev",
    "hermite", "hermite_e", "laguerre", "legendre", "polynomial", "polyutils",
    "set_default_printstyle",
]  # fmt: skip


def set_default_printstyle(style):
    """How series are printed: "unicode" or "ascii".

    >>> import rumpy as np
    >>> np.polynomial.set_default_printstyle("ascii")
    >>> print(np.polynomial.Polynomial([1, 2]))
    1.0 + 2.0 x
    >>> np.polynomial.set_default_printstyle("unicode")
    """
    if style not in ("unicode", "ascii"):
        raise ValueError(
            f"Unsupported format string '{style}'. Valid options are 'ascii' and 'unicode'"
        )
    _series.Series._use_unicode = style == "unicode"
