"""Limits of types, questions about them, swapped bytes, classes of dtypes, DLPack, bytes."""

import pickle

import pytest
import rumpy as rp
from oracle import same

NAMES = """
    bool int8 uint8 int16 uint16 int32 uint32 int64 uint64 float16 float32 float64 complex64
    complex128
""".split()
ABSTRACT = """
    generic number integer signedinteger unsignedinteger inexact floating complexfloating flexible
    character object_ str_ bytes_ void datetime64 timedelta64 longdouble clongdouble
""".split()


# --- limits ---


@pytest.mark.parametrize("name", ["e", "f", "d", "F", "D"])
def test_finfo(name):
    same(lambda np: [repr(np.finfo(name)), str(np.finfo(name)), np.finfo(name).dtype])
    fields = """
        bits eps epsneg iexp machep max maxexp min minexp negep nexp nmant precision resolution
        smallest_normal smallest_subnormal tiny
    """
    for field in fields.split():
        same(lambda np: getattr(np.finfo(name), field))
    same(lambda np: np.finfo(np.dtype(name).type(1)).bits)
    assert rp.finfo(name) is rp.finfo(rp.dtype(name))
    same(lambda np: np.finfo(1.0).bits)


@pytest.mark.parametrize("name", NAMES)
def test_iinfo(name):
    if "int" in name:
        same(lambda np: [repr(np.iinfo(name)), str(np.iinfo(name)), np.iinfo(name).dtype])
        same(lambda np: [getattr(np.iinfo(name), x) for x in ("min", "max", "bits", "kind", "key")])
        same(lambda np: np.iinfo(np.dtype(name).type(1)).max)
    else:
        same(lambda np: np.iinfo(name))
    same(lambda np: np.finfo(name).bits, text=False)
    same(lambda np: np.iinfo(3).max, width=True)


# --- kinds ---


def test_isdtype():
    kinds = [
        "bool", "signed integer", "unsigned integer", "integral", "real floating",
        "complex floating", "numeric", ("bool", "integral"), (), "nonsense", 3,
    ]  # fmt: skip
    for name in NAMES:
        for kind in kinds:
            same(lambda np: np.isdtype(np.dtype(name), kind))
            same(lambda np: np.isdtype(getattr(np, name), kind))
        same(lambda np: np.isdtype(np.dtype(name), (np.float32, np.dtype("i8"), "bool")))
    for bad in ("float64", 3, float):
        same(lambda np: np.isdtype(bad, "numeric"))


def test_issubdtype():
    for name in NAMES:
        for parent in ABSTRACT + NAMES:
            same(lambda np: np.issubdtype(name, getattr(np, parent)))
            same(lambda np: np.issubdtype(getattr(np, name), getattr(np, parent)))
            same(lambda np: np.issubdtype(getattr(np, parent), getattr(np, name)))
    same(lambda np: [np.issubdtype(float, np.floating), np.issubdtype("f4", float)])
    for child in ABSTRACT:
        for parent in ABSTRACT:
            same(lambda np: issubclass(getattr(np, child), getattr(np, parent)))


def test_min_scalar_type():
    for value in [
        0, 1, -1, 127, 128, 255, 256, -128, -129, 65535, 65536, -(2**31), 2**32, 2**63, 2**64 - 1,
        True, 0.5, 1e4, 65000.0, 1e5, 1e38, 1e39, -1e300, float("inf"), float("nan"), 1j, 1e39j,
        [1, 2], [1.5],
    ]:  # fmt: skip
        same(lambda np: np.min_scalar_type(value))
    for name in NAMES:
        same(lambda np: np.min_scalar_type(np.dtype(name).type(3)))
        same(lambda np: np.min_scalar_type(np.ones(2, name)))


