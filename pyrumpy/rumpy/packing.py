"""Truths as bits, eight to a byte; numbers in positional notation."""

import operator

from . import _core
from ._classes import wrapper
from ._core import asarray, empty
from ._lib_loader import check, lib, pointer
from .manipulation import _axis, moveaxis


def _rows(a, axis):
    """The array as contiguous rows of an axis, and the shape of what lies around."""
    a = moveaxis(a, axis, -1)
    rows = 1
    for n in a.shape[:-1]:
        rows *= n
    return _core.ascontiguousarray(a).reshape(rows, a.shape[-1]), a.shape[:-1]


def _order(bitorder, caller, place):
    if not isinstance(bitorder, str):
        raise TypeError(f"{caller}() argument {place} must be str, not {type(bitorder).__name__}")
    if bitorder not in ("big", "little"):
        raise ValueError("'order' must be either 'little' or 'big'")
    return bitorder == "little"


def packbits(a, /, axis=None, bitorder="big"):
    """The truths of bools or integers as the bits of uint8s, along an axis (of the flattened array
    by default); the first is the highest bit, or the lowest if bitorder is "little".

    >>> import rumpy as np
    >>> np.packbits([1, 0, 1, 0, 0, 0, 0, 1, 1])
    array([161, 128], dtype=uint8)
    """
    wrap = wrapper(a)
    a, little = asarray(a), _order(bitorder, "pack", 3)
    if a.dtype.kind not in "biu":
        raise TypeError("Expected an input array of integer or boolean data type")
    if axis is None or a.ndim == 0:
        a, axis = a.reshape(-1), 0
    axis = _axis(axis, a.ndim)
    truths, around = _rows(a != 0 if a.dtype != bool else a, axis)
    packed = empty((truths.shape[0], -(-truths.shape[1] // 8)), _core.uint8)
    check(lib.la_pack_bits(pointer(packed), pointer(truths), little))
    return wrap(moveaxis(packed.reshape((*around, packed.shape[1])), -1, axis))


def unpackbits(a, /, axis=None, count=None, bitorder="big"):
    """The bits of uint8s as uint8s of 0 and 1, along an axis (of the flattened array by default);
    count: so many of them (negative: without the last so many; beyond the end: zeros).

    >>> import rumpy as np
    >>> np.unpackbits(np.array([161], "uint8"))
    array([1, 0, 1, 0, 0, 0, 0, 1], dtype=uint8)
    """
    wrap = wrapper(a)
    a, little = asarray(a), _order(bitorder, "unpack", 4)
    if a.dtype != _core.uint8:
        raise TypeError("Expected an input array of unsigned byte data type")
    if axis is None or a.ndim == 0:
        a, axis = a.reshape(-1), 0
    axis = _axis(axis, a.ndim)
    packed, around = _rows(a, axis)
    n = 8 * packed.shape[1]
    if count is not None:
        count = operator.index(count)
        if count < -n:
            raise ValueError(f"-count larger than number of elements ({n} bits along axis {axis})")
        n = count if count >= 0 else n + count
    bits = empty((packed.shape[0], n), _core.uint8)
    check(lib.la_unpack_bits(pointer(bits), pointer(packed), little))
    return wrap(moveaxis(bits.reshape((*around, n)), -1, axis))


def base_repr(number, base=2, padding=0):
    """The number's digits in a base from 2 to 36, with so many zeros in front.

    >>> import rumpy as np
    >>> np.base_repr(255, 16)
    'FF'
    """
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    if base > len(digits):
        raise ValueError("Bases greater than 36 not handled in base_repr.")
    if base < 2:
        raise ValueError("Bases less than 2 not handled in base_repr.")
    rest, found = abs(int(number)), []
    while rest:
        rest, digit = divmod(rest, base)
        found.append(digits[digit])
    if padding:
        found.append("0" * padding)
    if number < 0:
        found.append("-")
    return "".join(reversed(found or "0"))


def binary_repr(num, width=None):
    """The integer's binary digits; with a width, filled with zeros, negatives as two's complement.

    >>> import rumpy as np
    >>> np.binary_repr(3, width=4), np.binary_repr(-3, width=4)
    ('0011', '1101')
    """
    num = operator.index(num)
    if num >= 0:
        text = f"{num:b}"
        least = len(text)
    elif width is None:
        return f"-{-num:b}"
    else:
        least = len(f"{-num:b}")
        if 2 ** (least - 1) == -num:
            least -= 1
        least += 1
        text = f"{2 ** max(width, least) + num:b}" if width >= least else ""
    if width is not None and width < least:
        raise ValueError(f"Insufficient bit {width=} provided for binwidth={least}")
    return text if width is None else text.zfill(width)
