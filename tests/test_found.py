"""What the property tests found (see strategies.py), each as a small example."""

import io
import pickle
import tempfile
import warnings

import pytest
import rumpy
from oracle import WASM, same
from rumpy import _absent
from rumpy.lib import format


def warned(np, function):
    """What was warned of, in order of the alphabet."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        function()
    return sorted({f"{w.category.__name__}: {w.message}" for w in caught})


def numbers(np):
    return np.array([1 + 2j, 3])


COMPLEX_TO_REAL = [
    lambda np: numbers(np).astype("f4"),
    lambda np: numbers(np)[:0].astype("f4"),
    lambda np: np.zeros(2).__setitem__(slice(None), numbers(np)),
    lambda np: np.zeros(2).__setitem__([0, 1], numbers(np)),
    lambda np: np.copyto(np.zeros(2), numbers(np), casting="unsafe"),
    lambda np: np.array(numbers(np), dtype="i4"),
    lambda np: np.add.reduce(numbers(np), dtype="f4"),
    lambda np: np.put(np.zeros(2), [0], numbers(np)),
    lambda np: np.cumsum(numbers(np), out=np.zeros(2)),
    lambda np: np.complex64(1).astype("f4"),
    lambda np: numbers(np).astype(bool),
    lambda np: numbers(np) + numbers(np),
]


@pytest.mark.parametrize("case", COMPLEX_TO_REAL)
def test_imaginary_parts_are_not_lost_silently(case):
    same(lambda np: warned(np, lambda: case(np)))


EMPTY = [
    lambda np: np.zeros((3, 0, 5)).std(),
    lambda np: np.zeros((3, 0), "f4").var(axis=1),
    lambda np: np.mean(np.zeros((2, 2)), axis=0, where=np.zeros((2, 2), bool)),
    lambda np: np.mean(np.zeros((2, 2)), where=np.zeros((2, 2), bool)),
    lambda np: np.arange(3).var(ddof=9),
    lambda np: np.std(np.zeros((0, 0), bool), axis=0, out=np.array([])),
    lambda np: np.std(np.zeros((2, 0), bool), axis=0, ddof=3),
]


@pytest.mark.native  # NumPy in WebAssembly sees no floating-point errors
@pytest.mark.parametrize("case", EMPTY)
def test_empty_slices_are_warned_of(case):
    same(lambda np: warned(np, lambda: case(np)))


def shared(np, a, b):
    return [b, np.shares_memory(a, b)]


def rounded(np):
    a = np.array([15, 25], "i1")
    return shared(np, a, a.round())


def after(np, a, change):
    change(a)
    return a


def set_flat(key, value, n=3):
    return lambda np: after(np, np.zeros(n, "u1"), lambda a: a.flat.__setitem__(key, value))


def truncated(np, missing, n=100, file=io.BytesIO):
    """The error of reading what is not whole."""
    written = io.BytesIO()
    np.save(written, np.arange(float(n)))
    with file() as stream:
        stream.write(written.getvalue()[:-missing])
        stream.seek(0)
        return np.load(stream)


def with_strides(array, strides):
    return lambda np: after(np, array(np), lambda a: setattr(a, "strides", strides))


def masked(*op_flags):
    return lambda np: np.nditer([np.arange(3), np.ones(3, bool)], [], op_flags) and None


def of_subclass(np, function):
    class Below(np.ndarray):
        pass

    return type(function(np, np.ones(3).view(Below))).__name__


CASES = [
    rounded,
    lambda np: np.array([True]).round(2),
    lambda np: np.std([[5, -8], [-8, -7]], dtype="i8"),
    lambda np: np.std([[5, -8], [-8, -7]], axis=0, dtype="i4"),
    lambda np: np.var(np.array([[5, -8], [-8, -8]]), axis=0, dtype="i8", ddof=1),
    lambda np: np.nanstd(np.float16(4.75)),
    lambda np: np.median(np.int16(7), axis=(), keepdims=True),
    lambda np: np.quantile(np.array([255, 0, 0], "u1"), 0, method="averaged_inverted_cdf"),
    lambda np: np.hypot.reduce(np.array([[False]]), initial=2.5),
    lambda np: np.add.accumulate(np.ones((2, 2)), axis=None),
    lambda np: np.add.accumulate(np.array(1.0), axis=None),
    lambda np: np.argmax(np.zeros((2, 3)), axis=1, out=np.zeros(2, "u2")),
    lambda np: np.argmax(np.zeros((2, 3)), axis=1, out=np.zeros(2)),
    lambda np: np.cumprod(np.full(9, 2**20, "i4"), out=np.zeros(9)),
    lambda np: np.frexp(np.ones(2), out=(np.zeros(2, "u4"), None)),
    lambda np: np.full(2, 1j, "i1"),
    lambda np: np.pad(np.zeros(4, bool), 1, "symmetric", reflect_type="odd"),
    lambda np: np.roll(np.zeros((2, 2)), (-1, 1), axis=(-1, 2, -2)),
    lambda np: np.gradient(np.array([True, False])),
    lambda np: np.unwrap(np.array(1)),
    lambda np: np.convolve([1], [2], mode="x"),
    lambda np: np.convolve([1], [2], mode=7),
    lambda np: np.choose(np.array([0, 1]), [np.array([6, 7], "u2"), 0]),
    lambda np: np.choose(np.array([0, 1]), [np.array([6, 7], "u2"), np.zeros(3)]),
    lambda np: np.put(np.zeros(2), [], 1, mode="x"),
    lambda np: np.put_along_axis(np.zeros(2), np.array([]), 0, axis=None),
    lambda np: np.nonzero(np.array(True)),
    lambda np: np.copyto(np.zeros(2), 1, where=np.array(5)),
    lambda np: after(np, np.zeros(3), lambda a: a.flat.__setitem__(slice(None), [])),
    lambda np: after(np, np.zeros(3), lambda a: a.flat.__setitem__(slice(None), [1, 2])),
    lambda np: after(np, np.zeros(3), lambda a: a.flat.__setitem__([0, 2], [1, 2, 3])),
    lambda np: after(np, np.zeros(3), lambda a: a.flat.__setitem__(1, [1, 2])),
    lambda np: np.format_float_positional(1.9, unique=False),
    lambda np: np.format_float_positional(1.9, trim="-", min_digits=4),
    lambda np: np.format_float_scientific(1.9, trim="0", min_digits=4),
    lambda np: np.fill_diagonal(np.zeros((1, 1), "i1"), 128),
    lambda np: after(np, np.zeros((2, 2), "i1"), lambda a: np.fill_diagonal(a, [1.5, 2.5])),
    lambda np: np.fill_diagonal(np.zeros((2, 2), "i1"), [7, 1, 300]),
    lambda np: np.fill_diagonal(np.zeros((2, 2), "f4"), 1 + 2j),
    lambda np: of_subclass(np, lambda np, a: np.inner(a, np.ones((2, 3)))),
    lambda np: of_subclass(np, lambda np, a: np.inner(2, a)),
    lambda np: truncated(np, 9),
    lambda np: truncated(np, 9, n=100000),
    lambda np: truncated(np, 9, file=tempfile.TemporaryFile),
    lambda np: truncated(np, 810),
    lambda np: np.cross([1, 2], [3, 4]),
    lambda np: np.cross(np.array([True, False]), np.array([1, 2], "i1")),
    lambda np: warned(np, lambda: np.cross([[1, 2]], [3, 4])),
    set_flat(slice(None), [0, -1], n=1),
    set_flat([0, 1], [0, 2, -3]),
    set_flat((), 1),
    set_flat(True, 7),
    set_flat(False, 7),
    set_flat((1,), 7),
    set_flat(None, 7),
    set_flat([1.0], 7),
    set_flat([True, False], 7),
    lambda np: after(np, np.zeros(3, "u1"), lambda a: setattr(a, "flat", 300)),
    lambda np: np.arange(3).flat[True],
    lambda np: np.arange(3).flat[np.array(False)],
    lambda np: np.arange(3).flat[np.True_],
    lambda np: np.arange(3).flat[1.0],
    lambda np: np.arange(3).flat[[True, False, True]],
    lambda np: np.arange(3).flat[None],
    lambda np: np.arange(3).flat[1, 2],
    lambda np: np.arange(3).flat[()],
    lambda np: warned(np, lambda: np.arange(3).flat[True]),
    lambda np: warned(np, lambda: np.arange(3).flat[[1.0]]),
    lambda np: warned(np, lambda: np.arange(3).flat[[]]),
    lambda np: np.var(np.zeros((2, 2)), axis=(0, 0)),
    lambda np: np.std(np.zeros((0, 0), bool), axis=0, out=np.array([])),
    lambda np: np.roll(np.zeros(0, bool), 2, axis=()),
    lambda np: np.roll(np.arange(4), 2, axis=()),
    lambda np: np.roll(np.arange(4), (), axis=0),
    lambda np: np.roll(np.arange(4), (1, 2), axis=()),
    lambda np: np.arange(4).sum(out=...),
    lambda np: np.add.reduce(np.arange(4), out=...),
    lambda np: np.arange(4).mean(out=...),
    lambda np: np.std(np.arange(4), out=...),
    lambda np: np.ptp(np.arange(4), out=...),
    lambda np: np.sort(np.array([False]), axis=1.5, kind="x"),
    lambda np: np.arange(0, 0, 1j, dtype=bool),
    lambda np: np.arange(0, 1j, dtype=float),
    lambda np: np.arange(0, 2, 1j),
    with_strides(lambda np: np.arange(4), (16,)),
    with_strides(lambda np: np.arange(4, dtype="f8")[:2], (16,)),
    with_strides(lambda np: np.arange(4, dtype="f8")[::-1], (-8,)),
    with_strides(lambda np: np.arange(4, dtype="f8")[::-1], (8,)),
    with_strides(lambda np: np.arange(4)[:2], (8, 8)),
    with_strides(lambda np: np.arange(4, dtype="i1")[:2], 2),
    with_strides(lambda np: np.arange(4), None),
    lambda np: delattr(np.arange(4), "strides"),
    lambda np: warned(np, lambda: setattr(np.zeros(2), "strides", (8,))),
    masked(["readwrite", "writemasked"], ["readonly", "arraymask"]),
    masked(["readonly", "writemasked"], ["readonly", "arraymask"]),
    masked(["readwrite", "writemasked", "arraymask"], ["readonly"]),
    masked(["readwrite", "writemasked"], ["readonly"]),
    masked(["readwrite", "arraymask"], ["readonly"]),
    masked(["readwrite", "arraymask"], ["readonly", "arraymask"]),
    masked(["readwrite"], ["readonly", "virtual"]),
    lambda np: np.r_[np.arange(5, dtype="i1"), 255],
    lambda np: np.r_[np.arange(5, dtype="i1"), 7, 1:3],
    lambda np: np.r_["0,2", np.arange(2, dtype="f4"), [1, 2]],
    lambda np: np.c_[np.arange(2, dtype="f4"), [1, 2]],
    lambda np: np.r_[1.5, 2, np.float32(3)],
    lambda np: np.reshape(np.zeros(4), (True, -1)),
    lambda np: np.zeros(True),
    lambda np: np.zeros((True,)),
    lambda np: np.arange(4).sum(axis=True),
    lambda np: np.arange(4).reshape(2, 2).sum(axis=(True,)),
    lambda np: np.arange(2).transpose(True),
]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("case", CASES)
def test_case(case):
    same(case)


@pytest.mark.native  # in WebAssembly NumPy's integer of such a number is another
@pytest.mark.filterwarnings("ignore")
def test_full_of_what_is_out_of_range():
    same(lambda np: np.full(2, 1e30, "i1"))
    same(lambda np: np.full(2, float("nan"), "i1"))


def assigned(np, dtype, value, index=0):
    a = np.zeros(2, dtype)
    a[index] = value
    return a


def filled(np, dtype, value):
    a = np.zeros(2, dtype)
    a.fill(value)
    return a


# An integer takes a scalar's int(); an array, of no dimension too, is cast.
INTO_INTEGERS = [
    lambda np: assigned(np, "i1", np.float64(300)),
    lambda np: assigned(np, "i1", np.int64(300), slice(0, 1)),
    lambda np: assigned(np, "i4", np.float64("nan")),
    lambda np: assigned(np, "i4", np.float32("inf")),
    lambda np: assigned(np, "u1", np.float32(3.7)),
    lambda np: assigned(np, "i1", np.bool_(True)),
    lambda np: assigned(np, "f4", np.int64(300)),
    lambda np: filled(np, "i1", np.float32(300)),
    lambda np: filled(np, "i1", np.float32(1e20)),
    lambda np: np.full(2, np.int64(300), "i1"),
]


INTO_INTEGERS += [
    lambda np, d=d, v=v: np.array([getattr(np, v[0])(v[1]), 1], d)
    for d in ("i1", "u1", "u4", "u8")
    for v in [("float64", 300), ("float32", 3.7), ("int64", 300), ("bool_", 1)]
]
INTO_INTEGERS += [
    lambda np: np.array([np.float64("nan")], "i4"),
    lambda np: np.array([[np.float64(300)], [1]], "i1"),
    lambda np: np.array(np.float64(300), "i1"),
    lambda np: np.array([np.array(300.0)], "i1"),
    lambda np: assigned(np, "u1", np.float64(300)),
    lambda np: filled(np, "u1", np.int64(300)),
]


@pytest.mark.parametrize("case", INTO_INTEGERS)
def test_scalars_assigned_to_integers(case):
    same(case)


@pytest.mark.native  # C leaves open what they are cast to: 0 by NumPy in WebAssembly
@pytest.mark.parametrize("dtype", ["u1", "u4", "u8"])
def test_negative_reals_assigned_to_unsigned_integers(dtype):
    same(lambda np: np.array([np.float32(-3.7), 1], dtype))


FURTHER = [
    lambda np: np.tri(3, 4, 0.5),
    lambda np: np.tri(3, 4, -0.5),
    lambda np: np.tril(np.ones((3, 3)), 0.5),
    lambda np: np.can_cast(True, "i1"),
    lambda np: np.can_cast(np.bool_(True), "i1"),
    lambda np: np.add.reduce(np.arange(3), where=[True, False, True], initial=None),
    lambda np: np.add.reduce(np.arange(3), where=True, initial=None),
    lambda np: np.arange(np.float32(0), np.float32(1), np.float32(0.25)),
    lambda np: np.arange(np.float16(0), np.float16(3), np.float16(1)),
    lambda np: np.concatenate(([1.5], [2]), axis=None, casting="equiv"),
    lambda np: np.concatenate((np.float32([1.5]), np.int16([2])), axis=None, casting="no"),
    lambda np: np.concatenate((np.float32([1.5]), np.arange(2)), axis=None),
    lambda np: np.concatenate((1, 2.5), axis=None, casting="no"),
    lambda np: np.concatenate(([1], 2.5), axis=None, casting="no"),
    lambda np: np.concatenate((np.int8(1), 2), axis=None, casting="no"),
    lambda np: np.concatenate((np.float32([1]), 2.5), axis=None, casting="no"),
    lambda np: warned(np, lambda: np.fft.fftn(np.ones((2, 2)), s=(None, 2), axes=(0, 1))),
    lambda np: warned(np, lambda: np.bincount([1.5, 2])),
    lambda np: list(np.zeros((3, 2), "f4").ctypes.shape),
    lambda np: list(np.zeros((3, 2), "f4").T.ctypes.strides),
    lambda np: np.zeros(()).ctypes.shape_as(int),
    lambda np: np.lib.format.magic(1, 0),
    lambda np: np.lib.format.descr_to_dtype("<f4"),
    lambda np: [np.lib.NumpyVersion("2.1.0rc1") < v for v in ("2.1.0", "2.1.0rc2", "2.0.9")],
    lambda np: np.lib.NumpyVersion("2.1.0.dev0+a1") < "2.1.0",
    lambda np: np.lib.NumpyVersion("two"),
    lambda np: np.lib.NumpyVersion("2.0.0") < 2,
    lambda np: np.random.mtrand.RandomState(3).rand(),
]


@pytest.mark.parametrize("case", FURTHER)
def test_further(case):
    same(case)


@pytest.mark.parametrize("dtype", ["f2", "f4", "f8", "c8", "c16", "i2"])
@pytest.mark.parametrize("fmt", ["%s", "%r", "%.3e", "%12s"])
def test_savetxt_shows_numbers_of_their_type(dtype, fmt):
    def text(np):
        file = io.StringIO()
        np.savetxt(file, np.array([0.1, 1.5]).astype(dtype), fmt=fmt)
        return file.getvalue()

    same(text)


def test_ctypes_leads_to_the_memory():
    ctypes = pytest.importorskip("ctypes")
    a = rumpy.arange(3.0)
    pointer = a.ctypes.data_as(ctypes.POINTER(ctypes.c_double))
    assert (pointer[2], a.ctypes.data) == (2.0, a.__array_interface__["data"][0])
    pointer[1] = 9
    assert a.tolist() == [0, 9, 2]


def test_npy_headers_by_version():
    for write, read, version in (
        (format.write_array_header_1_0, format.read_array_header_1_0, (1, 0)),
        (format.write_array_header_2_0, format.read_array_header_2_0, (2, 0)),
    ):
        file = io.BytesIO()
        write(file, {"shape": (2, 3), "fortran_order": False, "descr": "<f4"})
        file.seek(0)
        assert format.read_magic(file) == version
        assert read(file) == ((2, 3), False, rumpy.dtype("f4"))


# --- casting='same_value' ---------------------------------------------------------------------------

SAME_VALUES = [
    ("f8", "i8", [1.5]), ("f8", "i8", [1, 2.0]), ("f8", "f4", [0.1]), ("f8", "f4", [0.5, -0.0]),
    ("i8", "f8", [2**53 + 1]), ("i8", "f4", [2**24 + 1]), ("i8", "f4", [2**24]),
    ("i8", "u1", [256]), ("i8", "i1", [-1]), ("i8", "u8", [-1]), ("i1", "u8", [-1]), ("u1", "i1", [255]),
    ("u8", "i8", [2**63]), ("f8", "u1", [-1]), ("f8", "?", [0.5]), ("i8", "?", [2]),
    ("f4", "f2", [1e-9]), ("f4", "f8", [0.1]), ("F", "D", [0.1 + 1j]),
    ("i8", "f8", list(range(300))), ("i8", "f8", [*range(300), 2**53 + 1]),
]  # fmt: skip


@pytest.mark.parametrize("given, wanted, values", SAME_VALUES)
def test_same_value(given, wanted, values):
    same(lambda np: np.array(values, given).astype(wanted, casting="same_value"), width=True)


@pytest.mark.native  # NumPy in WebAssembly sees no floating-point errors and casts them otherwise
@pytest.mark.filterwarnings("ignore")
def test_same_value_of_what_is_no_integer():
    same(lambda np: np.array([np.nan, np.inf]).astype("f4", casting="same_value"))
    same(lambda np: np.array([1e300]).astype("f4", casting="same_value"))
    same(lambda np: np.array([np.nan]).astype("i4", casting="same_value"))
    same(lambda np: np.array([1 + 0j]).astype("f8", casting="same_value"))
    same(lambda np: np.array([1 + 1j]).astype("f8", casting="same_value"))
    same(lambda np: np.array([0.1]).astype("c8", casting="same_value"))
    same(lambda np: np.float64(1.5).astype("i8", casting="same_value"))
    same(lambda np: np.array([2**64 - 1], "u8").astype("f8", casting="same_value"))


def test_same_value_is_astypes():
    same(lambda np: np.zeros((3, 2)).T[:, ::2].astype("i2", casting="same_value"))
    same(lambda np: np.can_cast("f8", "i8", "same_value"))
    same(lambda np: np.add([1.0], 1, casting="same_value"))
    same(lambda np: np.zeros(1).astype("i4", casting="foo"))


# --- others -------------------------------------------------------------------------------------------


def all_nan(np):
    return np.array([[np.nan, np.nan], [1, 2], [np.nan, np.nan]])


NAN_SLICES = [
    lambda np: np.nanmedian(all_nan(np), axis=1),
    lambda np: np.nanmedian(all_nan(np)),
    lambda np: np.nanquantile(all_nan(np), 0.5, axis=1),
    lambda np: np.nanpercentile(all_nan(np), [5, 6], axis=1),
    lambda np: np.nanmax(all_nan(np), axis=1),
]


@pytest.mark.parametrize("case", NAN_SLICES)
def test_one_warning_for_each_slice_of_nans(case):
    def messages(np):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            case(np)
        assert {w.filename for w in caught} <= {__file__} or np is not rumpy
        return [str(w.message) for w in caught]

    same(messages)


def test_load_of_an_object_array():
    header = b"{'descr': '|O', 'fortran_order': False, 'shape': (1,), }"
    file = b"\x93NUMPY\x01\x00" + len(header + b"\n").to_bytes(2, "little") + header + b"\n"
    same(lambda np: np.load(io.BytesIO(file)))
    with pytest.raises(ValueError, match="arrays of objects are not supported"):
        rumpy.load(io.BytesIO(file), allow_pickle=True)


SUITE = [
    lambda np: np.maximum.reduce(np.zeros((0, 0, 5)), axis=1),
    lambda np: np.add.reduce(np.zeros((0, 0)), axis=1, initial=None),
    lambda np: np.add.reduce(np.zeros((2, 0)), axis=0, initial=None),
    lambda np: np.zeros((3, 0)).max(axis=0),
    lambda np: np.true_divide.reduce(np.zeros((0, 5)), axis=0),
    lambda np: [np.ldexp(2.0, -(2**31)), np.ldexp(np.float32(1), np.uint32(3))],
    lambda np: np.vecdot(np.ones((3, 3, 3)), np.ones((3, 1, 3)), axes=[0, 2], keepdims=True),
    lambda np: np.vecdot(np.ones((3, 3, 3)), np.ones((3, 1, 3)), axis=0, keepdims=True),
    lambda np: np.isclose(np.float32(1), 2, atol=0, rtol=(1 - 2**-52) / 2),
    lambda np: np.resize(np.arange(3, dtype="u1"), np.uint8(2)),
    lambda np: np.resize([1, 2], (2, -1)),
    lambda np: type(np.resize(np.zeros(0).view(type("S", (np.ndarray,), {})), 3)).__name__,
    lambda np: np.add(3, 4, dtype="f8", casting="safe"),
    *[
        lambda np, shape=shape, order=order, axes=axes: (
            np.zeros_like(np.zeros((2, 3, 4)).transpose(axes), shape=shape, order=order).strides
        )
        for shape in [(5, 6, 7), (5, 6), (3, 2, 4)]
        for order in "KACF"
        for axes in [(0, 1, 2), (2, 1, 0), (1, 0, 2)]
    ],
]


@pytest.mark.parametrize("case", SUITE)
def test_what_a_longer_look_found(case):
    same(case)


@pytest.mark.native
def test_nextafter_of_nan_is_silent():
    same(lambda np: warned(np, lambda: np.nextafter(np.ones(2), np.nan)))
    same(lambda np: warned(np, lambda: np.nextafter([1.7976931348623157e308], np.inf)))


@pytest.mark.parametrize(
    "signature", ["d", "ii->i", "i->i", "ii-i", "", ("i4",), (None,), ("i4", None), 3]
)
def test_signatures(signature):
    same(lambda np: np.add([3.0], 4, sig=signature, casting="unsafe"))
    same(lambda np: np.matmul([3.0], [4.0], sig=signature, casting="unsafe"))


def test_numbers_that_must_not_be_cast():
    same(lambda np: np.add(3.0, 4.0, dtype="f4", casting="equiv"), text=False)
    same(lambda np: np.add(3, 4, dtype="i1", casting="equiv"), text=False)


# --- what NumPy's own tests found ------------------------------------------------------------------


def out_of_band(np, a):
    """An array by a pickle of protocol 5 whose buffers are handed over beside it, and what is told
    of both."""
    buffers = []
    data = pickle.dumps(a, 5, buffer_callback=buffers.append)
    back = pickle.loads(data, buffers=buffers)
    return [back, len(buffers), back.strides, np.shares_memory(a, back)]


def set_dtype(np, a, dtype):
    a.dtype = dtype
    return [a, a.strides, a.flags.owndata]


class Claims:
    """Takes part in no operation of arrays but its own."""

    def __array_ufunc__(self, ufunc, method, *inputs, **keywords):
        return [ufunc.__name__, method]


def sized(np):
    class Larger(np.float64):
        def __radd__(self, other):
            return "added"

        def __gt__(self, other):
            return "compared"

    return Larger(2)


FOUND_THERE = [
    lambda np: np.array([0, 1, 0]).choose([1, 2, 3], [4, 5, 6]),
    lambda np: np.array([0, 5]).choose(1, 2, mode="wrap"),
    lambda np: np.array([0, 1]).choose(),
    lambda np: np.array([0, 1]).choose([[1, 2], [3, 4]], out=np.zeros(2, int)),
    lambda np: np.arange(3).conjugate(np.zeros(3)),
    lambda np: np.array([1j]).conj(np.zeros(1, complex)),
    lambda np: np.arange(3).conj(1, 2),
    lambda np: divmod(np.arange(3), Claims()),
    lambda np: divmod(Claims(), np.arange(3)),
    lambda np: divmod(7, np.arange(1, 3)),
    lambda np: out_of_band(np, np.arange(6.0).reshape(2, 3)),
    lambda np: out_of_band(np, np.asfortranarray(np.arange(6, dtype="i4").reshape(2, 3))),
    lambda np: out_of_band(np, np.arange(24, dtype="f4").reshape(2, 3, 4).transpose(1, 0, 2)),
    lambda np: out_of_band(np, np.arange(6, dtype="i4")[::2]),
    lambda np: pickle.loads(pickle.dumps(np.zeros((0, 2)), 5)),
    lambda np: pickle.loads(pickle.dumps(np.arange(6).reshape(2, 3).T, 5)),
    lambda np: np.ndarray((2, 3), "i8", np.arange(6, dtype="i8"), 40, (-16, -24)),
    lambda np: np.ndarray(2, "i8", np.arange(3, dtype="i8"), 24, 8),
    lambda np: set_dtype(np, np.arange(4, dtype="i4"), "f4"),
    lambda np: set_dtype(np, np.arange(4, dtype="i4"), "i8"),
    lambda np: set_dtype(np, np.arange(4, dtype="i4"), np.int8),
    lambda np: set_dtype(np, np.arange(3, dtype="i4"), "i8"),
    lambda np: set_dtype(np, np.arange(6, dtype="i4").reshape(2, 3).T, "i2"),
    lambda np: np.std(np.arange(4.0), dtype=complex),
    lambda np: np.var(np.array([[1 + 1j, 2], [3, 4j]]), axis=0, dtype="c8"),
    lambda np: np.var(np.array([1 + 1j, 2]), dtype="c16", where=np.array([True, True])),
    lambda np: np.histogramdd(np.zeros((2, 5)), bins=2**13),
    lambda np: np.float32(1) + sized(np),
    lambda np: np.int64(1) + sized(np),
    lambda np: np.float64(1) + sized(np),
    lambda np: np.float32(1) < sized(np),
    lambda np: np.zeros((1,) * 64)[([0],) * 64],
    lambda np: np.zeros((1,) * 64)[([0],) * 63],
    lambda np: np.zeros((1,) * 3)[(np.array(True),) * 65],
    lambda np: np.full_like(np.zeros(2, "i4"), -np.inf),
    lambda np: np.full_like(np.zeros(2, "u1"), 300),
    lambda np: np.random.RandomState(1).uniform(-1.7e308, 1.7e308),
    lambda np: np.random.default_rng(1).uniform([-np.inf], 1),
    lambda np: np.polynomial.chebyshev.chebinterpolate(np.sin, 2.0),
    lambda np: np.polynomial.chebyshev.chebinterpolate(np.sin, -1),
    lambda np: np.einsum("ii", [[0, 0]]),
    lambda np: np.einsum("...ii", np.ones((2, 1, 2))),
    lambda np: np.einsum("ii,i", np.ones((1, 1)), np.ones(3)),
    lambda np: np.einsum("iij", np.ones((2, 3, 3))),
    lambda np: writes_to_stretched(np),
]


def writes_to_stretched(np):
    """Arrays that were broadcast together, of which one is added to and one assigned."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        a, b = np.broadcast_arrays(np.arange(3.0), np.ones((2, 3)))
        a += b
        c, _ = np.broadcast_arrays(5, np.ones(3))
        c[0] = 7
    return [a.tolist(), c.tolist()]


