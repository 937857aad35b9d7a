"""Reductions that look at all elements of a slice together: the reduced axes become the last one."""

from math import prod

from ._classes import wrapper
from ._core import asanyarray, asarray, ndarray
from .manipulation import _axes_or_none


class Lanes:
    """An array whose reduced axes are one, its last; and the way back."""

    def __init__(self, a, axis):
        a = asanyarray(a)
        self.like = a
        self.ndim = a.ndim
        self.axes = _axes_or_none(axis, a.ndim)
        reduced = tuple(range(a.ndim)) if self.axes is None else self.axes
        self.kept = [i for i in range(a.ndim) if i not in reduced]
        self.order = self.kept + [i for i in range(a.ndim) if i in reduced]
        self.outer = tuple(a.shape[i] for i in self.kept)
        self.n = prod(a.shape[i] for i in reduced)
        self.reduced = reduced
        self.values = self.arrange(asarray(a))

    def arrange(self, a):
        """`a`, of the array's shape, in lanes: a view where possible."""
        if self.order != list(range(self.ndim)):
            a = a.transpose(self.order)
        return a if self.ndim == len(self.outer) + 1 else a.reshape((*self.outer, self.n))

    def finish(self, result, keepdims, out, lead=0, scalar=None, stretch=False):
        """A result of `lead` new axes and the kept ones, as it is returned or stored to `out`.
        scalar: whether one of no axes becomes a scalar; by default unless it is of a subclass.
        stretch: `out` may have more axes, to which the result is broadcast."""
        if keepdims:
            shape = [1] * self.ndim
            for axis, length in zip(self.kept, self.outer, strict=True):
                shape[axis] = length
            result = result.reshape(result.shape[:lead] + tuple(shape))
        if out is None:
            if scalar is None:
                scalar = type(self.like) is ndarray
            return (
                wrapper(self.like)(result) if result.ndim or keepdims or not scalar else result[()]
            )
        if out is ...:
            raise TypeError("out=... is only allowed as a keyword argument.")
        if out.shape != result.shape and not (
            stretch and out.shape[out.ndim - result.ndim :] == result.shape
        ):
            raise ValueError(
                f"Wrong shape of argument 'out', shape={result.shape} is required; "
                f"got shape={out.shape}."
            )
        out[...] = result
        return out
