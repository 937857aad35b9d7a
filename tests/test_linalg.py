"""rumpy.linalg beside NumPy's: values within error bounds, and what doesn't depend on signs."""

import math
import random

import pytest
import rumpy
from oracle import same

DTYPES = ["float32", "float64", "complex64", "complex128", "int32"]
NEAR = {"float32": 3e-5, "complex64": 3e-5}


def matrix(np, shape, dtype="float64", seed=1):
    """The same numbers everywhere."""
    source = random.Random(repr((shape, seed)))
    size = 1
    for length in shape:
        size *= length
    if dtype.startswith("int"):
        numbers = [source.randint(-9, 9) for _ in range(size)]
    elif dtype.startswith("complex"):
        numbers = [complex(source.gauss(0, 1), source.gauss(0, 1)) for _ in range(size)]
    else:
        numbers = [source.gauss(0, 1) for _ in range(size)]
    return np.array(numbers, dtype).reshape(shape)


def hermitian(np, shape, dtype):
    a = matrix(np, shape, dtype)
    return a + np.conj(a.swapaxes(-1, -2))


def positive(np, shape, dtype):
    a = matrix(np, shape, dtype)
    return a @ np.conj(a.swapaxes(-1, -2)) + np.eye(shape[-1], dtype=a.dtype) * shape[-1]


def near(dtype):
    return NEAR.get(dtype, 1e-9)


def adjoint(np, a):
    return np.conj(a.swapaxes(-1, -2))


def rounded(np, a, digits):
    """Whether all of it is zero, as far as that many digits go."""
    return float(np.abs(a).max(initial=0)) < 10.0**-digits


SQUARE = [(1, 1), (2, 2), (3, 3), (7, 7), (3, 4, 4), (2, 1, 5, 5), (0, 3, 3), (70, 70)]
SHAPES = [(3, 2), (2, 5), (4, 4), (2, 3, 4), (2, 6, 3), (40, 71), (71, 40), (0, 3), (3, 0)]


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("shape", SQUARE)
def test_solve_and_inverse(shape, dtype):
    tolerance = near(dtype) * 10
    for rhs in [(shape[-1],), (*shape[:-1], 2), (shape[-1], 3)]:
        same(
            lambda np: np.linalg.solve(positive(np, shape, dtype), matrix(np, rhs, dtype)),
            part=tolerance,
        )
    same(lambda np: np.linalg.inv(positive(np, shape, dtype)), part=tolerance)
    same(lambda np: np.linalg.slogdet(matrix(np, shape, dtype)), part=tolerance)
    same(lambda np: np.linalg.det(matrix(np, shape, dtype)), part=tolerance)
    same(lambda np: np.linalg.cholesky(positive(np, shape, dtype)), part=tolerance)
    same(lambda np: np.linalg.cholesky(positive(np, shape, dtype), upper=True), part=tolerance)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("shape", SQUARE)
def test_eigenvalues(shape, dtype):
    digits = 3 if dtype in NEAR else 9
    same(lambda np: np.linalg.eigvalsh(hermitian(np, shape, dtype)), part=near(dtype))
    same(lambda np: np.linalg.eigvalsh(hermitian(np, shape, dtype), "U"), part=near(dtype))
    same(lambda np: np.linalg.eigh(hermitian(np, shape, dtype))[0], part=near(dtype))
    same(lambda np: np.linalg.eigvals(matrix(np, shape, dtype)).dtype)
    same(lambda np: np.linalg.eigvals(matrix(np, shape, dtype)).sum(), part=near(dtype) * 10)

    def vectors(np):
        a = hermitian(np, shape, dtype)
        w, v = np.linalg.eigh(a)
        identity = adjoint(np, v) @ v - np.eye(shape[-1])
        return (
            v.dtype,
            rounded(np, a @ v - v * w[..., None, :], digits),
            rounded(np, identity, digits),
        )

    def any_vectors(np):
        a = matrix(np, shape, dtype)
        w, v = np.linalg.eig(a)
        return v.dtype, w.dtype, rounded(np, a @ v - v * w[..., None, :], digits)

    same(vectors)
    same(any_vectors)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("shape", SHAPES)
