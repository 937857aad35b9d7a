"""Exceptions that C code raises by name, as `numpy._core._exceptions`."""

__all__ = []


def _display_as_base(cls):
    """Makes a private class show itself under the name of its base."""
    cls.__name__ = cls.__base__.__name__
    cls.__qualname__ = cls.__base__.__qualname__
    return cls


class UFuncTypeError(TypeError):
    """A ufunc has no loop for its operands' types, or may not cast to those of its loop."""


@_display_as_base
class _UFuncNoLoopError(UFuncTypeError):
    """No loop of the ufunc takes these types."""


@_display_as_base
class _UFuncCastingError(UFuncTypeError):
    """An operand may not be cast to or from the type of the loop."""


@_display_as_base
class _UFuncInputCastingError(_UFuncCastingError):
    """An input may not be cast to the type of the loop."""


@_display_as_base
class _UFuncOutputCastingError(_UFuncCastingError):
    """The result may not be cast to the type of the output."""


@_display_as_base
class _ArrayMemoryError(MemoryError):
    """There is not enough memory for an array."""
