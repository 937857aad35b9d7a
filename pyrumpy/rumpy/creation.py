"""Arrays made from shapes, ranges and other arrays' shapes; what a loop touches is in C."""

import operator

from . import _core
from ._core import arange, array, asarray, zeros


def copy(a, order="K", subok=False):
    """A copy of an array-like.

    >>> import rumpy as np
    >>> np.copy([1, 2])
    array([1, 2])
    """
    return array(a, order=order, subok=subok, copy=True)


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
    length = min(rows + min(k, 0), columns - max(k, 0))
    if length > 0:
        diagonal = arange(length)
        out[diagonal - min(k, 0), diagonal + max(k, 0)] = 1
    return out


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
    start, stop = asarray(start) * 1.0, asarray(stop) * 1.0
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


def _check_device(device):
    if device not in (None, "cpu"):
        raise ValueError(f'Device not understood. Only "cpu" is allowed, but received: {device}')