OWNERS = [
    lambda np, a: np.sinc(a), lambda np, a: np.isclose(a, a), lambda np, a: np.round(a, 1),
    lambda np, a: np.round(a.astype(int), 1), lambda np, a: np.linalg.det(np.ones((2, 2, 2))),
    lambda np, a: np.linalg.slogdet(np.ones((2, 2, 2)))[1], lambda np, a: np.choose([0, 1], [a, a]),
    lambda np, a: np.unravel_index([1, 2], (2, 2))[0],
    lambda np, a: np.ravel_multi_index(([1], [1]), (2, 2)), lambda np, a: np.linalg.cond(np.ones((2, 2, 2))),
]  # fmt: skip


@pytest.mark.parametrize("case", OWNERS)
def test_results_own_their_memory(case):
    assert case(rumpy, rumpy.arange(2.0)).flags.owndata


@pytest.mark.parametrize(
    "subscripts, orders",
    [
        ("ij,jk->ki", "CC"), ("ij,jk->ik", "FF"), ("ij,jk->ik", "CC"), ("ij,ij->ij", "FC"),
        ("ij,ij->ji", "CC"), ("ij,ij->ij", "FF"), ("ij,kj->ik", "FC"), ("ij,jk->ik", "CF"),
    ],
)  # fmt: skip
def test_the_layout_of_small_sums_of_products(subscripts, orders):
    def layout(np):
        operands = [np.array(np.ones((3, 3)), order=order) for order in orders]
        return np.einsum(subscripts, *operands).strides

    same(layout)
    same(lambda np: np.einsum("ijk->kj", np.ones((2, 3, 4))).strides)
    same(lambda np: np.einsum("bij,bjk->bki", np.ones((5, 2, 3)), np.ones((5, 3, 4))).strides)


