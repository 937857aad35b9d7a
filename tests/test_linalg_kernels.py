"""rumpy.linalg's catalogue of kernels: listed, forced and brought back; each one's bits and errors."""

import os
import random
from fractions import Fraction
from operator import matmul

import oracle
import pytest
import rumpy as rp
from oracle import WASM
from test_threads import NO_THREADS, stand

linalg = rp.linalg
NAMES = [kernel.name for kernel in linalg.kernels()]
FLOATS = [kernel for kernel in linalg.kernels() if kernel.dtype in ("float32", "float64")]
by_kernel = pytest.mark.parametrize("kernel", FLOATS, ids=lambda kernel: kernel.name)


def active(dtype="float32"):
    (name,) = (kernel.name for kernel in linalg.kernels(dtype) if kernel.active)
    return name


def another(dtype="float32"):
    """A kernel that isn't in use."""
    return next(kernel.name for kernel in linalg.kernels(dtype) if not kernel.active)


def operands(m, n, k, dtype):
    a = rp.sin(rp.arange(m * k, dtype="float64") + 1).reshape(m, k)
    b = rp.cos(rp.arange(k * n, dtype="float64") * 3).reshape(k, n)
    return a.astype(dtype), b.astype(dtype)


# --- listing --------------------------------------------------------------------------------------


def test_the_list():
    kernels = linalg.kernels()
    assert len(set(NAMES)) == len(NAMES)
    for dtype in ("bool", "int32", "uint8", "float32", "float64", "complex64", "complex128"):
        those = linalg.kernels(dtype)
        assert those == [kernel for kernel in kernels if kernel.dtype == dtype]
        assert [k.name for k in those if k.preferred] == [k.name for k in those if k.active]
        assert sum(kernel.active for kernel in those) == 1
    assert linalg.kernels(rp.float32) == linalg.kernels("f4")
    usable = rp.show_config("dicts")["kernels"]["usable"]
    assert {kernel.isa for kernel in kernels} == set(usable)
    assert all(kernel.name.endswith(f"__{kernel.isa}") for kernel in kernels)
    for kernel in FLOATS:
        assert f"_{kernel.mr}x{kernel.nr}_" in kernel.name
        assert kernel.unpacked == (kernel.isa != "ref")
    with pytest.raises(TypeError):
        linalg.kernels("float33")


def test_a_record():
    kernel = linalg.kernels("float32")[0]
    assert repr(kernel).startswith(f"<{kernel.name}: float32, {kernel.mr} x {kernel.nr}, kc ")
    assert repr(kernel).endswith("active>")
    with pytest.raises(AttributeError):
        kernel.mr = 7


def test_whether_they_are_fused():
    """Found out by a product: 1 + 2^-12 squared, less what a rounded square would be."""
    for kernel in linalg.kernels("float32"):
        x = rp.full((4, 2), 1 + 2.0**-12, dtype="float32")
        x[:, 0] = -(1 + 2.0**-11)
        y = rp.full((2, 4), 1 + 2.0**-12, dtype="float32")
        y[0] = 1
        with linalg.use_kernel(kernel.name):
            assert bool(((x @ y) != 0).all()) == kernel.fused, kernel


# --- forcing --------------------------------------------------------------------------------------


@by_kernel
def test_each_can_be_forced(kernel):
    before = active(kernel.dtype)
    with linalg.use_kernel(kernel.name):
        assert active(kernel.dtype) == kernel.name
    assert active(kernel.dtype) == before


def test_within_each_other_and_exceptions():
    first, second = active(), another()
    third = NAMES[[k.dtype for k in linalg.kernels()].index("float64")]
    with linalg.use_kernel(second):
        with pytest.raises(ZeroDivisionError), linalg.use_kernel("f32_gemm_4x8__ref", packed=True):
            assert active() == "f32_gemm_4x8__ref"
            raise ZeroDivisionError
        assert active() == second
        with linalg.use_kernel(third):
            assert active("float64") == third
            assert active() == second
        with linalg.use_kernel(None):
            assert active() == first
        assert active() == second
    assert active() == first


def test_from_now_on():
    first, second = active(), another()
    try:
        linalg.use_kernel(second)
        assert active() == second
        config = rp.show_config("dicts")["kernels"]
        assert config["f32"] == second
        assert "asked for" in config["reason"]
    finally:
        linalg.use_kernel(None)
    assert active() == first
    assert "asked for" not in rp.show_config("dicts")["kernels"]["reason"]


def test_names_that_are_refused():
    before = active()
    with pytest.raises(
        ValueError, match="no kernel 'f32_gemm_4x9__ref'; near it are f32_gemm_4x8_"
    ):
        linalg.use_kernel("f32_gemm_4x9__ref")
    with pytest.raises(ValueError, match="kernels.. lists them"):
        linalg.use_kernel("")
    for isa, needs in [("avx2", "x86-64"), ("wasm_simd128", "WebAssembly")]:
        if isa not in {kernel.isa for kernel in linalg.kernels()}:
            with pytest.raises(ValueError, match=f"does not run on this machine.*{needs}"):
                linalg.use_kernel(f"f32_gemm_4x8__{isa}")
    if "no-relaxed" in os.environ.get("RUMPY_EXPECT", ""):
        with pytest.raises(ValueError, match="engine has no relaxed SIMD"):
            linalg.use_kernel("f32_gemm_6x8__wasm_relaxed")
    with pytest.raises(ValueError, match="packed matrices only"):
        linalg.use_kernel("f32_gemm_4x8__ref", packed=False)
    with pytest.raises(TypeError, match="packed must be"):
        linalg.use_kernel(before, packed="no")
    with pytest.raises(TypeError):
        linalg.use_kernel(None, packed=True)
    assert active() == before


