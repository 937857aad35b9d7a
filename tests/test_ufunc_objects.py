"""ufuncs as objects: attributes, arguments, methods, protocols, errors."""

import copy
import operator
import pickle

import pytest
import rumpy as rp
from oracle import same

BINARY = ["add", "subtract", "multiply", "divide", "maximum", "logical_and", "less", "bitwise_xor"]
UNARY = ["negative", "sqrt", "isnan", "invert", "logical_not"]


def ramp(np, dtype="float64"):
    return np.arange(1, 7, dtype=dtype).reshape(2, 3)


# --- attributes ---


@pytest.mark.parametrize(
    "name", [*BINARY, *UNARY, "power", "divmod", "minimum", "logical_or", "hypot"]
)
def test_attributes(name):
    for attribute in ("nin", "nout", "nargs", "identity", "signature", "__name__"):
        same(lambda np: getattr(getattr(np, name), attribute))  # noqa: B023
    same(lambda np: repr(getattr(np, name)))
    same(lambda np: getattr(np, name).__doc__.split("(")[0])
    ufunc = getattr(rp, name)
    assert ufunc.ntypes == len(ufunc.types) > 0
    assert all(len(t) == ufunc.nargs + 2 for t in ufunc.types)


def test_types_name_loops():
    assert "dd->d" in rp.add.types and "ff->?" in rp.less.types and "??->?" in rp.logical_and.types
    assert "??->?" not in rp.subtract.types


@pytest.mark.parametrize(
    "alias, name",
    [("abs", "absolute"), ("mod", "remainder"), ("true_divide", "divide"), ("conj", "conjugate"),
     ("bitwise_not", "invert"), ("acos", "arccos"), ("pow", "power"), ("atan2", "arctan2")],
)  # fmt: skip
def test_aliases(alias, name):
    assert getattr(rp, alias) is getattr(rp, name)


def test_type():
    assert isinstance(rp.add, rp.ufunc) and callable(rp.add)
    with pytest.raises(TypeError):
        rp.ufunc()
    with pytest.raises(AttributeError):
        rp.add.nin = 3


def test_copies_and_pickles():
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(rp.add, protocol)) is rp.add
    assert copy.copy(rp.sin) is rp.sin and copy.deepcopy(rp.sin) is rp.sin


# --- arguments ---


@pytest.mark.parametrize("count", [0, 1, 4])
def test_wrong_number_of_arguments(count):
    same(lambda np: np.add(*[1] * count))
    same(lambda np: np.negative(*[1] * (count or 3)), text=count == 0)


def test_unknown_keyword():
    same(lambda np: np.add(1, 2, nonsense=3))


@pytest.mark.parametrize("name", BINARY)
def test_scalars_in_scalar_out(name):
    same(lambda np: getattr(np, name)(np.int16(1), np.int16(2)))
    same(lambda np: getattr(np, name)(True, False), text=False)
    same(lambda np: getattr(np, name)(np.array(1, "u1"), np.array([2], "u1")))


def test_lists():
    same(lambda np: np.add([1.0, 2.0], [[1.0], [2.0]]))
    same(lambda np: np.sqrt([1.0, 4.0]))
    same(lambda np: np.add([[1], [2, 3]], 1), text=False)


def test_out():
    def positional(np):
        out = np.zeros((2, 3))
        return [np.add(ramp(np), 1, out) is out, out]

    def keyword(np):
        out = np.zeros((2, 3), "float32")
        return [np.add(ramp(np), 1, out=out) is out, out]

    def in_tuple(np):
        out = np.zeros((2, 3))
        return [np.negative(ramp(np), out=(out,)) is out, out]

    def wider(np):
        out = np.zeros((4, 2, 3), "complex128")
        return np.multiply(ramp(np), [1.0, 2.0, 3.0], out=out)

    def itself(np):
        a = ramp(np)
        return np.add(a, a, a)

    def overlapping(np):
        a = np.arange(8.0)
        np.add(a[:-1], a[1:], out=a[1:])
        return a

    for function in (positional, keyword, in_tuple, wider, itself, overlapping):
        same(function)
    same(lambda np: np.add(1.0, 2.0, out=None))
    same(lambda np: np.add(1.0, 2.0, None))


