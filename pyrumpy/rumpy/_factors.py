"""Systems of equations, factors and eigenvalues: arguments as NumPy's, by LAPACK (`_stacks.py`)."""

import math
import operator
from typing import Any, NamedTuple

import rumpy as np

from ._classes import wrapper
from ._core import asarray, empty, ndarray
from ._lapack_error import LinAlgError, assert_matrix, assert_square, assert_stacked
from ._lib_loader import ffi, lib
from ._single import single
from ._stacks import (
    EPSILON,
    cast,
    complex_type,
    from_stack,
    real_type,
    run,
    to_stack,
    types_of,
    types_of_both,
)

_NOT_GIVEN = type("_NoValueType", (), {"__repr__": lambda self: "<no value>"})()


class EigResult(NamedTuple):
    """What eig() returns."""

    eigenvalues: ndarray
    eigenvectors: ndarray


class EighResult(NamedTuple):
    """What eigh() returns."""

    eigenvalues: ndarray
    eigenvectors: ndarray


class QRResult(NamedTuple):
    """What qr() returns."""

    Q: ndarray
    R: ndarray


class SlogdetResult(NamedTuple):
    """What slogdet() returns."""

    sign: Any
    logabsdet: Any


class SVDResult(NamedTuple):
    """What svd() returns."""

    U: ndarray
    S: ndarray
    Vh: ndarray


# --- systems of equations -------------------------------------------------------------------------


def solve(a, b):
    """The x of a @ x = b, for a of (..., m, m) and b of (m,) or (..., m, n); leading axes broadcast.

    LinAlgError where a is singular or not square; ValueError for shapes that don't fit.

    >>> import rumpy as np
    >>> np.linalg.solve([[1, 2], [3, 5]], [1, 2])
    array([-1.,  1.])
    """
    wrap = wrapper(b)
    a = asarray(a)
    assert_square(a)
    b = asarray(b)
    dtype, result = types_of_both(a, b)
    vector = b.ndim == 1
    name, signature = ("solve1", "(m,m),(m)->(m)") if vector else ("solve", "(m,m),(m,n)->(m,n)")
    if b.ndim == 0:
        raise ValueError(
            f"{name}: Input operand 1 does not have enough dimensions (has 0, gufunc core with "
            f"signature {signature} requires 2)"
        )
    if b.shape[-1 if vector else -2] != a.shape[-1]:
        raise ValueError(
            f"{name}: Input operand 1 has a mismatch in its core dimension 0, with gufunc "
            f"signature {signature} (size {b.shape[-1 if vector else -2]} is different from "
            f"{a.shape[-1]})"
        )
    if vector:
        b = b[:, None]
    if a.shape[:-2] != b.shape[:-2]:
        a, b = _common_batch(a, b, vector)
    factors, x = to_stack(a, dtype), to_stack(b, dtype)
    run(lib.la_solve, factors, x)
    return wrap(x[..., 0, :].astype(result) if vector else from_stack(x, result))


def _common_batch(a, b, vector):
    """Both with the leading axes that they broadcast to."""
    try:
        batch = np.broadcast_shapes(a.shape[:-2], b.shape[:-2])
    except ValueError:
        shapes = ""
        for x in (a, b):
            lead = "".join(f"{length}," for length in x.shape[:-2])
            shapes += f"{_words(x.shape)}->({lead}newaxis,newaxis) "
        core = (a.shape[-1],) if vector else b.shape[-2:]
        raise ValueError(
            "operands could not be broadcast together with remapped shapes [original->remapped]: "
            f"{shapes} and requested shape {_words(core)}"
        ) from None
    return np.broadcast_to(a, batch + a.shape[-2:]), np.broadcast_to(b, batch + b.shape[-2:])


def _words(shape):
    return str(tuple(shape)).replace(" ", "")


