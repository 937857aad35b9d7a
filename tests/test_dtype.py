"""dtype objects: what names them, their attributes, comparisons, promotion."""

import copy
import itertools
import pickle

import pytest
import rumpy as rp
from oracle import WASM, same

NAMES = [
    "bool", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64",
    "float16", "float32", "float64", "complex64", "complex128",
]  # fmt: skip

SPELLINGS = [
    "?", "b", "B", "h", "H", "i", "I", "q", "Q", "f", "d", "F", "D", "b1", "i1", "u1", "i2", "u2",
    "i4", "u4", "i8", "u8", "f4", "f8", "c8", "c16", "<i4", "=f8", "|u1", "<?", ">i1", ">b1", "|i4",
    "<f", "bool_", "byte", "ubyte", "short", "ushort", "intc", "uintc", "longlong", "ulonglong",
    "e", "f2", "<f2", "half", "single", "double", "float", "complex", "csingle", "cdouble", b"f4",
]  # fmt: skip

NONSENSE = [
    "", " f4", "f4 ", "f5", "i3", "foo", "Float32", "float_", "B1", "?1", "u", "f44", "<", ">>i4",
    "float32\0", "\ud800", 5, 1.5, object(),
]  # fmt: skip

UNSUPPORTED = [
    "O", "U", "S", "V", "M8", "m8", "M8[ns]", "U10", "S3", "V8", "g", "G", "f16", "c32",
    "str", "bytes", "object", "datetime64", "longdouble", "i4,f4", str, bytes, object,
    [("a", "i4")], {"names": ["a"], "formats": ["i4"]}
]  # fmt: skip


@pytest.mark.parametrize("spelling", NAMES + SPELLINGS, ids=repr)
def test_spellings(spelling):
    same(lambda np: np.dtype(spelling))
    same(lambda np: np.dtype(np.dtype(spelling)))


@pytest.mark.parametrize("spelling", [bool, float, complex, None], ids=repr)
def test_python_types(spelling):
    same(lambda np: np.dtype(spelling))


def test_default_integer_is_a_pointer_wide():
    size = 4 if WASM else 8
    for spelling in (int, "int", "int_", "intp", "p", "n", "uint", "uintp", "P", "N"):
        assert rp.dtype(spelling).itemsize == size
    assert rp.dtype(int).kind == "i" and rp.dtype("uint").kind == "u"


@pytest.mark.parametrize("name", NAMES)
def test_scalar_types_and_objects_with_a_dtype(name):
    same(lambda np: np.dtype(getattr(np, name)))
    same(lambda np: np.dtype(np.zeros(2, name)), text=False)
    same(lambda np: np.dtype(name).type)


@pytest.mark.parametrize("spelling", NONSENSE, ids=repr)
def test_nonsense(spelling):
    with pytest.raises(TypeError) as error:
        rp.dtype(spelling)
    assert "understood" in str(error.value) or "Cannot interpret" in str(error.value)


@pytest.mark.parametrize("spelling", UNSUPPORTED, ids=repr)
def test_unsupported_types_are_named(spelling):
    with pytest.raises(TypeError, match="is not supported") as error:
        rp.dtype(spelling)
    if isinstance(spelling, str):
        assert f"'{spelling}'" in str(error.value)


@pytest.mark.parametrize("name", ["generic", "number", "integer", "inexact", "floating"])
def test_abstract_types(name):
    with pytest.raises(TypeError, match="to a dtype"):
        rp.dtype(getattr(rp, name))


def test_arguments():
    same(lambda np: np.dtype("f4", align=True))
    same(lambda np: np.dtype("f4", True, True))
    same(lambda np: np.dtype(dtype="f4"))
    same(lambda np: np.dtype(), text=False)
    same(lambda np: np.dtype("f4", nonsense=1), text=False)


@pytest.mark.parametrize("name", NAMES)
def test_attributes(name):
    for attribute in (
        "name", "kind", "itemsize", "alignment", "str", "byteorder", "isnative", "descr",
        "hasobject", "fields", "names", "shape", "ndim", "base", "subdtype", "isbuiltin", "flags",
        "metadata", "isalignedstruct", "type",
    ):  # fmt: skip
        same(lambda np: getattr(np.dtype(name), attribute))  # noqa: B023
    same(lambda np: [repr(np.dtype(name)), str(np.dtype(name)), f"{np.dtype(name)}"])
    same(lambda np: [len(np.dtype(name)), bool(np.dtype(name))])


