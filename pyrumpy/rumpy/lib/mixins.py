"""Operators for classes that define __array_ufunc__."""

import rumpy as np

__all__ = ["NDArrayOperatorsMixin"]


def _declines(other):
    return getattr(other, "__array_ufunc__", False) is None


def _named(method, name):
    method.__name__ = f"__{name}__"
    return method


def _forward(ufunc, name):
    def method(self, other):
        return NotImplemented if _declines(other) else ufunc(self, other)

    return _named(method, name)


def _reflected(ufunc, name):
    def method(self, other):
        return NotImplemented if _declines(other) else ufunc(other, self)

    return _named(method, "r" + name)


def _inplace(ufunc, name):
    def method(self, other):
        return ufunc(self, other, out=(self,))

    return _named(method, "i" + name)


def _unary(ufunc, name):
    return _named(lambda self: ufunc(self), name)


class NDArrayOperatorsMixin:
    """Python's operators by NumPy's ufuncs, which ask the class's own `__array_ufunc__`.

    Beside objects whose `__array_ufunc__` is None they return NotImplemented.
    """

    __slots__ = ()


for _name, _ufunc in {
    "lt": np.less, "le": np.less_equal, "eq": np.equal, "ne": np.not_equal, "gt": np.greater,
    "ge": np.greater_equal,
}.items():  # fmt: skip
    setattr(NDArrayOperatorsMixin, f"__{_name}__", _forward(_ufunc, _name))
for _name, _ufunc in {
    "add": np.add, "sub": np.subtract, "mul": np.multiply, "matmul": np.matmul,
    "truediv": np.true_divide, "floordiv": np.floor_divide, "mod": np.remainder,
    "pow": np.power, "lshift": np.left_shift, "rshift": np.right_shift, "and": np.bitwise_and,
    "xor": np.bitwise_xor, "or": np.bitwise_or,
}.items():  # fmt: skip
    setattr(NDArrayOperatorsMixin, f"__{_name}__", _forward(_ufunc, _name))
    setattr(NDArrayOperatorsMixin, f"__r{_name}__", _reflected(_ufunc, _name))
    setattr(NDArrayOperatorsMixin, f"__i{_name}__", _inplace(_ufunc, _name))
NDArrayOperatorsMixin.__divmod__ = _forward(np.divmod, "divmod")
NDArrayOperatorsMixin.__rdivmod__ = _reflected(np.divmod, "divmod")
for _name, _ufunc in {
    "neg": np.negative, "pos": np.positive, "abs": np.absolute, "invert": np.invert,
}.items():  # fmt: skip
    setattr(NDArrayOperatorsMixin, f"__{_name}__", _unary(_ufunc, _name))
del _name, _ufunc
NDArrayOperatorsMixin.__hash__ = None
