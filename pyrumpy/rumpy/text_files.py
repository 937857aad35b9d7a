"""Arrays as text in files: loadtxt, savetxt."""

import bz2
import contextlib
import gzip
import lzma
import operator
import os
import re
import sys
import warnings

from . import _core
from ._array_function import takes_like
from .error_state import errstate
from .limits import iinfo

_OPENERS = {".gz": gzip.open, ".bz2": bz2.open, ".xz": lzma.open, ".lzma": lzma.open}


def open_text(path, mode, encoding):
    """A text file, compressed if its name says so."""
    path = os.fspath(path)
    opener = _OPENERS.get(os.path.splitext(path)[1], open)
    return opener(path, mode + "t", encoding=encoding)


@contextlib.contextmanager
def lines_of(source, encoding, error):
    """An iterator over the lines, as str, of a path, a file, or a list or generator of lines."""
    if isinstance(source, (str, os.PathLike)):
        with open_text(source, "r", encoding) as file:
            yield iter(file)
        return
    encoding = encoding or getattr(source, "encoding", None) or "latin1"
    try:
        lines = iter(source)
    except TypeError as problem:
        raise error from problem
    yield (line.decode(encoding) if isinstance(line, bytes) else line for line in lines)


def as_text(value):
    return value.decode("latin1") if isinstance(value, bytes) else value


# --- numbers ---------------------------------------------------------------------------------------


def _to_bool(text):
    return bool(_to_int(text))


def _to_int(text):
    if "_" in text:
        raise ValueError(text)
    return int(text)


def _to_float(text):
    if "_" in text:
        raise ValueError(text)
    return float(text)


def _to_complex(text):
    """Parentheses may stand around the number, and a sign before the imaginary part's own."""
    text = text.strip()
    if text[:1] == "(" and text[-1:] == ")":
        text = text[1:-1].strip()
    bare = text[-1:] in ("j", "J") and text[-2:-1] in ("", "+", "-")  # 1j to Python
    if bare or any(c in "_()" or c.isspace() for c in text):
        raise ValueError(text)
    return complex(text.replace("+-", "-", 1))


_BY_KIND = {"b": _to_bool, "i": _to_int, "u": _to_int, "f": _to_float, "c": _to_complex}


def converter_for(dtype):
    """The function that makes a Python number for the dtype of a text. ValueError, OverflowError."""
    if dtype.kind not in "iu":
        return _BY_KIND[dtype.kind]
    limits = iinfo(dtype)
    low, high = limits.min, limits.max

    def convert(text):
        value = _to_int(text)
        if not low <= value <= high:
            raise ValueError(text)
        return value

    return convert


# --- loadtxt ---------------------------------------------------------------------------------------


_EMBEDDED = (
    "Found an unquoted embedded newline within a single line of input.  This is currently not "
    "supported."
)


def _check_characters(delimiter, comment, quote):
    """The characters that mean something must be single ones, and different from each other."""
    named = {"delimiter": delimiter, "comment": comment, "quotechar": quote}
    for character in named.values():
        if character is not None and not (isinstance(character, str) and len(character) == 1):
            raise TypeError(
                "Text reading control character must be a single unicode character or None; but "
                f"got: {character!r}"
            )
    for name, character in named.items():
        if character in ("\r", "\n"):
            raise TypeError(f"control character '{name}' cannot be a newline (`\\r` or `\\n`).")
        if name != "delimiter" and delimiter is None and character and character.isspace():
            raise TypeError(_incompatible("delimiter", name))
    for one, other in (
        ("comment", "quotechar"),
        ("comment", "delimiter"),
        ("quotechar", "delimiter"),
    ):
        if named[one] is not None and named[one] == named[other]:
            raise TypeError(_incompatible(one, other))


def _incompatible(one, other):
    return f"The values for control characters '{one}' and '{other}' are incompatible"