@pytest.mark.parametrize(
    "name", [n for n in NAMES if n not in ("int32", "uint32", "int64", "uint64")]
)
def test_numbers(name):
    same(lambda np: [np.dtype(name).num, np.dtype(name).char])


@pytest.mark.skipif(WASM, reason="the codes of 32- and 64-bit integers are those of C's long")
def test_numbers_of_wide_integers():
    for name in ("int32", "uint32", "int64", "uint64"):
        same(lambda np: [np.dtype(name).num, np.dtype(name).char])  # noqa: B023


def test_read_only():
    with pytest.raises(AttributeError):
        rp.dtype("f4").name = "x"


def test_fields():
    same(lambda np: np.dtype("f4")["x"])
    same(lambda np: np.dtype("f4")[0])


def test_byte_order():
    same(lambda np: np.dtype("f4").newbyteorder("="))
    same(lambda np: np.dtype("f4").newbyteorder("L"))
    same(lambda np: np.dtype("i1").newbyteorder(">"))
    same(lambda np: np.dtype("f4").newbyteorder("x"))
    same(lambda np: np.dtype("f4").newbyteorder(">"))


# --- comparison ---


@pytest.mark.parametrize("other", ["f4", "<f4", "f8", "nonsense", float, None, 5, "O"], ids=repr)
def test_equality_with_what_names_a_type(other):
    same(lambda np: [np.dtype("f4") == other, np.dtype("f4") != other])
    same(lambda np: [np.dtype("f8") == other, other == np.dtype("f8")])
    same(lambda np: np.dtype("f4") == np.float32)


def test_order_is_safe_casting():
    def order(np):
        pairs = itertools.product(NAMES, NAMES)
        return [
            [np.dtype(a) < b, np.dtype(a) <= b, np.dtype(a) > b, np.dtype(a) >= b] for a, b in pairs
        ]

    same(order)
    same(lambda np: np.dtype("f4") < 5, text=False)


def test_hash_and_identity():
    assert len({rp.dtype(name) for name in NAMES * 2}) == 14
    assert rp.dtype("f4") is rp.dtype(rp.float32)
    assert {rp.dtype("f4"): 1}[rp.dtype("<f4")] == 1


@pytest.mark.parametrize("name", NAMES)
def test_copies_and_pickles(name):
    dtype = rp.dtype(name)
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        assert pickle.loads(pickle.dumps(dtype, protocol)) is dtype
    assert copy.copy(dtype) is dtype and copy.deepcopy({1: dtype})[1] is dtype


def test_foreign_dtypes():
    numpy = pytest.importorskip("numpy")
    for name in NAMES:
        assert rp.dtype(numpy.dtype(name)) is rp.dtype(name)
        assert rp.dtype(getattr(numpy, name)) is rp.dtype(name)
    for name in ("M8[s]", "O", "U3", [("a", "i4")]):
        with pytest.raises(TypeError, match="not supported"):
            rp.dtype(numpy.dtype(name))


# --- promotion ---


def test_promote_types():
    same(lambda np: [np.promote_types(a, b) for a, b in itertools.product(NAMES, NAMES)])


def test_result_type():
    weak = [1, 1.5, 1j, True]
    for name in NAMES:
        same(lambda np: [np.result_type(name, w) for w in weak])  # noqa: B023
        same(lambda np: [np.result_type(np.zeros(2, name), w) for w in weak])  # noqa: B023
        same(lambda np: [np.result_type(getattr(np, name)(1), w) for w in weak])  # noqa: B023
    same(lambda np: np.result_type("i1", "u1", "f4"))
    same(lambda np: np.result_type(1.0, 2.0))
    same(lambda np: np.result_type(1j, 2))
    same(lambda np: np.result_type(True))
    same(lambda np: np.result_type())


@pytest.mark.parametrize("casting", ["no", "equiv", "safe", "same_kind", "unsafe"])
def test_can_cast(casting):
    pairs = list(itertools.product(NAMES, NAMES))
    same(lambda np: [np.can_cast(a, b, casting) for a, b in pairs])
    same(lambda np: np.can_cast(np.zeros(2, "f8"), "f4", casting=casting))
    same(lambda np: np.can_cast(np.int8(1), "u1", casting))


def test_can_cast_refuses_python_numbers():
    same(lambda np: np.can_cast(1, "i1"))
    same(lambda np: np.can_cast("i1", "i2", "nonsense"), text=False)