def test_codes():
    for one in NAMES:
        same(lambda np: np.common_type(np.ones(2, one)))
        for two in NAMES:
            if {one, two} != {"float16", "complex64"}:
                same(lambda np: np.common_type(np.ones(2, one), np.ones(2, two)))
    for codes in ("ib", ["d", "F"], "fF", "fd", "", "bD", "e"):
        same(lambda np: np.mintypecode(codes))
        same(lambda np: np.mintypecode(codes, "fdeib", "?"))
    same(lambda np: np.mintypecode([1.5, 2j]))
    for code in "?bBhHiIlLqQfdFD":
        same(lambda np: np.typename(code))
    same(lambda np: np.typename("x"))
    assert set(rp.typecodes["AllFloat"]) == set("efdFD")
    assert rp.sctypeDict["double"] is rp.float64 and rp.float16 in rp.ScalarType


# --- what is not supported says so ---


@pytest.mark.parametrize("name", [name for name in ABSTRACT if name[-1] == "_"] + ABSTRACT[-5:])
def test_unsupported_scalars(name):
    cls = getattr(rp, name)
    with pytest.raises(TypeError, match=f"{name} is not supported: use|is not supported: keep"):
        cls(1)
    with pytest.raises(TypeError, match=f"dtype '{name}' is not supported"):
        rp.dtype(cls)
    with pytest.raises(TypeError, match="not supported"):
        rp.zeros(3, cls)
    assert not isinstance(rp.float64(1), cls) and rp.dtype("f8") != cls


# --- dtype objects ---


@pytest.mark.parametrize("spelling", [">f8", ">i2", ">c16", ">u1", ">b1", "<f4", "f4", ">f2"])
def test_byte_orders(spelling):
    fields = "str byteorder isnative isbuiltin name num char descr kind itemsize alignment"
    for field in fields.split():
        same(lambda np: getattr(np.dtype(spelling), field))
    same(lambda np: [repr(np.dtype(spelling)), str(np.dtype(spelling))])
    for order in ("S", ">", "=", "big", "native", "|"):
        same(lambda np: np.dtype(spelling).newbyteorder(order).byteorder in (">", "|"))
    same(lambda np: np.dtype(spelling) == np.dtype(spelling.lstrip("<>")))
    same(lambda np: np.dtype(spelling) == spelling)
    same(lambda np: np.dtype(spelling).newbyteorder("?"))
    same(lambda np: np.frombuffer(bytes(range(16)), spelling).tolist())
    same(lambda np: np.promote_types(spelling, "i1"))
    same(lambda np: np.result_type(np.dtype(spelling)))
    for casting in ("no", "equiv", "safe", "same_kind", "unsafe"):
        same(lambda np: np.can_cast(np.dtype(spelling), "f8", casting))
    dtype = rp.dtype(spelling)
    assert pickle.loads(pickle.dumps(dtype)) is dtype
    assert hash(dtype) == hash(rp.dtype(spelling))


def test_swapped_arrays():
    for make in (
        lambda: rp.zeros(2, ">f8"),
        lambda: rp.ones(2).astype(">f8"),
        lambda: rp.ones(2).view(">f8"),
        lambda: rp.add(1, 2, dtype=">i4"),
    ):
        with pytest.raises(TypeError, match="dtype '>.*byteswap"):
            make()
    native = rp.frombuffer(b"\0\1\0\2", ">i2")
    assert native.dtype == rp.int16 and native.tolist() == [1, 2]
    numpy = pytest.importorskip("numpy")
    assert rp.asarray(numpy.arange(3, dtype=">i4")).tolist() == [0, 1, 2]


def test_dtype_classes():
    for name in NAMES:
        same(lambda np: type(np.dtype(name)).__name__)
        same(lambda np: isinstance(np.dtype(name), np.dtypes.Float64DType))
        same(lambda np: type(np.dtype(name))())
        same(lambda np: type(np.dtype(name)).type)
        assert getattr(rp.dtypes, type(rp.dtype(name)).__name__) is type(rp.dtype(name))
    same(lambda np: np.dtypes.ShortDType is np.dtypes.Int16DType)
    with pytest.raises(TypeError):
        rp.dtypes.Float64DType(1)
    with pytest.raises(TypeError, match="metadata"):
        rp.dtype("f8", metadata={"unit": "m"})