def test_qr(shape, dtype):
    digits = 3 if dtype in NEAR else 9

    def product(np, mode):
        a = matrix(np, shape, dtype)
        q, r = np.linalg.qr(a, mode)
        below = np.where(
            np.arange(r.shape[-2])[:, None] > np.arange(r.shape[-1]), r, np.array(0, r.dtype)
        )
        identity = adjoint(np, q) @ q - np.eye(q.shape[-1])
        zeros = [rounded(np, x, digits) for x in (q @ r - a, identity, below)]
        return q.shape, r.shape, q.dtype, r.dtype, zeros

    for mode in ("reduced", "complete"):
        same(lambda np: product(np, mode))
    same(lambda np: np.abs(np.linalg.qr(matrix(np, shape, dtype), "r")), part=near(dtype))
    same(lambda np: [x.shape for x in np.linalg.qr(matrix(np, shape, dtype), "raw")])
    same(lambda np: [x.dtype for x in np.linalg.qr(matrix(np, shape, dtype), "raw")])


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("shape", SHAPES)
def test_singular_values(shape, dtype):
    digits = 3 if dtype in NEAR else 9

    def product(np, full):
        a = matrix(np, shape, dtype)
        u, s, vh = np.linalg.svd(a, full_matrices=full)
        least = s.shape[-1]
        again = (u[..., :least] * s[..., None, :]) @ vh[..., :least, :]
        identities = (
            adjoint(np, u) @ u - np.eye(u.shape[-1]),
            vh @ adjoint(np, vh) - np.eye(vh.shape[-2]),
        )
        zeros = [rounded(np, x, digits) for x in (again - a, *identities)]
        return u.shape, s.shape, vh.shape, u.dtype, s.dtype, vh.dtype, zeros

    same(lambda np: product(np, True))
    same(lambda np: product(np, False))
    same(lambda np: np.linalg.svd(matrix(np, shape, dtype))[1], part=near(dtype))
    same(lambda np: np.linalg.svdvals(matrix(np, shape, dtype)), part=near(dtype))
    same(lambda np: np.linalg.pinv(matrix(np, shape, dtype)), part=near(dtype) * 10)
    same(lambda np: np.linalg.matrix_rank(matrix(np, shape, dtype)))
    same(lambda np: np.linalg.cond(matrix(np, shape, dtype)), part=near(dtype) * 10)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("shape", [(3, 2), (2, 5), (4, 4), (40, 7), (0, 3), (3, 0)])
def test_least_squares(shape, dtype):
    for rhs in [(shape[0],), (shape[0], 1), (shape[0], 3), (shape[0], 0)]:
        same(
            lambda np: np.linalg.lstsq(matrix(np, shape, dtype), matrix(np, rhs, dtype)),
            part=near(dtype) * 10,
        )
    same(lambda np: np.linalg.lstsq(np.ones((3, 2)), np.ones(3)), part=1e-9)
    same(lambda np: np.linalg.lstsq(np.eye(3), np.ones(3), rcond=2.0), part=1e-9)


NOT_A_NUMBER = float("nan")


