"""What the methods of ndarray call that are not in C (forward.c): their arguments, NumPy's way."""

from . import indexing
from .indexing import choose, trace  # noqa: F401
from .rounding import _clip, _round
from .spread import std, var  # noqa: F401


def clip(a, min=None, max=None, out=None, **kwargs):
    return _clip(a, min, max, out, **kwargs)


def compress(a, condition, axis=None, out=None):
    return indexing.compress(condition, a, axis, out)


def put(a, indices, values, /, mode="raise"):
    return indexing.put(a, indices, values, mode)


def round(a, decimals=0, out=None):
    return _round(a, decimals, out)


def ctypes(a):
    from ._ctypes_view import view

    return view(a)


def dump(a, file):
    from .raw_files import dump

    dump(a, file)


def dumps(a):
    from pickle import dumps

    return dumps(a)


def tofile(a, fid, /, sep="", format="%s"):
    from .raw_files import tofile

    tofile(a, fid, sep, format)