# --- elements' bytes ---


def test_fields():
    def number(np):
        return np.arange(-3, 9, dtype="i4").reshape(3, 4)

    for dtype, offset in (("i2", 2), ("i8", 0), ("i2", 3), ("i2", -1), ("u1", 1), ("f4", 0)):
        same(lambda np: number(np).getfield(dtype, offset))
        same(lambda np: np.int32(70000).getfield(dtype, offset))
    same(lambda np: [(a := number(np)).setfield(5, "i1", 1), a])
    same(lambda np: np.int32(5).setfield(1, "i2"))
    same(lambda np: np.broadcast_to(number(np), (2, 3, 4)).setfield(1, "i2"))
    for name in NAMES:
        same(lambda np: np.arange(6).astype(name).reshape(2, 3).T.byteswap())
        same(lambda np: np.dtype(name).type(1).byteswap())
    same(lambda np: [(a := number(np)).byteswap(inplace=True) is a, a])
    same(lambda np: np.broadcast_to(number(np), (2, 3, 4)).byteswap(True))
    same(lambda np: np.float32(1).byteswap(True))
    same(lambda np: (a := number(np)).conj() is a)
    same(lambda np: np.array([1 + 2j, 3]).conjugate())


# --- DLPack ---


class Old:
    """A producer of the protocol's first version."""

    def __init__(self, array):
        self.array = array

    def __dlpack__(self, stream=None):
        return self.array.__dlpack__()

    def __dlpack_device__(self):
        return (1, 0)


class Fixed:
    def __init__(self, capsule):
        self.capsule = capsule

    def __dlpack__(self, **keywords):
        return self.capsule


def base(np):
    return np.arange(6.0).reshape(2, 3)


@pytest.mark.parametrize("name", NAMES)
def test_dlpack_round_trip(name):
    same(lambda np: np.from_dlpack(np.arange(6).astype(name).reshape(2, 3)[::-1, ::2]))
    same(lambda np: np.from_dlpack(np.array(3).astype(name)))
    same(lambda np: np.from_dlpack(np.zeros((0, 3), name)))


def test_dlpack():
    same(lambda np: base(np).__dlpack_device__())
    same(lambda np: np.from_dlpack(np.broadcast_to(base(np), (2, 2, 3))))
    same(lambda np: np.from_dlpack(Old(base(np))))
    same(lambda np: np.from_dlpack(Old(base(np)), copy=True))
    same(lambda np: np.from_dlpack(base(np), copy=True))
    same(lambda np: np.from_dlpack(base(np), device="cpu"))
    for keywords in ({"device": "gpu"}, {"device": 3}):
        same(lambda np: np.from_dlpack(base(np), **keywords))
    same(lambda np: np.from_dlpack(5))
    same(lambda np: np.from_dlpack(Fixed(5)))
    same(lambda np: [np.from_dlpack(c := Fixed(base(np).__dlpack__())), np.from_dlpack(c)])
    for keywords in (
        {"stream": 1}, {"dl_device": (2, 0)}, {"dl_device": 1}, {"max_version": 1},
    ):  # fmt: skip
        same(lambda np: base(np).__dlpack__(**keywords))
    same(lambda np: np.broadcast_to(base(np), (2, 2, 3)).__dlpack__())
    same(lambda np: base(np).__dlpack__(1))


def test_dlpack_shares_memory():
    a = rp.arange(6.0)
    b = rp.from_dlpack(a)
    b[1] = 9
    assert a[1] == 9
    copied = rp.from_dlpack(a, copy=True)
    copied[0] = 5
    assert a[0] == 0
    for keywords in ({}, {"max_version": (1, 0)}, {"copy": True}):
        a.__dlpack__(**keywords)  # a capsule that nobody takes
    numpy = pytest.importorskip("numpy")
    numpy.from_dlpack(a)[2] = 7
    assert a[2] == 7
    c = numpy.arange(3)
    rp.from_dlpack(c)[0] = 4
    assert c[0] == 4
