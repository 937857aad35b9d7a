"""Ufuncs of vectors and matrices: matmul, vecdot, matvec, vecmat."""

import inspect

import pytest
import rumpy as rp
from oracle import same

NAMES = ["matmul", "vecdot", "matvec", "vecmat"]


def grid(np, *shape, dtype="float64"):
    size = 1
    for n in shape:
        size *= n
    a = (np.arange(size) % 7 - 2).astype(dtype).reshape(shape)
    return a * (1 + 2j) if dtype == "complex128" else a


@pytest.mark.parametrize("name", NAMES)
def test_objects(name):
    ufunc = getattr(rp, name)
    assert isinstance(ufunc, rp.ufunc)
    for attribute in ("nin", "nout", "nargs", "identity", "signature", "__name__"):
        same(lambda np: getattr(getattr(np, name), attribute))  # noqa: B023
    same(lambda np: str(inspect.signature(getattr(np, name))))
    same(lambda np: getattr(np, name).__doc__.split("\n")[0])
    assert "dd->d" in ufunc.types


SHAPES = {
    "matmul": [((2, 3), (3, 2)), ((4, 2, 3), (3, 5)), ((3,), (3,)), ((3,), (2, 3, 2)), ((2, 3), (3,))],
    "vecdot": [((3,), (3,)), ((2, 3), (3,)), ((4, 1, 3), (2, 3)), ((0,), (0,)), ((2, 0), (2, 0))],
    "matvec": [((2, 3), (3,)), ((4, 2, 3), (4, 3)), ((2, 3), (5, 3)), ((0, 3), (3,))],
    "vecmat": [((3,), (3, 2)), ((4, 3), (4, 3, 2)), ((5, 3), (3, 2))],
}  # fmt: skip


@pytest.mark.parametrize("dtype", ["bool", "int8", "int64", "float32", "float64", "complex128"])
@pytest.mark.parametrize("name", NAMES)
def test_values(name, dtype):
    for left, right in SHAPES[name]:
        same(
            lambda np: getattr(np, name)(
                grid(np, *left, dtype=dtype), grid(np, *right, dtype=dtype)
            )
        )  # noqa: B023, E501
        same(
            lambda np: getattr(np, name)(grid(np, *left, dtype=dtype), grid(np, *right)), text=False
        )  # noqa: B023, E501


@pytest.mark.parametrize("name", NAMES)
def test_wrong_shapes(name):
    for left, right in [((2, 3), (4,)), ((2, 3), (2, 4)), ((), (3,)), ((3,), ()), ((2, 2, 2), (3, 2, 2))]:  # fmt: skip # noqa: E501
        same(lambda np: getattr(np, name)(grid(np, *left), grid(np, *right)))  # noqa: B023


def test_axes():
    same(lambda np: np.matmul(grid(np, 2, 3), grid(np, 2, 3), axes=[(1, 0), (0, 1), (0, 1)]))
    same(lambda np: np.matmul(grid(np, 2, 3), grid(np, 3, 2), axes=[(0, 1), (0, 1), (1, 0)]))
    same(lambda np: np.matmul(grid(np, 3, 4, 2), grid(np, 4, 2, 5), axes=[(0, 1), (0, 2), (-1, 0)]))
    same(lambda np: np.matmul(grid(np, 3), grid(np, 3, 2), axes=[0, (0, 1), 0]))
    same(lambda np: np.vecdot(grid(np, 2, 3), grid(np, 2, 3), axis=0))
    same(lambda np: np.vecdot(grid(np, 2, 3), grid(np, 2, 3), axis=0, keepdims=True))
    same(lambda np: np.vecdot(grid(np, 2, 3), grid(np, 2, 3), keepdims=True))
    same(lambda np: np.vecdot(grid(np, 2, 3), grid(np, 3, 2), axes=[0, 1]))
    same(lambda np: np.vecdot(grid(np, 2, 3), grid(np, 2, 3), axes=[(0,), (0,), ()]))
    same(lambda np: np.vecdot(grid(np, 2, 3), grid(np, 2, 3), axes=[0, 0, 1], keepdims=True))
    same(lambda np: np.matvec(grid(np, 4, 2, 3), grid(np, 3, 4), axes=[(1, 2), 0, 0]))
    same(lambda np: np.vecmat(grid(np, 3, 4), grid(np, 3, 2), axes=[0, (0, 1), 0]))


def test_bad_axes():
    a = lambda np: grid(np, 2, 3)  # noqa: E731
    same(lambda np: np.matmul(a(np), a(np).T, axis=0))
    same(lambda np: np.matvec(a(np), [1, 2, 3], axis=0))
    same(lambda np: np.matmul(a(np), a(np).T, keepdims=True))
    same(lambda np: np.matmul(a(np), a(np).T, axes=[(0, 1), (0, 1)]))
    same(lambda np: np.vecdot(a(np), a(np), axes=[0, 0, 0]))
    same(lambda np: np.vecdot(a(np), a(np), axes=[(0, 1), 0]))
    same(lambda np: np.vecdot(a(np), a(np), axes=0))
    same(lambda np: np.vecdot(a(np), a(np), axis=0, axes=[0, 0]))
    same(lambda np: np.vecdot(a(np), a(np), axis=5))
    same(lambda np: np.vecdot(a(np), a(np), axis="a"))
    same(lambda np: np.matmul(a(np), a(np).T, where=True))
    same(lambda np: np.matmul(a(np)))
    same(lambda np: np.matmul(a(np), a(np), a(np), a(np)))


def test_out_and_dtype():
    def into(name, left, right, shape, dtype="float64"):
        def call(np):
            out = np.zeros(shape, dtype)
            return [getattr(np, name)(grid(np, *left), grid(np, *right), out=out) is out, out]

        same(call)

    into("matmul", (2, 3), (3, 2), (2, 2))
    into("vecdot", (2, 3), (2, 3), (2,))
    into("vecdot", (2, 3), (2, 3), (2,), "int32")
    into("vecdot", (2, 3), (2, 3), (4, 2))
    into("matvec", (2, 3), (3,), (2,))
    into("vecmat", (4, 3), (3, 2), (4, 2), "complex128")
    same(lambda np: np.vecdot(grid(np, 2, 3), grid(np, 2, 3), axis=0, out=np.zeros(3)))
    same(lambda np: np.vecdot(grid(np, 3), grid(np, 3), dtype="f4"))
    same(lambda np: np.vecdot(grid(np, 3), grid(np, 3), dtype="i4"))
    same(lambda np: np.vecdot(grid(np, 3), grid(np, 3), dtype="i4", casting="unsafe"))
    same(lambda np: np.matmul(grid(np, 2, 2), grid(np, 2, 2), signature="FF->F"))
    same(lambda np: np.matmul(grid(np, 2, 2), grid(np, 2, 2), sig=(None, None, "f4")))
    same(lambda np: np.matmul(grid(np, 2, 2), grid(np, 2, 2), None))
    same(lambda np: np.matmul([1, 2], [3, 4]))
    same(lambda np: np.matmul([[1, 2]], [[3.5], [4]]))


def test_methods_are_refused():
    a = lambda np: grid(np, 2, 2)  # noqa: E731
    same(lambda np: np.matmul.reduce(a(np)))
    same(lambda np: np.matmul.accumulate(a(np)))
    same(lambda np: np.matmul.reduceat(a(np), [0]))
    same(lambda np: np.matmul.outer(a(np), a(np)))
    same(lambda np: np.matmul.at(a(np), [0], a(np)))