def test_bad_out():
    same(lambda np: np.add(1, 2, out=5))
    same(lambda np: np.add(1, 2, out=(np.zeros(1), np.zeros(1))))
    same(lambda np: np.add(1, 2, np.zeros(1), out=np.zeros(1)))
    same(lambda np: np.add(ramp(np), 1, out=np.zeros((2, 3), "int8")))
    same(lambda np: np.add(ramp(np), 1, out=np.zeros(3)))
    same(lambda np: np.add(1, 2, out=np.broadcast_to(np.zeros(1), (2,))))


def test_where():
    def masked(np):
        return np.add(ramp(np), 10, out=np.zeros((2, 3)), where=[True, False, True])

    def column(np):
        return np.sqrt(ramp(np), out=np.full((2, 3), -1.0), where=np.array([[True], [False]]))

    same(masked)
    same(column)
    same(lambda np: np.add(ramp(np), 1, where=True))
    same(lambda np: np.add([1.0], [2.0], out=None, where=np.array([1])))


@pytest.mark.parametrize("dtype", ["bool", "int8", "uint16", "float32", "float64", "complex64"])
@pytest.mark.parametrize("casting", ["no", "equiv", "safe", "same_kind", "unsafe"])
def test_dtype_and_casting(dtype, casting):
    same(lambda np: np.add(np.array([1, 2], "int16"), np.int16(3), dtype=dtype, casting=casting))
    same(lambda np: np.multiply(np.array([1.5, 2]), np.array(2), dtype=dtype, casting=casting))
    same(
        lambda np: np.negative(np.array([1, 2], "int8"), dtype=dtype, casting=casting),
        text=dtype != "bool",
    )


def test_python_numbers_with_dtype():
    same(lambda np: np.add(1, 2, dtype="u1"))
    same(lambda np: np.add(300, 2, dtype="u1"))
    same(lambda np: np.add(1.5, 2, dtype="i1"))
    same(lambda np: np.add(np.float64(1.5), 1, dtype="f4"))


def test_signature():
    same(lambda np: np.add(1, 2, signature="dd->d"))
    same(lambda np: np.add(1, 2, sig="ff->f"))
    same(lambda np: np.add(1, 2, signature=("f4", "f4", "f4")))
    same(lambda np: np.add(1, 2, signature=(None, None, "f4")))
    same(lambda np: np.add(1, 2, signature="d->d"), text=False)
    same(lambda np: np.add(1, 2, signature=("f4", "f4")), text=False)
    same(lambda np: np.add(1, 2, signature="dd->d", dtype="f4"), text=False)


@pytest.mark.parametrize("order", ["C", "F", "A", "K"])
def test_order(order):
    same(lambda np: np.add(ramp(np).T, 1, order=order).strides)
    same(lambda np: np.add(ramp(np), ramp(np), order=order).strides)


def test_bad_options():
    same(lambda np: np.add(1, 2, order="Q"))
    same(lambda np: np.add(1, 2, casting="nonsense"))
    same(lambda np: np.add(1, 2, dtype="nonsense"))


def test_two_outputs():
    same(lambda np: np.divmod(np.array([7, -7]), 2))
    same(lambda np: np.divmod(7.5, 2.0))
    same(lambda np: np.divmod([7.0, 8.0], 2.0, out=(np.zeros(2), None)))
    same(lambda np: divmod(np.arange(4.0), np.array([[1.5], [2.0]])))
    same(lambda np: np.divmod([7.0], 2.0, np.zeros(1), np.zeros(1)))
    same(lambda np: np.divmod([7.0], 2.0, out=np.zeros(1)), text=False)


@pytest.mark.parametrize("value", ["x", None, {}, object()], ids=["str", "None", "dict", "object"])
def test_operands_that_are_no_numbers(value):
    with pytest.raises(TypeError, match="ufunc 'add'"):
        rp.add(value, 1)
    with pytest.raises(TypeError, match="ufunc 'sin'"):
        rp.sin(value)


def test_types_without_a_loop():
    same(lambda np: np.bitwise_and(1.0, 2.0))
    same(lambda np: np.subtract(True, False))
    same(lambda np: np.invert(1.5))
    same(lambda np: np.left_shift(1.0, 1))