@pytest.mark.parametrize(
    "call",
    [
        lambda np: np.linalg.solve(np.ones((2, 3)), [1, 2]),
        lambda np: np.linalg.solve(np.ones(3), [1, 2]),
        lambda np: np.linalg.solve(np.eye(3), [1, 2]),
        lambda np: np.linalg.solve(np.eye(3), np.ones((2, 2))),
        lambda np: np.linalg.solve(np.ones((2, 2, 2)), np.ones((3, 2, 1))),
        lambda np: np.linalg.solve(np.eye(2), 1.0),
        lambda np: np.linalg.solve([[1.0, NOT_A_NUMBER], [0, 1]], [1, 1]),
        lambda np: np.linalg.inv(np.zeros((2, 3, 4))),
        lambda np: np.linalg.inv(np.zeros(3)),
        lambda np: np.linalg.det(np.ones((2, 3))),
        lambda np: np.linalg.det(np.zeros((3, 3))),
        lambda np: np.linalg.slogdet(np.zeros((3, 3))),
        lambda np: np.linalg.slogdet(np.ones((2, 2), "complex64")),
        lambda np: np.linalg.det(np.zeros((0, 0))),
        lambda np: np.linalg.cholesky(np.ones(2)),
        lambda np: np.linalg.qr(np.ones(3)),
        lambda np: np.linalg.qr(np.ones((2, 2)), "no"),
        lambda np: np.linalg.eig([[1.0, float("inf")], [0, 1]]),
        lambda np: np.linalg.eig(np.ones((2, 3))),
        lambda np: np.linalg.eigh(np.eye(2), "X"),
        lambda np: np.linalg.eigvalsh(np.ones(2)),
        lambda np: np.linalg.svd(np.ones(2)),
        lambda np: np.linalg.lstsq(np.ones((2, 2)), np.ones(3)),
        lambda np: np.linalg.lstsq(np.ones(2), np.ones(2)),
        lambda np: np.linalg.cond(np.zeros((0, 0))),
        lambda np: np.linalg.cond(np.zeros((2, 2))),
        lambda np: np.linalg.cond([[1.0, 2], [2, 4]], 1),
        lambda np: np.linalg.cond([[1.0, 2], [3, 4]], "fro"),
        lambda np: np.linalg.cond([[1.0, 2], [3, 4]], np.inf),
        lambda np: np.linalg.cond([[1.0, 2], [3, 4]], -2),
        lambda np: np.linalg.pinv(np.eye(2), rcond=1.0, rtol=1.0),
        lambda np: np.linalg.pinv(np.eye(2), rtol=None),
        lambda np: np.linalg.pinv([[1.0, 2], [2, 4]], rtol=1e-3),
        lambda np: np.linalg.matrix_rank([1, 0]),
        lambda np: np.linalg.matrix_rank(np.zeros(3)),
        lambda np: np.linalg.matrix_rank(np.ones((2, 3, 3)), tol=0.5),
        lambda np: np.linalg.matrix_rank(np.ones((2, 3, 3)), rtol=0.5),
        lambda np: np.linalg.matrix_rank(np.ones((3, 3)), 1.0, rtol=1.0),
        lambda np: np.linalg.matrix_power(np.array([[1, 1], [0, 1]]), 9),
        lambda np: np.linalg.matrix_power(np.array([[1, 1], [0, 1]]), 0),
        lambda np: np.linalg.matrix_power(np.array([[1, 1], [0, 1]]), -3),
        lambda np: np.linalg.matrix_power(np.ones((2, 3)), 2),
        lambda np: np.linalg.matrix_power(np.eye(2), 1.5),
        lambda np: np.linalg.multi_dot([np.ones((2, 3))]),
        lambda np: np.linalg.multi_dot([np.ones((2, 3)), np.ones((3, 4))]),
        lambda np: np.linalg.multi_dot([np.ones(3), np.ones((3, 4)), np.ones((4, 5)), np.ones(5)]),
        lambda np: np.linalg.multi_dot([np.ones((2, 3)), np.ones((3, 4)), np.ones(4)]),
        lambda np: np.linalg.multi_dot([np.ones(2), np.ones((2, 4)), np.ones((2, 2, 2))]),
        lambda np: np.linalg.tensorinv(np.eye(24).reshape(4, 6, 8, 3)),
        lambda np: np.linalg.tensorinv(np.eye(4).reshape(2, 2, 4), 0),
        lambda np: np.linalg.tensorsolve(np.eye(6).reshape(2, 3, 6), np.ones((2, 3))),
        lambda np: np.linalg.tensorsolve(np.eye(6).reshape(6, 2, 3), np.ones((2, 3)), axes=[0]),
        lambda np: np.linalg.tensorsolve(np.ones((2, 3, 4)), np.ones((2, 3))),
        lambda np: np.linalg.outer([1, 2], [3, 4]),
        lambda np: np.linalg.outer([[1, 2]], [3, 4]),
        lambda np: np.linalg.vecdot([[1, 2], [3, 4j]], [1, 1]),
        lambda np: np.linalg.matmul([[1, 2]], [[3], [4]]),
        lambda np: np.linalg.cross([1, 2], [1, 2]),
        lambda np: np.linalg.LinAlgError.__mro__[1],
    ],
)  # fmt: skip
def test_results_and_errors(call):
    same(call, part=1e-9)


