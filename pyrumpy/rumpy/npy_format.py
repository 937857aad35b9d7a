"""The .npy file format: one array, its header a Python literal. Versions 1.0 to 3.0, as described in
NumPy's enhancement proposal NEP 1.

A file may come from anyone: nothing in it is executed, and no memory is taken for data that the file
merely claims to have.
"""

import ast
import io
import math
import os
import re
import struct
import warnings

from . import _core

MAGIC_PREFIX = b"\x93NUMPY"
MAGIC_LEN = len(MAGIC_PREFIX) + 2
ARRAY_ALIGN = 64  # data begin at a multiple of this
BUFFER_SIZE = 2**18
GROWTH_AXIS_MAX_DIGITS = 21  # the header leaves room for the length to be rewritten
EXPECTED_KEYS = {"descr", "fortran_order", "shape"}
MAX_HEADER_SIZE = 10000
TRUSTED = 2**64  # no limit, where the file may hold pickles
# By version: how the header's length is written, and how its text is encoded.
_VERSIONS = {(1, 0): ("<H", "latin1"), (2, 0): ("<I", "latin1"), (3, 0): ("<I", "utf8")}


def magic(major, minor):
    """The first bytes of a file of that version."""
    for name, value in (("major", major), ("minor", minor)):
        if not 0 <= value <= 255:
            raise ValueError(f"{name} version must be 0 <= {name} < 256")
    return MAGIC_PREFIX + bytes([major, minor])


def read_magic(fp):
    """The version, a pair of ints. ValueError if this is no .npy file."""
    found = _read_exactly(fp, MAGIC_LEN, "magic string")
    if found[:-2] != MAGIC_PREFIX:
        raise ValueError(
            f"the magic string is not correct; expected {MAGIC_PREFIX!r}, got {found[:-2]!r}"
        )
    return found[-2], found[-1]


def _check_version(version):
    if version not in (*_VERSIONS, None):
        raise ValueError(f"we only support format version (1,0), (2,0), and (3,0), not {version}")


def _read_up_to(fp, size):
    """So many bytes, fewer where the file ends, read in pieces: memory grows with what comes, not with
    what was promised."""
    data = bytearray()
    while len(data) < size:
        piece = fp.read(min(size - len(data), max(BUFFER_SIZE, len(data))))
        if not piece:
            break
        data += piece
    return data


def _ended(what, size, got):
    return ValueError(f"EOF: reading {what}, expected {size} bytes got {got}")


def _read_exactly(fp, size, what):
    data = _read_up_to(fp, size)
    if len(data) < size:
        raise _ended(what, size, len(data))
    return data


# --- dtypes ----------------------------------------------------------------------------------------


def dtype_to_descr(dtype):
    """The text that stands for a dtype in a header: '<f8'."""
    return dtype.str


def descr_to_dtype(descr):
    """The native dtype of a header's text, and whether the file's bytes are in the other order."""
    if not isinstance(descr, str):
        raise TypeError(f"structured dtypes are not supported: {descr!r}")
    swapped = descr[:1] == ">"
    return _core.dtype(descr[1:] if descr[:1] in "<>|=" else descr), swapped


# --- headers ---------------------------------------------------------------------------------------


def header_data_from_array_1_0(array):
    """What a header says of an array, as a dictionary."""
    flags = array.flags
    fortran = bool(flags.f_contiguous and not flags.c_contiguous)
    return {"shape": array.shape, "fortran_order": fortran, "descr": dtype_to_descr(array.dtype)}


def _header_bytes(fields, version):
    """The whole header; struct.error or UnicodeEncodeError if this version can't hold it."""
    text = "{" + "".join(f"'{key}': {fields[key]!r}, " for key in sorted(fields)) + "}"
    shape = fields["shape"]
    if shape:
        growing = shape[-1 if fields["fortran_order"] else 0]
        text += " " * (GROWTH_AXIS_MAX_DIGITS - len(repr(growing)))
    form, encoding = _VERSIONS[version]
    encoded = text.encode(encoding)
    start = MAGIC_LEN + struct.calcsize(form)
    padding = ARRAY_ALIGN - (start + len(encoded) + 1) % ARRAY_ALIGN
    encoded += b" " * padding + b"\n"
    return magic(*version) + struct.pack(form, len(encoded)) + encoded


def write_array_header(fp, fields, version=None):
    """Write a header; by default, of the oldest version that can hold it."""
    for candidate in [version] if version is not None else _VERSIONS:
        try:
            fp.write(_header_bytes(fields, candidate))
            return
        except (struct.error, UnicodeEncodeError):
            continue
    raise ValueError(f"Header length too big for version={version}")


def _fields_of(text, version):
    """The value that the header's text stands for."""
    try:
        return ast.literal_eval(text)
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        older = re.sub(r"(?<=[0-9])L\b", "", text) if version < (3, 0) else text
        if older == text:
            raise ValueError(f"Cannot parse header: {text!r}") from error
    fields = _fields_of(older, (3, 0))
    warnings.warn(
        "Reading `.npy` or `.npz` file required additional header parsing as it was created on "
        "Python 2. Save the file again to speed up loading and avoid this warning.",
        UserWarning,
        stacklevel=4,
    )
    return fields


