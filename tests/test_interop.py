"""Memory shared with others: buffers, NumPy, JavaScript."""

import array
import io

import pytest
import rumpy as rp
from oracle import numpy

TYPES = {
    "int8": "b", "uint8": "B", "int16": "h", "uint16": "H", "int32": "i", "uint32": "I",
    "int64": "q", "uint64": "Q", "float32": "f", "float64": "d",
}  # fmt: skip


@pytest.mark.parametrize("name", TYPES)
def test_array_module_shares_memory(name):
    source = array.array(TYPES[name], [1, 2, 3])
    a = rp.asarray(source)
    assert a.dtype == name
    source[1] = 7
    assert a.tolist() == [1, 7, 3]
    a[0] = 9
    assert source[0] == 9
    with pytest.raises(BufferError):
        source.append(1)  # the array holds the buffer
    del a
    source.append(1)


@pytest.mark.parametrize("name", [*TYPES, "bool", "complex64", "complex128"])
def test_memoryview_of_an_array(name):
    a = rp.arange(6).astype(name).reshape(2, 3)
    view = memoryview(a)
    assert view.shape == (2, 3)
    assert view.strides == a.strides
    assert view.itemsize == a.itemsize
    assert view.tobytes() == a.tobytes()
    assert not view.readonly
    assert memoryview(a.T).tobytes("A") == a.T.tobytes("A")
    assert rp.asarray(view).dtype == name
    assert rp.asarray(view[::-1]).tolist() == a[::-1].tolist()
    a.flags.writeable = False
    assert memoryview(a).readonly
    with pytest.raises(TypeError):
        io.BytesIO(b"x" * 100).readinto(a)


def test_bytes_are_read_only():
    a = rp.frombuffer(b"\x01\x02\x03\x04", dtype="uint16")
    assert a.tolist() == [513, 1027]
    with pytest.raises(ValueError, match="read-only"):
        a[0] = 1
    assert rp.frombuffer(bytearray(8), "float32", count=1, offset=4).shape == (1,)
    for arguments in ({"count": 3}, {"offset": 9}, {"offset": -1}):
        with pytest.raises(ValueError):
            rp.frombuffer(bytearray(8), "float32", **arguments)
    with pytest.raises(ValueError):
        rp.frombuffer(bytearray(7), "float32")


def test_memory_outlives_its_owner():
    a = rp.arange(1000.0)
    view = memoryview(a)[10:20]
    del a
    assert view[0] == 10.0
    b = rp.asarray(array.array("d", [1, 2, 3]))[1:]
    assert b.tolist() == [2, 3]


@pytest.mark.skipif(numpy is None, reason="NumPy is not here")
@pytest.mark.parametrize("name", [*TYPES, "bool", "complex64", "complex128"])
def test_numpy_both_ways_without_a_copy(name):
    a = rp.arange(6).astype(name).reshape(2, 3)
    b = numpy.asarray(a)
    assert b.dtype.name == name
    assert b.ctypes.data == a.__array_interface__["data"][0]
    b[0, 0] = 1
    assert a[0, 0] == 1
    c = rp.asarray(b.T[::-1])
    assert c.dtype == name
    assert c.tolist() == b.T[::-1].tolist()
    b[1, 1] = 0
    assert c.tolist() == b.T[::-1].tolist()


@pytest.mark.skipif(numpy is None, reason="NumPy is not here")
def test_numpy_dtypes_that_do_not_exist_here():
    for value in (
        numpy.array(["text"]), numpy.array([None]), numpy.zeros(2, "datetime64[s]"),
        numpy.zeros(2, "i4,f4"), numpy.zeros(2, "longdouble"),
    ):  # fmt: skip
        with pytest.raises(TypeError):
            rp.asarray(value)


def test_array_protocols():
    class Converts:
        def __array__(self, dtype=None, copy=None):
            return rp.arange(3)

    assert rp.asarray(Converts()).tolist() == [0, 1, 2]
    interface = rp.arange(4.0)[::2].__array_interface__
    assert interface["version"] == 3
    assert interface["typestr"] == "<f8"
    assert interface["shape"] == (2,)
    assert interface["strides"] == (16,)


@pytest.mark.pyodide
@pytest.mark.parametrize("name", [*TYPES])
def test_typed_arrays(name):
    from js import Array  # noqa: F401
    from pyodide.code import run_js

    kind = {"int64": "BigInt64Array", "uint64": "BigUint64Array"}.get(
        name, name.capitalize() + "Array"
    )
    big = "n" if "64" in name and name[0] != "f" else ""
    typed = run_js(f"new {kind}([1{big}, 2{big}, 3{big}])")
    a = rp.from_js(typed)
    assert a.dtype == name
    assert a.tolist() == [1, 2, 3]
    assert rp.asarray(typed).tolist() == [1, 2, 3]
    back = rp.to_js(a[::-1])
    assert run_js(f"x => x instanceof {kind} && Number(x[0]) == 3 && x.length == 3")(back)


def test_to_js_refuses():
    with pytest.raises(TypeError):
        rp.to_js(rp.zeros(2, "complex64"))
    with pytest.raises(TypeError):
        rp.from_js([1, 2])


# --- NumPy beside rumpy: whose function is called, of that library is the result ---------------------


