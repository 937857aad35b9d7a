"""Arrays in files, without reading them: where the file system can map files into memory."""

import math
import operator
import os
from contextlib import nullcontext

from . import _core

_MODES = {"readonly": "r", "copyonwrite": "c", "readwrite": "r+", "write": "w+"}
_ALL_MODES = ["r", "c", "r+", "w+", *_MODES]


class memmap(_core.ndarray):
    """memmap(filename, dtype=uint8, mode='r+', offset=0, shape=None, order='C')

    An array whose memory is a file. Modes: 'r' to read, 'r+' to change it, 'w+' to make it anew,
    'c' to change the copy in memory only. ValueError for sizes that don't fit.
    """

    __array_priority__ = -100.0

    def __new__(subtype, filename, dtype=_core.uint8, mode="r+", offset=0, shape=None, order="C"):
        import mmap

        mode = _MODES.get(mode, mode)
        if mode not in _MODES.values():
            raise ValueError(f"mode must be one of {_ALL_MODES!r} (got {mode!r})")
        if mode == "w+" and shape is None:
            raise ValueError("shape must be given if mode == 'w+'")
        dtype = _core.dtype(dtype)
        opened = (
            nullcontext(filename)
            if hasattr(filename, "read")
            else open(os.fspath(filename), ("r" if mode == "c" else mode) + "b")
        )
        with opened as file:
            shape = _shape_of(file, shape, dtype, offset)
            end = offset + math.prod(shape) * dtype.itemsize
            if mode in ("w+", "r+"):
                end = max(end, 1)  # an empty file can't be mapped
                _extend(file, end)
            elif end > file.seek(0, os.SEEK_END):
                raise ValueError("mmap length is greater than file size")
            # Maps begin at a multiple of a page, and an empty one would be the whole file.
            start = offset - offset % mmap.ALLOCATIONGRANULARITY
            if end == start > 0:
                start -= mmap.ALLOCATIONGRANULARITY
            access = {"c": mmap.ACCESS_COPY, "r": mmap.ACCESS_READ}.get(mode, mmap.ACCESS_WRITE)
            mapped = mmap.mmap(file.fileno(), end - start, access=access, offset=start)
            self = _core.ndarray.__new__(
                subtype, shape, dtype=dtype, buffer=mapped, offset=offset - start, order=order
            )
            self._mmap, self.offset, self.mode = mapped, offset, mode
            self.filename = _name_of(filename, file)
        return self

    def __array_finalize__(self, obj):
        mine = getattr(obj, "_mmap", None) is not None and _core.may_share_memory(self, obj)
        for name in ("_mmap", "filename", "offset", "mode"):
            setattr(self, name, getattr(obj, name) if mine else None)

    def flush(self):
        """Write what was changed to the file."""
        if self._mmap is not None:
            self._mmap.flush()

    def __array_wrap__(self, arr, context=None, return_scalar=False):
        if self is arr or type(self) is not memmap:
            return arr
        return arr[()] if return_scalar else arr.view(_core.ndarray)

    def __getitem__(self, index):
        found = super().__getitem__(index)
        if type(found) is memmap and found._mmap is None:
            return found.view(type=_core.ndarray)
        return found


def _shape_of(file, shape, dtype, offset):
    """The shape as a tuple; by default, what there is in the file."""
    if shape is None:
        there = file.seek(0, 2) - offset
        if there % dtype.itemsize:
            raise ValueError("Size of available data is not a multiple of the data-type size.")
        return (there // dtype.itemsize,)
    try:
        return (operator.index(shape),)
    except TypeError:
        return tuple(shape)


def _extend(file, size):
    if file.seek(0, 2) < size:
        file.seek(size - 1)
        file.write(b"\0")
        file.flush()


def _name_of(filename, file):
    if isinstance(filename, os.PathLike):
        return filename.resolve()
    name = getattr(file, "name", None)
    return os.path.abspath(name) if isinstance(name, str) else None