def read_array_header(fp, version, max_header_size=MAX_HEADER_SIZE):
    """shape, fortran_order, dtype and whether bytes are swapped. ValueError for anything else than
    a well-formed header."""
    if version not in _VERSIONS:
        raise ValueError(f"Invalid version {version!r}")
    form, encoding = _VERSIONS[version]
    (length,) = struct.unpack(form, _read_exactly(fp, struct.calcsize(form), "array header length"))
    if length > max_header_size:
        raise ValueError(
            f"Header info length ({length}) is large and may not be safe to load securely.\n"
            "To allow loading, adjust `max_header_size` or fully trust the `.npy` file using "
            "`allow_pickle=True`.\nFor safety against large resource use or crashes, sandboxing "
            "may be necessary."
        )
    text = _read_exactly(fp, length, "array header").decode(encoding)
    fields = _fields_of(text, version)
    if not isinstance(fields, dict):
        raise ValueError(f"Header is not a dictionary: {fields!r}")
    if fields.keys() != EXPECTED_KEYS:
        keys = sorted(map(str, fields))
        raise ValueError(f"Header does not contain the correct keys: {keys!r}")
    shape, fortran = fields["shape"], fields["fortran_order"]
    lengths_ok = isinstance(shape, tuple) and all(type(n) is int and n >= 0 for n in shape)
    if not lengths_ok:
        raise ValueError(f"shape is not valid: {shape!r}")
    if not isinstance(fortran, bool):
        raise ValueError(f"fortran_order is not a valid bool: {fortran!r}")
    if fields["descr"] in ("O", "|O"):
        if max_header_size != TRUSTED:
            raise ValueError("Object arrays cannot be loaded when allow_pickle=False")
        raise ValueError("Object arrays cannot be loaded: arrays of objects are not supported")
    try:
        dtype, swapped = descr_to_dtype(fields["descr"])
    except TypeError as error:
        raise ValueError(
            f"descr is not a valid dtype descriptor: {fields['descr']!r} ({error})"
        ) from error
    return shape, fortran, dtype, swapped


# --- arrays ----------------------------------------------------------------------------------------


def write_array(fp, array, version=None, allow_pickle=True, pickle_kwargs=None):
    """Write a whole file. What concerns pickles has no effect: there are no arrays of objects."""
    _check_version(version)
    fields = header_data_from_array_1_0(array)
    write_array_header(fp, fields, version)
    data = array.T if fields["fortran_order"] else _core.ascontiguousarray(array)
    flat = memoryview(data.reshape(-1).view("u1"))
    for start in range(0, len(flat), 16 * BUFFER_SIZE):
        fp.write(flat[start : start + 16 * BUFFER_SIZE])


def _read_data(fp, shape, count, itemsize):
    """The bytes of an array. What is missing is told in elements for files, for other streams in bytes
    of the block that isn't whole."""
    data = _read_up_to(fp, count * itemsize)
    if len(data) == count * itemsize:
        return data
    if isinstance(fp, (io.FileIO, io.BufferedReader, io.BufferedWriter)):
        raise ValueError(
            f"Failed to read all data for array. Expected {shape} = {count} elements, could only read "
            f"{len(data) // itemsize} elements. (file seems not fully written?)"
        )
    block = BUFFER_SIZE // itemsize * itemsize
    start = len(data) // block * block
    raise _ended("array data", min(block, count * itemsize - start), len(data) - start)


def read_array(fp, allow_pickle=False, pickle_kwargs=None, *, max_header_size=MAX_HEADER_SIZE):
    """The array of a file. ValueError if it is no .npy file, not whole, or of objects."""
    version = read_magic(fp)
    _check_version(version)
    limit = TRUSTED if allow_pickle else max_header_size
    shape, fortran, dtype, swapped = read_array_header(fp, version, limit)
    count = math.prod(shape)
    data = _read_data(fp, shape, count, dtype.itemsize)
    array = _core.frombuffer(data, dtype=dtype) if count else _core.empty(0, dtype)
    if swapped:
        array.byteswap(inplace=True)
    return array.reshape(shape, order="F" if fortran else "C")


def open_memmap(
    filename,
    mode="r+",
    dtype=None,
    shape=None,
    fortran_order=False,
    version=None,
    *,
    max_header_size=MAX_HEADER_SIZE,
):
    """A memmap of a file's array; with mode 'w+' of a new file of the given dtype and shape."""
    from .memory_map import memmap

    if hasattr(filename, "read"):
        raise ValueError(
            "Filename must be a string or a path-like object.  Memmap cannot use existing file "
            "handles."
        )
    if "w" in mode:
        _check_version(version)
        dtype = _core.dtype(dtype)
        shape = (shape,) if isinstance(shape, int) else tuple(shape)
        fields = {"descr": dtype_to_descr(dtype), "fortran_order": fortran_order, "shape": shape}
        with open(os.fspath(filename), mode + "b") as fp:
            write_array_header(fp, fields, version)
            offset = fp.tell()
        mode = "r+"  # the header must stay
    else:
        with open(os.fspath(filename), "rb") as fp:
            version = read_magic(fp)
            _check_version(version)
            shape, fortran_order, dtype, swapped = read_array_header(fp, version, max_header_size)
            offset = fp.tell()
        if swapped:
            raise ValueError("Array can't be memory-mapped: its bytes are in the other order.")
    order = "F" if fortran_order else "C"
    return memmap(filename, dtype=dtype, shape=shape, order=order, mode=mode, offset=offset)