def inv(a):
    """The inverse of (..., m, m): a @ inv(a) is the identity.

    LinAlgError where a is singular or not square.

    >>> import rumpy as np
    >>> np.linalg.inv([[2, 0], [0, 4]])
    array([[0.5 , 0.  ],
           [0.  , 0.25]])
    """
    wrap, a = wrapper(a), asarray(a)
    assert_square(a)
    dtype, result = types_of(a)
    x = _identities(a, dtype)
    run(lib.la_solve, to_stack(a, dtype), x)
    return wrap(from_stack(x, result))


def _identities(a, dtype):
    x = np.zeros(a.shape, dtype)
    n = a.shape[-1]
    x.reshape((*a.shape[:-2], n * n))[..., :: n + 1] = 1
    return x


def tensorsolve(a, b, axes=None):
    """The x of tensordot(a, x, x.ndim) = b: a's last axes, or `axes`, are x's.

    LinAlgError unless a is square where its axes are counted by b's.

    >>> import rumpy as np
    >>> a = np.eye(6).reshape(2, 3, 6)
    >>> np.linalg.tensorsolve(a, np.ones((2, 3)))
    array([1., 1., 1., 1., 1., 1.])
    """
    wrap = wrapper(a)
    a, b = asarray(a), asarray(b)
    if axes is not None:
        order = list(range(a.ndim))
        for axis in axes:
            order.remove(axis)
            order.append(axis)
        a = a.transpose(order)
    shape = a.shape[-(a.ndim - b.ndim) :]
    size = math.prod(shape)
    if a.size != size**2:
        raise LinAlgError(
            "Input arrays must satisfy the requirement "
            "            prod(a.shape[b.ndim:]) == prod(a.shape[:b.ndim])"
        )
    return wrap(solve(a.reshape(size, size), b.ravel()).reshape(shape))


def tensorinv(a, ind=2):
    """The inverse of tensordot(a, ., ind): a's first `ind` axes come last.

    ValueError unless ind is positive; LinAlgError where a is not square or singular.

    >>> import rumpy as np
    >>> np.linalg.tensorinv(np.eye(24).reshape(4, 6, 8, 3)).shape
    (8, 3, 4, 6)
    """
    a = asarray(a)
    if ind <= 0:
        raise ValueError("Invalid ind argument.")
    size = math.prod(a.shape[ind:])
    return inv(a.reshape(size, -1)).reshape(a.shape[ind:] + a.shape[:ind])


def lstsq(a, b, rcond=None):
    """(x, residuals, rank, s): the x of least |a @ x - b|, and of least |x| where there are several.

    a: (m, n). b: (m,) or (m, k). rcond: singular values of a up to rcond * s[0] count as zero; by
    default the type's epsilon times max(m, n). residuals: sums of squares, empty unless m > n = rank.
    s: a's singular values. LinAlgError for other shapes and where LAPACK does not converge.

    >>> import rumpy as np
    >>> x, residuals, rank, s = np.linalg.lstsq([[0, 1], [1, 1], [2, 1]], [1, 3, 5])
    >>> np.allclose(x, [2, 1]), int(rank)
    (True, 2)
    """
    wrap = wrapper(b)
    a, b = asarray(a), asarray(b)
    vector = b.ndim == 1
    if vector:
        b = b[:, None]
    assert_matrix(a)
    assert_matrix(b)
    (m, n), nrhs = a.shape, b.shape[1]
    if b.shape[0] != m:
        raise LinAlgError("Incompatible dimensions")
    dtype, result = types_of_both(a, b)
    if rcond is None:
        rcond = EPSILON[dtype] * max(m, n)
    x = np.zeros((max(nrhs, 1), max(m, n)), dtype)
    x[:nrhs, :m] = b.T
    s = empty((min(m, n),), real_type(dtype))
    rank = ffi.new("int *")
    if min(m, n) > 0:
        run(lib.la_lstsq, to_stack(a, dtype), x, float(rcond), s, rank)
    x = x[:nrhs]
    residuals = np.zeros((0,), real_type(result))
    if rank[0] == n and m > n:
        rest = x[:, n:]
        residuals = (rest * np.conj(rest)).real.sum(axis=-1).astype(real_type(result))
    solution = from_stack(x[:, :n], result)
    return (
        wrap(solution[:, 0].copy() if vector else solution),
        wrap(residuals),
        np.intc(rank[0]),
        s.astype(real_type(result)),
    )


