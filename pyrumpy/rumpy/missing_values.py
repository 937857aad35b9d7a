"""Text files with gaps: genfromtxt."""

import warnings
from itertools import chain, islice

from . import _core
from ._array_function import takes_like
from .text_files import as_text, check_ndmin, lines_of, with_ndmin

_DELETED = " !#$%&'()*+,-./:;<=>?@[\\]^{|}~"
_STRUCTURED = (
    "structured dtypes are not supported: read the columns one by one (usecols), or as float"
)
# What a missing value becomes, by kind; and what dtype=None tries, in this order.
_DEFAULTS = {"b": False, "i": -1, "u": -1, "f": float("nan"), "c": complex("nan")}
_GUESSES = ("bool", "int", "float", "complex")


def _to_bool(text):
    word = text.upper()
    if word not in ("TRUE", "FALSE"):
        raise ValueError("Invalid boolean")
    return word == "TRUE"


def _to_narrow(text):
    """NumPy reads integers of up to 32 bits as reals."""
    return int(float(text))


_PARSERS = {"b": _to_bool, "i": int, "u": int, "f": float, "c": complex}


def _splitter(delimiter, comments, autostrip):
    """A function from a line to its fields; widths of columns may stand for a delimiter."""
    widths = None
    if isinstance(delimiter, int):
        widths = [delimiter]
    elif delimiter is not None and not isinstance(delimiter, str):
        widths = list(delimiter)

    def split(line):
        if comments is not None:
            line = line.split(comments)[0]
        if widths is None:
            line = line.strip(" \r\n")
        elif isinstance(delimiter, int):  # of several widths the line's end is part of a field, too
            line = line.strip("\r\n")
        if not line:
            return []
        if widths is None:
            fields = line.split(delimiter)
        else:
            fields = _cut(line, widths, isinstance(delimiter, int))
        return [field.strip() for field in fields] if autostrip else fields

    return split


def _cut(line, widths, repeated):
    if repeated:
        return [line[i : i + widths[0]] for i in range(0, len(line), widths[0])]
    fields, start = [], 0
    for width in widths:
        fields.append(line[start : start + width])
        start += width
    return fields


def _per_column(given, ncolumns, usecols):
    """What is given for columns (a dictionary by number, a sequence by position, or one
    value for all) as a list with None where nothing is."""
    found = [None] * ncolumns
    if isinstance(given, dict):
        for key, value in given.items():
            if key is None:
                found = [value if old is None else old for old in found]
            elif not isinstance(key, str):  # there are no names
                found[_column_of(key, usecols)] = value
    elif isinstance(given, (list, tuple)):
        found[: len(given)] = given[:ncolumns]
    elif given is not None:
        found = [given] * ncolumns
    return found


def _column_of(key, usecols):
    """The position among the columns that are read; what is none of them is taken for a position."""
    return usecols.index(key) if usecols and key in usecols else key


class _Column:
    """How the texts of one column become numbers."""

    def __init__(self, dtype, missing, filling, converter, loose):
        self.dtype, self.converter, self.loose = dtype, converter, loose
        self.missing = {"", *missing}
        self.fill = _DEFAULTS[dtype.kind] if filling is None else filling
        narrow = dtype.kind in "iu" and dtype.itemsize < 8
        self.parse = _to_narrow if narrow else _PARSERS[dtype.kind]

    def __call__(self, text):
        if self.converter is not None:
            return self.converter(text)
        try:
            return self.parse(text)
        except ValueError:
            if self.loose or text.strip() in self.missing:
                return self.fill
            raise ValueError(f"Cannot convert string '{text}'") from None


def _guess(texts, missing):
    """The first dtype of bool, int, float, complex that takes all texts; None if none does."""
    given = [text.strip() for text in texts if text.strip() not in {"", *missing}]
    for name in _GUESSES:
        dtype = _core.dtype(name)
        try:
            for text in given:
                _PARSERS[dtype.kind](text)
        except ValueError:
            continue
        return dtype
    return None


def _common_dtype(rows, missing):
    """The dtype for dtype=None. TypeError where columns differ: NumPy makes records of them."""
    columns = list(zip(*rows, strict=True))
    found = {_guess(texts, words) for texts, words in zip(columns, missing, strict=True)}
    if None in found:
        raise TypeError("string dtypes are not supported: a column is not of numbers")
    if len(found) > 1:
        raise TypeError(_STRUCTURED)
    return found.pop() if found else _core.dtype(float)


def _words(given):
    """Texts that mean "missing", for one column."""
    if given is None:
        return []
    if isinstance(given, (list, tuple)):
        return [str(word) for word in given]
    return [str(as_text(given))]


