"""What an object is, and arrays of a wanted kind."""

import numbers

from . import _core
from ._array_function import takes_like
from ._core import array, asanyarray, ndarray

_FLAGS = {
    "C": "C", "C_CONTIGUOUS": "C", "CONTIGUOUS": "C",
    "F": "F", "F_CONTIGUOUS": "F", "FORTRAN": "F",
    "A": "A", "ALIGNED": "A",
    "W": "W", "WRITEABLE": "W",
    "O": "O", "OWNDATA": "O",
    "E": "E", "ENSUREARRAY": "E",
}  # fmt: skip


@takes_like
def require(a, dtype=None, requirements=None, *, like=None):
    """The input as an array with the required flags: C, F, A (aligned), W (writeable), O (owns its
    data), E (no subclass). A copy only where needed.

    >>> import rumpy as np
    >>> np.require([[1, 2], [3, 4]], requirements="F").flags.f_contiguous
    True
    """
    if not requirements:
        return asanyarray(a, dtype=dtype)
    wanted = {_FLAGS[name.upper()] for name in requirements}
    if wanted >= {"C", "F"}:
        raise ValueError('Cannot specify both "C" and "F" order')
    order = next(iter(wanted & {"C", "F"}), "A")
    result = array(a, dtype=dtype, order=order, copy=None, subok="E" not in wanted)
    flags = {"A": "ALIGNED", "W": "WRITEABLE", "O": "OWNDATA"}
    if all(result.flags[flags[name]] for name in wanted & flags.keys()):
        return result
    return result.copy(order)


def astype(x, dtype, /, *, copy=True, device=None):
    """The array as another type: a copy, unless copy=False and none is needed.

    >>> import rumpy as np
    >>> np.astype(np.array([1.7]), int)
    array([1])
    """
    if not isinstance(x, (ndarray, _core.generic)):
        raise TypeError(f"Input should be a NumPy array or scalar. It is a {type(x)} instead.")
    if device is not None and device != "cpu":
        raise ValueError(f'Device not understood. Only "cpu" is allowed, but received: {device}')
    return x.astype(dtype, copy=copy)


def isscalar(element):
    """Whether the element is a number or a string, and no array.

    >>> import rumpy as np
    >>> np.isscalar(3.1), np.isscalar(np.array(3.1))
    (True, False)
    """
    return isinstance(element, (_core.generic, numbers.Number, str, bytes, memoryview))


def iterable(y):
    """Whether one can iterate over y.

    >>> import rumpy as np
    >>> np.iterable([1]), np.iterable(1)
    (True, False)
    """
    try:
        iter(y)
    except TypeError:
        return False
    return True


def isfortran(a):
    """Whether an array is in Fortran's order and not in C's.

    >>> import rumpy as np
    >>> np.isfortran(np.zeros((2, 3), order="F"))
    True
    """
    return a.flags.f_contiguous and not a.flags.c_contiguous
