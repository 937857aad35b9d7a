"""numpy.lib's modules that programs import: stride_tricks, scimath, array_utils, mixins."""

from . import array_utils, mixins, scimath, stride_tricks

__all__ = ["array_utils", "mixins", "scimath", "stride_tricks"]

emath = scimath
