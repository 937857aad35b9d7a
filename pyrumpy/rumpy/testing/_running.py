"""Running code under test: exceptions, reference cycles, time, threads, doctests."""

import contextlib
import gc
import os
import pprint
import re
import sys
import unittest

from ._environment import HAS_REFCOUNT


class KnownFailureException(Exception):
    """Raised by a test that is known to fail."""


class IgnoreException(Exception):
    """Ignoring this exception due to disabled feature"""


class _Case(unittest.TestCase):
    def nop(self):
        pass


_case = _Case("nop")


def assert_raises(*args, **kwargs):
    """Fail unless a function raises an exception of a class: assert_raises(class, function, *args),
    or a with block.

    >>> import rumpy as np
    >>> with np.testing.assert_raises(ZeroDivisionError):
    ...     1 / 0
    """
    __tracebackhide__ = True
    return _case.assertRaises(*args, **kwargs)


def assert_raises_regex(exception_class, expected_regexp, *args, **kwargs):
    """assert_raises that also wants the exception's text to match a regular expression.

    >>> import rumpy as np
    >>> with np.testing.assert_raises_regex(ZeroDivisionError, "by zero"):
    ...     1 / 0
    """
    __tracebackhide__ = True
    return _case.assertRaisesRegex(exception_class, expected_regexp, *args, **kwargs)


def decorate_methods(cls, decorator, testmatch=None):
    """Decorate the functions of a class whose names match a pattern; by default, those of tests.

    >>> import rumpy as np
    >>> class A:
    ...     def test_one(self):
    ...         pass
    >>> np.testing.decorate_methods(A, lambda function: "decorated")
    >>> A.test_one
    'decorated'
    """
    pattern = re.compile(rf"(?:^|[\\b_\\.{os.sep}-])[Tt]est" if testmatch is None else testmatch)
    functions = [value for value in vars(cls).values() if isinstance(value, type(_case_function))]
    for function in functions:
        name = getattr(function, "compat_func_name", function.__name__)
        if pattern.search(name) and not name.startswith("_"):
            setattr(cls, name, decorator(function))


def _case_function():
    """An example of what Python calls a function."""


def measure(code_str, times=1, label=None):
    """The seconds that a piece of code takes, run so many times in the caller's variables.

    >>> import rumpy as np
    >>> np.testing.measure("1 + 1", times=10) >= 0
    True
    """
    from ._environment import jiffies

    frame = sys._getframe(1)
    code = compile(code_str, f"Test name: {label} ", "exec")
    began = jiffies()
    for _ in range(times):
        exec(code, frame.f_globals, frame.f_locals)
    return 0.01 * (jiffies() - began)


def runstring(astr, dict):
    """Run the code in astr with the variables of dict.

    >>> import rumpy as np
    >>> variables = {}
    >>> np.testing.runstring("x = 1", variables)
    >>> variables["x"]
    1
    """
    exec(astr, dict)


def rundocs(filename=None, raise_on_error=True):
    """Run the doctests of a Python file, by default the caller's. AssertionError if one fails."""
    import doctest
    import importlib.util

    if filename is None:
        filename = sys._getframe(1).f_globals["__file__"]
    name = os.path.splitext(os.path.basename(filename))[0]
    spec = importlib.util.spec_from_file_location(name, filename)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    runner = doctest.DocTestRunner(verbose=False)
    report = []
    for test in doctest.DocTestFinder().find(module):
        runner.run(test, out=report.append if raise_on_error else None)
    if runner.failures and raise_on_error:
        raise AssertionError("Some doctests failed:\n" + "\n".join(report))


def break_cycles():
    """Free what only reference cycles keep alive.

    >>> import rumpy as np
    >>> np.testing.break_cycles()
    """
    gc.collect()


@contextlib.contextmanager
def _without_cycles(name=None):
    if not HAS_REFCOUNT:
        yield
        return
    flags = gc.get_debug()
    gc.disable()
    try:
        for _ in range(100):
            if gc.collect() == 0:
                break
        else:
            raise RuntimeError("garbage keeps coming: some __del__ makes new reference cycles")
        gc.set_debug(gc.DEBUG_SAVEALL)
        yield
        count = gc.collect()
        found = list(gc.garbage)
    finally:
        gc.garbage.clear()
        gc.set_debug(flags)
        gc.enable()
    if count:
        where = f" when calling {name}" if name is not None else ""
        shown = "".join(
            f"\n  {type(o).__name__} object with id={id(o)}:\n    "
            + pprint.pformat(o).replace("\n", "\n    ")
            for o in found
        )
        raise AssertionError(
            f"Reference cycles were found{where}: {count} objects were collected, "
            f"of which {len(found)} are shown below:{shown}"
        )


def assert_no_gc_cycles(*args, **kwargs):
    """Fail if a function, or the body of a with block, leaves reference cycles behind.

    >>> import rumpy as np
    >>> np.testing.assert_no_gc_cycles(np.zeros, 3)
    """
    if not args:
        return _without_cycles()
    function, *rest = args
    with _without_cycles(name=function.__name__):
        function(*rest, **kwargs)
    return None


def run_threaded(
    func,
    max_workers=8,
    pass_count=False,
    pass_barrier=False,
    outer_iterations=1,
    prepare_args=None,
):
    """Call func in several threads at once; func may be given its number, prepare_args()'s
    arguments, and a barrier."""
    import threading
    from concurrent.futures import ThreadPoolExecutor

    for _ in range(outer_iterations):
        common = [] if prepare_args is None else list(prepare_args())
        if pass_barrier:
            common.append(threading.Barrier(max_workers))
        with ThreadPoolExecutor(max_workers) as pool:
            try:
                calls = [
                    pool.submit(func, *([i] if pass_count else []), *common)
                    for i in range(max_workers)
                ]
            except RuntimeError:
                if pass_barrier:
                    common[-1].abort()
                raise
            for call in calls:
                call.result()
