"""rumpy.linalg.prepack: the bits of the product of arrays, wherever it is computed."""

import gc
import pickle

import pytest
import rumpy as rp
from oracle import WASM
from test_matmul import kernels, random
from test_threads import needs_threads, stand

threads = rp.threads

prepack = rp.linalg.prepack


@pytest.fixture(autouse=True)
def as_before():
    before = threads.get_num_threads()
    yield
    if threads.status()["state"] != "unavailable":
        threads.start()
        threads.set_num_threads(before)


@pytest.fixture(params=kernels())
def kernel(request):
    from rumpy._lib_loader import check, lib

    check(lib.la_kernel_use(request.param.encode()))
    yield request.param
    check(lib.la_kernel_use(kernels()[0].encode()))


DTYPES = [
    "bool", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64",
    "float32", "float64", "complex64", "complex128",
]  # fmt: skip


def matrix(seed, *shape, dtype="float32"):
    x = random(seed, *shape)
    if dtype.startswith("complex"):
        return (x + 1j * random(seed + 100, *shape)).astype(dtype)
    return x.astype(dtype) if dtype.startswith("float") else (x * 4).astype(dtype)


def check_both(a, b):
    """a @ b with either operand prepacked: the same bits, dtype and shape."""
    expected = a @ b
    if b.ndim == 2:
        result = a @ prepack(b)
        assert (result.dtype, result.shape) == (expected.dtype, expected.shape)
        assert result.tobytes() == expected.tobytes()
    if a.ndim == 2:
        result = prepack(a, side="left") @ b
        assert (result.dtype, result.shape) == (expected.dtype, expected.shape)
        assert result.tobytes() == expected.tobytes()


@pytest.mark.parametrize("dtype", DTYPES)
def test_every_dtype(dtype):
    for m, n, k in [(5, 7, 3), (65, 33, 130), (1, 40, 50), (40, 1, 50), (6, 8, 300)]:
        check_both(matrix(1, m, k, dtype=dtype), matrix(2, k, n, dtype=dtype))


def test_every_small_size(kernel):
    a, b = random(3, 20, 20), random(4, 20, 20)
    for k in (1, 2, 7, 16, 20):
        for n in range(1, 21):
            p = prepack(b[:k, :n])
            for m in range(1, 21):
                assert (a[:m, :k] @ p).tobytes() == (a[:m, :k] @ b[:k, :n].copy()).tobytes()


@pytest.mark.parametrize("m,n,k", [(97, 101, 257), (300, 5, 700), (2, 600, 520), (256, 256, 256)])
def test_layouts(kernel, m, n, k):
    a, b = random(5, 2 * m, 2 * k), random(6, 2 * k, 2 * n)
    lefts = [a[:m, :k], a[:m, :k].copy(), a[:m, :k].copy("F"), a[::2, ::2], a[m - 1 :: -1, :k]]
    rights = [b[:k, :n], b[:k, :n].copy(), b[:k, :n].copy("F"), b[::2, ::2], b[k - 1 :: -1, :n]]
    for x in lefts:
        for y in rights:
            check_both(x, y)


def test_batches_and_vectors():
    b = random(7, 30, 20)
    for shape in [(4, 9, 30), (2, 3, 5, 30), (3, 1, 30), (0, 4, 30), (30,)]:
        check_both(random(8, *shape), b)
    check_both(random(9, 2, 3, 8, 30).transpose(1, 0, 2, 3), b)
    for shape in [(5, 20, 6), (20,), (2, 2, 20, 3)]:
        check_both(b, random(10, *shape))


@pytest.mark.parametrize("m,n,k", [(0, 3, 4), (3, 0, 4), (3, 4, 0), (0, 0, 0)])
def test_empty(m, n, k):
    check_both(rp.ones((m, k)), rp.ones((k, n)))
    assert prepack(rp.ones((k, n))).unpack().shape == (k, n)


def test_not_finite():
    a, b = random(11, 9, 13), random(12, 13, 10)
    a[0, 0], b[2, 3], b[12, 9] = rp.inf, rp.nan, -rp.inf
    b[5] = -0.0
    check_both(a, b)
    assert prepack(b).unpack().tobytes() == b.tobytes()


def test_out_and_aliasing():
    a, b = random(13, 40, 40), random(14, 40, 40)
    p, expected = prepack(b), (a @ b).tobytes()
    for out in (rp.empty((40, 40), "float32"), rp.empty((40, 40), "float32", order="F")):
        assert rp.matmul(a, p, out=out) is out
        assert out.tobytes() == expected
    big = rp.zeros((50, 60), "float32")
    rp.matmul(a, p, out=big[5:45, 7:47])
    assert big[5:45, 7:47].tobytes() == expected
    assert not big[:5].any() and not big[:, :7].any() and not big[45:].any()
    padded = rp.empty((40, 1024), "float32", padded=True)
    wide = random(15, 40, 1024)
    rp.matmul(a, prepack(wide), out=padded)
    assert padded.tobytes() == (a @ wide).tobytes()
    c = a.copy()
    rp.matmul(c, p, out=c)
    assert c.tobytes() == expected
    c = a.copy()
    c @= p
    assert c.tobytes() == expected
    b[...] = 0  # p holds a copy
    assert (a @ p).tobytes() == expected
    with pytest.raises(TypeError, match="Cannot cast ufunc 'matmul' output"):
        rp.matmul(a, p, out=rp.empty((40, 40), "int32"))


