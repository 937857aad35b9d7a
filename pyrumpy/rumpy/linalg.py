"""Linear algebra: products of matrices, and the kernels that compute them.

import rumpy as np
np.linalg.kernels("float32")
with np.linalg.use_kernel("f32_gemm_4x8__ref"):
    a @ b
p = np.linalg.prepack(b)  # a @ p as a @ b, without packing b each time
"""

from . import _core
from ._catalogue import kernels, use_kernel
from ._prepack import prepack
from .manipulation import matrix_transpose

__all__ = ["kernels", "matmul", "matrix_transpose", "prepack", "use_kernel"]


def matmul(x1, x2, /):
    """The product x1 @ x2 of (..., m, k) by (..., k, n): (..., m, n). Leading axes broadcast; a
    vector stands for one row on the left, for one column on the right.

    ValueError for shapes that don't fit, and for scalars.
    """
    return _core.matmul(x1, x2)
