"""Linear algebra: systems of equations, factors, eigenvalues, norms, products of matrices, and the
kernels that compute those.

import rumpy as np
np.linalg.solve(a, b)
np.linalg.kernels("float32")
with np.linalg.use_kernel("f32_gemm_4x8__ref"):
    a @ b
p = np.linalg.prepack(b)  # a @ p as a @ b, without packing b each time
"""

from importlib import import_module as _import_module

import rumpy as np

from . import _core
from ._catalogue import kernels, use_kernel
from ._lapack_error import LinAlgError
from ._norms import matrix_norm, norm, vector_norm
from ._prepack import prepack
from .manipulation import matrix_transpose

# What needs LAPACK, which is loaded with it.
_FACTORS = [
    "cholesky",
    "cond",
    "det",
    "eig",
    "eigh",
    "eigvals",
    "eigvalsh",
    "inv",
    "lstsq",
    "matrix_power",
    "matrix_rank",
    "pinv",
    "qr",
    "slogdet",
    "solve",
    "svd",
    "svdvals",
    "tensorinv",
    "tensorsolve",
]
__all__ = [
    "LinAlgError",
    "cross",
    "diagonal",
    "kernels",
    "matmul",
    "matrix_norm",
    "matrix_transpose",
    "multi_dot",
    "norm",
    "outer",
    "prepack",
    "tensordot",
    "trace",
    "use_kernel",
    "vecdot",
    "vector_norm",
    *_FACTORS,
]


def __getattr__(name):
    if name not in _FACTORS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(_import_module("._factors", __package__), name)
    value = globals()[name] = _core._overridable(value, __name__)
    return value


def __dir__():
    return sorted({*globals(), *__all__})


def matmul(x1, x2, /):
    """The product x1 @ x2 of (..., m, k) by (..., k, n): (..., m, n). Leading axes broadcast; a
    vector stands for one row on the left, for one column on the right.

    ValueError for shapes that don't fit, and for scalars.

    >>> import rumpy as np
    >>> np.linalg.matmul([[1, 2]], [[3], [4]])
    array([[11]])
    """
    return _core.matmul(x1, x2)


def vecdot(x1, x2, /, *, axis=-1):
    """The sums of products of vectors along an axis, of which the first is conjugated.

    >>> import rumpy as np
    >>> np.linalg.vecdot([[1, 2], [3, 4]], [1, 1])
    array([3, 7])
    """
    return _core.vecdot(x1, x2, axis=axis)


def outer(x1, x2, /):
    """The products of each element of one vector with each of another.

    ValueError unless both have one dimension.

    >>> import rumpy as np
    >>> np.linalg.outer([1, 2], [3, 4])
    array([[3, 4],
           [6, 8]])
    """
    x1, x2 = np.asarray(x1), np.asarray(x2)
    if x1.ndim != 1 or x2.ndim != 1:
        raise ValueError(
            f"Input arrays must be one-dimensional, but they are {x1.ndim=} and {x2.ndim=}."
        )
    return x1[:, None] * x2


def cross(x1, x2, /, *, axis=-1):
    """The cross products of vectors of three elements.

    ValueError for vectors of other lengths.

    >>> import rumpy as np
    >>> np.linalg.cross([1, 0, 0], [0, 1, 0])
    array([0, 0, 1])
    """
    x1, x2 = np.asanyarray(x1), np.asanyarray(x2)
    if x1.shape[axis] != 3 or x2.shape[axis] != 3:
        raise ValueError(
            "Both input arrays must be (arrays of) 3-dimensional vectors, but they are "
            f"{x1.shape[axis]} and {x2.shape[axis]} dimensional instead."
        )
    return np.cross(x1, x2, axis=axis)


def diagonal(x, /, *, offset=0):
    """The diagonals of the matrices in (..., m, n); offset: how far to the right.

    >>> import rumpy as np
    >>> np.linalg.diagonal([[1, 2], [3, 4]])
    array([1, 4])
    """
    return np.diagonal(x, offset, axis1=-2, axis2=-1)


def trace(x, /, *, offset=0, dtype=None):
    """The sums along the diagonals of the matrices in (..., m, n).

    >>> import rumpy as np
    >>> np.linalg.trace([[1, 2], [3, 4]])
    np.int64(5)
    """
    return np.trace(x, offset, axis1=-2, axis2=-1, dtype=dtype)


def tensordot(x1, x2, /, *, axes=2):
    """Sums of products over axes of both arrays: see rumpy.tensordot().

    >>> import rumpy as np
    >>> np.linalg.tensordot([[1, 2]], [[3, 4]])
    array(11)
    """
    return np.tensordot(x1, x2, axes=axes)


def multi_dot(arrays, *, out=None):
    """The product of several matrices, in the order that takes the fewest multiplications. The first
    and the last may be vectors.

    ValueError for fewer than two, LinAlgError where one is no matrix.

    >>> import rumpy as np
    >>> np.linalg.multi_dot([[1, 2], [[1, 0], [0, 1]], [3, 4]])
    np.int64(11)
    """
    from ._chain import multiply_chain

    return multiply_chain(arrays, out)


# Other array types may take these over.
for _name in {*__all__} - {"LinAlgError", "kernels", "prepack", "use_kernel", *_FACTORS}:
    globals()[_name] = _core._overridable(globals()[_name], __name__)
