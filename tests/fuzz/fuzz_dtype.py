"""Names of dtypes: each stands for the same as with NumPy, or is refused.

Control characters are left out: NumPy takes a single one for the number of a type. Texts of fields
and of axes ("i4,f8", "()f8"), which rumpy doesn't know, are refused, if not taken as NumPy takes them."""

import warnings

import numpy
import rumpy
from oracle import _FORMATS as SUPPORTED


def read(module, text):
    try:
        return module.dtype(text)
    except Exception as error:
        return error


def check(data):
    text = "".join(c for c in data.decode("utf8", "replace") if c >= " ")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected, actual = read(numpy, text), read(rumpy, text)
    if isinstance(expected, numpy.dtype) and expected.name in SUPPORTED and not expected.subdtype:
        if "(" in text and isinstance(actual, TypeError):
            return
        assert isinstance(actual, rumpy.dtype), (text, expected, actual)
        numbered = [] if expected.char in "qQ" else ["char", "num"]  # NumPy has two of these
        for name in ("name", "str", "kind", "itemsize", "byteorder", "isnative", *numbered):
            one, other = getattr(expected, name), getattr(actual, name)
            assert one == other, (text, name, one, other)
    else:
        kinds = [kind.__name__ for kind in type(actual).__mro__]
        wanted = {"TypeError", type(expected).__name__}
        assert wanted.intersection(kinds), (text, expected, actual)
    try:
        made = rumpy.zeros(1, text).dtype
    except TypeError:
        made = None
    if isinstance(actual, rumpy.dtype):
        assert made == actual if actual.isnative else made is None, (text, made, actual)
