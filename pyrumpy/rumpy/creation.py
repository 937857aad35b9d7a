"""Arrays made from shapes, ranges and other arrays' shapes; what a loop touches is in C."""

import itertools
import operator

from . import _core
from ._array_function import takes_like
from ._core import arange, array, asanyarray, asarray, zeros


def copy(a, order="K", subok=False):
    """A copy of an array-like.

    >>> import rumpy as np
    >>> np.copy([1, 2])
    array([1, 2])
    """
    return array(a, order=order, subok=subok, copy=True)


@takes_like
def eye(N, M=None, k=0, dtype=float, order="C", *, device=None, like=None):
    """An N x M array of zeros with ones on the k-th diagonal.

    >>> import rumpy as np
    >>> np.eye(2, 3, k=1)
    array([[0., 1., 0.],
           [0., 0., 1.]])
    """
    _check_device(device)
    rows, columns, k = operator.index(N), operator.index(N if M is None else M), operator.index(k)
    out = zeros((rows, columns), dtype, order)
    down, right = (0, k) if k > 0 else (-k, 0)
    length = min(rows - down, columns - right)
    if length > 0:
        by_rows = order == "C" or out.flags.c_contiguous
        step, first = (columns, down * columns + right) if by_rows else (rows, right * rows + down)
        line = (out if by_rows else out.T).reshape(-1)
        line[first : first + length * (step + 1) : step + 1] = 1
    return out


@takes_like
def identity(n, dtype=None, *, like=None):
    """The n x n identity matrix.

    >>> import rumpy as np
    >>> np.identity(2)
    array([[1., 0.],
           [0., 1.]])
    """
    return eye(n, dtype=float if dtype is None else dtype)


def linspace(start, stop, num=50, endpoint=True, retstep=False, dtype=None, axis=0, *, device=None):
    """`num` evenly spaced numbers from start to stop, along a new axis.

    >>> import rumpy as np
    >>> np.linspace(0, 1, 5)
    array([0.  , 0.25, 0.5 , 0.75, 1.  ])
    """
    _check_device(device)
    num = operator.index(num)
    if num < 0:
        raise ValueError(f"Number of samples, {num}, must be non-negative.")
    divisions = num - 1 if endpoint else num
    start, stop = asanyarray(start) * 1.0, asanyarray(stop) * 1.0
    compute = _core.result_type(start, stop, float(num))
    integers = dtype is not None and _core.dtype(dtype).kind in "iu"
    dtype = compute if dtype is None else _core.dtype(dtype)
    delta = _core.subtract(stop, start, dtype=compute)
    samples = arange(0, num, dtype=compute).reshape((num,) + (1,) * delta.ndim)
    step = delta / divisions if divisions > 0 else float("nan")
    if divisions <= 0:
        samples = samples * delta
    elif _core.any(_core.equal(step, 0)):  # the step underflowed: scale after dividing
        samples = samples / divisions * delta
    else:
        samples = samples * step
    samples = _core.add(samples, start)
    if endpoint and num > 1:
        samples[-1, ...] = stop
    if axis != 0:
        axes = list(range(1, samples.ndim))
        position = axis if axis >= 0 else axis + samples.ndim
        axes.insert(position, 0)
        samples = samples.transpose(axes)
    if integers:
        samples = _core.floor(samples)
    samples = samples.astype(dtype, copy=False)
    return (samples, step) if retstep else samples


def logspace(start, stop, num=50, endpoint=True, base=10.0, dtype=None, axis=0):
    """`num` powers of a base with evenly spaced exponents from start to stop.

    >>> import rumpy as np
    >>> np.logspace(0, 2, 3)
    array([  1.,  10., 100.])
    """
    if not isinstance(base, (float, int)) and asarray(base).ndim:
        ndim = max(asarray(x).ndim for x in (start, stop, base))
        start, stop, base = (array(x, copy=None, ndmin=ndim) for x in (start, stop, base))
        base = base.reshape(
            base.shape[: axis % (ndim + 1)] + (1,) + base.shape[axis % (ndim + 1) :]
        )
    exponents = linspace(start, stop, num=num, endpoint=endpoint, axis=axis)
    powers = _core.power(base, exponents)
    return powers if dtype is None else powers.astype(dtype, copy=False)


def geomspace(start, stop, num=50, endpoint=True, dtype=None, axis=0):
    """`num` numbers from start to stop, each the same multiple of the one before.

    ValueError if either is zero. Complex ones lie on a spiral.

    >>> import rumpy as np
    >>> np.geomspace(1, 8, 4)
    array([1., 2., 4., 8.])
    """
    start, stop = asanyarray(start), asanyarray(stop)
    if _core.any(start == 0) or _core.any(stop == 0):
        raise ValueError("Geometric sequence cannot include zero")
    wide = _core.result_type(start, stop, float(num), zeros((), dtype))
    dtype = wide if dtype is None else _core.dtype(dtype)
    start, stop = start.astype(wide), stop.astype(wide)
    sign = _core.sign(start)  # the spiral is turned so that it begins on the positive reals
    first, last = start / sign, stop / sign
    result = logspace(
        _core.log10(first), _core.log10(last), num=num, endpoint=endpoint, base=10.0, dtype=wide
    )
    if num > 0:
        result[0] = first
        if num > 1 and endpoint:
            result[-1] = last
    result *= sign
    if axis != 0:
        order = list(range(1, result.ndim))
        order.insert(axis if axis >= 0 else axis + result.ndim, 0)
        result = result.transpose(order)
    return result.astype(dtype, copy=False)


@takes_like
def fromfunction(function, shape, *, dtype=float, like=None, **kwargs):
    """function(i, j, ...) of the coordinates of a grid, as arrays.

    >>> import rumpy as np
    >>> np.fromfunction(lambda i, j: i + j, (2, 2), dtype=int)
    array([[0, 1],
           [1, 2]])
    """
    from .indexing import indices

    return function(*indices(shape, dtype=dtype), **kwargs)


@takes_like
def fromiter(iter, dtype, count=-1, *, like=None):
    """An array of what an iterable gives: all of it, or `count` items.

    >>> import rumpy as np
    >>> np.fromiter((i * i for i in range(3)), int)
    array([0, 1, 4])
    """
    items = list(iter if count < 0 else itertools.islice(iter, count))
    if len(items) < count:
        raise ValueError(
            f"iterator too short: Expected {count} but iterator had only {len(items)} items."
        )
    result = array(items, dtype=dtype)
    if result.ndim != 1:
        raise ValueError("setting an array element with a sequence.")
    return result


def vander(x, N=None, increasing=False):
    """The matrix whose columns are powers of x, the highest first unless `increasing`.

    >>> import rumpy as np
    >>> np.vander([1, 2, 3], 2)
    array([[1, 1],
           [2, 1],
           [3, 1]])
    """
    x = asarray(x)
    if x.ndim != 1:
        raise ValueError("x must be a one-dimensional array or sequence.")
    N = len(x) if N is None else N
    result = _core.empty((len(x), N), _core.promote_types(x.dtype, int))
    columns = result if increasing else result[:, ::-1]
    if N > 0:
        columns[:, 0] = 1
    for i in range(1, N):
        _core.multiply(columns[:, i - 1], x, out=columns[:, i])
    return result


def _check_device(device):
    if device not in (None, "cpu"):
        raise ValueError(f'Device not understood. Only "cpu" is allowed, but received: {device}')
