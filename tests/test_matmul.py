"""Products of matrices against a truth computed without any product: sums of outer products.

The bound is the classical one for a sum of k products in any order (Higham, Accuracy and Stability
of Numerical Algorithms, section 3.5): |C - AB| <= gamma_k |A||B| with gamma_k = k u / (1 - k u).
The truth is float64 for float32 products; for float64 it is exact integers.
"""

import itertools

import pytest
import rumpy as rp
from oracle import same

UNIT = {"float32": 2.0**-24, "float64": 2.0**-53}


def kernels():
    """The instruction sets usable here, by name."""
    from rumpy._lib import ffi, lib

    return [
        ffi.string(lib.la_kernel_isa_name(i)).decode() for i in range(lib.la_kernel_isa_count())
    ]


@pytest.fixture(params=kernels())
def kernel(request):
    from rumpy._lib import lib

    best = kernels()[0]
    assert lib.la_kernel_use(request.param.encode()) == 0
    yield request.param
    lib.la_kernel_use(best.encode())


def random(seed, *shape):
    """Numbers in -1 .. 1 without any pattern that a wrong index could hide in, as float32."""
    n = 1
    for length in shape:
        n *= length
    x = (rp.arange(n, dtype="int64") * 2654435761 + 12345 * seed + 1) % 4294967296
    x = (x ^ (x >> 15)) * 2246822519 % 4294967296
    return ((x ^ (x >> 13)) % 16777216 / 8388608.0 - 1.0).astype("float32").reshape(shape)


def truth(a, b):
    """A B and |A||B| in float64, by rank-one updates."""
    a, b = a.astype("float64"), b.astype("float64")
    product = rp.zeros((a.shape[0], b.shape[1]))
    size = rp.zeros((a.shape[0], b.shape[1]))
    for i in range(a.shape[1]):
        product += a[:, i : i + 1] * b[i : i + 1]
        size += abs(a[:, i : i + 1]) * abs(b[i : i + 1])
    return product, size


def check(c, product, size, k, name):
    u = UNIT[name]
    gamma = k * u / (1 - k * u)
    error = abs(c.astype("float64") - product)
    # The truth itself carries k rounding errors of float64.
    assert bool((error <= (gamma + k * UNIT["float64"]) * size).all())


def test_every_small_size(kernel):
    """Every m, n, k in 1..40: the truths of one k are corners of one matrix."""
    a, b = random(1, 40, 40), random(2, 40, 40)
    product, size = rp.zeros((40, 40)), rp.zeros((40, 40))
    u = UNIT["float32"]
    for k in range(1, 41):
        column, row = a[:, k - 1 : k].astype("float64"), b[k - 1 : k].astype("float64")
        product += column * row
        size += abs(column) * abs(row)
        bound = k * u / (1 - k * u) * size + 1e-15
        for m, n in itertools.product(range(1, 41), repeat=2):
            c = a[:m, :k] @ b[:k, :n]
            assert c.shape == (m, n)
            assert (abs(c - product[:m, :n]) <= bound[:m, :n]).all(), (m, n, k)


@pytest.mark.parametrize("name", ["float32", "float64"])
@pytest.mark.parametrize(
    "m,n,k",
    [
        (63, 65, 64), (127, 128, 129), (129, 127, 128), (255, 257, 256), (48, 48, 255),
        (48, 48, 257), (47, 300, 513), (1, 500, 300), (500, 1, 300), (1, 1, 5000), (2, 2000, 3),
        (2000, 3, 2), (73, 9, 1025), (6, 8, 512), (7, 9, 511), (513, 17, 31),
    ],
)  # fmt: skip
def test_block_edges(kernel, name, m, n, k):
    a, b = random(3, m, k).astype(name), random(4, k, n).astype(name)
    check(a @ b, *truth(a, b), k, name)


