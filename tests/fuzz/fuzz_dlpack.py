"""DLPack: capsules whose tensor says anything at all.

What NumPy takes is taken: the same address, shape, strides, dtype and writeability, and the same
values where all elements lie in the producer's memory. What NumPy refuses is refused, by an error
for such faults, and is then still the producer's; what is taken is given back once."""

import ctypes
import math

import numpy
import rumpy
from decode import Decisions

MEMORY = 256
REFUSALS = {"BufferError", "RuntimeError", "ValueError"}
api = ctypes.pythonapi
api.PyCapsule_New.restype = ctypes.py_object
api.PyCapsule_New.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p]
api.PyCapsule_GetName.restype = ctypes.c_char_p
api.PyCapsule_GetName.argtypes = [ctypes.py_object]


class Tensor(ctypes.Structure):
    _fields_ = [
        ("data", ctypes.c_void_p),
        ("device", ctypes.c_int32),
        ("device_id", ctypes.c_int32),
        ("ndim", ctypes.c_int32),
        ("code", ctypes.c_uint8),
        ("bits", ctypes.c_uint8),
        ("lanes", ctypes.c_uint16),
        ("shape", ctypes.POINTER(ctypes.c_int64)),
        ("strides", ctypes.POINTER(ctypes.c_int64)),
        ("byte_offset", ctypes.c_uint64),
    ]


RELEASE = ctypes.CFUNCTYPE(None, ctypes.c_void_p)


class Managed(ctypes.Structure):
    _fields_ = [("tensor", Tensor), ("context", ctypes.c_void_p), ("release", RELEASE)]


class Versioned(ctypes.Structure):
    _fields_ = [
        ("major", ctypes.c_uint32),
        ("minor", ctypes.c_uint32),
        ("context", ctypes.c_void_p),
        ("release", RELEASE),
        ("flags", ctypes.c_uint64),
        ("tensor", Tensor),
    ]


def lies_inside(memory, first, itemsize, shape, strides):
    """Whether there are elements, not too many, and all of them in so many bytes."""
    if any(not 0 < n <= 4 for n in shape) or len(shape) > 6:
        return False
    low = first + sum(min(0, s * (n - 1)) for s, n in zip(strides, shape, strict=True))
    high = first + sum(max(0, s * (n - 1)) for s, n in zip(strides, shape, strict=True))
    return low >= 0 and high + itemsize <= memory


def regular_strides(shape, itemsize):
    strides = [itemsize] * len(shape)
    for i in reversed(range(len(shape) - 1)):
        strides[i] = strides[i + 1] * shape[i + 1]
    return strides


def number(decisions, usual):
    """Mostly one of the usual ones; else any of 64 bits."""
    byte = decisions.draw(256)
    if byte < 224:
        return usual[byte % len(usual)]
    edges = [-1, -(2**63), 2**63 - 1, 2**62, 2**61, 2**32, 2**31, -(2**31), 2**20]
    return edges[byte % len(edges)]


class Producer:
    """Makes the same tensor for whoever asks."""

    def __init__(self, data):
        d = Decisions(data)
        self.memory = (ctypes.c_uint8 * MEMORY)(*range(MEMORY))
        self.version = d.pick([None, (1, 0), (1, 1), (1, 3), (2, 0), (0, 9)])
        self.flags = d.pick([0, 1, 2, 3, 1 << 40])
        self.name = d.pick([True] * 14 + [False])
        self.null = d.draw(32) == 31
        self.ndim = number(d, [1, 2, 0, 3, 4]) if d.draw(8) == 7 else d.pick([1, 2, 3, 0])
        self.ndim = (self.ndim + 2**31) % 2**32 - 2**31
        self.code, self.bits = d.pick(
            [(2, 32), (0, 8), (0, 64), (1, 16), (2, 64), (2, 16), (5, 64), (5, 128), (6, 8)]
        )
        if d.draw(8) == 7:
            self.code, self.bits = d.draw(8), d.draw(256)
        self.lanes = d.pick([1] * 14 + [0, 2])
        self.device = d.pick([1] * 14 + [2, 3, 11, 13])
        self.byte_offset = number(d, [0, 0, 0, 8, 16, 3]) % 2**64
        n = max(0, min(self.ndim, 70))
        self.shape = [number(d, [1, 2, 3, 0, 4]) for _ in range(n)]
        self.strides = [number(d, [1, 2, 3, 0, -1, 8, 4]) for _ in range(n)]
        self.regular = d.draw(3) == 2
        self.released = 0

    def lies_inside(self):
        if self.null:
            return False
        item = self.bits // 8
        strides = [item * stride for stride in self.strides]
        if self.regular:
            strides = regular_strides(self.shape, item)
        return lies_inside(MEMORY, self.byte_offset, item, self.shape, strides)

    def overflows(self):
        """Whether a place is none in memory: NumPy takes what is left of it."""
        if self.byte_offset >= 2**63:
            return True
        return not self.regular and any(abs(s * self.bits) >= 2**66 for s in self.strides)

    def __dlpack_device__(self):
        return (self.device, 0)

    def __dlpack__(self, **asked):
        self.dims = (ctypes.c_int64 * 70)(*self.shape)
        self.steps = (ctypes.c_int64 * 70)(*self.strides)
        tensor = Tensor(
            None if self.null else ctypes.addressof(self.memory),
            self.device, 0, self.ndim, self.code, self.bits, self.lanes,
            ctypes.cast(self.dims, ctypes.POINTER(ctypes.c_int64)),
            None if self.regular else ctypes.cast(self.steps, ctypes.POINTER(ctypes.c_int64)),
            self.byte_offset,
        )  # fmt: skip
        self.release = RELEASE(self.count_release)
        if self.version is None:
            self.managed, name = Managed(tensor, None, self.release), b"dltensor"
        else:
            self.managed = Versioned(*self.version, None, self.release, self.flags, tensor)
            name = b"dltensor_versioned"
        self.given_name = name if self.name else b"tensor"
        self.capsule = api.PyCapsule_New(ctypes.addressof(self.managed), self.given_name, None)
        return self.capsule

    def count_release(self, managed):
        assert managed == ctypes.addressof(self.managed)
        self.released += 1


def taken(module, data):
    """What the import gives, in words that can be compared."""
    producer = Producer(data)
    try:
        array = module.from_dlpack(producer)
    except Exception as error:
        assert producer.released == 0
        assert api.PyCapsule_GetName(producer.capsule) == producer.given_name
        return [kind.__name__ for kind in type(error).__mro__]
    assert api.PyCapsule_GetName(producer.capsule) == b"used_" + producer.given_name
    address = array.__array_interface__["data"][0] - ctypes.addressof(producer.memory)
    values = array.tobytes() if producer.lies_inside() else None
    seen = (array.dtype.name, array.shape, array.strides, array.flags.writeable, address, values)
    assert producer.released == 0
    del array
    assert producer.released == 1
    return seen


def check(data):
    producer = Producer(data)
    actual = taken(rumpy, data)
    if producer.null:  # NumPy takes memory of its own then
        assert isinstance(actual, list) or math.prod(actual[1]) == 0, actual
        return
    expected = taken(numpy, data)
    if isinstance(expected, list):
        # Of several faults either may be told.
        assert isinstance(actual, list) and actual[0] in REFUSALS, (expected, actual)
        assert expected[0] in REFUSALS, expected
    elif actual != expected:
        assert isinstance(actual, list) and producer.overflows(), (expected, actual)
