"""The Python array API standard 2025.12: its names are there, and what it adds to NumPy's works.

What has not landed yet is named in MISSING, the one place.
"""

import inspect

import pytest
import rumpy as rp
from oracle import same

# Names by the standard's chapters.
FUNCTIONS = {
    "constants": "e inf nan newaxis pi",
    "creation": """
        arange asarray empty empty_like eye from_dlpack full full_like linspace meshgrid ones
        ones_like tril triu zeros zeros_like
    """,
    "data types": "astype can_cast finfo iinfo isdtype result_type",
    "dtypes": """
        bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float32 float64 complex64 complex128
    """,
    "elementwise": """
        abs acos acosh add asin asinh atan atan2 atanh bitwise_and bitwise_left_shift bitwise_invert
        bitwise_or bitwise_right_shift bitwise_xor ceil clip conj copysign cos cosh divide equal exp
        expm1 floor floor_divide greater greater_equal hypot imag isfinite isinf isnan less
        less_equal log log1p log2 log10 logaddexp logical_and logical_not logical_or logical_xor
        maximum minimum multiply negative nextafter not_equal positive pow real reciprocal remainder
        round sign signbit sin sinh square sqrt subtract tan tanh trunc
    """,
    "indexing": "take take_along_axis",
    "inspection": "__array_namespace_info__",
    "linear algebra": "matmul matrix_transpose tensordot vecdot",
    "manipulation": """
        broadcast_arrays broadcast_shapes broadcast_to concat expand_dims flip moveaxis permute_dims
        repeat reshape roll squeeze stack tile unstack
    """,
    "searching": "argmax argmin count_nonzero nonzero searchsorted where",
    "sets": "isin unique_all unique_counts unique_inverse unique_values",
    "sorting": "argsort sort",
    "statistics": "cumulative_prod cumulative_sum max mean min prod std sum var",
    "utilities": "all any diff",
}
EXTENSIONS = {
    "linalg": """
        cholesky cross det diagonal eig eigh eigvals eigvalsh inv matmul matrix_norm matrix_power
        matrix_rank matrix_transpose outer pinv qr slogdet solve svd svdvals tensordot trace vecdot
        vector_norm
    """,
    "fft": """
        fft ifft fftn ifftn rfft irfft rfftn irfftn hfft ihfft fftfreq rfftfreq fftshift ifftshift
    """,
}
METHODS = """
    dtype device mT ndim shape size T __abs__ __add__ __and__ __array_namespace__ __bool__
    __complex__ __dlpack__ __dlpack_device__ __eq__ __float__ __floordiv__ __ge__ __getitem__ __gt__
    __index__ __int__ __invert__ __le__ __lshift__ __lt__ __matmul__ __mod__ __mul__ __ne__ __neg__
    __or__ __pos__ __pow__ __rshift__ __setitem__ __sub__ __truediv__ __xor__ to_device
    __iadd__ __iand__ __ifloordiv__ __ilshift__ __imatmul__ __imod__ __imul__ __ior__ __ipow__
    __irshift__ __isub__ __itruediv__ __ixor__ __radd__ __rand__ __rfloordiv__ __rlshift__
    __rmatmul__ __rmod__ __rmul__ __ror__ __rpow__ __rrshift__ __rsub__ __rtruediv__ __rxor__
"""

# Other parts of this version bring these.
MISSING = set(
    """
        fft.fft fft.fftfreq fft.fftn fft.fftshift fft.hfft fft.ifft fft.ifftn fft.ifftshift
        fft.ihfft fft.irfft fft.irfftn fft.rfft fft.rfftfreq fft.rfftn
    """.split()
)


def namespace(path):
    found = rp
    for part in path.split("."):
        found = getattr(found, part, None)
    return found


def test_the_standards_names():
    wanted = [name for names in FUNCTIONS.values() for name in names.split()]
    wanted += [f"{sub}.{name}" for sub, names in EXTENSIONS.items() for name in names.split()]
    lacking = {name for name in wanted if name != "newaxis" and namespace(name) is None}
    assert lacking <= MISSING
    assert rp.newaxis is None


def test_array_object():
    a = rp.ones((2, 2))
    assert [name for name in METHODS.split() if not hasattr(a, name)] == []
    assert a.__array_namespace__() is rp
    for version in (None, "2021.12", "2022.12", "2023.12", "2024.12", "2025.12"):
        assert a.__array_namespace__(api_version=version) is rp
    with pytest.raises(ValueError, match='Version "2020.01" of the Array API Standard'):
        a.__array_namespace__(api_version="2020.01")
    same(lambda np: [np.ones(2).device, np.ones(2).to_device("cpu")])
    same(lambda np: np.ones(2).to_device("gpu"))
    same(lambda np: np.ones(2).to_device("cpu", stream=1))


