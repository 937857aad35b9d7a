"""ufunc.at, ufunc.reduceat, ufunc.resolve_dtypes."""

import pytest
from oracle import same


def ramp(np, *shape, dtype="float64"):
    size = 1
    for n in shape:
        size *= n
    return np.arange(1, 1 + size, dtype=dtype).reshape(shape)


def changed(np, ufunc, a, *arguments):
    getattr(np, ufunc).at(a, *arguments)
    return a


@pytest.mark.parametrize("dtype", ["bool", "int8", "uint16", "int64", "float32", "complex64"])
def test_at_types(dtype):
    same(lambda np: changed(np, "add", ramp(np, 4).astype(dtype), [0, 2, 2, -1], 1))
    same(lambda np: changed(np, "multiply", ramp(np, 4).astype(dtype), [1, 1], [2, 3]))
    same(lambda np: changed(np, "maximum", ramp(np, 4).astype(dtype), [0, 0], np.array([2.5, 9])))
    same(lambda np: changed(np, "logical_not", ramp(np, 4).astype(dtype), [0, 0, 1]))


def test_at_indices():
    same(lambda np: changed(np, "add", ramp(np, 2, 3), (0, [1, 1]), 5))
    same(lambda np: changed(np, "add", ramp(np, 2, 3), ([0, 1, 0], [1, 2, 1]), [1, 2, 3]))
    same(lambda np: changed(np, "add", ramp(np, 2, 3), [1, 1], [[1, 2, 3], [4, 5, 6]]))
    same(lambda np: changed(np, "add", ramp(np, 2, 3), ramp(np, 2, 3) > 2, 10))
    same(lambda np: changed(np, "subtract", ramp(np, 4), slice(1, 3), [10, 20]))
    same(lambda np: changed(np, "negative", ramp(np, 4), [0, 0, 1]))
    same(lambda np: changed(np, "negative", ramp(np, 2, 3), (slice(None), -1)))
    same(lambda np: changed(np, "add", ramp(np, 4)[::-2], [0, 0], 5))
    same(lambda np: changed(np, "add", ramp(np, 2, 3).T, ([2, 2], [1, 1]), 5))
    same(lambda np: changed(np, "add", ramp(np, 3), [], 5))
    same(lambda np: changed(np, "add", ramp(np, 3), 1, 5))
    same(lambda np: changed(np, "add", ramp(np, 3), ..., 5))


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("dtype", ["int32", "uint32", "int64", "uint64", "float32", "float64"])
def test_many_at_once(dtype):
    def places(np, kind):
        return (np.arange(500) * 7 % 40 - (0 if kind[0] == "u" else 20)).astype(kind)

    for kind in ("int8", "uint8", "int32", "int64", "uint16"):
        same(lambda np: changed(np, "add", ramp(np, 40, dtype=dtype), places(np, kind), 3))
        same(lambda np: changed(np, "add", ramp(np, 40, dtype=dtype), places(np, kind),
                                ramp(np, 500, dtype=dtype)))  # fmt: skip
    same(lambda np: changed(np, "add", ramp(np, 80, dtype=dtype)[::2], places(np, "i4"), 3))
    same(lambda np: changed(np, "add", ramp(np, 39, dtype=dtype), places(np, "uint8"), 3))
    if dtype[0] == "f":
        for special in (float("inf"), float("nan"), 3e38):
            same(lambda np: changed(np, "add", ramp(np, 3, dtype=dtype), np.array([1, 1]), special))


def test_at_warns_of_overflow():
    import rumpy

    with pytest.warns(RuntimeWarning, match="overflow encountered in at"):
        rumpy.add.at(rumpy.array([3e38], "f4"), rumpy.array([0]), rumpy.float32(3e38))


def test_at_errors():
    same(lambda np: np.add.at([1], 0, 1))
    same(lambda np: np.add.at(ramp(np, 3), 0))
    same(lambda np: np.negative.at(ramp(np, 3), 0, 1))
    same(lambda np: np.add.at(ramp(np, 3), [5], 1))
    same(lambda np: np.add.at(ramp(np, 3), [0.5], 1), text=False)
    same(lambda np: np.add.at(ramp(np, 3), [0, 1], [1, 2, 3]))
    same(lambda np: np.divmod.at(ramp(np, 3), [0, 1], 1))
    same(lambda np: np.add.at(ramp(np, 3)), text=False)


