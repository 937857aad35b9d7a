"""The .npy format: headers and arrays, by NumPy's names (NEP 1)."""

from .. import npy_format
from ..npy_format import (
    ARRAY_ALIGN,
    BUFFER_SIZE,
    EXPECTED_KEYS,
    GROWTH_AXIS_MAX_DIGITS,
    MAGIC_LEN,
    MAGIC_PREFIX,
    dtype_to_descr,
    header_data_from_array_1_0,
    magic,
    open_memmap,
    read_array,
    read_magic,
    write_array,
)

__all__ = [
    "ARRAY_ALIGN",
    "BUFFER_SIZE",
    "EXPECTED_KEYS",
    "GROWTH_AXIS_MAX_DIGITS",
    "MAGIC_LEN",
    "MAGIC_PREFIX",
    "descr_to_dtype",
    "dtype_to_descr",
    "header_data_from_array_1_0",
    "magic",
    "open_memmap",
    "read_array",
    "read_array_header_1_0",
    "read_array_header_2_0",
    "read_magic",
    "write_array",
    "write_array_header_1_0",
    "write_array_header_2_0",
]


def descr_to_dtype(descr):
    """The dtype of a header's text. TypeError for structured ones.

    >>> import rumpy as np
    >>> np.lib.format.descr_to_dtype("<f8")
    dtype('float64')
    """
    return npy_format.descr_to_dtype(descr)[0]


def read_array_header_1_0(fp, max_header_size=npy_format.MAX_HEADER_SIZE):
    """(shape, fortran_order, dtype) of a header whose magic has been read. ValueError if it is none."""
    return npy_format.read_array_header(fp, (1, 0), max_header_size)[:3]


def read_array_header_2_0(fp, max_header_size=npy_format.MAX_HEADER_SIZE):
    """The same of the format's version 2.0."""
    return npy_format.read_array_header(fp, (2, 0), max_header_size)[:3]


def write_array_header_1_0(fp, d):
    """Write the magic and a header of the entries shape, fortran_order and descr."""
    npy_format.write_array_header(fp, d, (1, 0))


def write_array_header_2_0(fp, d):
    """The same in the format's version 2.0."""
    npy_format.write_array_header(fp, d, (2, 0))