def test_the_state_of_the_random_functions():
    rumpy.random.seed(3)
    first = rumpy.random.rand()
    rumpy.random.seed(3)
    assert rumpy.random.mtrand._rand.rand() == first


@pytest.mark.parametrize("case", FOUND_THERE)
def test_what_numpys_own_tests_found(case):
    same(case)


@pytest.mark.skipif(WASM, reason="no flags there that would tell NumPy, and sizes of 32 bits")
@pytest.mark.parametrize(
    "case",
    [
        lambda np: warned(np, lambda: np.full_like(np.zeros(2, "u1"), np.nan)),
        lambda np: np.ndarray((2**62,), "i8", np.arange(3)),
    ],
)
def test_what_they_found_natively(case):
    same(case)


@pytest.mark.parametrize(
    "name, args",
    [
        ("ndarray", (int,)), ("ndarray", ()), ("ndarray", (int, float)), ("ndarray", (1, 2, 3)),
        ("dtype", (int,)), ("dtype", (int, int)), ("number", (int,)), ("integer", (int, int)),
        ("complexfloating", (int, int)), ("complexfloating", (1, 2, 3)), ("float64", (int,)),
        ("complex128", (int, int)),
    ],
)  # fmt: skip
def test_type_variables(name, args):
    same(lambda np: repr(getattr(np, name)[args]).partition(".")[2], text=False)