# NumPy's own build for WebAssembly returns NaN here: the machine has no flags for it to look at.
FAILURES = [
    lambda np: np.linalg.solve([[1, 2], [2, 4]], [1, 2]),
    lambda np: np.linalg.inv(np.zeros((3, 3))),
    lambda np: np.linalg.cholesky([[1.0, 2.0], [2.0, 1.0]]),
    lambda np: np.linalg.svd([[NOT_A_NUMBER, 0.0], [0.0, 1.0]], compute_uv=False),
]


@pytest.mark.native
@pytest.mark.parametrize("call", FAILURES)
def test_failures_words(call):
    same(call)


@pytest.mark.parametrize("call", FAILURES)
def test_failures_are_raised(call):
    with pytest.raises(rumpy.linalg.LinAlgError):
        call(rumpy)


ORDERS = [None, "fro", "nuc", "f", 0, 1, -1, 2, -2, 3, 0.5, float("inf"), -float("inf"), "no"]


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("ord", ORDERS)
def test_norm(ord, dtype):
    tolerance = 1e-5 if dtype in NEAR else 1e-12
    for shape in [(), (4,), (3, 4), (2, 3, 4)]:
        for axis in [None, 0, -1, (0, 1), (-1, -2), (0, 0)]:
            for keepdims in (False, True):
                same(
                    lambda np: np.linalg.norm(matrix(np, shape, dtype), ord, axis, keepdims),
                    part=tolerance,
                    text=not isinstance(axis, tuple) and len(shape) > 0,
                )


def test_other_norms():
    for axis in (None, 0, (0, 2), (1,)):
        for keepdims in (False, True):
            same(
                lambda np: np.linalg.vector_norm(
                    matrix(np, (2, 3, 4)), axis=axis, keepdims=keepdims, ord=3
                ),
                part=1e-12,
            )
    same(lambda np: np.linalg.matrix_norm(matrix(np, (2, 3, 4))), part=1e-12)
    same(lambda np: np.linalg.matrix_norm(matrix(np, (2, 3, 4)), keepdims=True, ord=1), part=1e-12)
    same(lambda np: np.linalg.norm([3.0, 4.0], axis="no"))
    same(lambda np: np.linalg.norm(np.ones(3, "float32")))


def test_decompositions_of_what_is_not_finite():
    infinite = [[float("inf"), 0.0], [0.0, 1.0]]
    assert rumpy.isnan(rumpy.linalg.svdvals(infinite)).all()
    found = rumpy.linalg.eigvalsh([rumpy.eye(2), infinite])
    assert rumpy.isnan(found).tolist() == [[False, False], [True, True]]


def test_named_results():
    same(lambda np: np.linalg.eigh(np.eye(2))._fields)
    same(lambda np: np.linalg.eig(np.eye(2))._fields)
    same(lambda np: np.linalg.qr(np.eye(2))._fields)
    same(lambda np: np.linalg.svd(np.eye(2))._fields)
    same(lambda np: np.linalg.slogdet(np.eye(2))._fields)


def test_views_of_any_strides():
    same(lambda np: np.linalg.inv(matrix(np, (6, 9))[::2, ::3]), part=1e-9)
    same(
        lambda np: np.linalg.solve(positive(np, (4, 4), "float64").T, np.arange(8)[::-2]), part=1e-9
    )
    same(lambda np: np.linalg.svdvals(matrix(np, (6, 9)).T[::-1]), part=1e-9)


# --- sizes at which LAPACK works in blocks ----------------------------------------------------------


def is_near(np, found, wanted, scale):
    """Whether the difference is that of rounding: some epsilons of the norm of `scale`."""
    size = max(found.shape[-2:])
    return bool(
        np.linalg.norm(found - wanted) < 2.0**-52 * (size + 10) * float(np.linalg.norm(scale))
    )


