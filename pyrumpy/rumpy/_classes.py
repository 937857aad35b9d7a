"""Results in the class of what they were computed from, where that is a subclass of ndarray."""

from ._core import ndarray


def is_of_subclass(value):
    return type(value) is not ndarray and isinstance(value, ndarray)


def wrapper(like):
    """What gives a result the class of `like`: its __array_wrap__ if that is a subclass's array."""
    return like.__array_wrap__ if is_of_subclass(like) else _same


def _same(result):
    return result