def test_the_class_of_npz_files():
    file = io.BytesIO()
    rumpy.savez(file, a=rumpy.zeros(1))
    file.seek(0)
    assert isinstance(rumpy.load(file), rumpy.lib.npyio.NpzFile)


# --- what tests/soak.py found -------------------------------------------------------------------------

SOAK = [
    *[
        lambda np, axis=axis, mode=mode: np.take(np.int64(5), [0, 0], axis=axis, mode=mode)
        for axis in (0, -1, 1)
        for mode in ("raise", "clip")
    ],
    lambda np: np.asfortranarray(np.ones((3, 4, 5))).take([2, 1], axis=1).strides,
    lambda np: np.ones((3, 4, 5)).T.take([[2, 1]], axis=0).strides,
    lambda np: np.asfortranarray(np.ones((3, 4))).imag.strides,
    lambda np: np.ones((3, 4)).T[::2].imag.strides,
    *[
        lambda np, axes=axes: (
            [a := np.arange(24).reshape(2, 3, 4).transpose(axes)[:, :, None]]
            + [line := a.ravel("K"), np.may_share_memory(a, line), a[:, ::2].ravel("K")]
        )
        for axes in [(1, 0, 2), (2, 0, 1), (1, 2, 0), (2, 1, 0)]
    ],
    lambda np: np.sum(np.float64(3), axis=2**70),
    lambda np: [np.std(np.float32(2), keepdims=True), np.array(2).var(keepdims=True)],
]


