"""Assertions about warnings."""

import contextlib
import functools
import re
import warnings


def _deprecated():
    """What NumPy 2.4 says of its utilities holds for these."""
    warnings.warn(
        "the warning utilities of rumpy.testing are deprecated, as NumPy's are: use "
        "warnings.catch_warnings, warnings.filterwarnings, pytest.warns or pytest.filterwarnings",
        DeprecationWarning,
        stacklevel=3,
    )


def _called_or_managed(manager, args, kwargs):
    """manager() without arguments; else the result of args[0](*args[1:], **kwargs) within it."""
    if not args:
        if kwargs:
            raise RuntimeError(f"Got unexpected keyword arguments: {', '.join(kwargs)}")
        return manager()
    function, *rest = args
    with manager(name=getattr(function, "__name__", None)):
        return function(*rest, **kwargs)


def assert_warns(warning_class, *args, **kwargs):
    """Fail unless a function, or the body of a with block, gives a warning of the class.

    AssertionError if it doesn't; other warnings are passed on to the filters.

    >>> import warnings, rumpy as np
    >>> np.testing.assert_warns(UserWarning, warnings.warn, "careful")
    """
    _deprecated()

    @contextlib.contextmanager
    def expecting(name=None):
        with suppress_warnings(_warn=False) as caught:
            log = caught.record(warning_class)
            yield
            if not log:
                where = f" when calling {name}" if name is not None else ""
                raise AssertionError(f"No warning raised{where}")

    return _called_or_managed(expecting, args, kwargs)


def assert_no_warnings(*args, **kwargs):
    """Fail if a function, or the body of a with block, gives any warning.

    >>> import rumpy as np
    >>> np.testing.assert_no_warnings(abs, -1)
    1
    """

    @contextlib.contextmanager
    def expecting(name=None):
        with warnings.catch_warnings(record=True) as log:
            warnings.simplefilter("always")
            yield
            if log:
                where = f" when calling {name}" if name is not None else ""
                raise AssertionError(f"Got warnings{where}: {log}")

    return _called_or_managed(expecting, args, kwargs)


class clear_and_catch_warnings(warnings.catch_warnings):
    """warnings.catch_warnings that also forgets which warnings the modules have given before.

    >>> import warnings, rumpy as np
    >>> with np.testing.clear_and_catch_warnings(record=True) as log:
    ...     warnings.warn("careful")
    >>> len(log)
    1
    """

    class_modules = ()

    def __init__(self, record=False, modules=()):
        self.modules = set(modules) | set(self.class_modules)
        self._before = {}
        super().__init__(record=record)

    def __enter__(self):
        for module in self.modules:
            registry = getattr(module, "__warningregistry__", None)
            if registry is not None:
                self._before[module] = dict(registry)
                registry.clear()
        return super().__enter__()

    def __exit__(self, *exc_info):
        super().__exit__(*exc_info)
        for module in self.modules:
            registry = getattr(module, "__warningregistry__", None)
            if registry is not None:
                registry.clear()
                registry.update(self._before.get(module, {}))


class _Rule:
    """Which warnings to drop (log is None) or to keep in a list."""

    def __init__(self, category, message, module, log):
        self.category, self.module, self.log = category, module, log
        self.message = re.compile(message, re.IGNORECASE)

    def fits(self, warning):
        if not issubclass(warning.category, self.category):
            return False
        if self.message.match(str(warning.message)) is None:
            return False
        if self.module is None:
            return True
        file = getattr(self.module, "__file__", None) or ""
        return warning.filename.startswith(file.removesuffix("__init__.py") or "\0")


class suppress_warnings:
    """Within a with block or a decorated function: `filter` drops warnings, `record` collects them,
    others are passed on, how often says forwarding_rule: "always", "module", "once" or "location".

    >>> import warnings, rumpy as np
    >>> with np.testing.suppress_warnings() as sup:
    ...     sup.filter(UserWarning)
    ...     warnings.warn("careful")
    """

    def __init__(self, forwarding_rule="always", _warn=True):
        if forwarding_rule not in ("always", "module", "once", "location"):
            raise ValueError("unsupported forwarding rule.")
        if _warn:
            _deprecated()
        self._forwarding = forwarding_rule
        self._rules = []  # made before the block: for all of its uses
        self._inner = []  # made within
        self._entered = False

    def _add(self, category, message, module, log):
        rule = _Rule(category, message, module, log)
        (self._inner if self._entered else self._rules).append(rule)
        return log

    def filter(self, category=Warning, message="", module=None):
        """Drop warnings of the category whose text begins as the pattern `message` says."""
        self._add(category, message, module, None)

    def record(self, category=Warning, message="", module=None):
        """Collect such warnings in the list that is returned."""
        return self._add(category, message, module, [])

    def __enter__(self):
        if self._entered:
            raise RuntimeError("cannot enter suppress_warnings twice.")
        self._entered, self._inner, self._seen = True, [], set()
        self.log = []
        for rule in self._rules:
            if rule.log is not None:
                rule.log.clear()
        self._catcher = warnings.catch_warnings()
        self._catcher.__enter__()
        warnings.simplefilter("always")
        self._show, warnings.showwarning = warnings.showwarning, self._showwarning
        return self

    def __exit__(self, *exc_info):
        warnings.showwarning = self._show
        self._catcher.__exit__(*exc_info)
        self._entered, self._inner = False, []

    def _showwarning(self, message, category, filename, lineno, *args, **kwargs):
        warning = warnings.WarningMessage(message, category, filename, lineno, *args, **kwargs)
        for rule in reversed(self._rules + self._inner):
            if rule.fits(warning):
                if rule.log is not None:
                    rule.log.append(warning)
                    self.log.append(warning)
                return
        if self._is_new(warning):
            self._show(message, category, filename, lineno, *args, **kwargs)

    def _is_new(self, warning):
        if self._forwarding == "always":
            return True
        key = {
            "once": (str(warning.message), warning.category),
            "module": (str(warning.message), warning.category, warning.filename),
            "location": (str(warning.message), warning.category, warning.filename, warning.lineno),
        }[self._forwarding]
        new = key not in self._seen
        self._seen.add(key)
        return new

    def __call__(self, function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            with self:
                return function(*args, **kwargs)

        return wrapper
