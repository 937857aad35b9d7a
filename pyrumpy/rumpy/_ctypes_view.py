"""What `a.ctypes` is: an array's memory, shape and strides for functions called through ctypes."""

import ctypes


class _ctypes:
    """The address of an array's elements, and its lengths and byte strides as arrays of C integers.
    Keeps the array alive, as what its methods return does."""

    def __init__(self, array, ptr):
        self._arr = array
        self._data = ctypes.c_void_p(ptr)

    def data_as(self, obj):
        """The address as a pointer of a ctypes type, as ctypes.POINTER(ctypes.c_double)."""
        pointer = ctypes.cast(self._data, obj)
        pointer._arr = self._arr
        return pointer

    def shape_as(self, obj):
        """The lengths of the axes as an array of a ctypes integer; None of a 0-d array."""
        return (obj * self._arr.ndim)(*self._arr.shape) if self._arr.ndim else None

    def strides_as(self, obj):
        """The byte strides as an array of a ctypes integer; None of a 0-d array."""
        return (obj * self._arr.ndim)(*self._arr.strides) if self._arr.ndim else None

    @property
    def data(self):
        """The address of the first element, an int."""
        return self._data.value

    @property
    def shape(self):
        return self.shape_as(ctypes.c_ssize_t)

    @property
    def strides(self):
        return self.strides_as(ctypes.c_ssize_t)

    @property
    def _as_parameter_(self):
        return self.data_as(ctypes.c_void_p)


def view(array):
    return _ctypes(array, array.__array_interface__["data"][0])
