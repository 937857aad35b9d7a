"""What numbers of a type can be: `finfo`, `iinfo`."""

import math
from types import GenericAlias

from . import _core

# By the itemsize of a real dtype: the bits of the fraction (without the leading one), those of the
# exponent, the decimal digits that are sure, and how repr() shows the extremes.
_FLOATS = {
    2: (10, 5, 3, "%12.5e"),
    4: (23, 8, 6, "%15.7e"),
    8: (52, 11, 15, "%24.16e"),
}
_RULE = "-" * 63


def _dtype_of(obj):
    """The dtype that obj names, or that of a number's class."""
    try:
        return _core.dtype(obj)
    except TypeError:
        return _core.dtype(type(obj))


class finfo:  # noqa: N801  (NumPy's name)
    """finfo(dtype)

    Limits of a floating-point type: of a real dtype, or of a complex one's parts.

    bits, dtype; eps and epsneg, the distances from 1 to its neighbours above and below; max, min,
    smallest_normal (tiny), smallest_subnormal; resolution and precision in decimal digits; iexp,
    machep, maxexp, minexp, negep, nexp, nmant: bits and exponents. ValueError for other dtypes.

    >>> import rumpy as np
    >>> np.finfo(np.float32).eps
    np.float32(1.1920929e-07)
    >>> np.finfo(np.complex64)
    finfo(resolution=1e-06, min=-3.4028235e+38, max=3.4028235e+38, dtype=float32)
    """

    _made = {}

    __class_getitem__ = classmethod(GenericAlias)

    def __new__(cls, dtype):
        dtype = _dtype_of(dtype)
        if dtype.kind not in "fc":
            raise ValueError(f"data type {dtype.type!r} not inexact")
        size = dtype.itemsize // (2 if dtype.kind == "c" else 1)
        if size not in cls._made:
            cls._made[size] = object.__new__(cls)._init(size)
        return cls._made[size]

    def _init(self, size):
        self.nmant, self.nexp, self.precision, self._format = _FLOATS[size]
        self.dtype = _core.dtype(f"f{size}")
        self.bits = 8 * size
        self.iexp = self.nexp
        self.maxexp = 1 << (self.nexp - 1)
        self.minexp = 2 - self.maxexp
        self.machep = -self.nmant
        self.negep = -self.nmant - 1
        number = self.dtype.type
        self.eps = number(2.0**self.machep)
        self.epsneg = number(2.0**self.negep)
        self.max = number(math.ldexp(2 - 2.0**self.machep, self.maxexp - 1))
        self.min = -self.max
        self.tiny = self.smallest_normal = number(2.0**self.minexp)
        self.smallest_subnormal = number(math.ldexp(1.0, self.minexp - self.nmant))
        self.resolution = number(10) ** -self.precision
        return self

    def __str__(self):
        return (
            f"Machine parameters for {self.dtype}\n"
            f"{_RULE}\n"
            f"precision = {self.precision}   resolution = {self.resolution!s}\n"
            f"machep = {self.machep}   eps =        {self.eps!s}\n"
            f"negep =  {self.negep}   epsneg =     {self.epsneg!s}\n"
            f"minexp = {self.minexp}   tiny =       {self.tiny!s}\n"
            f"maxexp = {self.maxexp}   max =        {self.max!s}\n"
            f"nexp =   {self.nexp}   min =        -max\n"
            f"smallest_normal = {self.smallest_normal!s}   "
            f"smallest_subnormal = {self.smallest_subnormal!s}\n"
            f"{_RULE}\n"
        )

    def __repr__(self):
        low, high = ((self._format % limit).strip() for limit in (self.min, self.max))
        return (
            f"{type(self).__name__}(resolution={self.resolution!s}, min={low}, max={high}, "
            f"dtype={self.dtype})"
        )


class iinfo:  # noqa: N801  (NumPy's name)
    """iinfo(type)

    Limits of an integer type: bits, dtype, kind, min, max. ValueError for other dtypes.

    >>> import rumpy as np
    >>> np.iinfo(np.int16)
    iinfo(min=-32768, max=32767, dtype=int16)
    >>> np.iinfo("u1").max
    255
    """

    __class_getitem__ = classmethod(GenericAlias)

    def __init__(self, int_type):
        self.dtype = _dtype_of(int_type)
        self.kind = self.dtype.kind
        self.bits = 8 * self.dtype.itemsize
        self.key = f"{self.kind}{self.bits}"
        if self.kind not in "iu":
            raise ValueError(f"Invalid integer data type {self.kind!r}.")

    @property
    def min(self):
        """The smallest integer of the type."""
        return 0 if self.kind == "u" else -(1 << (self.bits - 1))

    @property
    def max(self):
        """The largest integer of the type."""
        return (1 << (self.bits - (self.kind == "i"))) - 1

    def __str__(self):
        return (
            f"Machine parameters for {self.dtype}\n{_RULE}\n"
            f"min = {self.min}\nmax = {self.max}\n{_RULE}\n"
        )

    def __repr__(self):
        return f"{type(self).__name__}(min={self.min}, max={self.max}, dtype={self.dtype})"
