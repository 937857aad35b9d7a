"""Elements in files and texts without any header: fromfile, fromstring, and what ndarray.tofile and
ndarray.dump do."""

import os
import pickle
import re
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


# How C's functions read numbers: as much as makes one, whatever follows.
_REAL = r"[+-]?(?:nan(?:\(\w*\))?|inf(?:inity)?|(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[+-]?[0-9]+)?)"
_FORMS = {
    "i": r"\s*([+-]?)\s*([0-9]+)",
    "u": r"\s*()([0-9]+)",
    "f": rf"\s*({_REAL})",
    "c": rf"\s*({_REAL})(?:(j)|([+-]{_REAL[5:]})(j?))?",
}


_SPACE = " \t\n\r\v\f"
_PLAIN = re.compile(r"[\t-\r -^`-~]*").fullmatch  # of what C and Python take for the same


def _real(text):
    return float(text.partition("(")[0])


def _complex(match):
    first, only, second, marked = match.groups()
    if only:
        return complex(0, _real(first))
    return complex(_real(first), _real(second) if marked else 0)


def _whole(match, limits):
    """The nearest number of 64 bits; NumPy has the greatest for the least, too."""
    value = int(match[1] + match[2].lstrip("0")[:30] if match[2].strip("0") else 0)
    return value if limits.min <= value <= limits.max else limits.max


def _after_separator(text, at, sep):
    """Where the next number may begin; None at the text's end, -1 where something else stands there.
    White space in the separator stands for as much of it as there is, or none."""
    start = at
    for c in sep:
        if c == " ":
            while at < len(text) and text[at] in _SPACE:
                at += 1
        if at == len(text):
            return None
        if c != " ":
            if text[at] != c:
                return -1
            at += 1
    return None if at == len(text) else at if at > start else -1


def _read_numbers(text, kind, limits, count, sep):
    """The numbers of a text, one after the other, as NumPy reads them."""
    read = re.compile(_FORMS[kind.replace("b", "f")], re.ASCII | re.IGNORECASE).match
    convert = {
        "b": lambda match: _real(match[1]) != 0,
        "f": lambda match: _real(match[1]),
        "c": _complex,
    }.get(kind) or (lambda match: _whole(match, limits))
    sep = " " + " ".join(sep.split()) + (" " if sep[-1:].isspace() else "")
    values, at = [], 0
    while len(values) != count:
        match = read(text, at)
        if match is None:
            if not text[at:].strip(_SPACE):
                break
            raise ValueError
        values.append(convert(match))
        at = _after_separator(text, match.end(), sep)
        if at is None or len(values) == count:
            break
        if at < 0:
            raise ValueError
    return values


def _split_numbers(text, kind, limits, count, sep):
    """The same for what may be split at the separators, which is quicker; None for other texts."""
    separator = sep.strip()
    if kind not in "if" or not _PLAIN(text) or re.search(r"[\w.+\s-]", separator):
        return None
    fields = text.split(separator) if separator else text.split()
    if separator and not fields[-1].strip():
        fields.pop()
    try:
        values = [*map(float if kind == "f" else int, fields if count < 0 else fields[:count])]
    except ValueError:
        return None
    if kind == "i" and values and not limits.min <= min(values) <= max(values) <= limits.max:
        return None
    return values


def _numbers(text, dtype, count, sep):
    """The numbers of a text up to `count`. ValueError for what is no number of the kind; integers
    beyond the dtype's range wrap around, as C's do."""
    wide = {"i": "int64", "u": "uint64"}.get(dtype.kind)
    arguments = (text, dtype.kind, iinfo(wide) if wide else None, count, sep)
    try:
        values = _split_numbers(*arguments)
        if values is None:
            values = _read_numbers(*arguments)
    except ValueError:
        raise ValueError(
            "string or file could not be read to its end due to unmatched data"
        ) from None
    if count >= 0 and len(values) < count:
        warnings.warn(
            f"{count} items requested but only {len(values)} read", UserWarning, stacklevel=3
        )
    if wide is not None:
        return _core.array(values, dtype=wide).astype(dtype, copy=False)
    with errstate(over="ignore"):
        return _core.array(values, dtype=dtype)


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
