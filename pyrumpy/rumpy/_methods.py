"""What the methods of ndarray call that are not in C (forward.c): their arguments, NumPy's way."""

from . import _core, indexing
from .indexing import choose, trace  # noqa: F401
from .rounding import _clip, _round


def byteswap(a, inplace=False):
    width = a.dtype.itemsize // (2 if a.dtype.kind == "c" else 1)
    if width == 1:
        return a if inplace else a.copy()
    lined = a.copy()
    swapped = lined.reshape(-1).view(_core.uint8).reshape(-1, width)[:, ::-1].copy()
    swapped = swapped.reshape(-1).view(a.dtype).reshape(a.shape)
    if not inplace:
        return swapped
    a[...] = swapped
    return a


def clip(a, min=None, max=None, out=None, **kwargs):
    return _clip(a, min, max, out, **kwargs)


def compress(a, condition, axis=None, out=None):
    return indexing.compress(condition, a, axis, out)


def conjugate(a):
    return _core.conjugate(a) if a.dtype.kind == "c" else a


def put(a, indices, values, /, mode="raise"):
    return indexing.put(a, indices, values, mode)


def round(a, decimals=0, out=None):
    return _round(a, decimals, out)


def dump(a, file):
    from .raw_files import dump

    dump(a, file)


def dumps(a):
    from pickle import dumps

    return dumps(a)


def tofile(a, fid, /, sep="", format="%s"):
    from .raw_files import tofile

    tofile(a, fid, sep, format)