class _Splitter:
    """Splits lines into fields, minding comments and quotes."""

    def __init__(self, delimiter, comments, quote):
        self.delimiter, self.comments, self.quote = delimiter, comments, quote

    def __call__(self, line, lines):
        """The fields of a line; of `lines` those that follow are taken where a quote is open."""
        if self.quote is not None and self.quote in line:
            return self._split_quoted(line, lines)
        for comment in self.comments:
            line = line.split(comment, 1)[0]
        line = line.rstrip("\r\n")
        if "\n" in line or "\r" in line:
            raise ValueError(_EMBEDDED)
        if self.delimiter is None:
            return line.split()
        return line.split(self.delimiter) if line else []

    def _split_quoted(self, line, lines):
        fields, field, i, within, was_quoted = [], "", 0, False, False
        while True:
            if i == len(line):
                following = next(lines, None) if within else None
                if following is None:
                    break
                line += following
            c = line[i]
            if c in "\r\n" and not within:
                if line[i:].strip("\r\n"):
                    raise ValueError(_EMBEDDED)
                break
            if within and c == self.quote and line[i + 1 : i + 2] == c:
                field, i = field + c, i + 1  # two quotes stand for one
            elif c == self.quote and (within or not field):
                within, was_quoted = not within, True
            elif within:
                field += c
            elif any(line.startswith(comment, i) for comment in self.comments):
                break
            elif c == self.delimiter or (self.delimiter is None and c.isspace()):
                if field or was_quoted or self.delimiter is not None:
                    fields.append(field)
                field, was_quoted = "", False
            else:
                field += c
            i += 1
        if field or was_quoted or (self.delimiter is not None and fields):
            fields.append(field)
        return fields


def _comments_of(comments, delimiter, quote):
    if comments is None:
        return ()
    found = (comments,) if isinstance(comments, (str, bytes)) else tuple(comments)
    found = tuple(as_text(comment) for comment in found)
    if "" in found:
        raise ValueError(
            "comments cannot be an empty string. Use comments=None to disable comments."
        )
    single = len(found) == 1 and len(found[0]) == 1
    if not single and delimiter in found:
        raise TypeError(f"Comment characters '{found}' cannot include the delimiter '{delimiter}'")
    if found and not single and quote is not None:
        raise ValueError(
            "when multiple comments or a multi-character comment is given, quotes are not "
            "supported.  In this case quotechar must be set to None."
        )
    return found


def _count(value, name="argument"):
    try:
        value = operator.index(value)
    except TypeError:
        raise TypeError(f"{name} must be an integer") from None
    if value < 0:
        raise ValueError(f"{name} must be nonnegative")
    return value


def check_ndmin(ndmin):
    if ndmin not in (0, 1, 2):
        raise ValueError(f"Illegal value of ndmin keyword: {ndmin}")


def with_ndmin(array, ndmin):
    """The array without axes of one element, but with at least ndmin axes: a column, if need be."""
    if array.ndim > ndmin:
        array = array.squeeze()
    if array.ndim < ndmin:
        array = array.reshape(1) if ndmin == 1 else array.reshape(1, -1).T
    return array


def _converters_of(converters, ncolumns, columns, dtype):
    """A function for each column that is read."""
    default = converter_for(dtype)
    if converters is None:
        return [default] * len(columns)
    if callable(converters):
        return [converters] * len(columns)
    if not isinstance(converters, dict):
        raise TypeError(
            "converters must be a dictionary mapping columns to converter functions or a single "
            "callable."
        )
    by_column = {}
    for key, function in converters.items():
        try:
            column = operator.index(key)
        except TypeError:
            raise TypeError(
                "keys of the converters dictionary must be integers; got " + repr(key)
            ) from None
        if not -ncolumns <= column < ncolumns:
            raise ValueError(
                f"converter specified for column {column}, which is invalid for the number of "
                f"fields {ncolumns}."
            )
        if not callable(function):
            raise TypeError(
                "values of the converters dictionary must be callable, but the value associated "
                f"with key {key!r} is not"
            )
        by_column[column % ncolumns] = function
    return [by_column.get(column % ncolumns, default) for column in columns]