@pytest.mark.parametrize("dtype", ["float64", "complex128"])
@pytest.mark.parametrize("shape", [(200, 150), (150, 200), (140, 140)])
def test_backward_errors_of_factors(shape, dtype):
    def singular(np):
        a = matrix(np, shape, dtype)
        u, s, vh = np.linalg.svd(a)
        least = len(s)
        ones = np.eye(shape[0]), np.eye(shape[1])
        return (
            is_near(np, (u[:, :least] * s) @ vh[:least], a, a),
            is_near(np, adjoint(np, u) @ u, ones[0], ones[0]),
            is_near(np, vh @ adjoint(np, vh), ones[1], ones[1]),
            is_near(np, np.linalg.svdvals(a)[None], s[None], s),
        )

    def triangle(np):
        a = matrix(np, shape, dtype)
        q, r = np.linalg.qr(a, "complete")
        one = np.eye(shape[0])
        return is_near(np, q @ r, a, a), is_near(np, adjoint(np, q) @ q, one, one)

    same(singular)
    same(triangle)
    assert singular(rumpy) == (True,) * 4
    assert triangle(rumpy) == (True,) * 2


@pytest.mark.parametrize("dtype", ["float64", "complex128"])
@pytest.mark.parametrize("n", [*range(1, 41), 63, 64, 65, 150])
def test_backward_errors_of_solutions(n, dtype):
    def solutions(np):
        a, b = matrix(np, (n, n), dtype), matrix(np, (n, 3), dtype)
        x = np.linalg.solve(a, b)
        sign, logarithm = np.linalg.slogdet(a)
        again = np.linalg.slogdet(a[::-1].T)
        return (
            is_near(np, a @ x, b, float(np.linalg.norm(a)) * np.linalg.norm(x)),
            is_near(np, np.linalg.inv(a) @ a, np.eye(n), np.linalg.inv(a) * np.linalg.norm(a)),
            abs(complex(sign)) - 1 < 1e-12,
            abs(complex(sign - (-1) ** (n // 2) * again[0])) < 1e-9,
            abs(float(logarithm - again[1])) < 1e-9 * n,
        )

    assert solutions(rumpy) == (True,) * 5
    same(solutions)
    same(lambda np: np.linalg.det(matrix(np, (n, n), dtype)), part=1e-10)


@pytest.mark.parametrize("dtype", ["float64", "complex128"])
@pytest.mark.parametrize("n", [2, 3, 26, 33, 65, 150])
def test_backward_errors_of_eigenvectors(n, dtype):
    def vectors(np, triangle):
        a, one = hermitian(np, (n, n), dtype), np.eye(n)
        w, v = np.linalg.eigh(a, triangle)
        return (
            is_near(np, (v * w) @ adjoint(np, v), a, a),
            is_near(np, adjoint(np, v) @ v, one, one),
            is_near(np, np.linalg.eigvalsh(a, triangle)[None], w[None], w),
        )

    def any_vectors(np):
        a = matrix(np, (n, n), dtype)
        w, v = np.linalg.eig(a)
        factor = np.linalg.cholesky(positive(np, (n, n), dtype))
        wanted = positive(np, (n, n), dtype)
        return (
            is_near(np, a @ v, v * w, n * a),
            is_near(np, factor @ adjoint(np, factor), wanted, wanted),
        )

    for triangle in "LU":
        assert vectors(rumpy, triangle) == (True,) * 3
        same(lambda np: vectors(np, triangle))
    assert any_vectors(rumpy) == (True,) * 2
    same(any_vectors)


def test_pivots():
    """Rows that have to change places, columns without a pivot, and pivots whose reciprocal overflows."""
    for n in (2, 5, 8, 9, 20):
        backwards = [[float(i + j == n - 1) for j in range(n)] for i in range(n)]
        same(lambda np: np.linalg.inv(backwards))
        same(lambda np: np.linalg.det(backwards), part=1e-14)
        for missing in range(n):
            gap = [[float(i == j != missing) for j in range(n)] for i in range(n)]
            same(lambda np: np.linalg.slogdet(gap))
            with pytest.raises(rumpy.linalg.LinAlgError, match="^Singular matrix$"):
                rumpy.linalg.solve(gap, rumpy.ones(n))
    same(lambda np: np.linalg.solve([[1e-310, 0], [0, 2]], [1e-310, 1]))
    tiny = rumpy.linalg.slogdet([[1e-310, 1e-310], [5e-311, 1e-310]])
    assert abs(float(tiny.logabsdet) - math.log(1e-310) - math.log(5e-311)) < 1e-9
    same(lambda np: np.linalg.det([[0, float("nan")], [0, 1]]))