@pytest.mark.parametrize("ufunc", ["add", "multiply", "minimum", "logical_and", "subtract"])
@pytest.mark.parametrize("dtype", ["bool", "int8", "uint32", "float32", "float64", "complex128"])
def test_reduceat(ufunc, dtype):
    a = lambda np: ramp(np, 3, 4).astype(dtype)  # noqa: E731
    same(lambda np: getattr(np, ufunc).reduceat(a(np), [0, 2, 1], 0))
    same(lambda np: getattr(np, ufunc).reduceat(a(np), [0, 2, 1, 3, 3], axis=-1))
    same(lambda np: getattr(np, ufunc).reduceat(a(np)[0], [1]))


def test_reduceat_arguments():
    same(lambda np: np.add.reduceat(ramp(np, 5, dtype="int8"), [0, 2]))
    same(lambda np: np.add.reduceat(ramp(np, 5, dtype="int8"), [0, 2], dtype="int8"))
    same(lambda np: np.add.reduceat(ramp(np, 5), [0, 2], dtype="complex64"))
    same(lambda np: np.add.reduceat(ramp(np, 5), [0, 2], out=np.zeros(2, "float32")))
    same(lambda np: np.add.reduceat(ramp(np, 5), []))
    same(lambda np: np.add.reduceat([1, 2, 3], [0, 1]))


def test_reduceat_errors():
    same(lambda np: np.add.reduceat(ramp(np, 2, 3), [0, 3], 1))
    same(lambda np: np.add.reduceat(ramp(np, 2, 3), [0, -1], 1))
    same(lambda np: np.add.reduceat(ramp(np, 2, 3), 0, 1))
    same(lambda np: np.add.reduceat(ramp(np, 2, 3), [0], axis=None))
    same(lambda np: np.add.reduceat(ramp(np, 2, 3), [0], axis=(0, 1)))
    same(lambda np: np.add.reduceat(ramp(np, 2, 3), [0], axis=5))
    same(lambda np: np.add.reduceat(3, [0]))
    same(lambda np: np.negative.reduceat(ramp(np, 2, 3), [0]))
    same(lambda np: np.divmod.reduceat(ramp(np, 2, 3), [0]))


def test_resolve_dtypes():
    d = lambda np, *names: tuple(np.dtype(n) if isinstance(n, str) else n for n in names)  # noqa: E731
    same(lambda np: np.add.resolve_dtypes(d(np, "f4", int, None)))
    same(lambda np: np.add.resolve_dtypes(d(np, "f4", "i8", None)))
    same(lambda np: np.add.resolve_dtypes(d(np, "f4", "i8")))
    same(lambda np: np.add.resolve_dtypes((np.dtype("f4"), "i8", None)))
    same(lambda np: np.add.resolve_dtypes(d(np, "f4", None, None)))
    same(lambda np: np.add.resolve_dtypes(d(np, None, "f4", None), reduction=True))
    same(lambda np: np.add.resolve_dtypes(d(np, None, "i1", None), reduction=True))
    same(lambda np: np.add.resolve_dtypes(d(np, "f4", "i8", "f4")))
    same(lambda np: np.add.resolve_dtypes(d(np, "f4", "i8", "f4"), casting="no"))
    same(lambda np: np.less.resolve_dtypes(d(np, "f4", float, None)))
    same(lambda np: np.sqrt.resolve_dtypes(d(np, "i8", None)))
    same(lambda np: np.matmul.resolve_dtypes(d(np, "f4", "f8", None)))
    same(
        lambda np: np.add.resolve_dtypes(d(np, "f4", "i8", None), signature=d(np, None, None, "f8"))
    )  # noqa: E501


def test_which_error_comes_first():
    same(lambda np: np.add.reduceat(np.arange(5), [7], out=np.zeros(3)))
    same(lambda np: np.add.reduceat(np.arange(5), [0], axis=(0, 1)))
    same(lambda np: np.add.reduceat(np.zeros((2, 2)), [0], axis=(0, 1)))
