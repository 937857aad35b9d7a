"""Elements in files and texts without any header: fromfile, fromstring, and what ndarray.tofile and
ndarray.dump do."""

import os
import pickle
import warnings
from contextlib import nullcontext

from . import _core
from ._array_function import takes_like
from .error_state import errstate
from .limits import iinfo


def _opened(file, mode):
    return (
        nullcontext(file)
        if hasattr(file, "read") or hasattr(file, "write")
        else open(os.fspath(file), mode)
    )


def _numbers(text, dtype, count, sep):
    """The numbers of a text up to `count`. ValueError for what is no number of the kind; integers
    beyond the dtype's range wrap around, as C's do."""
    from .text_files import converter_for

    wide = {"i": "int64", "u": "uint64"}.get(dtype.kind)
    convert = converter_for(dtype) if wide is None else _whole_number(wide)
    separator = sep.strip()
    fields = text.split(separator) if separator else text.split()
    values = []
    for field in fields:
        if len(values) == count:
            break
        try:
            values.append(convert(field.strip()))
        except ValueError:
            if field.strip() or field is not fields[-1]:
                raise ValueError(
                    "string or file could not be read to its end due to unmatched data"
                ) from None
            break
    if count >= 0 and len(values) < count:
        warnings.warn(
            f"{count} items requested but only {len(values)} read", UserWarning, stacklevel=3
        )
    if wide is not None:
        return _core.array(values, dtype=wide).astype(dtype, copy=False)
    with errstate(over="ignore"):
        return _core.array(values, dtype=dtype)


def _whole_number(wide):
    """What makes a number of 64 bits from a text, the nearest one from those that have more."""
    limits = iinfo(wide)

    def convert(text):
        value = int(text)
        if value < 0 and limits.min == 0:
            raise ValueError(text)
        return max(limits.min, min(value, limits.max))

    return convert


@takes_like
def fromfile(file, dtype=None, count=-1, sep="", offset=0, *, like=None):
    """The elements of a file, a path or one open for reading: their bytes or, with sep, numbers
    separated by it. count: at most so many; offset: after so many bytes.

    >>> import rumpy as np
    >>> with np.testing.temppath() as path:
    ...     np.arange(3.0).tofile(path)
    ...     np.fromfile(path)
    array([0., 1., 2.])
    """
    dtype = _core.dtype(float if dtype is None else dtype)
    if sep and offset:
        raise TypeError("'offset' argument only permitted for binary files")
    with _opened(file, "rb") as opened:
        if sep:
            text = opened.read()
            text = text.decode("latin1") if isinstance(text, bytes) else text
            return _numbers(text, dtype, count, sep)
        if offset:
            opened.seek(offset, 1)
        data = opened.read() if count < 0 else opened.read(count * dtype.itemsize)
    whole = len(data) // dtype.itemsize
    if not whole:
        return _core.empty(0, dtype)
    return _core.frombuffer(bytearray(data), dtype=dtype, count=whole)


@takes_like
def fromstring(string, dtype=float, count=-1, *, sep="", like=None):
    """The numbers of a text that are separated by sep. ValueError without sep: see frombuffer.

    >>> import rumpy as np
    >>> np.fromstring("1, 2", dtype=int, sep=",")
    array([1, 2])
    """
    dtype = _core.dtype(float if dtype is None else dtype)
    if not sep:
        raise ValueError("The binary mode of fromstring is removed, use frombuffer instead")
    if isinstance(string, bytes):
        string = string.decode("latin1")
    return _numbers(string, dtype, count, sep)


def tofile(array, fid, sep="", format="%s"):
    """ndarray.tofile: the elements in C order, as bytes or, with sep, as text."""
    with _opened(fid, "wb" if not sep else "w") as opened:
        if not sep:
            opened.write(array.tobytes())
            return
        text = sep.join(format % (item,) for item in array.reshape(-1).tolist())
        try:
            opened.write(text)
        except TypeError:
            opened.write(text.encode("latin1"))


def dump(array, file):
    """ndarray.dump: the array's pickle in a file."""
    with _opened(file, "wb") as opened:
        pickle.dump(array, opened, protocol=2)