def pinv(a, rcond=None, hermitian=False, *, rtol=_NOT_GIVEN):
    """The Moore-Penrose inverse of (..., m, n), (..., n, m), by singular values: those up to rcond (or
    rtol) times the largest count as zero. hermitian: a is Hermitian, which is quicker.

    ValueError where both rcond and rtol are given; LinAlgError where LAPACK does not converge.

    >>> import rumpy as np
    >>> np.linalg.pinv([[2.0, 0.0], [0.0, 0.0]])
    array([[0.5, 0. ],
           [0. , 0. ]])
    """
    wrap, a = wrapper(a), asarray(a)
    if rcond is None:
        if rtol is _NOT_GIVEN:
            rcond = 1e-15
        elif rtol is None:
            rcond = max(a.shape[-2:]) * EPSILON[types_of(a)[1]]
        else:
            rcond = rtol
    elif rtol is not _NOT_GIVEN:
        raise ValueError("`rtol` and `rcond` can't be both set.")
    rcond = asarray(rcond)
    if _has_empty_matrices(a):
        return wrap(empty(a.shape[:-2] + (a.shape[-1], a.shape[-2]), a.dtype))
    u, s, vh = svd(np.conj(a), full_matrices=False, hermitian=hermitian)
    large = s > rcond[..., None] * s.max(axis=-1, keepdims=True)
    s = np.where(large, 1, 0).astype(s.dtype) / np.where(large, s, asarray(1, s.dtype))
    return wrap(vh.swapaxes(-1, -2) @ (s[..., None] * u.swapaxes(-1, -2)))


def _has_empty_matrices(a):
    return a.size == 0 and math.prod(a.shape[-2:]) == 0


# --- determinants ---------------------------------------------------------------------------------


def slogdet(a):
    """(sign, logabsdet) of (..., m, m): the determinant is sign * exp(logabsdet).

    LinAlgError where a is not square.

    >>> import rumpy as np
    >>> sign, logabsdet = np.linalg.slogdet([[1.0, 2.0], [3.0, 4.0]])
    >>> round(float(sign * np.exp(logabsdet)), 12)
    -2.0
    """
    a = asarray(a)
    assert_square(a)
    dtype, result = types_of(a)
    sign, logdet = empty(a.shape[:-2], dtype), empty(a.shape[:-2], real_type(dtype))
    run(lib.la_det, to_stack(a, dtype), ffi.NULL, sign, logdet)
    return SlogdetResult(single(cast(sign, result)), single(cast(logdet, real_type(result))))


def det(a):
    """The determinant of (..., m, m).

    LinAlgError where a is not square.

    >>> import rumpy as np
    >>> np.linalg.det(2 * np.eye(3))
    np.float64(7.999999999999998)
    """
    a = asarray(a)
    assert_square(a)
    dtype, result = types_of(a)
    found = empty(a.shape[:-2], dtype)
    run(lib.la_det, to_stack(a, dtype), found, ffi.NULL, ffi.NULL)
    return single(cast(found, result))


# --- factors --------------------------------------------------------------------------------------


def cholesky(a, /, *, upper=False):
    """The lower triangle l of a = l @ l^H, or with `upper` the u of a = u^H @ u, for Hermitian
    positive definite a of (..., m, m), of which only that triangle is read.

    LinAlgError where a is not positive definite or not square.

    >>> import rumpy as np
    >>> np.linalg.cholesky([[4.0, 2.0], [2.0, 2.0]])
    array([[2., 0.],
           [1., 1.]])
    """
    wrap, a = wrapper(a), asarray(a)
    assert_square(a)
    dtype, result = types_of(a)
    factor = to_stack(a, dtype)
    run(lib.la_cholesky, factor, bool(upper))
    return wrap(from_stack(factor, result))