def test_comparisons_with_any_int():
    for number in (300, -1, 2**63, -(2**70), 2**70):
        for name in ("equal", "not_equal", "less", "less_equal", "greater", "greater_equal"):
            same(lambda np: getattr(np, name)(np.array([0, 255], "u1"), number))  # noqa: B023
            same(lambda np: getattr(np, name)(number, np.int8(3)))  # noqa: B023
    same(lambda np: np.less(1, 2**70))
    same(lambda np: np.less(np.array([1], "u1"), 300, out=np.zeros(1, bool)))


def test_logical_functions_take_any_int():
    assert rp.logical_and(rp.array([0, 1], "u1"), 300).tolist() == [False, True]


# --- reduce, accumulate, outer ---


@pytest.mark.parametrize("name", ["add", "multiply", "maximum", "logical_or", "bitwise_xor"])
@pytest.mark.parametrize("axis", [0, 1, -1, None, (0, 1), ()])
def test_reduce(name, axis):
    same(lambda np: getattr(np, name).reduce(ramp(np, "int64"), axis=axis))
    same(lambda np: getattr(np, name).reduce(ramp(np, "int64"), axis=axis, keepdims=True))


def test_reduce_options():
    same(lambda np: np.add.reduce(ramp(np)))
    same(lambda np: np.add.reduce(ramp(np), 1, "complex64"))
    same(lambda np: np.add.reduce(ramp(np), axis=1, initial=10))
    same(lambda np: np.add.reduce(ramp(np), axis=1, where=[True, False, True]))
    same(lambda np: np.minimum.reduce(ramp(np), axis=None, initial=0.5))
    same(lambda np: np.add.reduce(ramp(np), out=np.zeros(3)))
    same(lambda np: np.add.reduce(5.0))
    same(lambda np: np.subtract.reduce([10.0, 1.0, 2.0]))


def test_reduce_errors():
    same(lambda np: np.sin.reduce([1.0]))
    same(lambda np: np.divmod.reduce([1.0]))
    same(lambda np: np.add.reduce(ramp(np), axis=2))
    same(lambda np: np.add.reduce(ramp(np), axis=(0, 0)))
    same(lambda np: np.minimum.reduce(np.zeros(0)))
    same(lambda np: np.minimum.reduce([1.0, 2.0], where=[True, False]))
    same(lambda np: np.add.reduce(), text=False)
    same(lambda np: np.add.reduce([1.0], out=5), text=False)


@pytest.mark.parametrize("dtype", ["bool", "int8", "uint8", "int64", "float32", "complex128"])
def test_accumulate(dtype):
    same(lambda np: np.add.accumulate(np.array([1, 0, 1, 1], dtype)))
    same(lambda np: np.multiply.accumulate(np.ones((2, 3), dtype), axis=1))
    same(
        lambda np: np.maximum.accumulate(np.array([[1, 3], [2, 1]], "int8").astype(dtype), axis=-2)
    )


def test_accumulate_options():
    same(lambda np: np.add.accumulate(ramp(np)[::-1].T, 1))
    same(lambda np: np.add.accumulate([1.0, 2.0], dtype="complex64"))
    same(lambda np: np.add.accumulate([1.0, 2.0], out=np.zeros(2)))
    with pytest.raises(TypeError):  # NumPy's words depend on what it was asked before
        rp.less.accumulate([1.0, 2.0, 3.0])
    same(lambda np: np.logical_or.accumulate([0.0, 2.0, 0.0]))
    same(lambda np: np.add.accumulate(np.zeros((0, 3))))
    same(lambda np: np.add.accumulate(5.0))
    same(lambda np: np.add.accumulate([1.0], axis=1))
    same(lambda np: np.sin.accumulate([1.0]))

    def over_itself(np):
        a = np.arange(5.0)
        np.add.accumulate(a, out=a)
        return a

    same(over_itself)


@pytest.mark.parametrize("name", ["cumsum", "cumprod"])
@pytest.mark.parametrize("dtype", ["bool", "int8", "uint16", "int64", "float32", "complex64"])
def test_cumulative(name, dtype):
    for axis in (None, 0, 1, -1):
        same(lambda np: getattr(np, name)(ramp(np, "int8").astype(dtype), axis))  # noqa: B023
        same(lambda np: getattr(ramp(np, "int8").astype(dtype).T, name)(axis=axis))  # noqa: B023
    same(lambda np: getattr(np, name)(np.array([1, 2], dtype), dtype="float64"))
    same(lambda np: getattr(np, name)([1.0, 2.0], out=np.zeros(2)))
    same(lambda np: getattr(np, name)(np.float32(3)))
    same(lambda np: getattr(np, name)([1.0, 2.0], axis=1))
    same(lambda np: getattr(np, name)(np.zeros((2, 0)), axis=1))


