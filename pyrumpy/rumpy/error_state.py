"""What becomes of floating-point errors: np.errstate and its siblings.

The state is a context variable's: it belongs to a thread or an asyncio task. C (fp_errors.c) reads
it before each computation while anyone has a state other than the default; errors that were found
come back to `report`. (A task that copied its context inside of `with errstate` and goes on after
everybody else has left it has the default state.)
"""

import sys
import warnings
from contextvars import ContextVar
from functools import wraps
from typing import NamedTuple

from . import _core
from .exceptions import ComplexWarning

_MODES = ("ignore", "warn", "raise", "call", "print", "log")
# libarray's flags (fperr.h) by the argument's name, with what is said of them.
_KINDS = {
    "divide": (1, "divide by zero"),
    "over": (2, "overflow"),
    "under": (4, "underflow"),
    "invalid": (8, "invalid value"),
}
_DISCARD = 16  # an imaginary part was lost, which is no floating-point error


class _State(NamedTuple):
    watch: int  # the flags of what isn't ignored; C reads this (fp_errors.c)
    modes: tuple  # of divide, over, under, invalid
    call: object
    bufsize: int


def _state_of(modes, call, bufsize):
    flags = (flag for flag, _ in _KINDS.values())
    watch = sum(flag for flag, mode in zip(flags, modes, strict=True) if mode != "ignore")
    return _State(watch, modes, call, bufsize)


_DEFAULT = _state_of(("warn", "warn", "ignore", "warn"), None, 8192)
# The variable holds a list of one state, which can be put in its place without memory (fp_errors.c).
_initial = [_DEFAULT]
_current = ContextVar("rumpy floating-point errors", default=_initial)
_core._watch_errors(_current, _DEFAULT)
_set = _core._set_error_state


def _state():
    return _current.get()[0]


def _changed(all, divide, over, under, invalid):
    """The current state with these modes; None leaves a mode as it is."""
    state = _state()
    modes = []
    for given, old in zip((divide, over, under, invalid), state.modes, strict=True):
        mode = given if given is not None else all
        if mode is not None and (not isinstance(mode, str) or mode not in _MODES):
            raise ValueError(f"invalid error mode {mode!r}")
        modes.append(old if mode is None else mode)
    return _state_of(tuple(modes), state.call, state.bufsize)


def _with_call(state, call):
    if call is not None and not callable(call) and not callable(getattr(call, "write", None)):
        raise TypeError("python object must be callable or have a callable write method")
    return state._replace(call=call)


def seterr(all=None, divide=None, over=None, under=None, invalid=None):
    """Sets what is done about floating-point errors, and returns what was done before.

    Each of 'ignore', 'warn' (RuntimeWarning), 'raise' (FloatingPointError), 'call' (the function of
    `seterrcall`), 'print', 'log' (its `write`). `all` is for those not given. Errors: ValueError.

    >>> import rumpy as np
    >>> old = np.seterr(divide="ignore")
    >>> np.float64(1) / 0
    np.float64(inf)
    >>> np.seterr(**old)["divide"]
    'ignore'
    """
    old = geterr()
    _set(_changed(all, divide, over, under, invalid))
    return old


def geterr():
    """What is done about floating-point errors, as a dict.

    >>> import rumpy as np
    >>> np.geterr()
    {'divide': 'warn', 'over': 'warn', 'under': 'ignore', 'invalid': 'warn'}
    """
    return dict(zip(_KINDS, _state().modes, strict=True))


def seterrcall(func):
    """Sets the function for 'call', or the object with a `write` for 'log'; returns the old one.

    The function is called with the error's name and the flags of all that were met.

    >>> import rumpy as np
    >>> np.seterrcall(print)
    >>> with np.errstate(all="call"):
    ...     _ = np.float64(1) / 0
    divide by zero 1
    >>> np.seterrcall(None) is print
    True
    """
    state = _state()
    _set(_with_call(state, func))
    return state.call


def geterrcall():
    """The function that `seterrcall` set, or None.

    >>> import rumpy as np
    >>> np.geterrcall()
    """
    return _state().call


def setbufsize(size):
    """Sets NumPy's buffer size, which here has no effect, and returns the old one.

    Errors: ValueError unless it is a multiple of 16 from 5 to 10 million.

    >>> import rumpy as np
    >>> np.setbufsize(4096)
    8192
    >>> np.setbufsize(8192)
    4096
    """
    if size < 0:
        raise ValueError("buffer size must be non-negative")
    if size > 10_000_000:
        raise ValueError(f"Buffer size, {size}, is too big")
    if size < 5:
        raise ValueError(f"Buffer size, {size}, is too small")
    if size % 16 != 0:
        raise ValueError(f"Buffer size, {size}, is not a multiple of 16")
    state = _state()
    _set(state._replace(bufsize=size))
    return state.bufsize


def getbufsize():
    """The buffer size that `setbufsize` set.

    >>> import rumpy as np
    >>> np.getbufsize()
    8192
    """
    return _state().bufsize


class _Unspecified:
    """The default of `call`, which may be None."""


_unspecified = _Unspecified()


class errstate(_core._Block):
    """A block, or as a decorator a function, in which floating-point errors are treated otherwise.

    Arguments: those of `seterr`, and `call` as for `seterrcall`.

    >>> import rumpy as np
    >>> with np.errstate(divide="raise"):
    ...     np.float64(1) / 0
    Traceback (most recent call last):
    FloatingPointError: divide by zero encountered in scalar divide
    """

    __slots__ = ("_arguments", "_call", "_token")
    _set, _reset = _core._set_error_state, _core._reset_error_state

    def __init__(
        self, *, call=_unspecified, all=None, divide=None, over=None, under=None, invalid=None
    ):
        self._arguments = (all, divide, over, under, invalid)
        self._call = call
        self._token = None

    def _next(self):
        """The state to be set, and nothing for `as`; C's __enter__ asks for it."""
        state = _changed(*self._arguments)
        return state if self._call is _unspecified else _with_call(state, self._call), None

    def __call__(self, func):
        @wraps(func)
        def inside(*args, **kwargs):
            block = errstate(call=self._call)
            block._arguments = self._arguments
            with block:
                return func(*args, **kwargs)

        return inside


def report(found, where):
    """Does what the state says about the errors found; called by C right from the user's frame."""
    if found & _DISCARD:
        message = "Casting complex values to real discards the imaginary part"
        warnings.warn(message, ComplexWarning, stacklevel=2)
    state = _state()
    for (flag, text), mode in zip(_KINDS.values(), state.modes, strict=True):
        if not found & flag or mode == "ignore":
            continue
        message = f"{text} encountered in {where}"
        if mode == "warn":
            warnings.warn(message, RuntimeWarning, stacklevel=2)
        elif mode == "raise":
            raise FloatingPointError(message)
        elif mode == "print":
            sys.stderr.write(f"Warning: {message}\n")
        elif mode == "call":
            if not callable(state.call):
                raise NameError(
                    f"python callback specified for {text} (in  {where}) but no function found."
                )
            state.call(text, found & ~_DISCARD)
        else:
            if not callable(getattr(state.call, "write", None)):
                raise NameError(
                    f"log specified for {text} (in {where}) but no object with write method found."
                )
            state.call.write(f"Warning: {message}\n")