def qr(a, mode="reduced"):
    """(Q, R) of (..., m, n): a = Q @ R with orthonormal columns of Q and a triangle R.

    mode: 'reduced', Q is (..., m, k) and R (..., k, n), k = min(m, n); 'complete', (..., m, m) and
    (..., m, n); 'r', R only; 'raw', (h, tau) as LAPACK has them, h transposed. ValueError for other
    modes, LinAlgError for arrays of fewer than two dimensions.

    >>> import rumpy as np
    >>> q, r = np.linalg.qr([[3.0, 1.0], [4.0, 2.0]])
    >>> np.allclose(q @ r, [[3, 1], [4, 2]])
    True
    """
    if mode not in ("reduced", "complete", "r", "raw"):
        mode = _old_mode(mode)
    wrap, a = wrapper(a), asarray(a)
    assert_stacked(a)
    m, n = a.shape[-2:]
    least, batch = min(m, n), a.shape[:-2]
    dtype, result = types_of(a)
    factors, tau = to_stack(a, dtype), empty((*batch, least), dtype)
    run(lib.la_qr, factors, tau)
    if mode == "raw":
        return wrap(cast(factors, result)), cast(tau, result)
    if mode == "economic":
        return wrap(from_stack(factors, result))
    columns = m if mode == "complete" and m > n else least
    r = _upper(factors[..., : least if mode == "r" else columns], result)
    if mode == "r":
        return wrap(r)
    q = np.zeros((*batch, columns, m), dtype)
    q[..., :least, :] = factors[..., :least, :]
    run(lib.la_qr_q, q, tau)
    return QRResult(wrap(from_stack(q, result)), wrap(r))


def _upper(stack, dtype):
    """The upper triangles of matrices that are stacked in LAPACK's order."""
    r = from_stack(stack, dtype)
    rows, columns = r.shape[-2:]
    return np.where(np.arange(rows)[:, None] <= np.arange(columns), r, asarray(0, dtype))


def _old_mode(mode):
    import warnings

    if mode in ("f", "full"):
        words = (
            "The 'full' option is deprecated in favor of 'reduced'.\n"
            "For backward compatibility let mode default."
        )
        warnings.warn(words, DeprecationWarning, stacklevel=3)
        return "reduced"
    if mode in ("e", "economic"):
        warnings.warn("The 'economic' option is deprecated.", DeprecationWarning, stacklevel=3)
        return "economic"
    raise ValueError(f"Unrecognized mode '{mode}'")


def svd(a, full_matrices=True, compute_uv=True, hermitian=False):
    """(U, S, Vh) of (..., m, n): a = (U * S[..., None, :]) @ Vh, with S descending.

    full_matrices: U is (..., m, m) and Vh (..., n, n), instead of the min(m, n) columns and rows that
    count. compute_uv=False: S only. hermitian: a is Hermitian, which is quicker. LinAlgError where
    LAPACK does not converge, and for arrays of fewer than two dimensions.

    >>> import rumpy as np
    >>> np.linalg.svd([[3.0, 0.0], [0.0, 5.0]], compute_uv=False)
    array([5., 3.])
    """
    wrap, a = wrapper(a), asarray(a)
    if hermitian:
        return _svd_hermitian(a, compute_uv, wrap)
    assert_stacked(a)
    dtype, result = types_of(a)
    m, n = a.shape[-2:]
    least, batch = min(m, n), a.shape[:-2]
    work = to_stack(a, dtype)
    s = empty((*batch, least), real_type(dtype))
    if not compute_uv:
        if s.size:
            run(lib.la_svd, work, s, ffi.NULL, ffi.NULL)
        return cast(s, real_type(result))
    if s.size == 0:
        u, vh = (m, n) if full_matrices else (least, least)
        u, vh = empty((*batch, m, u), result), empty((*batch, vh, n), result)
        for square in (u, vh) if full_matrices else ():
            square[...] = np.eye(square.shape[-1])
        return SVDResult(wrap(u), cast(s, real_type(result)), wrap(vh))
    u = empty((*batch, m if full_matrices else least, m), dtype)
    vh = empty((*batch, n, n if full_matrices else least), dtype)
    run(lib.la_svd, work, s, u, vh)
    return SVDResult(
        wrap(from_stack(u, result)), cast(s, real_type(result)), wrap(from_stack(vh, result))
    )