@pytest.mark.parametrize("name", ["float32", "float64"])
@pytest.mark.parametrize("n", [2**p + d for p in (7, 8, 9, 10) for d in (-1, 0, 1)])
def test_powers_of_two_and_threads(name, n):
    """Exact small integers, so that the truth needs no tolerance; the same bits on 1, 2, 3 threads."""
    a = (random(5, n, n) * 8).astype("int32").astype(name)
    b = (random(6, n, n) * 8).astype("int32").astype(name)
    before = rp.threads.get_num_threads()
    try:
        results = []
        for count in (1, 2, 3):
            rp.threads.set_num_threads(count)
            results.append(a @ b)
    finally:
        rp.threads.set_num_threads(before)
    vector = (rp.arange(n) % 5 - 2).astype(name)
    # (A B) v = A (B v), all in integers that float32 holds exactly: a check of every element.
    expected = (a * (b * vector).sum(axis=1)).sum(axis=1)
    assert ((results[0] * vector).sum(axis=1) == expected).all()
    rows = slice(0, None, max(1, n // 7))
    exact, _ = truth(a[rows], b)
    assert (results[0][rows] == exact).all()
    fractions = [random(7, n, n).astype(name), random(8, n, n).astype(name)]
    for c in results[1:]:
        assert c.tobytes() == results[0].tobytes()
    one = None
    try:
        for count in (1, 2, 3):
            rp.threads.set_num_threads(count)
            bits = (fractions[0] @ fractions[1]).tobytes()
            assert one is None or bits == one
            one = bits
    finally:
        rp.threads.set_num_threads(before)


LAYOUTS = {
    "C": lambda x: x,
    "F": lambda x: x.T.copy().T,
    "reversed": lambda x: x[::-1, ::-1].copy()[::-1, ::-1],
    "rows reversed": lambda x: x[::-1].copy()[::-1],
    "padded rows": lambda x: rp.concatenate([x, x], axis=1)[:, : x.shape[1]],
    "every other": lambda x: rp.stack([x, x], axis=2).reshape(x.shape[0], -1)[:, ::2],
    "zero stride": lambda x: rp.broadcast_to(x[:1], x.shape),
}


@pytest.mark.parametrize("left", LAYOUTS)
@pytest.mark.parametrize("right", LAYOUTS)
@pytest.mark.parametrize("m,n,k", [(5, 7, 3), (70, 50, 90), (130, 200, 300)])
def test_layouts(left, right, m, n, k):
    a, b = LAYOUTS[left](random(9, m, k)), LAYOUTS[right](random(10, k, n))
    check(a @ b, *truth(a, b), k, "float32")
    out = rp.zeros((n, m), "float32").T
    assert rp.matmul(a, b, out=out) is out
    check(out, *truth(a, b), k, "float32")


@pytest.mark.parametrize("n", [3, 17, 40, 130, 300])
def test_nan_and_inf_reach_only_their_rows(kernel, n):
    for value in (float("nan"), float("inf")):
        a, b = random(11, n, n), random(12, n, n)
        a[1, n // 2] = value
        b[0, 2] = value
        c = a @ b
        clean = rp.ones((n, n), "bool")
        clean[1, :] = False
        clean[:, 2] = False
        assert rp.isfinite(c[clean]).all()
        assert not rp.isfinite(c[1]).any()
        assert not rp.isfinite(c[:, 2]).any()


@pytest.mark.parametrize(
    "name",
    ["bool", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64"],
)
def test_integers_are_exact(name):
    for m, n, k in ((1, 1, 1), (3, 4, 5), (17, 9, 33), (64, 65, 66), (1, 40, 90), (40, 1, 90)):
        same(lambda np: _integers(np, m, k, 3, name) @ _integers(np, k, n, 7, name))
        same(lambda np: _integers(np, k, m, 3, name).T @ _integers(np, n, k, 7, name).T)


def _integers(np, m, n, factor, name):
    return (np.arange(m * n) * factor % 11 - 3).reshape(m, n).astype(name)


@pytest.mark.parametrize("name", ["complex64", "complex128"])
@pytest.mark.parametrize("m,n,k", [(1, 1, 1), (3, 4, 5), (17, 9, 33), (64, 65, 66), (130, 70, 300)])
def test_complex(name, m, n, k):
    real = "float32" if name == "complex64" else "float64"
    parts = [random(s, *shape).astype(real) for s, shape in
             ((13, (m, k)), (14, (m, k)), (15, (k, n)), (16, (k, n)))]  # fmt: skip
    a = (parts[0] + 1j * parts[1]).astype(name)
    b = (parts[2] + 1j * parts[3]).astype(name)
    c = a @ b
    assert c.dtype == name
    rr, rr_size = truth(parts[0], parts[2])
    ii, ii_size = truth(parts[1], parts[3])
    ri, ri_size = truth(parts[0], parts[3])
    ir, ir_size = truth(parts[1], parts[2])
    check(c.real, rr - ii, rr_size + ii_size, 2 * k + 1, real)
    check(c.imag, ri + ir, ri_size + ir_size, 2 * k + 1, real)


SHAPES = [
    ((3,), (3,)), ((3,), (3, 2)), ((2, 3), (3,)), ((2, 3), (3, 4)), ((5, 2, 3), (3, 4)),
    ((5, 2, 3), (5, 3, 4)), ((1, 2, 3), (5, 3, 4)), ((4, 1, 2, 3), (5, 3, 4)), ((3,), (5, 3, 2)),
    ((5, 2, 3), (3,)), ((0, 3), (3, 2)), ((2, 0), (0, 3)), ((2, 3), (3, 0)), ((0,), (0,)),
    ((2, 3), (2, 3)), ((2,), (3,)), ((), (3,)), ((3,), ()), ((2, 3), (4,)), ((2, 2, 3), (3, 3, 2)),
    ((0, 2, 3), (3, 4)), ((2, 3), (0, 3, 4)),
]  # fmt: skip


@pytest.mark.parametrize("left,right", SHAPES)
def test_shapes_and_errors(left, right):
    def operands(np, name="int32"):
        return [
            (np.arange(max(1, np.ones(shape).size)) % 7 - 2)[: np.ones(shape).size]
            .astype(name).reshape(shape)
            for shape in (left, right)
        ]  # fmt: skip

    for name in ("int32", "float16", "float32", "float64", "complex64", "bool"):
        same(lambda np: np.matmul(*operands(np, name)))
    same(lambda np: operands(np)[0] @ operands(np)[1])
    same(lambda np: np.dot(*operands(np))) if left and right and len(left + right) <= 4 else None


def test_mixed_types_and_out():
    def product(np, left, right, out=None, **keywords):
        a, b = np.arange(6).reshape(2, 3).astype(left), np.arange(12).reshape(3, 4).astype(right)
        if out is not None:
            keywords["out"] = np.zeros(out[0], out[1])
        return np.matmul(a, b, **keywords)

    for left, right in itertools.product(
        ("bool", "int8", "uint16", "int64", "float16", "float32", "float64", "complex64"), repeat=2
    ):
        same(lambda np: product(np, left, right))
    same(lambda np: product(np, "int32", "int32", ((2, 4), "int64")))
    same(lambda np: product(np, "int32", "int32", ((2, 4), "float32")))
    same(lambda np: product(np, "float64", "int32", ((2, 4), "int32")))
    same(lambda np: product(np, "float64", "int32", ((2, 5), "float64")))
    same(lambda np: product(np, "float64", "int32", ((3, 2, 4), "float64")))
    same(lambda np: product(np, "float64", "int32", ((4,), "float64")))
    # NumPy's message says in which order it walks the axes, too.
    same(lambda np: np.matmul(np.ones((2, 3, 4)), np.eye(4), out=np.ones((1, 3, 4))), text=False)
    same(lambda np: product(np, "int32", "int32", dtype="float32"))
    same(lambda np: np.arange(3) @ 2)
    same(lambda np: np.arange(3) @ [1, 2, 3])
    same(lambda np: [[1, 2]] @ np.arange(2))


@pytest.mark.parametrize("n", [3, 30, 200])
def test_in_place_over_its_operands(n):
    a, b = random(17, n, n), random(18, n, n)
    expected = (a @ b).tobytes()
    for target in "ab":
        x, y = a.copy(), b.copy()
        rp.matmul(x, y, out=x if target == "a" else y)
        assert (x if target == "a" else y).tobytes() == expected
    x = a.copy()
    x @= b
    assert x.tobytes() == expected
    x = a.copy()
    rp.matmul(x, x.T, out=x.T)
    assert x.T.tobytes() == (a @ a.T).tobytes()


def test_batches():
    a, b = random(19, 6, 33, 20), random(20, 6, 20, 41)
    c = a @ b
    for i in range(6):
        assert c[i].tobytes() == (a[i] @ b[i]).tobytes()
    strided = a.transpose(1, 0, 2).copy().transpose(1, 0, 2)
    assert (strided @ b).tobytes() == c.tobytes()
    assert (a[:, None] @ b[None, :]).shape == (6, 6, 33, 41)


@pytest.mark.parametrize("dtype", ["float32", "float64", "complex64", "int32"])
def test_batches_beside_single_products(dtype):
    """Enough of them for all threads, with axes that one operand lacks: the bits of each alone."""
    a = random(1, 2, 6, 70, 66).astype(dtype)
    b = random(2, 6, 66, 65).astype(dtype)
    for left, right in [(a, b), (a, a.swapaxes(2, 3)), (a[:, :1], b), (a[::-1, ::2], b[1::2])]:
        c = left @ right
        left, right = (
            rp.broadcast_to(left, c.shape[:2] + left.shape[2:]),
            rp.broadcast_to(right, c.shape[:2] + right.shape[-2:]),
        )
        for i, j in itertools.product(range(c.shape[0]), range(c.shape[1])):
            assert (c[i, j] == left[i, j] @ right[i, j]).all()


def test_attention():
    """Heads that lie inside of rows, scores and values, into arrays that are there."""
    batch, sequence, heads, depth = 2, 64, 12, 32

    def attention(np):
        count = batch * sequence * heads * depth
        x = (np.arange(count) * 7 % 11 - 5.0).astype("float32")
        q, k, v = (
            (x[::-1] if i == 1 else x + i)
            .reshape(batch, sequence, heads, depth)
            .transpose(0, 2, 1, 3)
            for i in range(3)
        )
        scores = np.empty((batch, heads, sequence, sequence), "float32")
        result = np.empty((batch, sequence, heads, depth), "float32")
        np.matmul(q, k.transpose(0, 1, 3, 2), out=scores)
        np.matmul(scores, v, out=result.transpose(0, 2, 1, 3))
        return result

    same(attention)


def test_batch_over_its_operand():
    def product(np):
        a = (np.arange(40 * 64 * 64) * 5 % 9 - 4).astype("float32").reshape(40, 64, 64)
        np.matmul(a, a[::-1], out=a)
        return a

    same(product)