# --- bits -----------------------------------------------------------------------------------------


@by_kernel
@pytest.mark.parametrize("shape", [(1, 40, 30), (17, 23, 9), (33, 31, 500), (300, 280, 260)])
def test_packed_or_not(kernel, shape):
    a, b = operands(*shape, kernel.dtype)
    results = []
    for packed in (None, True, False)[: 3 if kernel.unpacked else 2]:
        with linalg.use_kernel(kernel.name, packed=packed):
            results.append((a @ b).tobytes())
    assert results.count(results[0]) == len(results)


def test_kernels_that_add_in_the_same_way_give_the_same_bits():
    for dtype in ("float32", "float64"):
        a, b = operands(70, 90, 700, dtype)
        results = {}
        for kernel in linalg.kernels(dtype):
            with linalg.use_kernel(kernel.name):
                results.setdefault((kernel.kc, kernel.fused), set()).add((a @ b).tobytes())
        assert all(len(bits) == 1 for bits in results.values())
        assert len(set().union(*results.values())) == len(results), "the kernel was not changed"


@pytest.mark.skipif(NO_THREADS, reason="a run without threads")
@by_kernel
def test_the_same_bits_by_any_number_of_threads(kernel):
    a, b = operands(301, 330, 420, kernel.dtype)
    before = rp.threads.get_num_threads()
    try:
        with linalg.use_kernel(kernel.name):
            results = []
            for count in (1, 2, 3):
                stand(count)
                made = rp.threads.status().get("products", 0)
                results.append((a @ b).tobytes())
                if WASM and count > 1:
                    assert rp.threads.status()["products"] == made + 1, rp.threads.status()
        assert results[0] == results[1] == results[2]
    finally:
        rp.threads.set_num_threads(before)


# --- errors ---------------------------------------------------------------------------------------


def exact(n, k, bits):
    """n x k by k x n matrices of integers, and the exact product and sums of absolute values."""
    draw = random.Random(k).randrange
    a = [[draw(-(2**bits), 2**bits) for _ in range(k)] for _ in range(n)]
    b = [[draw(-(2**bits), 2**bits) for _ in range(k)] for _ in range(n)]  # by columns
    sums = [[sum(x * y for x, y in zip(row, column, strict=True)) for column in b] for row in a]
    sizes = [
        [sum(abs(x * y) for x, y in zip(row, column, strict=True)) for column in b] for row in a
    ]
    return a, b, sums, sizes


def rms_error(c, sums, sizes, bits):
    """Root mean square of the errors, each in units of the last place of the sum of its terms."""
    total = 0.0
    for row, sum_row, size_row in zip(c, sums, sizes, strict=True):
        for value, truth, size in zip(row, sum_row, size_row, strict=True):
            error = Fraction(value) * 4**bits - truth
            total += float(error * 2**bits / size) ** 2
    return (total / len(sums) ** 2) ** 0.5


@pytest.mark.skipif(oracle.numpy is None, reason="NumPy is not here to be compared")
@pytest.mark.parametrize(("n", "k"), [(64, 16), (64, 64), (24, 500), (16, 1200)])
@pytest.mark.parametrize(("dtype", "bits"), [("float32", 24), ("float64", 53)])
def test_errors_are_no_worse_than_numpys(dtype, bits, n, k):
    """Against exact integers, but for the chance that is in some hundred errors. A kernel that can't
    fuse has one rounding a term more than a BLAS that does, which tells while k is small. A BLAS for
    wider vectors shares k out to several float32 sums, each of fewer roundings: beside that one, a
    kernel is measured by terms added one after another, with one rounding each."""
    a, b, sums, sizes = exact(n, k, bits)
    scale = 2.0**-bits

    def one_by_one(left, right):
        """In float32; the product of two terms is exact as float64."""
        c = oracle.numpy.zeros((n, n), dtype)
        for p in range(k):
            c = (c + left[:, p : p + 1].astype("float64") * right[p : p + 1]).astype(dtype)
        return c

    def error_of(np, product):
        left = np.array(a, dtype="float64") * scale
        right = np.array(list(zip(*b, strict=True)), dtype="float64") * scale
        c = product(left.astype(dtype), right.astype(dtype))
        return rms_error(c.astype("float64").tolist(), sums, sizes, bits)

    products = [matmul, one_by_one] if dtype == "float32" else [matmul]
    most = max(error_of(oracle.numpy, product) for product in products)
    for kernel in linalg.kernels(dtype):
        with linalg.use_kernel(kernel.name):
            error = error_of(rp, matmul)
        assert error <= most * (1.05 if kernel.fused or WASM else 1.15), kernel.name