@pytest.mark.parametrize("case", SOAK)
def test_what_the_soak_found(case):
    same(case)


# --- reductions by a loop on vectors ------------------------------------------------------------------


@pytest.mark.parametrize("dtype", ["f2", "f4", "f8"])
def test_powers_reduce_one_by_one(dtype):
    # Not beside NumPy, which takes the first to the power of the last (where it has vectors of its own).
    assert rumpy.power.reduce(rumpy.array([2, 3, 2, 1.5], dtype)) == 512
    same(lambda np: np.power.accumulate(np.array([2, 3, 2, 1.5], dtype)))
    same(lambda np: np.power.reduce(np.array([[2, 3], [3, 2], [2, 1]], dtype), axis=0))
    same(lambda np: np.power.accumulate(np.broadcast_to(np.array(2, dtype), 4)))


# --- names that aren't there --------------------------------------------------------------------------


@pytest.mark.parametrize("name", _absent.REMOVED)
def test_names_that_numpy_removed(name):
    same(lambda np: getattr(np, name))


@pytest.mark.parametrize(
    "name, advice", [("ma", "numpy.ma is left out"), ("int", "use `int` by itself")]
)
def test_names_that_rumpy_lacks(name, advice):
    with pytest.raises(AttributeError, match=f"(?s)has no attribute .{name}.*{advice}"):
        getattr(rumpy, name)
    assert not hasattr(rumpy, "no_such_name")


