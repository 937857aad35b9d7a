"""Exceptions and warnings of the library, as `numpy.exceptions`."""

__all__ = [
    "AxisError",
    "ComplexWarning",
    "DTypePromotionError",
    "ModuleDeprecationWarning",
    "RankWarning",
    "TooHardError",
    "VisibleDeprecationWarning",
]


class ComplexWarning(RuntimeWarning):
    """A complex number was cast to a real one, dropping its imaginary part."""


class ModuleDeprecationWarning(DeprecationWarning):
    """A whole module is deprecated."""


class VisibleDeprecationWarning(UserWarning):
    """A deprecation that is shown to everybody."""


class RankWarning(RuntimeWarning):
    """A polynomial fit was ill-conditioned."""


class TooHardError(RuntimeError):
    """An exact answer would have taken too much work."""


class AxisError(ValueError, IndexError):
    """An axis is not one of the array's.

    `AxisError(axis, ndim, msg_prefix=None)` words the message itself; `AxisError(message)` takes it
    as it is, and then `axis` and `ndim` are None.

    >>> str(AxisError(2, 1))
    'axis 2 is out of bounds for array of dimension 1'
    >>> str(AxisError(2, 1, msg_prefix="error"))
    'error: axis 2 is out of bounds for array of dimension 1'
    >>> str(AxisError("wrong axis"))
    'wrong axis'
    """

    __slots__ = ("_msg", "axis", "ndim")

    def __init__(self, axis, ndim=None, msg_prefix=None):
        if ndim is msg_prefix is None:
            self._msg = axis
            self.axis = None
            self.ndim = None
        else:
            self._msg = msg_prefix
            self.axis = axis
            self.ndim = ndim

    def __str__(self):
        if self.axis is None and self.ndim is None:
            return self._msg
        message = f"axis {self.axis} is out of bounds for array of dimension {self.ndim}"
        return message if self._msg is None else f"{self._msg}: {message}"


class DTypePromotionError(TypeError):
    """Two element types have no common type."""