def test_where_without_out_warns():
    def run(np):
        with pytest.warns(UserWarning, match="'where' used without 'out'"):
            np.add([1.0], 1, where=[True])

    same(run)


def test_outer():
    same(lambda np: np.add.outer([1.0, 2.0], [[3.0], [4.0]]))
    same(lambda np: np.multiply.outer(2.0, [1.0, 2.0]))
    same(lambda np: np.multiply.outer(ramp(np), [1, 2], dtype="float32"))
    same(lambda np: np.sin.outer([1.0], [2.0]))
    same(lambda np: np.add.outer([1.0]), text=False)


# --- other classes ---


class Units:
    """Takes ufuncs over, as a library of quantities would."""

    def __init__(self, value):
        self.value = value

    def __array_ufunc__(self, ufunc, method, *inputs, **keywords):
        if ufunc.__name__ == "sin":
            return NotImplemented
        plain = [x.value if isinstance(x, Units) else x for x in inputs]
        return (ufunc.__name__, method, plain, sorted(keywords))


class Deaf:
    __array_ufunc__ = None

    def __radd__(self, other):
        return "radd"

    def __rmatmul__(self, other):
        return "rmatmul"


def test_array_ufunc():
    a = rp.arange(3.0)
    assert rp.add(a, Units(2))[:3] == ("add", "__call__", [a, 2])
    assert (a * Units(2))[0] == "multiply"
    assert rp.add(a, 1, out=Units(3))[3] == ["out"]
    assert rp.add(1, 2, Units(3))[2:] == ([1, 2], ["out"])
    assert rp.add.reduce(Units(5))[:3] == ("add", "reduce", [5])
    with pytest.raises(TypeError, match="returned NotImplemented"):
        rp.sin(Units(1))


def test_array_ufunc_of_none():
    assert rp.arange(3) + Deaf() == "radd"
    assert rp.arange(3) @ Deaf() == "rmatmul"
    with pytest.raises(TypeError):
        rp.add(rp.arange(3), Deaf())


class Prior:
    __array_priority__ = 10

    def __radd__(self, other):
        return "radd"

    def __array__(self, dtype=None, copy=None):
        return rp.ones(3)


def test_array_priority():
    assert rp.arange(3) + Prior() == "radd"
    assert rp.add(rp.arange(3.0), Prior()).tolist() == [1, 2, 3]


class Convertible:
    def __array__(self, dtype=None, copy=None):
        return rp.ones(3)


def test_array_protocol():
    assert (rp.arange(3.0) + Convertible()).tolist() == [1, 2, 3]
    assert (rp.arange(3.0) == Convertible()).tolist() == [False, True, False]


class Explosive:
    def __array__(self, dtype=None, copy=None):
        raise ZeroDivisionError("boom")


def test_errors_of_conversions_pass():
    with pytest.raises(ZeroDivisionError, match="boom"):
        rp.arange(3) + Explosive()


class Sub(rp.ndarray):
    pass


def test_subclasses_stay():
    s = rp.arange(3.0).view(Sub)
    assert type(s + 1) is Sub and type(1 - s) is Sub and type(rp.sin(s)) is Sub
    assert type(s > 1) is Sub and type(-s) is Sub
    assert type(rp.arange(3) + s) is Sub


# --- ndarray's operators ---


@pytest.mark.parametrize(
    "op", [operator.iadd, operator.isub, operator.imul, operator.itruediv, operator.ifloordiv,
           operator.imod, operator.ipow, operator.iand, operator.ior, operator.ixor,
           operator.ilshift, operator.irshift],
)  # fmt: skip
@pytest.mark.parametrize("dtype", ["int8", "uint16", "float32", "complex128"])
@pytest.mark.parametrize("value", [2, 1.5, 300])
@pytest.mark.filterwarnings("ignore")
def test_in_place(op, dtype, value):
    def run(np):
        a = np.arange(1, 6).astype(dtype)
        return [op(a, value) is a, a]

    same(run, ulp=2)