# --- a run of many random programs, and fuzzers of what reads files, texts and buffers -----------------


def truths(np):
    return np.array([True, True])


def fortran(np):
    return np.asfortranarray(np.zeros((2, 3), "i2"))


def layout(a):
    return [a, a.strides]


def cross_warns(np):
    return warned(np, lambda: np.cross(np.full(2, -127, "i1"), np.array([1, -1], "i1")))


def walked(np, *arrays):
    return [(x.item(), y.item()) for x, y in np.nditer(list(arrays))]


def npy_of(header, data=bytes(16)):
    text = header.encode() + b"\n"
    return io.BytesIO(b"\x93NUMPY\1\0" + len(text).to_bytes(2, "little") + text + data)


MANY_PROGRAMS = [
    # of all elements: in the type of the loop, not of the elements
    *(
        lambda np, name=name, dtype=dtype: getattr(np, name).reduce(np.array([3, 1], dtype))
        for name in ("hypot", "arctan2", "logaddexp", "divide", "left_shift", "power", "remainder")
        for dtype in ("?", "i1", "f2")
    ),
    lambda np: np.left_shift.reduce(truths(np), initial=1),
    lambda np: np.gcd(truths(np), truths(np)),
    lambda np: np.lcm.reduce(truths(np)),
    lambda np: np.gcd(truths(np), np.int8(3)),
    lambda np: np.array(3).squeeze(0),
    lambda np: np.array(3).squeeze(-1),
    lambda np: np.array(3).squeeze((0,)),
    lambda np: np.int8(3).squeeze(1),
    cross_warns,
    lambda np: layout(np.add(fortran(np), 1, where=np.ones((2, 3), bool), out=None)),
    lambda np: layout(np.divmod(fortran(np), 2, out=(np.zeros((2, 3), "i2"), None))[1]),
    lambda np: walked(np, np.arange(6).reshape(3, 2).T, np.arange(6).reshape(2, 3)),
    lambda np: walked(np, np.arange(6).reshape(3, 2).T, np.arange(3)),
    lambda np: layout(np.delete(np.zeros((2, 7), "i2"), [], axis=1)),
    lambda np: layout(np.delete(np.zeros((2, 7), "i2"), [1, 2], axis=1)),
    lambda np: layout(np.delete(np.zeros((2, 7), "i2"), slice(1, 2), axis=1)),
    lambda np: np.unique(np.array([0, complex(np.nan, 0), complex(0, np.nan)])),
    lambda np: np.logical_and(np.int8([1]), np.int16([1]), casting="no"),
    lambda np: np.logical_or(0, np.int8([1]), dtype=bool, casting="no"),
    lambda np: np.empty(0).reshape(2**30, 0, 2**62),
    lambda np: np.select([truths(np), truths(np)], [np.ones(2, "u1"), 0], 0),
    lambda np: np.mean(np.array(3.0), axis=0, where=np.array(True)),
    lambda np: np.mean(np.array(3.0), axis=0),
    lambda np: np.ravel_multi_index((np.zeros((1, 0), "i8"), 7), (1, 1)),
    lambda np: [x.shape for x in np.linalg.svd(np.zeros((0, 2, 3)), full_matrices=False)],
    lambda np: np.linalg.pinv(np.zeros((0, 2, 3))),
    lambda np: [np.fft.irfft(np.ones(3, "f2"), n).dtype for n in (1, 2, 5)],
    lambda np: np.fft.hfft(np.ones(3, "f2")),
    lambda np: np.gradient(np.array(True), 0.5),
    lambda np: np.gradient(np.array([True, False])),
    *(
        lambda np, value=value, options=options: np.format_float_positional(value, **options)
        for value in (65504.0, 0.1)
        for options in (
            {"precision": 3, "min_digits": 0},
            {"precision": 0, "min_digits": 2},
            {"precision": 3, "fractional": False},
            {"min_digits": 7, "fractional": False},
            {"precision": 0, "fractional": False},
        )
    ),
    lambda np: np.format_float_positional(np.float16(65504), precision=3, min_digits=0),
    lambda np: np.add(0, 1j, casting="equiv"),
    lambda np: np.add(1, np.array([1.5]), casting="equiv"),
    lambda np: np.add(1, np.array([1]), casting="equiv"),
]


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("case", MANY_PROGRAMS)
def test_what_many_programs_found(case):
    same(case, text=False)


