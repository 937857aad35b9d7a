"""What the property tests found (see strategies.py), each as a small example."""

import io
import warnings

import pytest
import rumpy
from oracle import same
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


@pytest.mark.parametrize("case", INTO_INTEGERS)
def test_scalars_assigned_to_integers(case):
    same(case)


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
