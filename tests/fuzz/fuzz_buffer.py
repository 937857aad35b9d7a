"""Buffers: exporters whose Py_buffer says anything at all, and frombuffer with any count and offset.

As with NumPy, the same address, shape, strides, dtype and writeability, and the same values where
they lie in the exporter's memory; or refused."""

import ctypes
import warnings

import numpy
import oracle
import rumpy
from decode import Decisions
from fuzz_dlpack import lies_inside, number, regular_strides
from strategies import agree

MEMORY = 256
FORMATS = (
    "b B h H i I l L q Q f d ? e Zf Zd <i <d @q =h |b <? <Zd g Zg n N c >i !d s 3s w x P O T{i:a:} "
    "2i (2)i i: id <l =l @l <n ^l"
).split()
SIZES = dict(zip("bBhHiIlLqQfd?e", (1, 1, 2, 2, 4, 4, 8, 8, 8, 8, 4, 8, 1, 2), strict=True))
api = ctypes.pythonapi
api.PyMemoryView_FromBuffer.restype = ctypes.py_object
api.PyMemoryView_FromBuffer.argtypes = [ctypes.c_void_p]


class Buffer(ctypes.Structure):
    _fields_ = [
        ("buf", ctypes.c_void_p),
        ("obj", ctypes.c_void_p),
        ("len", ctypes.c_ssize_t),
        ("itemsize", ctypes.c_ssize_t),
        ("readonly", ctypes.c_int),
        ("ndim", ctypes.c_int),
        ("format", ctypes.c_char_p),
        ("shape", ctypes.POINTER(ctypes.c_ssize_t)),
        ("strides", ctypes.POINTER(ctypes.c_ssize_t)),
        ("suboffsets", ctypes.POINTER(ctypes.c_ssize_t)),
        ("internal", ctypes.c_void_p),
    ]


def itemsize_of(form):
    """What the format says, None if it is none of the usual ones."""
    known = SIZES
    if form[:1] in ("<", ">", "=", "!"):
        form, known = form[1:], {**SIZES, "l": 4, "L": 4}
    elif form[:1] == "@":
        form = form[1:]
    return {**known, "Zf": 8, "Zd": 16}.get(form)


class Exporter:
    def __init__(self, d):
        self.memory = (ctypes.c_uint8 * MEMORY)(*range(MEMORY))
        self.form = d.pick(FORMATS)
        if d.draw(16) == 15:
            self.form = "".join(chr(32 + d.draw(95)) for _ in range(d.draw(5)))
        self.itemsize = number(d, [1, 2, 4, 8, 0])
        if d.draw(8) < 7:
            self.itemsize = itemsize_of(self.form) or 4
        ndim = d.draw(4) if d.draw(16) < 15 else d.draw(70)
        self.shape = [number(d, [1, 2, 3, 0, 4]) for _ in range(ndim)]
        self.strides = [number(d, [self.itemsize, 1, 2, 8, 0, -1, 16]) for _ in range(ndim)]
        self.regular = d.draw(3) == 2
        self.offset = d.pick([0, 0, 8, 64, 3])
        self.length = self.itemsize
        for n in self.shape:
            self.length *= n
        if d.draw(8) == 7:
            self.length = number(d, [1, 8, 16, 0])
        self.length = (self.length + 2**63) % 2**64 - 2**63
        self.readonly = d.draw(2)
        self.suboffsets = d.draw(16) == 15

    @property
    def swapped(self):
        return self.form[:1] in (">", "!")

    def lies_inside(self):
        if not 0 < self.itemsize <= 16:
            return False
        strides = self.strides
        if self.regular:
            strides = regular_strides(self.shape, self.itemsize)
        return lies_inside(MEMORY - 16, self.offset, self.itemsize, self.shape, strides)

    def view(self):
        def many(numbers):
            return (ctypes.c_ssize_t * 71)(*numbers)

        self.kept = [many(self.shape), many(self.strides), many([-1] * len(self.shape))]
        shape, strides, suboffsets = (
            ctypes.cast(x, ctypes.POINTER(ctypes.c_ssize_t)) for x in self.kept
        )
        self.buffer = Buffer(
            ctypes.addressof(self.memory) + self.offset, None, self.length, self.itemsize,
            self.readonly, len(self.shape), self.form.encode(),
            shape, None if self.regular else strides, suboffsets if self.suboffsets else None, None,
        )  # fmt: skip
        return api.PyMemoryView_FromBuffer(ctypes.addressof(self.buffer))


def taken(module, exporter, view):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            array = module.asarray(view)
        except Exception as error:
            return [kind.__name__ for kind in type(error).__mro__]
    if exporter.swapped:
        return (array.dtype.name, array.shape, array.tolist())
    address = array.__array_interface__["data"][0] - ctypes.addressof(exporter.memory)
    values = array.tobytes() if exporter.lies_inside() else None
    return (array.dtype.name, array.shape, array.strides, array.flags.writeable, address, values)


def check_asarray(decisions):
    exporter = Exporter(decisions)
    copied = exporter.swapped or exporter.suboffsets
    if copied and not exporter.lies_inside():  # what rumpy copies is read
        return
    try:
        view = exporter.view()
    except Exception:
        return
    actual = taken(rumpy, exporter, view)
    if exporter.suboffsets:
        return
    if exporter.itemsize != itemsize_of(exporter.form):  # NumPy crashes
        taken_so = isinstance(actual, tuple)
        assert not taken_so or rumpy.dtype(actual[0]).itemsize == exporter.itemsize, actual
        return
    expected = taken(numpy, exporter, view)
    if isinstance(expected, list) or expected[0] not in oracle._FORMATS:
        assert isinstance(actual, list), (expected, actual)
    else:
        assert actual == expected, (expected, actual)


def check_frombuffer(decisions):
    """Of whole memory, so that whatever is taken may be read."""
    dtype = decisions.pick(["u1", "i2", "<f4", "f8", "=i8", "c16", "bool", "f2"])
    count, offset = number(decisions, [-1, 0, 1, 2, 8]), number(decisions, [0, 1, 2, 8, 64])
    made = decisions.pick(
        ["bytes({})", "bytearray({})", "np.arange({}, dtype='u1')[::2]", "'a'*{}"]
    )
    data = made.format(f"range({decisions.draw(40)})" if "by" in made else decisions.draw(40))
    agree(f"r = np.frombuffer({data}, {dtype!r}, {count}, {offset})", text=False)


def check(data):
    decisions = Decisions(data)
    decisions.pick([check_asarray, check_asarray, check_frombuffer])(decisions)
