"""rumpy: NumPy's arrays for the browser, with matrix products at the machine's SIMD limit.

    import rumpy as np

What a loop touches (arrays, dtypes, scalars, ufuncs, indexing) are C types in ``rumpy._core``; the
rest is thin Python by NumPy's subjects.
"""

from . import _core, _kernels, exceptions, linalg, threads
from ._core import *  # noqa: F403  (its __all__: types, ufuncs, reductions, hot functions)
from .config import show_config
from .creation import copy, eye, identity, linspace
from .javascript import from_js, to_js
from .manipulation import (
    atleast_1d,
    atleast_2d,
    atleast_3d,
    broadcast_arrays,
    broadcast_shapes,
    column_stack,
    dstack,
    expand_dims,
    flip,
    hstack,
    matrix_transpose,
    moveaxis,
    ndim,
    permute_dims,
    ravel,
    reshape,
    shape,
    size,
    squeeze,
    stack,
    swapaxes,
    transpose,
    vstack,
)
from .printing import (
    array2string,
    array_repr,
    array_str,
    format_float_positional,
    format_float_scientific,
    get_printoptions,
    printoptions,
    set_printoptions,
)

__version__ = "0.1.0"

_kernels.load()

newaxis = None
pi = 3.141592653589793
e = 2.718281828459045
euler_gamma = 0.5772156649015329
inf = float("inf")
nan = float("nan")

__all__ = [
    *_core.__all__,
    "array2string",
    "array_repr",
    "array_str",
    "atleast_1d",
    "atleast_2d",
    "atleast_3d",
    "broadcast_arrays",
    "broadcast_shapes",
    "column_stack",
    "copy",
    "dstack",
    "e",
    "euler_gamma",
    "exceptions",
    "expand_dims",
    "eye",
    "flip",
    "format_float_positional",
    "format_float_scientific",
    "from_js",
    "get_printoptions",
    "hstack",
    "identity",
    "inf",
    "linalg",
    "linspace",
    "matrix_transpose",
    "moveaxis",
    "nan",
    "ndim",
    "newaxis",
    "permute_dims",
    "pi",
    "printoptions",
    "ravel",
    "reshape",
    "set_printoptions",
    "shape",
    "show_config",
    "size",
    "squeeze",
    "stack",
    "swapaxes",
    "threads",
    "to_js",
    "transpose",
    "vstack",
]