# --- the namespace's description ---


def test_namespace_info():
    same(lambda np: np.__array_namespace_info__().capabilities())
    same(lambda np: np.__array_namespace_info__().default_device())
    same(lambda np: np.__array_namespace_info__().default_dtypes())
    same(lambda np: np.__array_namespace_info__().devices())
    kinds = [
        None, "bool", "signed integer", "unsigned integer", "integral", "real floating",
        "complex floating", "numeric", ("bool", "integral"), (), "nonsense", 3,
    ]  # fmt: skip

    def dtypes(np, **keywords):  # some of NumPy's are classes
        found = np.__array_namespace_info__().dtypes(**keywords)
        return {name: np.dtype(one) for name, one in found.items()}

    for kind in kinds:
        same(lambda np: dtypes(np, kind=kind))
    for device in ("cpu", "gpu", 3):
        same(lambda np: dtypes(np, device=device, kind="bool"))
        same(lambda np: np.__array_namespace_info__().default_dtypes(device=device))
    for name in ("capabilities", "default_device", "default_dtypes", "devices", "dtypes"):
        same(lambda np: str(inspect.signature(getattr(np.__array_namespace_info__(), name))))
    same(lambda np: np.__array_namespace_info__.__module__.replace("numpy", "rumpy"))


# --- cumulative ---


@pytest.mark.parametrize("function", ["cumulative_sum", "cumulative_prod"])
@pytest.mark.parametrize("initial", [False, True])
def test_cumulative(function, initial):
    def run(np, x, **keywords):
        return getattr(np, function)(x, include_initial=initial, **keywords)

    for name in ("bool", "int8", "uint16", "int64", "float16", "float32", "float64", "complex64"):
        same(lambda np: run(np, np.arange(1, 6).astype(name)))
        same(lambda np: run(np, np.arange(12).astype(name).reshape(3, 4), axis=0))
        same(lambda np: run(np, np.arange(12).astype(name).reshape(3, 4).T, axis=-1))
    same(lambda np: run(np, 3))
    same(lambda np: run(np, [1, 2], dtype="float32"))
    same(lambda np: run(np, np.ones((2, 3))))
    same(lambda np: run(np, np.ones((2, 3)), axis=2), text=False)
    same(lambda np: run(np, np.zeros((0, 3)), axis=0))
    same(lambda np: run(np, [1, 2, 3], out=np.zeros(3 + initial)))
    same(lambda np: run(np, np.ones((2, 3)), axis=1, out=np.zeros((2, 3 + initial))))
    same(lambda np: str(inspect.signature(getattr(np, function))))


# --- sorting ---

KEYS = [[3, 1, 2, 1, 3], [], [5], [[3, 1, 2], [1, 1, 4]], [2.5, -1.0, 2.5, 0.0, -0.0], 7]


@pytest.mark.parametrize("values", KEYS)
@pytest.mark.parametrize("axis", [-1, 0, None])
def test_descending(values, axis):
    """The reverse of what a stable sort makes of the reverse."""
    a = rp.array(values)
    if a.ndim == 0:
        assert rp.sort(a, axis=None, descending=True).tolist() == [7]
        return
    flipped = rp.flip(a.ravel() if axis is None else a, 0 if axis is None else axis)
    k = 0 if axis is None else axis
    n = flipped.shape[k]
    down = rp.sort(a, axis=axis, descending=True)
    rp.testing.assert_array_equal(down, rp.flip(rp.sort(flipped, axis=k), k))
    places = rp.argsort(a, axis=axis, descending=True, stable=True)
    rp.testing.assert_array_equal(places, rp.flip(n - 1 - rp.argsort(flipped, axis=k), k))
    line = a.ravel() if axis is None else a
    rp.testing.assert_array_equal(rp.take_along_axis(line, places, axis=k), down)
    rp.testing.assert_array_equal(rp.sort(a, axis=axis, descending=False), rp.sort(a, axis=axis))


def test_descending_of_a_scalar():
    assert rp.argsort(rp.array(7), descending=True).tolist() == [0]
    with pytest.raises(rp.exceptions.AxisError):
        rp.sort(rp.ones((2, 2)), axis=2, descending=True)
