"""Arrays in .npy and .npz files."""

import os
import zipfile
from collections.abc import Mapping

from . import _core, npy_format

_ZIP_PREFIXES = (b"PK\x03\x04", b"PK\x05\x06")  # the second: a zip file without files


def save(file, arr, allow_pickle=True):
    """Write an array to a .npy file: a path (.npy is added if need be) or a file open for writing.

    >>> import io, rumpy as np
    >>> file = io.BytesIO()
    >>> np.save(file, [1, 2, 3])
    >>> np.load(io.BytesIO(file.getvalue()))
    array([1, 2, 3])
    """
    arr = _core.asanyarray(arr)
    if hasattr(file, "write"):
        npy_format.write_array(file, arr)
        return
    path = os.fspath(file)
    with open(path if path.endswith(".npy") else path + ".npy", "wb") as fp:
        npy_format.write_array(fp, arr)


def load(
    file,
    mmap_mode=None,
    allow_pickle=False,
    fix_imports=True,
    encoding="ASCII",
    *,
    max_header_size=10000,
):
    """The array of a .npy file, or an NpzFile of those of a .npz file, from a path or a file open for
    reading. With mmap_mode, a memmap of the file.

    ValueError for other files; pickles are never loaded. EOFError for an empty one.
    """
    if encoding not in ("ASCII", "latin1", "bytes"):
        raise ValueError("encoding must be 'ASCII', 'latin1', or 'bytes'")
    if hasattr(file, "read"):
        return _load(file, file, False, mmap_mode, allow_pickle, max_header_size)
    fp = open(os.fspath(file), "rb")  # noqa: SIM115  (an NpzFile keeps it)
    keep = False
    try:
        result = _load(fp, file, True, mmap_mode, allow_pickle, max_header_size)
        keep = isinstance(result, NpzFile)
    finally:
        if not keep:
            fp.close()
    return result


def _load(fp, file, own, mmap_mode, allow_pickle, max_header_size):
    start = fp.read(len(npy_format.MAGIC_PREFIX))
    if not start:
        raise EOFError("No data left in file")
    fp.seek(-len(start), 1)
    if start.startswith(_ZIP_PREFIXES):
        return NpzFile(fp, own, allow_pickle, max_header_size=max_header_size)
    if start == npy_format.MAGIC_PREFIX:
        if mmap_mode:
            return npy_format.open_memmap(file, mmap_mode, max_header_size=max_header_size)
        return npy_format.read_array(fp, allow_pickle, max_header_size=max_header_size)
    if allow_pickle:
        raise ValueError(
            "This file is neither .npy nor .npz, and rumpy loads no pickles. If you trust the file, "
            "use `pickle.load()`."
        )
    raise ValueError(
        "This file contains pickled (object) data. If you trust the file you can load it unsafely "
        "using the `allow_pickle=` keyword argument or `pickle.load()`."
    )


class _Attributes:
    """npz.f.name for npz["name"]."""

    def __init__(self, npz):
        self._npz = npz

    def __getattr__(self, name):
        try:
            return self._npz[name]
        except KeyError:
            raise AttributeError(name) from None

    def __dir__(self):
        return list(self._npz)


class NpzFile(Mapping):
    """The arrays of a .npz file by name, each read when it is asked for. A context manager."""

    zip = None
    fid = None

    def __init__(
        self, fid, own_fid=False, allow_pickle=False, pickle_kwargs=None, *, max_header_size=10000
    ):
        self.zip = zipfile.ZipFile(fid)
        names = self.zip.namelist()
        self.files = [name.removesuffix(".npy") for name in names]
        self._names = {**dict(zip(self.files, names, strict=True)), **{n: n for n in names}}
        self.allow_pickle = allow_pickle
        self.pickle_kwargs = pickle_kwargs
        self.max_header_size = max_header_size
        self.fid = fid if own_fid else None

    @property
    def f(self):
        return _Attributes(self)

    def close(self):
        """Close the file; arrays that were read stay."""
        for name in ("zip", "fid"):
            opened = getattr(self, name)
            setattr(self, name, None)
            if opened is not None:
                opened.close()

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.close()

    def __del__(self):
        self.close()

    def __iter__(self):
        return iter(self.files)

    def __len__(self):
        return len(self.files)

    def __contains__(self, name):
        return name in self._names

    def __getitem__(self, name):
        if name not in self._names:
            raise KeyError(f"{name} is not a file in the archive")
        with self.zip.open(self._names[name]) as fp:
            start = fp.read(len(npy_format.MAGIC_PREFIX))
            fp.seek(0)
            if start != npy_format.MAGIC_PREFIX:
                return fp.read()
            return npy_format.read_array(fp, max_header_size=self.max_header_size)

    def get(self, key, default=None, /):
        return super().get(key, default)

    def __repr__(self):
        name = getattr(self.fid, "name", self.zip.filename if self.zip else None)
        shown = ", ".join(self.files[:5]) + ("..." if len(self.files) > 5 else "")
        return f"NpzFile {name or 'object'!r} with keys: {shown}"


def _save_all(file, args, named, compression):
    arrays = dict(named)
    for i, value in enumerate(args):
        key = f"arr_{i}"
        if key in arrays:
            raise ValueError(f"Cannot use un-named variables and keyword {key}")
        arrays[key] = value
    if not hasattr(file, "write"):
        file = os.fspath(file)
        file = file if file.endswith(".npz") else file + ".npz"
    with zipfile.ZipFile(file, "w", compression) as archive:
        for key, value in arrays.items():
            with archive.open(key + ".npy", "w", force_zip64=True) as fp:
                npy_format.write_array(fp, _core.asanyarray(value))


def savez(file, *args, allow_pickle=True, **kwds):
    """Write arrays to a .npz file under the names of the keywords, or arr_0, arr_1, ...

    >>> import io, rumpy as np
    >>> file = io.BytesIO()
    >>> np.savez(file, a=[1, 2], b=3.5)
    >>> np.load(io.BytesIO(file.getvalue()))["a"]
    array([1, 2])
    """
    _save_all(file, args, kwds, zipfile.ZIP_STORED)


def savez_compressed(file, *args, allow_pickle=True, **kwds):
    """savez, compressed.

    >>> import io, rumpy as np
    >>> file = io.BytesIO()
    >>> np.savez_compressed(file, np.zeros(1000))
    >>> len(file.getvalue()) < 1000
    True
    """
    _save_all(file, args, kwds, zipfile.ZIP_DEFLATED)