FUZZED = [
    lambda np: np.dtype("u02"),
    lambda np: np.dtype("<c016"),
    lambda np: np.dtype("i 4"),
    lambda np: np.fromstring("1_0", "i8", sep=","),
    lambda np: np.fromstring("NaN(x) -Inf 1. .5 1e400", "f8", sep=" "),
    lambda np: np.fromstring("1.5, nan, 0", bool, sep=","),
    lambda np: np.fromstring("+5", "u1", sep=","),
    lambda np: np.fromstring("\u0663", "f8", sep=","),
    lambda np: np.fromstring("1+2,3", "c16", sep=","),
    lambda np: np.fromstring("1+j", "c16", sep=","),
    lambda np: np.fromstring(",", "f8", sep=","),
    lambda np: np.fromstring("1a  b2a b3", "i8", sep="a b"),
    lambda np: np.fromstring("3x", "i8", 1, sep=","),
    lambda np: np.loadtxt(["j"], "c16"),
    lambda np: warned(np, lambda: np.loadtxt(["1e60"], "f4")),
    lambda np: np.genfromtxt(["1", "2"], skip_footer=3),
    lambda np: np.genfromtxt(
        ["1 2", "x"], skip_header=1, usecols=(0, 1), ndmin=2, invalid_raise=False
    ),
    lambda np: np.genfromtxt(["1 2"], skip_footer=1, unpack=True),
    lambda np: np.genfromtxt([""], ndmin=2),
    lambda np: np.genfromtxt([""], filling_values={0: 3}),
    lambda np: np.genfromtxt(["x 1"], usecols=-1, filling_values={0: 3}),
    lambda np: np.genfromtxt(["x 1"], missing_values={5: "x"}),
    lambda np: np.genfromtxt(["12\n", "\n", "345\n"], delimiter=(2, 3)),
    lambda np: np.genfromtxt(["97.2", "x"], "i1"),
    lambda np: np.genfromtxt(["5,6"], delimiter=",", missing_values="5", filling_values=1),
    lambda np: np.genfromtxt([",6"], delimiter=",", filling_values=1, loose=False),
    lambda np: np.genfromtxt(["5\x1e"], delimiter=","),
    lambda np: np.load(npy_of("{'descr': '<f8', 'fortran_order': False, 'shape': (2L, 1L)}")),
    lambda np: np.load(npy_of("{'descr': '<f8', 'fortran_order': False, 'shape': (2,)}\x0b")),
    lambda np: np.load(npy_of("{'descr': '<f8', 'fortran_order': False, 'shape': (0, 1 << 62)}")),
    lambda np: np.load(
        npy_of(f"{{'descr': '<f8', 'fortran_order': False, 'shape': (0, {2**62})}}")
    ),
]


@pytest.mark.native  # there NumPy's integers of text have 32 bits, and its bool reads otherwise
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("case", FUZZED)
def test_what_fuzzers_found(case):
    same(case, text=False)


def test_a_mapped_file_that_claims_more_than_it_holds():
    header = npy_of("{'descr': '<f8', 'fortran_order': False, 'shape': (4611686018427387904,)}")
    with rumpy.testing.temppath(suffix=".npy") as path:
        with open(path, "wb") as file:
            file.write(header.getvalue())
        with pytest.raises(ValueError):
            rumpy.load(path, mmap_mode="r")