def _svd_hermitian(a, compute_uv, wrap):
    if not compute_uv:
        return np.sort(np.abs(eigvalsh(a)))[..., ::-1]
    w, u = eigh(a)
    sign = np.copysign(asarray(1, w.dtype), w)
    s = np.abs(w)
    order = np.argsort(s)[..., ::-1]
    sign = np.take_along_axis(sign, order, axis=-1)
    s = np.take_along_axis(s, order, axis=-1)
    u = np.take_along_axis(u, order[..., None, :], axis=-1)
    return SVDResult(wrap(u), s, wrap(np.conj(u * sign[..., None, :]).swapaxes(-1, -2)))


def svdvals(x, /):
    """The singular values of (..., m, n), descending: svd(x, compute_uv=False).

    >>> import rumpy as np
    >>> np.linalg.svdvals([[3.0, 0.0], [0.0, 5.0]])
    array([5., 3.])
    """
    return svd(x, compute_uv=False, hermitian=False)


# --- eigenvalues ----------------------------------------------------------------------------------


def eig(a):
    """(eigenvalues, eigenvectors) of (..., m, m): a @ v[:, i] = w[i] * v[:, i], in no order. Complex,
    unless all eigenvalues of a real array are real.

    LinAlgError where a is not square or not finite, or LAPACK does not converge.

    >>> import rumpy as np
    >>> np.linalg.eig([[2.0, 0.0], [0.0, 3.0]]).eigenvalues
    array([2., 3.])
    """
    w, v, result = _eig(a, vectors=True)
    return EigResult(w, wrapper(a)(from_stack(v, result)))


def eigvals(a):
    """The eigenvalues of (..., m, m), as eig() has them.

    LinAlgError where a is not square or not finite, or LAPACK does not converge.

    >>> import rumpy as np
    >>> np.linalg.eigvals([[0.0, -1.0], [1.0, 0.0]])
    array([0.+1.j, 0.-1.j])
    """
    return _eig(a, vectors=False)[0]


def _eig(a, vectors):
    a = asarray(a)
    assert_square(a)
    dtype, result = types_of(a)
    w = empty(a.shape[:-1], complex_type(dtype))
    v = empty(a.shape, complex_type(dtype)) if vectors else None
    if a.size:
        run(lib.la_eig, to_stack(a, dtype), w, v if vectors else ffi.NULL)
    if complex_type(dtype) is not dtype and not (w.imag != 0).any():
        w, v = w.real, v.real if vectors else None
    else:
        result = complex_type(result)
    return w.astype(result), v, result


def eigh(a, UPLO="L"):
    """(eigenvalues, eigenvectors) of Hermitian (..., m, m), of which one triangle is read: 'L' the
    lower, 'U' the upper one. Eigenvalues are ascending, eigenvectors orthonormal columns.

    ValueError for another UPLO; LinAlgError where a is not square, or LAPACK does not converge.

    >>> import rumpy as np
    >>> np.linalg.eigh([[2.0, 0.0], [0.0, 1.0]]).eigenvalues
    array([1., 2.])
    """
    w, v, result = _eigh(a, UPLO, vectors=True)
    return EighResult(w, wrapper(a)(from_stack(v, result)))


def eigvalsh(a, UPLO="L"):
    """The eigenvalues of Hermitian (..., m, m), ascending, as eigh() has them.

    ValueError for another UPLO; LinAlgError where a is not square, or LAPACK does not converge.

    >>> import rumpy as np
    >>> np.linalg.eigvalsh([[2.0, 1.0], [1.0, 2.0]])
    array([1., 3.])
    """
    return _eigh(a, UPLO, vectors=False)[0]