def _column_list(usecols):
    if usecols is None:
        return None
    try:
        usecols = list(usecols)
    except TypeError:
        usecols = [usecols]
    for column in usecols:
        if not hasattr(column, "__index__"):
            raise TypeError(
                "usecols must be an int or a sequence of ints but it contains at least one "
                f"element of type '{type(column).__name__}'"
            )
    columns = [operator.index(column) for column in usecols]
    if any(not -sys.maxsize <= column <= sys.maxsize for column in columns):
        raise OverflowError("cannot fit 'int' into an index-sized integer")
    return columns


class _Table:
    """Rows of numbers as they come, line by line."""

    def __init__(self, dtype, usecols, converters):
        self.dtype, self.usecols, self.given = dtype, usecols, converters
        self.width = None  # how many columns the first row has
        self.values = []
        self.rows = 0

    def add(self, fields):
        if self.width is None:
            self.width = len(fields)
            self.columns = range(self.width) if self.usecols is None else self.usecols
            self.convert = _converters_of(self.given, self.width, self.columns, self.dtype)
        elif len(fields) != self.width and self.usecols is None:
            raise ValueError(
                f"the number of columns changed from {self.width} to {len(fields)} at row "
                f"{self.rows + 1}; use `usecols` to select a subset and avoid this error"
            )
        for column, convert in zip(self.columns, self.convert, strict=True):
            try:
                text = fields[column]
            except IndexError:
                raise ValueError(
                    f"invalid column index {column} at row {self.rows + 1} with {len(fields)} "
                    "columns"
                ) from None
            try:
                self.values.append(convert(text))
            except (ValueError, OverflowError) as error:
                raise ValueError(
                    f"could not convert string {text!r} to {self.dtype} at row {self.rows}, "
                    f"column {column % self.width + 1}."
                ) from error
        self.rows += 1

    def array(self):
        if self.width is None:
            return _core.empty((0, 1 if self.usecols is None else len(self.usecols)), self.dtype)
        with errstate(over="ignore"):
            array = _core.array(self.values, dtype=self.dtype)
        return array.reshape(self.rows, len(self.columns))


@takes_like
def loadtxt(
    fname,
    dtype=float,
    comments="#",
    delimiter=None,
    converters=None,
    skiprows=0,
    usecols=None,
    unpack=False,
    ndmin=0,
    encoding=None,
    max_rows=None,
    *,
    quotechar=None,
    like=None,
):
    """A table of numbers from a text file, a row for each line that isn't empty: (rows, columns),
    without axes of length one.

    fname: a path (also .gz, .bz2, .xz), a file, or lines. ValueError where rows differ in length
    or a field isn't a number; TypeError for structured dtypes.

    >>> import rumpy as np
    >>> np.loadtxt(["1 2  # first", "3 4"])
    array([[1., 2.],
           [3., 4.]])
    """
    dtype = _core.dtype(float if dtype is None else dtype)
    delimiter = as_text(delimiter)
    comments = _comments_of(comments, delimiter, quotechar)
    single = comments[0] if len(comments) == 1 and len(comments[0]) == 1 else None
    _check_characters(delimiter, single, quotechar)
    usecols = _column_list(usecols)
    check_ndmin(ndmin)
    skip = _count(skiprows)
    limit = None if max_rows is None else _count(max_rows)
    split = _Splitter(delimiter, comments, quotechar)
    if encoding == "bytes" and converters is not None:
        converters = _taking_bytes(converters)
    table = _Table(dtype, usecols, converters)
    wrong = ValueError(
        "fname must be a string, filehandle, list of strings,\n"
        f"or generator. Got {type(fname)} instead."
    )
    with lines_of(fname, None if encoding == "bytes" else encoding, wrong) as lines:
        for _ in range(skip):
            if next(lines, None) is None:
                break
        number, told = skip, False
        while limit is None or table.rows < limit:
            line = next(lines, None)
            if line is None:
                break
            number += 1
            fields = split(line, lines)
            if fields:
                table.add(fields)
            elif limit is not None and not told:
                told = True
                warnings.warn(
                    f"Input line {number} contained no data and will not be counted towards "
                    f"`max_rows={limit}`.",
                    UserWarning,
                    stacklevel=2,
                )
    if table.width is None:
        warnings.warn(f'loadtxt: input contained no data: "{fname}"', UserWarning, stacklevel=2)
    array = table.array()
    array = with_ndmin(array, ndmin) if array.shape != (0, 1) else _empty_result(array, ndmin)
    return array.T if unpack else array


