""".npy and .npz files: read as NumPy reads them, or refused, with no memory but for what is there.

Whatever is refused is refused by a ValueError or by what zipfile raises. No pickle is run."""

import contextlib
import io
import math
import sys
import tempfile
import warnings
import zipfile
import zlib

import numpy
import oracle
import rumpy
from numpy.lib import _format_impl

REFUSED = (ValueError, EOFError)
REFUSED_ZIP = (
    *REFUSED, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError
)  # fmt: skip
pickles = set()  # of a whole process, so that it stays small


def _on_event(event, args):
    if event == "pickle.find_class":
        pickles.add(args)


sys.addaudithook(_on_event)


def claimed(data):
    """How many bytes of data the header tells of; None if NumPy can't read it. UserWarning where it
    looks at the header again, as if Python 2 had written it."""
    file = io.BytesIO(data)
    try:
        version = _format_impl.read_magic(file)
        shape, _, dtype = _format_impl._read_array_header(file, version)
    except UserWarning:
        raise
    except Exception:
        return None
    return math.prod(shape) * dtype.itemsize if dtype.subdtype is None else None


def read(module, source, refused, **options):
    """A description of the array, or None where it is refused."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            array = module.load(source, **options)
        except refused:
            return None
    assert isinstance(array, module.ndarray)
    if not array.dtype.isnative:
        array = array.astype(array.dtype.newbyteorder("="))
    return oracle.describe(array, module)[:4]


def readable(data):
    """What NumPy reads; it isn't asked where it would take the memory that is claimed."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        size = claimed(data)
    if size is None or size > len(data):
        return None
    found = read(numpy, io.BytesIO(data), Exception)
    supported = found and found[1] in oracle._FORMATS
    return found if supported else None


def check_npy(data):
    try:
        expected = readable(data)
    except UserWarning:  # NumPy takes more than what Python 2 wrote
        read(rumpy, io.BytesIO(data), REFUSED)
        return
    for allow_pickle in (False, True):
        actual = read(rumpy, io.BytesIO(data), REFUSED, allow_pickle=allow_pickle)
        assert actual == expected, (actual, expected)
    with tempfile.NamedTemporaryFile(dir="/dev/shm") as file:
        file.write(data)
        file.flush()
        assert read(rumpy, file.name, REFUSED) == expected
        mapped = read(rumpy, file.name, REFUSED, mmap_mode="r")
        assert mapped is None or mapped == expected


def members(module, data, refused):
    """Descriptions of an archive's arrays by name, None for what is refused."""
    try:
        archive = module.load(io.BytesIO(data))
    except refused:
        return None
    found = {}
    for name in archive.files:
        try:
            value = archive[name]
        except refused:
            value = None
        if isinstance(value, module.ndarray):
            value = oracle.describe(value, module)[:4]
        found[name] = value
    return found


def check_npz(data):
    actual = members(rumpy, data, REFUSED_ZIP)
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except Exception:
        assert actual is None
        return
    assert set(actual) == {name.removesuffix(".npy") for name in names}
    archive = zipfile.ZipFile(io.BytesIO(data))
    for name in names:
        key = name.removesuffix(".npy")
        try:
            content = archive.read(name)
        except Exception:  # of what is read no further than need be, the sum may not be looked at
            continue
        if names.count(name) > 1 or names.count(key) + names.count(key + ".npy") > 1:
            continue
        if content[:6] == b"\x93NUMPY":
            with contextlib.suppress(UserWarning):
                expected = readable(content)
                if expected and actual[key] is None:  # read in pieces it may end too early
                    expected = members(numpy, data, Exception)[key]
                assert actual[key] == expected
        else:
            assert actual[key] == content


def check(data):
    pickles.clear()
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        check_npz(data)
    elif data:
        check_npy(data)
    assert not pickles, pickles
