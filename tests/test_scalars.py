"""Scalar types: the tree of classes, construction, arithmetic (NEP 50), text, protocols."""

import copy
import itertools
import operator
import pickle

import pytest
import rumpy as rp
from oracle import same

NAMES = [
    "bool", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64",
    "float16", "float32", "float64", "complex64", "complex128",
]  # fmt: skip
ABSTRACT = [
    "generic", "number", "integer", "signedinteger", "unsignedinteger", "inexact", "floating",
    "complexfloating",
]  # fmt: skip
OPERATORS = [
    operator.add, operator.sub, operator.mul, operator.truediv, operator.floordiv, operator.mod,
    operator.pow, operator.and_, operator.or_, operator.xor, operator.lshift, operator.rshift,
    operator.lt, operator.le, operator.eq, operator.ne, operator.gt, operator.ge, divmod,
]  # fmt: skip
PYTHON_NUMBERS = [
    True, False, 0, 1, 2, -1, 7, 127, 128, 255, 256, -129, 2**31, 2**63, 2**64, -(2**63) - 1,
    0.0, -0.0, 1.5, 1e300, float("inf"), float("nan"), 1j, 2 - 3j,
]  # fmt: skip


def scalar(np, name, value=3):
    return getattr(np, name)(value)


def kinds(name):
    return name.startswith("complex")


# --- classes ---


@pytest.mark.parametrize("name", NAMES + ABSTRACT)
def test_class_tree(name):
    same(lambda np: [c.__name__ for c in getattr(np, name).__mro__])
    same(lambda np: getattr(np, name).__name__)


def test_python_classes_above():
    assert issubclass(rp.float64, float) and issubclass(rp.complex128, complex)
    assert isinstance(rp.float64(2), float) and not isinstance(rp.float32(2), float)
    assert float.__add__(rp.float64(2), 1.0) == 3.0
    assert issubclass(rp.float64, rp.floating) and rp.float64.__mro__.index(rp.generic) < 6


@pytest.mark.parametrize("name", ABSTRACT)
def test_abstract_classes_make_nothing(name):
    with pytest.raises(TypeError, match="cannot create"):
        getattr(rp, name)()


@pytest.mark.parametrize(
    "alias",
    ["byte", "ubyte", "short", "ushort", "intc", "uintc", "longlong", "ulonglong", "single",
     "double", "csingle", "cdouble", "bool_"],
)  # fmt: skip
def test_aliases(alias):
    same(lambda np: np.dtype(getattr(np, alias)).name)


def test_pointer_sized_aliases():
    assert rp.intp is rp.int_ is rp.dtype(int).type
    assert rp.dtype(rp.uint).itemsize == rp.dtype(rp.intp).itemsize == rp.dtype("n").itemsize


# --- construction ---


@pytest.mark.parametrize("name", NAMES)
def test_no_argument(name):
    same(lambda np: getattr(np, name)())


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("value", PYTHON_NUMBERS, ids=repr)
@pytest.mark.filterwarnings("ignore")
def test_from_numbers(name, value):
    wide = (
        not isinstance(value, complex) and abs(value) > 2**62
    )  # worded by C types, not by the dtype
    same(lambda np: getattr(np, name)(value), text=not wide)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("value", ["12", "-3", "1.5", "x", "", b"7", None, [1, 0], [], ([1],), {}])
@pytest.mark.filterwarnings("ignore")
def test_from_other_objects(name, value):
    same(lambda np: getattr(np, name)(value), text=name not in ("complex64", "complex128"))


@pytest.mark.parametrize("to", NAMES)
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.filterwarnings("ignore")
def test_from_scalars_and_arrays(name, to):
    value = 1 if name == "bool" else 100
    same(lambda np: getattr(np, to)(scalar(np, name, value)))
    same(lambda np: getattr(np, to)(np.array(value, dtype=name)))
    same(lambda np: getattr(np, to)(np.array([value, 0], dtype=name)))


def test_two_parts_of_a_complex():
    same(lambda np: np.complex128(1, 2))
    same(lambda np: np.complex64(1.5, -0.0))


@pytest.mark.parametrize("name", NAMES)
def test_too_many_arguments(name):
    same(lambda np: getattr(np, name)(1, 2, 3), text=False)
    same(lambda np: getattr(np, name)(value=1), text=False)


def test_bool_scalars_are_singletons():
    assert rp.bool_(5) is rp.True_ and rp.bool_(0) is rp.False_
    assert (rp.float64(1) < 2) is rp.True_


def test_bool_of_strings():
    same(lambda np: [np.bool_("False"), np.bool_(""), np.bool_(None)])


# --- arithmetic ---