@pytest.mark.skipif(numpy is None, reason="NumPy is not here")
class TestBesideNumPy:
    def test_operators(self):
        mine, its = rp.arange(3.0), numpy.arange(3.0)
        for result in (mine + its, mine * its[:1], mine > its, rp.multiply(its, mine), mine @ its):
            assert type(result).__module__ == "rumpy"
        for result in (its + mine, numpy.multiply(mine, its), numpy.sin(mine), its @ mine):
            assert type(result).__module__ == "numpy"
        assert (mine + its).tolist() == (its + mine).tolist() == [0, 2, 4]
        mine += its
        its += mine
        assert (type(mine), type(its)) == (rp.ndarray, numpy.ndarray)
        assert mine.tolist() == [0, 2, 4] and its.tolist() == [0, 3, 6]

    def test_functions(self):
        mine, its = rp.arange(3.0), numpy.arange(3.0)
        assert type(rp.concatenate([its, mine])) is rp.ndarray
        assert type(rp.vstack([its, its])) is rp.ndarray
        assert type(numpy.concatenate([mine, its])) is numpy.ndarray
        assert type(numpy.vstack([mine, mine])) is numpy.ndarray
        counts, edges = numpy.histogram(its, bins=mine)
        assert counts.tolist() == [1, 2] and edges.tolist() == [0, 1, 2]

    def test_out_and_methods(self):
        out = rp.zeros(3)
        assert numpy.add(numpy.ones(3), 1, out=out) is out
        assert out.tolist() == [2, 2, 2]
        assert numpy.add.reduce(out) == 6
        assert numpy.add.outer(out, out).shape == (3, 3)

    def test_dtypes(self):
        assert numpy.dtype(rp.dtype("int16")) == numpy.dtype("int16")
        assert rp.dtype(numpy.dtype("int16")) == rp.dtype("int16")
        assert numpy.zeros(2, rp.zeros(1, "f4").dtype).dtype == "float32"

    def test_endless_recursion_there_was(self):
        assert numpy.exp(rp.zeros(2)).tolist() == [1, 1]


class Interface:
    def __init__(self, shape, typestr="|u1", **others):
        self.__array_interface__ = {"shape": shape, "typestr": typestr, "version": 3, **others}


def test_interface_with_a_buffer_for_data():
    memory = bytearray(range(12))
    a = rp.asarray(Interface((3, 4), data=memory))
    assert a.tolist() == [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9, 10, 11]]
    a[0, 0] = 9
    assert memory[0] == 9
    frozen = rp.asarray(Interface((4,), data=bytes(8), offset=4))
    assert frozen.shape == (4,) and not frozen.flags.writeable
    assert rp.asarray(Interface((2,), ">u2", data=bytes([1, 0, 2, 0]))).tolist() == [256, 512]
    assert rp.asarray(Interface((2,), strides=(-1,), offset=1, data=b"ab")).tolist() == [98, 97]
    for wrong in (
        {"shape": (13,)}, {"shape": (4,), "offset": 9}, {"shape": (2,), "strides": (-1,)},
        {"shape": (2,), "strides": (12,)}, {"shape": (1,), "offset": -1},
    ):  # fmt: skip
        with pytest.raises(ValueError, match="buffer is smaller"):
            rp.asarray(Interface(data=memory, **wrong))


def test_bytes_of_many_dimensions():
    import hashlib
    import zlib

    a = rp.arange(6.0).reshape(2, 3)
    assert hashlib.sha256(a).digest() == hashlib.sha256(a.tobytes()).digest()
    assert zlib.crc32(a) == zlib.crc32(a.tobytes())


class Struct:
    """An object that is an array only by its __array_struct__."""

    def __init__(self, a):
        self.__array_struct__ = a.__array_struct__


@pytest.mark.parametrize("name", [*TYPES, "bool", "float16", "complex64", "complex128"])
def test_array_struct(name):
    a = rp.arange(24).astype(name).reshape(2, 3, 4)[:, ::-1, 1::2]
    b = rp.asarray(Struct(a))
    assert b.dtype == name
    assert b.strides == a.strides
    assert b.tolist() == a.tolist()
    b[0, 0, 0] = 1
    assert a[0, 0, 0] == 1
    kept = rp.asarray(Struct(rp.arange(5, dtype="int16") * 2))  # the capsule keeps the memory
    assert kept.tolist() == [0, 2, 4, 6, 8]
    assert not rp.asarray(Struct(rp.broadcast_to(rp.float32(1), (2, 2)))).flags.writeable


def test_array_struct_of_others():
    class Wrong:
        __array_struct__ = 5

    with pytest.raises(ValueError, match="invalid __array_struct__"):
        rp.asarray(Wrong())
    if numpy is None:
        return
    theirs = numpy.arange(6, dtype="float32").reshape(2, 3).T
    ours = rp.asarray(Struct(theirs))
    ours[1, 1] = 9
    assert theirs[1, 1] == 9
    assert numpy.asarray(Struct(ours)).tolist() == theirs.tolist()
    assert rp.asarray(Struct(numpy.arange(3, dtype=">i4"))).tolist() == [0, 1, 2]
    assert rp.asarray(Struct(numpy.float64(2.5))).tolist() == 2.5