def test_in_place_errors():
    def wrong_shape(np):
        a = np.zeros(3)
        a += np.zeros((2, 3))

    def read_only(np):
        a = np.broadcast_to(np.zeros(1), (3,))
        a += 1

    def text(np):
        a = np.zeros(3)
        a += "x"

    same(wrong_shape)
    same(read_only)
    with pytest.raises(TypeError):
        text(rp)


def test_in_place_overlap():
    def run(np):
        a = np.arange(10.0)
        a[1:] += a[:-1]
        a[::-1] *= a
        return a

    same(run)


def test_in_place_matmul():
    def run(np):
        a = np.arange(4.0).reshape(2, 2)
        a @= a.T
        return a

    def vector(np):
        a = np.arange(2.0)
        a @= np.arange(2.0)

    same(run)
    same(vector)


def test_truth():
    same(lambda np: bool(np.arange(3)))
    same(lambda np: bool(np.zeros(0)))
    same(lambda np: [bool(np.array([[5]])), bool(np.array(0.0)), bool(np.array([0j]))])


def test_conversions():
    same(
        lambda np: [
            int(np.array(5.7)),
            float(np.array(5)),
            complex(np.array(5)),
            int(np.array(True)),
        ]
    )
    same(lambda np: int(np.array([5])))
    same(lambda np: float(np.arange(3)))
    same(lambda np: complex(np.arange(3)))
    same(lambda np: [1, 2, 3][np.array(1)])
    same(lambda np: operator.index(np.array(1.0)))
    same(lambda np: operator.index(np.array([1])))


def test_equality_with_anything():
    for other in (None, "x", {}, object(), b"x"):
        same(lambda np: np.arange(3) == other)  # noqa: B023
        same(lambda np: np.arange(3) != other)  # noqa: B023
        with pytest.raises(TypeError):
            rp.arange(3) < other  # noqa: B015
    same(lambda np: np.arange(3) == np.arange(4))
    same(lambda np: np.arange(3) == [0, 5, 2])


@pytest.mark.parametrize("dtype", ["bool", "int8", "int64", "float32", "float64", "complex128"])
@pytest.mark.parametrize("exponent", [0, 1, 2, 3, 0.5, 2.0, True])
def test_power(dtype, exponent):
    same(lambda np: np.arange(5).astype(dtype) ** exponent, ulp=16)


def test_exceptions():
    with pytest.raises(rp.exceptions.AxisError) as error:
        rp.arange(3).sum(axis=3)
    assert error.value.axis == 3 and error.value.ndim == 1
    assert isinstance(error.value, ValueError) and isinstance(error.value, IndexError)
    same(lambda np: str(np.exceptions.AxisError(2, 1, "prefix")))
    same(lambda np: str(np.exceptions.AxisError("words")))
    back = pickle.loads(pickle.dumps(rp.exceptions.AxisError(2, 1)))
    assert str(back) == "axis 2 is out of bounds for array of dimension 1"


def test_out_ellipsis_makes_arrays():
    same(lambda np: np.add(1, 2, out=...))
    same(lambda np: np.add([1, 2], 2, out=...))
    same(lambda np: np.frexp(1.5, out=...))
    same(lambda np: np.add(1, 2, ...))


def test_signature_under_both_names():
    same(lambda np: np.add(1, 2, sig="ii->i", signature="ii->i"))


@pytest.mark.parametrize("shape, axis", [((0,), 0), ((0, 3), 0), ((0, 3), 1), ((0, 3), None)])
def test_without_an_identity_nothing_cannot_be_reduced(shape, axis):
    same(lambda np: np.add.reduce(np.ones(shape), axis=axis, initial=None))
    same(lambda np: np.sum(np.ones(shape), axis=axis, initial=None))
    same(lambda np: np.sum(np.ones(shape), axis=axis))


def test_where_of_copyto_may_be_a_list():
    def copied(np):
        a = np.zeros((2, 3))
        np.copyto(a, 4.0, where=[[0, 1, 1], [1, 0, 0]])
        return a

    same(copied)
    same(lambda np: np.copyto(np.zeros(2), 4.0, where=np.array([0, 1])))