@pytest.mark.parametrize("op", OPERATORS)
@pytest.mark.filterwarnings("ignore")
def test_pairs_of_types(op):
    for a, b in itertools.product(NAMES, NAMES):
        text = not (op in (operator.floordiv, operator.mod, divmod) and kinds(a) | kinds(b))
        same(lambda np: op(scalar(np, a, 1), scalar(np, b, 1)), ulp=2, text=text)  # noqa: B023
        if a != "bool" and b != "bool":
            same(lambda np: op(scalar(np, a, 7), scalar(np, b, 3)), ulp=2, text=text)  # noqa: B023


@pytest.mark.parametrize("op", OPERATORS)
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.filterwarnings("ignore")
def test_with_python_numbers(op, name):
    numbers = PYTHON_NUMBERS
    if op in (operator.pow, operator.lshift, operator.rshift):
        numbers = [n for n in numbers if not isinstance(n, int) or abs(n) < 8]
    for number in numbers:
        complex_ = kinds(name) or isinstance(number, complex)
        if op is operator.pow and complex_:
            continue  # libm's
        wide = isinstance(number, int) and abs(number) > 2**62
        text = not (op in (operator.floordiv, operator.mod, divmod) and complex_) and not wide
        same(lambda np: op(scalar(np, name, 1), number), ulp=2, text=text)  # noqa: B023
        same(lambda np: op(number, scalar(np, name, 1)), ulp=2, text=text)  # noqa: B023


@pytest.mark.parametrize("op", [operator.neg, operator.pos, abs, operator.invert])
@pytest.mark.parametrize("name", NAMES)
def test_unary(op, name):
    same(lambda np: op(scalar(np, name, 1)), text=op is not operator.pos)


def test_integers_wrap():
    assert rp.uint8(200) + rp.uint8(100) == 44
    assert rp.int8(-128) // rp.int8(-1) == -128
    assert abs(rp.int8(-128)) == -128
    assert rp.intp(7) // -2 == -4 and rp.intp(7) % -2 == -1 and rp.intp(-7) % 2 == 1


@pytest.mark.parametrize("name", ["int8", "int32", "int64", "uint8", "uint64"])
@pytest.mark.filterwarnings("ignore")
def test_division_by_zero(name):
    for op in (operator.truediv, operator.floordiv, operator.mod, divmod):
        same(lambda np: op(scalar(np, name), 0))  # noqa: B023


def test_with_arrays_and_sequences():
    same(lambda np: np.float32(2) + np.arange(3, dtype="int16"))
    same(lambda np: np.arange(3, dtype="int8") * np.float64(2))
    same(lambda np: np.float64(3) + [1.0, 2.0])
    same(lambda np: (1.5, 2.5) / np.float32(2))
    same(lambda np: [[1, 2] * np.int8(2), np.uint8(2) * (1,), "ab" * np.int64(2)])
    same(lambda np: np.float64(2) * [1, 2], text=False)
    same(lambda np: np.int8(3) < [1.0, 5.0])
    same(lambda np: np.float64(5) @ np.arange(3.0))
    same(lambda np: divmod(np.float32(7), np.arange(1, 4, dtype="float32")))
    same(lambda np: divmod(np.complex64(7), np.arange(3, dtype="int8")))


@pytest.mark.parametrize("other", [None, object(), "x", {}], ids=["None", "object", "str", "dict"])
def test_with_things_that_are_no_numbers(other):
    same(lambda np: bool(np.float32(3) == other))
    same(lambda np: bool(np.float32(3) != other))
    for op in (operator.add, operator.lt, operator.and_):
        with pytest.raises(TypeError):
            op(rp.int8(3), other)


def test_no_matrix_product_of_scalars():
    with pytest.raises(TypeError):
        rp.int8(1) @ rp.int8(1)


def test_power_takes_no_modulus():
    with pytest.raises(TypeError):
        pow(rp.int64(7), 2, 5)


class Claimant:
    """Takes every operation over."""

    __array_ufunc__ = None

    def __radd__(self, other):
        return ("radd", other)

    def __eq__(self, other):
        return "eq"


class HighPriority:
    __array_priority__ = 100.0

    def __rmul__(self, other):
        return "rmul"


def test_defers_to_other_classes():
    assert rp.float64(2) + Claimant() == ("radd", 2.0)
    assert (rp.int8(2) == Claimant()) == "eq"
    assert rp.float32(2) * HighPriority() == "rmul"


