"""What tests ask of the machine, and temporary files."""

import contextlib
import functools
import os
import pathlib
import platform
import shutil
import sys
import sysconfig
import tempfile
import time
from importlib import metadata

from .._core import dtype, intp

NUMPY_ROOT = pathlib.Path(__file__).resolve().parent.parent  # of rumpy, under NumPy's name
IS_WASM = platform.machine() in ("wasm32", "wasm64")
IS_PYPY = sys.implementation.name == "pypy"
IS_PYSTON = hasattr(sys, "pyston_version_info")
IS_MUSL = "musl" in (sysconfig.get_config_var("HOST_GNU_TYPE") or "")
IS_64BIT = dtype(intp).itemsize == 8
HAS_REFCOUNT = hasattr(sys, "getrefcount") and not IS_PYSTON
HAS_LAPACK64 = False  # LAPACK's integers have 32 bits
NOGIL_BUILD = bool(sysconfig.get_config_var("Py_GIL_DISABLED"))
BLAS_SUPPORTS_FPE = not IS_WASM


def _installation():
    """Whether rumpy is installed from a wheel, and whether as a link to its sources."""
    try:
        found = metadata.distribution("rumpy")
    except metadata.PackageNotFoundError:
        return False, False
    editable = '"editable": true' in (found.read_text("direct_url.json") or "")
    return editable or pathlib.Path(found.locate_file("rumpy")) == NUMPY_ROOT, editable


IS_INSTALLED, IS_EDITABLE = _installation()


def _process_statistic(path, field):
    with open(path or f"/proc/{os.getpid()}/stat") as file:
        return int(file.readline().split(" ")[field])


def memusage(_proc_pid_stat=None):
    """The process's virtual memory in bytes; None where the system does not tell."""
    try:
        return _process_statistic(_proc_pid_stat, 22)
    except (OSError, ValueError, IndexError):
        return None


_began = time.time()


def jiffies(_proc_pid_stat=None, _load_time=None):
    """Hundredths of a second of processor time so far; of time, where the system does not tell."""
    try:
        return _process_statistic(_proc_pid_stat, 13)
    except (OSError, ValueError, IndexError):
        return int(100 * (time.time() - (_load_time or [_began])[0]))


@functools.cache
def _has_sve():
    with contextlib.suppress(OSError), open("/proc/cpuinfo") as file:
        return " sve" in file.read()
    return False


def check_support_sve(__cache=[]):  # noqa: B006  (NumPy's signature)
    """Whether this is an ARM processor with scalable vectors."""
    return _has_sve()


@contextlib.contextmanager
def tempdir(*args, **kwargs):
    """A temporary folder for a with block; arguments as of tempfile.mkdtemp.

    >>> import os, rumpy as np
    >>> with np.testing.tempdir() as path:
    ...     os.path.isdir(path)
    True
    """
    path = tempfile.mkdtemp(*args, **kwargs)
    try:
        yield path
    finally:
        shutil.rmtree(path)


@contextlib.contextmanager
def temppath(*args, **kwargs):
    """A temporary file's path for a with block; arguments as of tempfile.mkstemp.

    >>> import rumpy as np
    >>> with np.testing.temppath(suffix=".txt") as path:
    ...     path.endswith(".txt")
    True
    """
    handle, path = tempfile.mkstemp(*args, **kwargs)
    os.close(handle)
    try:
        yield path
    finally:
        os.remove(path)
