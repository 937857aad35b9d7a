"""rumpy.fft beside NumPy's: values within error bounds, types, shapes and errors."""

import random

import pytest
from oracle import same

DTYPES = ["float32", "float64", "complex64", "complex128", "int32", "bool"]
ONE_AXIS = ["fft", "ifft", "rfft", "irfft", "hfft", "ihfft"]
SEVERAL = ["fftn", "ifftn", "rfftn", "irfftn", "fft2", "ifft2", "rfft2", "irfft2"]


def signal(np, shape, dtype):
    """The same numbers everywhere."""
    source = random.Random(repr(shape))
    size = 1
    for length in shape:
        size *= length
    numbers = [source.gauss(0, 1) for _ in range(size)]
    if dtype.startswith("complex"):
        numbers = [complex(x, source.gauss(0, 1)) for x in numbers]
    if dtype in ("int32", "bool"):
        numbers = [round(3 * x) for x in numbers]
    return np.array(numbers, dtype).reshape(shape)


def near(dtype):
    return 2e-6 if dtype in ("float32", "complex64") else 1e-13


def takes(name, dtype):
    return not (dtype.startswith("complex") and name in ("rfft", "ihfft", "rfftn", "rfft2"))


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", ONE_AXIS)
def test_lengths(name, dtype):
    if not takes(name, dtype):
        return
    lengths = [*range(2, 20), 25, 49, 64, 97, 121, 128, 211, 1000, 1009, 1024]
    for n in lengths if dtype == "complex128" or dtype == "float64" else lengths[::3]:
        same(lambda np: getattr(np.fft, name)(signal(np, (n,), dtype)), part=near(dtype))


@pytest.mark.parametrize("norm", [None, "backward", "ortho", "forward", "no"])
@pytest.mark.parametrize("name", ONE_AXIS)
def test_arguments(name, norm):
    for dtype in ("float64", "complex64"):
        if not takes(name, dtype):
            continue
        for shape, axis in [((6,), -1), ((3, 4), 0), ((2, 3, 5), 1), ((2, 5, 3), -1)]:
            for n in (None, 1, 3, 8):
                same(
                    lambda np: getattr(np.fft, name)(signal(np, shape, dtype), n, axis, norm),
                    part=near(dtype),
                )


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", SEVERAL)
def test_several_axes(name, dtype):
    if not takes(name, dtype):
        return
    for shape in [(4, 5), (3, 4, 6), (2, 3, 2, 5)]:
        same(lambda np: getattr(np.fft, name)(signal(np, shape, dtype)), part=near(dtype))
        same(
            lambda np: getattr(np.fft, name)(signal(np, shape, dtype), (3, 8), (0, 1), "ortho"),
            part=near(dtype),
        )
        same(
            lambda np: getattr(np.fft, name)(signal(np, shape, dtype), (-1, 4), axes=(-1, 0)),
            part=near(dtype),
        )
    same(lambda np: getattr(np.fft, name)(signal(np, (3, 4), dtype), s=(3,), axes=(0, 1)))


def test_views_and_out():
    same(lambda np: np.fft.fft(signal(np, (8, 6), "float64")[::2, ::-1].T), part=1e-13)
    same(lambda np: np.fft.rfft(signal(np, (8, 6), "float32")[:, ::3], axis=0), part=2e-6)

    def with_out(np, dtype, shape=(5,)):
        out = np.zeros(shape, dtype)
        result = np.fft.fft(signal(np, (5,), "float64"), out=out)
        return result is out, out

    same(lambda np: with_out(np, "complex128"), part=1e-13)
    same(lambda np: with_out(np, "complex128", (4,)))

    def in_place(np):
        a = signal(np, (4, 6), "complex128")
        return np.fft.fftn(a, out=a) is a, a

    same(in_place, part=1e-13)


@pytest.mark.parametrize(
    "call",
    [
        lambda np: np.fft.fft([1.0, 2.0], 0),
        lambda np: np.fft.fft([]),
        lambda np: np.fft.fft([1.0, 2.0], axis=1),
        lambda np: np.fft.fft([1.0, 2.0], 2, axis=1),
        lambda np: np.fft.irfft([1.0]),
        lambda np: np.fft.fft(np.zeros((0, 4))),
        lambda np: np.fft.rfft(np.zeros((3, 0, 4))),
        lambda np: np.fft.fftfreq(5),
        lambda np: np.fft.fftfreq(6, 0.25),
        lambda np: np.fft.rfftfreq(7, 2),
        lambda np: np.fft.fftfreq(2.5),
        lambda np: np.fft.fftshift(np.arange(12).reshape(3, 4)),
        lambda np: np.fft.fftshift(np.arange(12).reshape(3, 4), axes=1),
        lambda np: np.fft.ifftshift(np.arange(15).reshape(3, 5)),
        lambda np: np.fft.ifftshift(np.arange(15).reshape(3, 5), (0,)),
        lambda np: np.fft.ifftshift(np.fft.fftshift(np.arange(7))),
        lambda np: np.fft.fft(np.ones(4, "float16")).dtype,
    ],
)
def test_results_and_errors(call):
    same(call, part=1e-13)


def test_complex_input_of_rfft():
    same(lambda np: np.fft.rfft([1j, 2.0]), text=False)