def beside_number(np, kind, **attributes):
    """The operators that come to be called, with a scalar on the left of a number of Python's."""
    names = ["add", "sub", "mul", "truediv", "floordiv", "mod", "divmod", "pow"]
    own = {f"__r{name}__": lambda self, other, name=name: name for name in names}
    own |= {f"__{name}__": lambda self, other, name=name: name for name in ["gt", "ge", "eq"]}
    number = type("Own", (kind,), own | attributes)(2)
    scalar = np.float64(1)
    return [
        scalar + number, scalar - number, scalar * number, scalar / number, scalar // number,
        scalar % number, divmod(scalar, number), scalar**number, scalar < number, scalar <= number,
        scalar == number, np.float32(1) * number,
    ]  # fmt: skip


@pytest.mark.parametrize("kind", [int, float])
def test_subclasses_of_numbers_keep_their_operators(kind):
    same(lambda np: beside_number(np, kind, __array_ufunc__=None))
    same(lambda np: beside_number(np, kind, __array_priority__=1.0))
    same(lambda np: beside_number(np, np.float16, __array_ufunc__=None))
    same(lambda np: beside_number(np, kind))


@pytest.mark.parametrize("value", [2, 2.5, 1 + 2j])
def test_subclasses_of_numbers_are_promoted(value):
    def results(np):
        number = type("Own", (type(value),), {})(value)
        small, array = np.int8(1), np.ones(2, "f2")
        return [
            small * number, number - small, np.float32(1) + number, array * number, number + array,
            np.add(small, number), np.multiply(array, number), np.result_type("i1", number),
            np.complex64(1) * number, small == number,
        ]  # fmt: skip

    same(results, width=True)


# --- text ---

REALS = [
    0.0, -0.0, 1.0, -1.5, 0.1, 1 / 3, 1e-4, 9.9e-5, 1e-5, 123456.7, 999999.0, 1e6, 1e7, 16777216.0,
    123456789.0, 1e15, 9999999999999998.0, 1e16, 1e20, 3.4e38, 1e-40, 1.1754944e-38, 5e-324, 1e300,
    2.2250738585072014e-308, float("inf"), float("-inf"), float("nan"), 100.0, 1e22, 0.30000000000000004,
]  # fmt: skip


@pytest.mark.parametrize("value", REALS, ids=repr)
@pytest.mark.parametrize("name", ["float32", "float64"])
@pytest.mark.filterwarnings("ignore")
def test_text_of_reals(name, value):
    same(lambda np: [repr(scalar(np, name, value)), str(scalar(np, name, value))])
    same(lambda np: f"{scalar(np, name, value)} {scalar(np, name, value):.3e}")


def test_text_of_float32_reads_back():
    bits = rp.arange(1, 2**31 - 2**24, 104729, dtype="int32").view("float32")
    for value in bits[rp.isfinite(bits)]:
        assert rp.float32(float(str(value))) == value


@pytest.mark.parametrize("real", [0.0, -0.0, 1.0, 0.1, 1e20, float("inf"), float("nan")], ids=repr)
@pytest.mark.parametrize(
    "imag", [0.0, -0.0, 2.0, -2.5, 1e-7, float("-inf"), float("nan")], ids=repr
)
@pytest.mark.parametrize("name", ["complex64", "complex128"])
def test_text_of_complex(name, real, imag):
    same(lambda np: repr(scalar(np, name, complex(real, imag))))
    same(lambda np: str(scalar(np, name, complex(real, imag))))


@pytest.mark.parametrize("name", NAMES[:9])
def test_text_of_integers(name):
    same(lambda np: [repr(scalar(np, name, 1)), str(scalar(np, name, 1))])
    same(lambda np: f"{scalar(np, name, 1):03d}|{scalar(np, name, 1)}")


def test_text_of_extremes():
    same(lambda np: [repr(np.int64(-(2**63))), repr(np.uint64(2**64 - 1)), str(np.int8(-128))])


# --- conversions and protocols ---


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.filterwarnings("ignore")
def test_conversions(name):
    same(lambda np: [int(scalar(np, name)), float(scalar(np, name)), complex(scalar(np, name))])
    same(lambda np: [bool(scalar(np, name, 0)), bool(scalar(np, name, 1))])
    same(lambda np: [10, 20, 30, 40][scalar(np, name, 1)], text=False)
    same(lambda np: hash(scalar(np, name, 1)) == hash(1))
    same(lambda np: [scalar(np, name).item(), scalar(np, name).tolist(), scalar(np, name).item(0)])
    same(lambda np: scalar(np, name).item(1))


def test_conversions_that_fail():
    same(lambda np: int(np.float64("nan")))
    same(lambda np: int(np.float32("inf")))


def test_hash_of_reals():
    assert hash(rp.float64(0.1)) == hash(0.1)
    assert hash(rp.float32(0.5)) == hash(0.5)
    assert hash(rp.complex64(1.5 + 2j)) == hash(1.5 + 2j)
    x = rp.float32("nan")
    assert hash(x) == hash(x)
    assert {rp.float64(2.0): "a"}[2.0] == "a"


