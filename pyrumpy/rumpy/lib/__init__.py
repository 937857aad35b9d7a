"""numpy.lib's modules that programs import: format, stride_tricks, scimath, array_utils,
mixins, npyio."""

from . import array_utils, format, mixins, npyio, scimath, stride_tricks
from .numpy_version import NumpyVersion

__all__ = ["NumpyVersion", "array_utils", "format", "mixins", "npyio", "scimath", "stride_tricks"]

emath = scimath