def _eigh(a, uplo, vectors):
    uplo = uplo.upper()
    if uplo not in ("L", "U"):
        raise ValueError("UPLO argument must be 'L' or 'U'")
    a = asarray(a)
    assert_square(a)
    dtype, result = types_of(a)
    v, w = to_stack(a, dtype), empty(a.shape[:-1], real_type(dtype))
    if v.size:
        run(lib.la_eigh, v, w, vectors, uplo == "U")
    return cast(w, real_type(result)), v, result


# --- what follows from them -----------------------------------------------------------------------


def matrix_rank(A, tol=None, hermitian=False, *, rtol=None):
    """The number of singular values of (..., m, n) above tol, or above rtol times the largest one; by
    default rtol is max(m, n) times the type's epsilon. Of a vector: 1, or 0 where it is zero.

    ValueError where both tol and rtol are given.

    >>> import rumpy as np
    >>> np.linalg.matrix_rank([[1, 2], [2, 4]])
    np.int64(1)
    """
    if rtol is not None and tol is not None:
        raise ValueError("`tol` and `rtol` can't be both set.")
    a = asarray(A)
    if a.ndim < 2:
        return int((a != 0).any())
    s = svd(a, compute_uv=False, hermitian=hermitian)
    if tol is None:
        rtol = max(a.shape[-2:]) * EPSILON[s.dtype] if rtol is None else asarray(rtol)[..., None]
        tol = s.max(axis=-1, keepdims=True, initial=0) * rtol
    else:
        tol = asarray(tol)[..., None]
    return (s > tol).sum(axis=-1)


def cond(x, p=None):
    """The condition number of (..., m, n): norm(x, p) * norm(inv(x), p); for p None, 2 and -2 the
    quotient of the largest and the smallest singular value. inf for singular matrices.

    LinAlgError for empty arrays, and those that are not square where that counts.

    >>> import rumpy as np
    >>> np.linalg.cond(np.eye(2))
    np.float64(1.0)
    """
    from ._norms import norm

    x = asarray(x)
    if _has_empty_matrices(x):
        raise LinAlgError("cond is not defined on empty arrays")
    with quiet():
        if p is None or p in (2, -2):
            s = svd(x, compute_uv=False)
            r = s[..., -1] / s[..., 0] if p == -2 else s[..., 0] / s[..., -1]
        else:
            assert_square(x)
            r = norm(x, p, axis=(-2, -1)) * norm(_inv_or_nan(x), p, axis=(-2, -1))
            r = r.astype(real_type(types_of(x)[1]))
    bad = np.isnan(r) & ~np.isnan(x).any(axis=(-2, -1))
    if not bad.any():
        return r
    return single(np.where(bad, asarray(np.inf, r.dtype), r))


def _inv_or_nan(x):
    """The inverses, NaN where there is none."""
    found = np.full(x.shape, np.nan, types_of(x)[0])
    for index in np.ndindex(x.shape[:-2]) if x.ndim > 2 else [()]:
        try:
            found[index] = inv(x[index])
        except LinAlgError:
            pass
    return found


def quiet():
    """No warnings of division by zero, as far as there are any."""
    from contextlib import nullcontext

    return np.errstate(all="ignore") if hasattr(np, "errstate") else nullcontext()


def matrix_power(a, n):
    """The n-th power of (..., m, m) by products of matrices: for 0 the identity, for negative n that
    of the inverse.

    TypeError unless n is an integer; LinAlgError where a is not square, or singular.

    >>> import rumpy as np
    >>> np.linalg.matrix_power([[0, -1], [1, 0]], 3)
    array([[ 0,  1],
           [-1,  0]])
    """
    a = np.asanyarray(a)
    assert_square(a)
    try:
        n = operator.index(n)
    except TypeError as error:
        raise TypeError("exponent must be an integer") from error
    if n == 0:
        return _identities(a, a.dtype)
    if n < 0:
        a, n = inv(a), -n
    if n == 3:
        return (a @ a) @ a
    power = None
    while True:
        n, bit = divmod(n, 2)
        if bit:
            power = a if power is None else power @ a
        if n == 0:
            return power
        a = a @ a
