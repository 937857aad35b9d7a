"""The extension as a library of C: the one that counts libarray's allocations and lets them fail
(libarray/tests/failing.h), if it is that."""

import ctypes
import sys

import rumpy  # noqa: F401  (loads it)
from oracle import WASM

library = None if WASM else ctypes.CDLL(sys.modules["rumpy._core"].__file__)
COUNTED = hasattr(library, "failing_set")
