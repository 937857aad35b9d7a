"""Assertions for tests of numerical code, as in numpy.testing.

from rumpy.testing import assert_allclose
"""

from unittest import TestCase
from unittest.case import SkipTest

from . import overrides
from ._arrays import (
    assert_allclose,
    assert_array_almost_equal,
    assert_array_compare,
    assert_array_equal,
    assert_array_less,
)
from ._environment import (
    BLAS_SUPPORTS_FPE,
    HAS_LAPACK64,
    HAS_REFCOUNT,
    IS_64BIT,
    IS_EDITABLE,
    IS_INSTALLED,
    IS_MUSL,
    IS_PYPY,
    IS_PYSTON,
    IS_WASM,
    NOGIL_BUILD,
    NUMPY_ROOT,
    check_support_sve,
    jiffies,
    memusage,
    tempdir,
    temppath,
)
from ._items import (
    assert_,
    assert_almost_equal,
    assert_approx_equal,
    assert_equal,
    assert_string_equal,
    build_err_msg,
    print_assert_equal,
)
from ._running import (
    IgnoreException,
    KnownFailureException,
    assert_no_gc_cycles,
    assert_raises,
    assert_raises_regex,
    break_cycles,
    decorate_methods,
    measure,
    run_threaded,
    rundocs,
    runstring,
)
from ._ulp import assert_array_almost_equal_nulp, assert_array_max_ulp
from ._warnings import (
    assert_no_warnings,
    assert_warns,
    clear_and_catch_warnings,
    suppress_warnings,
)

verbose = 0

__all__ = [name for name in dir() if not name.startswith("_")]
