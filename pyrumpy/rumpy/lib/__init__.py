"""numpy.lib's modules that programs import: stride_tricks, scimath, array_utils."""

from . import array_utils, scimath, stride_tricks

__all__ = ["array_utils", "scimath", "stride_tricks"]

emath = scimath
