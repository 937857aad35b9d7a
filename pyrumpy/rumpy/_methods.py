"""What the methods of ndarray call that are not in C (forward.c): their arguments, NumPy's way."""

from . import _core, indexing
from .indexing import trace  # noqa: F401
from .rounding import _clip, _round
from .spread import std, var  # noqa: F401


def clip(a, min=None, max=None, out=None, **kwargs):
    return _clip(a, min, max, out, **kwargs)


def choose(a, *choices, out=None, mode="raise"):
    if not choices:
        raise TypeError("choose() takes exactly 1 argument (0 given)")
    return indexing.choose(a, choices[0] if len(choices) == 1 else choices, out, mode)


def compress(a, condition, axis=None, out=None):
    return indexing.compress(condition, a, axis, out)


def put(a, indices, values, /, mode="raise"):
    return indexing.put(a, indices, values, mode)


def round(a, decimals=0, out=None):
    return _round(a, decimals, out)


def reduce_ex(a, protocol):
    """How `a` is pickled. From protocol 5 on by its own memory where that has no gaps, which a
    pickler then may hand over without a copy."""
    from pickle import PickleBuffer

    if protocol >= 5 and type(a) is _core.ndarray and a.size:
        axes = sorted(range(a.ndim), key=lambda axis: -a.strides[axis])
        packed = a.transpose(axes)
        if packed.flags.c_contiguous:
            back = tuple(axes.index(axis) for axis in range(a.ndim))
            return from_buffer, (PickleBuffer(packed), a.dtype.str, packed.shape, back)
    return a.__reduce__()


def from_buffer(buffer, dtype, shape, axes):
    """What such pickles call."""
    return _core.frombuffer(buffer, dtype).reshape(shape).transpose(axes)


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