def _read_rows(lines, split, skip_header, usecols, max_rows):
    """Rows of fields; the lines that have another number of them: (number, fields); how many
    columns there are."""
    rows, invalid, ncolumns = [], [], None
    for number, line in enumerate(lines, skip_header + 1):
        fields = split(line)
        if not fields:
            continue
        if ncolumns is None:
            ncolumns = len(usecols or fields)
        if usecols:
            try:
                fields = [fields[column] for column in usecols]
            except IndexError:
                invalid.append((number, len(fields)))
                continue
        elif len(fields) != ncolumns:
            invalid.append((number, len(fields)))
            continue
        rows.append(fields)
        if len(rows) == max_rows:
            break
    return rows, invalid, len(usecols or ()) if ncolumns is None else ncolumns


def _report(invalid, ncolumns, invalid_raise):
    if not invalid:
        return
    text = "\n".join(
        ["Some errors were detected !"]
        + [f"    Line #{n} (got {got} columns instead of {ncolumns})" for n, got in invalid]
    )
    if invalid_raise:
        raise ValueError(text)
    warnings.warn(text, UserWarning, stacklevel=3)


@takes_like
def genfromtxt(
    fname,
    dtype=float,
    comments="#",
    delimiter=None,
    skip_header=0,
    skip_footer=0,
    converters=None,
    missing_values=None,
    filling_values=None,
    usecols=None,
    names=None,
    excludelist=None,
    deletechars=_DELETED,
    replace_space="_",
    autostrip=False,
    case_sensitive=True,
    defaultfmt="f%i",
    unpack=None,
    usemask=False,
    loose=True,
    invalid_raise=True,
    max_rows=None,
    encoding=None,
    *,
    ndmin=0,
    like=None,
):
    """A table of numbers from a text file in which some may be missing.

    fname: a path (also .gz, .bz2, .xz), a file, or lines. missing_values and filling_values: one for
    all columns, a sequence, or a dictionary by column. ValueError where rows differ in length.
    TypeError for what would give a structured array (names, or columns of different dtypes).

    >>> import rumpy as np
    >>> np.genfromtxt(["1,2,", "4,,6"], delimiter=",", filling_values=0)
    array([[1., 2., 0.],
           [4., 0., 6.]])
    """
    check_ndmin(ndmin)
    if usemask:
        raise TypeError("usemask: masked arrays are not supported")
    if names:
        raise TypeError(f"names: {_STRUCTURED}")
    if max_rows is not None:
        if skip_footer:
            raise ValueError(
                "The keywords 'skip_footer' and 'max_rows' can not be specified at the same time."
            )
        if max_rows < 1:
            raise ValueError("'max_rows' must be at least 1.")
    if converters is not None and not isinstance(converters, dict):
        raise TypeError(
            "The input argument 'converter' should be a valid dictionary "
            f"(got '{type(converters)}' instead)"
        )
    dtype = None if dtype is None else _core.dtype(dtype)
    delimiter, comments = as_text(delimiter), as_text(comments)
    split = _splitter(delimiter, comments, autostrip)
    usecols = _use(usecols)
    wrong = TypeError(
        "fname must be a string, a filehandle, a sequence of strings,\n"
        f"or an iterator of strings. Got {type(fname)} instead."
    )
    text_encoding = None if encoding == "bytes" else encoding
    with lines_of(fname, text_encoding, wrong) as lines:
        lines = islice(lines, skip_header, None)
        first = next((line for line in lines if split(line)), None)
        if first is None:
            warnings.warn(f'genfromtxt: Empty input file: "{fname}"', stacklevel=2)
            first = ""
        if usecols:
            width = len(split(first))
            usecols = [column + width if column < 0 else column for column in usecols]
        rows, invalid, ncolumns = _read_rows(
            chain([first], lines), split, skip_header, usecols, max_rows
        )
    if skip_footer:
        last = len(rows) + len(invalid) - skip_footer + skip_header
        kept = [entry for entry in invalid if entry[0] <= last]
        rows = rows[: max(0, len(rows) - (skip_footer - (len(invalid) - len(kept))))]
        invalid = kept
    _report(invalid, ncolumns, invalid_raise)
    if isinstance(missing_values, (str, bytes)):
        missing = [as_text(missing_values).split(",")] * ncolumns
    else:
        missing = [_words(m) for m in _per_column(missing_values, ncolumns, usecols)]
    filling = _per_column(filling_values, ncolumns, usecols)
    used = {j: f for j, f in (converters or {}).items() if not usecols or j in usecols}
    functions = _per_column(used, ncolumns, usecols)
    if dtype is None:
        dtype = _common_dtype(rows, missing)
    columns = [
        _Column(dtype, words, fill, function, loose)
        for words, fill, function in zip(missing, filling, functions, strict=True)
    ]
    table = [[column(text) for column, text in zip(columns, row, strict=True)] for row in rows]
    shape = (len(rows), ncolumns) if rows else 0
    array = with_ndmin(_core.array(table, dtype=dtype).reshape(shape), ndmin)
    return array.T if unpack else array


def _use(usecols):
    if usecols is None:
        return None
    if isinstance(usecols, str):
        raise TypeError(f"usecols by name: {_STRUCTURED}")
    try:
        return list(usecols)
    except TypeError:
        return [usecols]
