"""numpy.lib's modules that programs import: format, stride_tricks, scimath, array_utils, mixins."""

from . import array_utils, format, mixins, scimath, stride_tricks
from .numpy_version import NumpyVersion

__all__ = ["NumpyVersion", "array_utils", "format", "mixins", "scimath", "stride_tricks"]

emath = scimath