def test_what_it_is():
    b = random(16, 6, 8)
    p, q = prepack(b), prepack(b, side="left")
    assert (p.shape, p.dtype, p.ndim, p.side, q.side) == ((6, 8), b.dtype, 2, "right", "left")
    assert repr(p) == "<prepacked 6 x 8 matrix of float32 for the right of @>"
    assert p.unpack() is not p.unpack()
    p.unpack()[...] = 7
    assert p.unpack().tobytes() == b.tobytes()
    for x in (p, q):
        again = pickle.loads(pickle.dumps(x))
        assert type(again) is type(x) and again.side == x.side
        assert again.unpack().tobytes() == b.tobytes()
    assert prepack([[1, 2], [3, 4]]).dtype == rp.array([1]).dtype
    assert ([[1, 0]] @ prepack([[1, 2], [3, 4]])).tolist() == [[1, 2]]
    assert (prepack(b.T.copy(), side="left") @ p).tobytes() == (b.T.copy() @ b).tobytes()
    for order in "CF":
        x = b.copy(order)
        assert prepack(x).unpack().flags.c_contiguous == x.flags.c_contiguous


def test_types_that_meet():
    p = prepack(random(17, 5, 5))
    a = (random(18, 5, 5) * 9).astype("int16")
    assert (a @ p).tobytes() == (a @ p.unpack()).tobytes()
    with pytest.raises(TypeError, match="prepacked as float32 can't be multiplied with float64"):
        rp.ones((5, 5)) @ p
    with pytest.raises(TypeError, match="one dtype"):
        rp.matmul(a, p, dtype="float64")


def test_refusals():
    p = prepack(rp.ones((3, 4)))
    q = prepack(rp.ones((3, 4)), side="left")
    with pytest.raises(ValueError, match="for the right of @; prepack it with side='left'"):
        p @ rp.ones((4, 4))
    with pytest.raises(ValueError, match="for the left of @; prepack it with side='right'"):
        rp.ones((3, 3)) @ q
    with pytest.raises(ValueError, match="mismatch in its core dimension 0"):
        rp.ones((3, 4)) @ p
    with pytest.raises(ValueError, match="does not have enough dimensions"):
        rp.array(1.0) @ p
    for shape in [(), (3,), (2, 3, 4)]:
        with pytest.raises(ValueError, match="prepack takes a matrix"):
            prepack(rp.ones(shape))
    with pytest.raises(ValueError, match="side must be"):
        prepack(rp.ones((2, 2)), side="up")
    for operation in (lambda: p + 1, lambda: rp.ones(4) * p, lambda: rp.add(p, p), lambda: "x" @ p):
        with pytest.raises(TypeError):
            operation()


def test_another_kernel_in_use():
    from rumpy._lib_loader import check, lib

    a, b = random(19, 70, 70), random(20, 70, 70)
    p, usable = prepack(b), rp.show_config("dicts")["kernels"]["usable"]
    try:
        for isa in [*reversed(usable), *usable]:
            check(lib.la_kernel_use(isa.encode()))
            assert (a @ p).tobytes() == (a @ b).tobytes(), isa
    finally:
        check(lib.la_kernel_use(usable[0].encode()))


@needs_threads
@pytest.mark.parametrize("dtype", ["float32", "float64", "complex64", "int32", "uint8"])
def test_the_same_bits_by_any_number_of_threads(dtype):
    a, b = matrix(21, 301, 557, dtype=dtype), matrix(22, 557, 433, dtype=dtype)
    stand(1)
    expected = (a @ b).tobytes()
    p, q = prepack(b), prepack(a, side="left")
    for count in (1, 2, 3):
        stand(count)
        before = threads.status().get("products", 0)
        for _ in range(2):
            assert (a @ p).tobytes() == expected
            assert (q @ b).tobytes() == expected
        if WASM and count > 1:
            assert threads.status()["products"] == before + 4, threads.status()


def pool():
    return threads._backend.pool


@pytest.mark.pyodide
@needs_threads
def test_panels_live_in_the_pool_and_go_with_their_object():
    a, b = random(23, 400, 400), random(24, 400, 400)
    stand(2)
    expected = (a @ b).tobytes()
    held = pool().kept.size
    p = prepack(b)
    for _ in range(3):
        assert (a @ p).tobytes() == expected
        assert pool().kept.size == held + 1
    memory = threads.status()["memory"]
    for _ in range(20):  # memory that is released serves again
        q = prepack(b)
        assert (a @ q).tobytes() == expected
        del q
    assert threads.status()["memory"] <= memory + 2**20
    del p
    gc.collect()
    assert pool().kept.size == held


@pytest.mark.pyodide
@needs_threads
def test_a_pool_that_is_stopped_and_another():
    a, b = random(25, 400, 400), random(26, 400, 400)
    stand(2)
    p, expected = prepack(b), (a @ b).tobytes()
    assert (a @ p).tobytes() == expected
    threads.stop()
    assert (a @ p).tobytes() == expected
    threads.start()
    stand(2)
    before = threads.status()["products"]
    assert (a @ p).tobytes() == expected
    assert threads.status()["products"] == before + 1
    pool().fail("told so")
    assert (a @ p).tobytes() == expected
    assert threads.status()["state"] == "failed"
    del p  # what it had in the dead pool is of no concern


@pytest.mark.pyodide
@needs_threads
def test_no_memory_in_the_pool():
    from pyodide.code import run_js

    a, b = random(27, 400, 400), random(28, 400, 400)
    stand(2)
    p, expected = prepack(b), (a @ b).tobytes()
    alloc = pool().alloc
    pool().alloc = run_js("() => 0")
    held = pool().kept.size
    assert (a @ p).tobytes() == expected
    assert "prepacked" in threads.status()["reason"]
    assert pool().kept.size == held
    pool().alloc = alloc
    assert (a @ p).tobytes() == expected
    assert pool().kept.size == held + 1