@pytest.mark.filterwarnings("error")
def test_complex_to_real_warns():
    with pytest.raises(rp.exceptions.ComplexWarning):
        float(rp.complex64(1 + 2j))
    with pytest.raises(rp.exceptions.ComplexWarning):
        int(rp.complex128(1 + 2j))


@pytest.mark.parametrize("name", NAMES)
def test_attributes(name):
    for attribute in ("dtype", "shape", "ndim", "size", "itemsize", "nbytes", "strides", "T", "real",
                      "imag", "base", "__array_priority__"):  # fmt: skip
        same(lambda np: getattr(scalar(np, name), attribute))  # noqa: B023
    same(lambda np: [scalar(np, name).conj(), scalar(np, name).conjugate()])
    same(lambda np: scalar(np, name).copy())


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("method", ["min", "max", "any", "all", "argmin", "argmax", "squeeze"])
def test_methods_of_arrays(name, method):
    same(lambda np: getattr(scalar(np, name), method)())


@pytest.mark.filterwarnings("ignore")
def test_more_methods_of_arrays():
    same(lambda np: np.float32(1.5).astype("int8"))
    same(lambda np: np.int8(5).reshape(1))
    same(lambda np: np.int8(5).reshape(()))
    same(lambda np: np.int8(5).ravel())
    same(lambda np: np.int32(5).view("uint32"))
    same(lambda np: np.float32(5).sum())
    same(lambda np: np.float32(5).mean())
    same(lambda np: np.int16(5).tobytes())
    same(lambda np: np.float64.sum(np.float64(3)))
    assert not hasattr(rp.float64(1), "no_such_thing")


def test_methods_of_python_numbers():
    same(
        lambda np: [
            np.float32(5.5).is_integer(),
            np.float64(5.0).is_integer(),
            np.int8(1).is_integer(),
        ]
    )
    same(lambda np: [np.float32(5.5).as_integer_ratio(), np.float64(0.1).as_integer_ratio()])
    same(lambda np: [np.int8(-5).bit_count(), np.uint64(2**64 - 1).bit_count()])
    same(lambda np: [np.int8(5).numerator, np.int8(5).denominator])
    same(lambda np: [np.float64(5.5).hex(), np.float64.fromhex("0x1p3")])


def test_round():
    same(lambda np: [round(np.float32(5.567), 1), round(np.float64(5.567), 2)])
    same(lambda np: [round(np.float64(2.5)), round(np.float32(3.5)), round(np.int8(5))])
    same(lambda np: [round(np.int8(55), -1), round(np.float64(1234.5), -2)])


def test_indexing():
    same(lambda np: np.float32(3)[()])
    same(lambda np: np.float32(3)[...])
    same(lambda np: np.float32(3)[None])
    same(lambda np: np.float32(3)[0])
    same(lambda np: np.float32(3)["x"])


@pytest.mark.parametrize("name", NAMES)
def test_buffer(name):
    def read(np):
        view = memoryview(scalar(np, name))
        return [view.tobytes(), view.ndim, view.itemsize, view.readonly]

    same(read)


@pytest.mark.parametrize("name", NAMES)
def test_array_protocol(name):
    same(lambda np: np.asarray(scalar(np, name)))
    same(lambda np: scalar(np, name).__array__())
    same(lambda np: scalar(np, name).__array__("complex128"))


@pytest.mark.parametrize("name", NAMES)
def test_copies_and_pickles(name):
    value = scalar(rp, name)
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        back = pickle.loads(pickle.dumps(value, protocol))
        assert type(back) is type(value) and back == value
    assert copy.copy(value) == value and copy.deepcopy([value])[0] == value


class Temperature(rp.float64):
    def __new__(cls, value, unit="K"):
        self = super().__new__(cls, value)
        self.unit = unit
        return self


def test_subclass_in_python():
    t = Temperature(1.5, "C")
    assert t.unit == "C" and t + 1 == 2.5 and isinstance(t, float)
    assert type(t + 1) is rp.float64
    for _ in range(1000):
        Temperature(2.0)


def test_array_wrap():
    same(lambda np: np.float64(1).__array_wrap__(np.arange(3, dtype="int32")))
    same(lambda np: np.float64(1).__array_wrap__(np.array(3, dtype="int32")))
    same(lambda np: np.float64(1).__array_wrap__(np.array(3, dtype="int32"), None, True))
    same(lambda np: np.float64(1).__array_wrap__(), text=False)
    same(lambda np: np.float64(1).__array_wrap__(5), text=False)