def _empty_result(array, ndmin):
    return array if ndmin == 2 else array.reshape(0)


def _taking_bytes(converters):
    """Converters that get bytes, as in Python 2."""

    def adapt(function):
        return lambda text: function(text.encode("latin1"))

    if callable(converters):
        return adapt(converters)
    return {column: adapt(function) for column, function in converters.items()}


# --- savetxt ---------------------------------------------------------------------------------------


def _row_format(fmt, delimiter, ncolumns, is_complex):
    """One format for a row of ncolumns numbers; complex ones take two places each."""
    if isinstance(fmt, (list, tuple)):
        if len(fmt) != ncolumns:
            raise AttributeError(f"fmt has wrong shape.  {fmt}")
        return delimiter.join(fmt)
    if not isinstance(fmt, str):
        raise ValueError(f"invalid fmt: {fmt!r}")
    places = fmt.count("%")
    if places == 1:
        return delimiter.join([f" ({fmt}+{fmt}j)" if is_complex else fmt] * ncolumns)
    if places != (2 * ncolumns if is_complex else ncolumns):
        raise ValueError(f"fmt has wrong number of % formats:  {fmt}")
    return fmt


def _writer(file):
    """A function that writes text to a file of text or of bytes."""

    def write(text):
        try:
            file.write(text)
        except TypeError:
            file.write(text.encode(encoding))

    encoding = getattr(file, "encoding", None) or "latin1"
    return write


def savetxt(
    fname,
    X,
    fmt="%.18e",
    delimiter=" ",
    newline="\n",
    header="",
    footer="",
    comments="# ",
    encoding=None,
):
    """Write an array of one or two dimensions to a text file, a line for each row.

    fname: a path (also .gz, .bz2, .xz) or a file. ValueError for other dimensions or formats.

    >>> import io, rumpy as np
    >>> file = io.StringIO()
    >>> np.savetxt(file, [[1, 2], [3, 4]], fmt="%d")
    >>> print(file.getvalue(), end="")
    1 2
    3 4
    """
    if isinstance(fname, (str, os.PathLike)):
        opened = open_text(fname, "w", encoding or "latin1")
    elif hasattr(fname, "write"):
        opened = contextlib.nullcontext(fname)
    else:
        raise ValueError("fname must be a string or file handle")
    delimiter, newline, comments = map(as_text, (delimiter, newline, comments))
    with opened as file:
        write = _writer(file)
        X = _core.asarray(X)
        if X.ndim not in (1, 2):
            raise ValueError(f"Expected 1D or 2D array, got {X.ndim}D array instead")
        if X.ndim == 1:
            X = X.reshape(-1, 1)
        is_complex = X.dtype.kind == "c"
        form = _row_format(as_text(fmt), delimiter, X.shape[1], is_complex)
        if header:
            write(comments + header.replace("\n", "\n" + comments) + newline)
        # The text of a number is that of its own type, where no number of digits is asked for.
        narrow = X.dtype.kind in "fc" and X.dtype.itemsize < (16 if is_complex else 8)
        as_shown = re.search("%[-+ #0-9.]*" + ("[sr]" if narrow else "r"), form)
        for row in map(list, X) if as_shown else X.tolist():
            numbers = [part for z in row for part in (z.real, z.imag)] if is_complex else row
            try:
                line = form % tuple(numbers)
            except TypeError as error:
                raise TypeError(
                    f"Mismatch between array dtype ('{X.dtype}') and format specifier ('{form}')"
                ) from error
            write((line.replace("+-", "-") if is_complex else line) + newline)
        if footer:
            write(comments + footer.replace("\n", "\n" + comments) + newline)
