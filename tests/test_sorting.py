"""sort, argsort, partition, searchsorted, lexsort and what is made of them."""

import random

import pytest
import rumpy
from oracle import same
from test_elementwise import NAMES

SIZES = [0, 1, 2, 17, 30, 65, 300, 9000]
PATTERNS = ["random", "few", "ordered", "reversed", "equal", "organ"]


def numbers(n, pattern="random", seed=1):
    """Integers within int8 (but for long patterns), in some pattern."""
    rng = random.Random(seed * 1000 + n)
    top = {"few": 3, "equal": 0}.get(pattern, 1000000)
    values = [rng.randint(0, top) for _ in range(n)]
    if pattern in ("ordered", "reversed"):
        values.sort(reverse=pattern == "reversed")
    if pattern == "organ":
        values = [min(i, n - i) for i in range(n)]
    return values


def sample(np, name, n, pattern="random", seed=1):
    """Numbers of the type; reals with NaN, infinities and zeros of both signs among them."""
    values = numbers(n, pattern, seed)
    a = np.array(values, "int64")
    if name == "bool":
        return a % 2 > 0
    if name[0] in "iu":
        return ((a * 2654435761) % 4294967296 - 2147483648).astype(name)
    x = (a.astype("float64") - 500000.0) / 1000.0
    if n > 20:
        x[n // 2] = np.nan
        x[n // 3] = np.inf
        x[n // 4] = -np.inf
        x[5::7] = 0.0
        x[3::7] = -0.0
    if name[0] == "c":
        z = np.zeros(n, name)
        z.real = np.trunc(x / 100)
        z.imag = x[::-1]
        return z
    return x.astype(name)


@pytest.mark.parametrize("name", NAMES)
def test_sort_types(name):
    for n in SIZES[:-1]:
        same(lambda np: np.sort(sample(np, name, n), kind="stable"))
        same(lambda np: np.argsort(sample(np, name, n), kind="stable"))
        same(lambda np: np.sort(sample(np, name, n)[::-2], kind="stable"))


@pytest.mark.parametrize("pattern", PATTERNS)
@pytest.mark.parametrize("name", ["int8", "uint16", "int32", "int64", "float32", "float64"])
def test_sort_patterns(name, pattern):
    for n in SIZES:
        same(lambda np: np.sort(sample(np, name, n, pattern), kind="stable"))
        same(lambda np: np.argsort(sample(np, name, n, pattern), kind="stable"))


@pytest.mark.native
@pytest.mark.parametrize("name", ["int32", "int64", "uint64", "float32", "float64"])
def test_sort_many(name):
    def values(np):
        a = np.arange(60000, dtype="int64")
        a = (a * 2654435761 + 12345) % 4294967296
        a = a * a if name in ("int64", "uint64") else a
        return (a.astype("float64") / 7 - 1e8).astype(name) if name[0] == "f" else a.astype(name)

    same(lambda np: np.sort(values(np), kind="stable"))
    same(lambda np: np.argsort(values(np), kind="stable"))
    same(lambda np: np.sort(values(np) * values(np), kind="stable"))


def test_zeros_keep_their_order():
    for n in (2, 40, 300):
        a = rumpy.array([0.0, -0.0] * n)
        a.sort()
        assert [str(x) for x in a[:4].tolist()] == ["0.0", "-0.0", "0.0", "-0.0"]


@pytest.mark.parametrize("function", ["sort", "argsort"])
def test_sort_axes(function):
    def cube(np):
        return sample(np, "float64", 60).reshape(3, 4, 5)

    for axis in (0, 1, 2, -1, -2, -3, None):
        same(lambda np: getattr(np, function)(cube(np), axis, "stable"))
        same(lambda np: getattr(np, function)(cube(np).T, axis=axis, kind="stable"))
        same(lambda np: getattr(np, function)(cube(np)[::2, ::-1, 1:], axis=axis, stable=True))
        same(lambda np: getattr(np, function)(cube(np).astype("c8"), axis=axis, stable=True))
    for shape in ((0,), (0, 3), (3, 0), (2, 0, 3), (1, 1), (3, 1)):
        for axis in (0, -1, None):
            same(lambda np: getattr(np, function)(np.ones(shape), axis=axis))
    for axis in (3, -4, 1.0, "0", 2**70):
        same(lambda np: getattr(np, function)(cube(np), axis=axis), text=axis in (3, -4))
    for scalar in (5, 2.5, True):
        for axis in (-1, 0, None, 1):
            same(lambda np: getattr(np, function)(scalar, axis=axis))


def test_sort_in_place():
    def run(np, axis=-1):
        a = np.array([[3, 1, 2], [9, 8, 7], [4, 6, 5]])
        result = a[:, ::-1].sort(axis)
        return a, result

    for axis in (0, 1, -1):
        same(lambda np: run(np, axis))

    def frozen(np):
        a = np.array([3, 1])
        a.setflags(write=False)
        a.sort()

    same(frozen)
    same(lambda np: np.array(3).sort())
    same(lambda np: np.sort(np.array([[3, 1], [2, 0]], order="F")).strides, width=True)


@pytest.mark.parametrize("function", ["sort", "argsort"])
def test_sort_arguments(function):
    for kind in ("quick", "q", "Q", "quicksort", "mergesort", "m", "stable", "heap", "t", "x", "",
                 None, 5, b"stable"):  # fmt: skip
        same(lambda np: getattr(np, function)([3, 1, 2], kind=kind))
        same(lambda np: getattr(np.array([3, 1, 2]), function)(kind=kind))
    same(lambda np: getattr(np, function)([3, 1, 2], kind="stable", stable=True))
    same(lambda np: getattr(np, function)([3, 1, 2], stable=False))
    same(lambda np: getattr(np, function)([3, 1, 2], order="x"))
    same(lambda np: getattr(np, function)([3, 1, 2], -1, "stable", None, True), text=False)


def check_partition(name, n, kth, axis=-1):
    """Partitions are not unique: what counts is what they promise."""
    np = rumpy
    a = sample(np, name, n)
    parted, ordered = np.partition(a, kth), np.sort(a)
    places = [k + n if k < 0 else k for k in (kth if isinstance(kth, (list, tuple)) else [kth])]
    for result in (parted, a[np.argpartition(a, kth)]):
        assert np.sort(result).tobytes() == ordered.tobytes() or name[0] in "fc"
        for k in places:
            assert repr(result[k] + 0) == repr(ordered[k] + 0)
            assert repr(np.sort(result[:k]) + 0) == repr(ordered[:k] + 0)


@pytest.mark.parametrize("name", NAMES)
def test_partition(name):
    for n in (1, 2, 3, 24, 25, 60, 500):
        for kth in (0, n - 1, n // 2, -1, [0, n // 3, n // 2], [n - 1, 0]):
            check_partition(name, n, kth)


def test_partition_many():
    for pattern in PATTERNS:
        a = sample(rumpy, "float64", 9000, pattern)
        ordered = rumpy.sort(a)
        for k in (0, 5, 4000, 4500, 8990, 8999):
            assert repr(rumpy.partition(a, k)[k] + 0) == repr(ordered[k] + 0)
            assert repr(a[rumpy.argpartition(a, k)[k]] + 0) == repr(ordered[k] + 0)


def test_partition_arguments():
    for function in ("partition", "argpartition"):
        for kth in (0, 2, -1, 3, -4, [0, 7], True, [True], [], [1.0]):
            same(lambda np: getattr(np, function)([1, 2, 3], kth))
        same(lambda np: getattr(np, function)([1, 2, 3], [[1]]), text=False)
        for kind in ("introselect", "i", None, 3):
            same(lambda np: getattr(np, function)([1, 2, 3], 1, kind=kind))
        same(lambda np: getattr(np, function)([1, 2, 3], 1, order="x"))
        for axis in (0, 1, None, 2, -3):
            same(lambda np: getattr(np, function)([[1, 2], [3, 4]], 0, axis=axis))
        for shape in ((0,), (0, 2), (2, 0)):
            same(lambda np: getattr(np, function)(np.zeros(shape), 1))
        for kth in (0, 1):
            same(lambda np: getattr(np, function)(5, kth))
    same(lambda np: np.array([1, 2]).partition(5))
    same(lambda np: np.array([1, 2]).argpartition(-5))


@pytest.mark.parametrize("name", NAMES)
def test_searchsorted(name):
    def run(np, n, side):
        a = np.sort(sample(np, name, n))
        return np.searchsorted(a, sample(np, name, 45, seed=2), side), a.searchsorted(a, side)

    for n in (0, 1, 2, 7, 64, 100):
        for side in ("left", "right"):
            same(lambda np: run(np, n, side))


def test_searchsorted_arguments():
    same(lambda np: np.searchsorted([1, 2, 3], 2.5))
    same(lambda np: np.searchsorted([1, 2, 3], [[2, 1], [9, 0]], side="right"))
    same(lambda np: np.searchsorted(np.arange(10)[::2], np.arange(30)[::-3]))
    same(lambda np: np.searchsorted([3, 1, 2], [2, 3], sorter=[1, 2, 0]))
    same(lambda np: np.searchsorted([1, 2], 2, sorter=[0]))
    same(lambda np: np.searchsorted([1, 2], 2, sorter=[0, 5]))
    same(lambda np: np.searchsorted([1, 2], 2, sorter=[0.0, 1.0]))
    same(lambda np: np.searchsorted([1, 2], 2, sorter=[[0, 1]]))
    for side in ("x", "R", "rig", None, 1):
        same(lambda np: np.searchsorted([1, 2], 2, side=side))
    same(lambda np: np.searchsorted([[1]], 2))
    same(lambda np: np.searchsorted(3, 2))
    same(lambda np: np.searchsorted([], 2))
    same(lambda np: np.searchsorted([1, 2], []))
    same(lambda np: np.searchsorted([1, 2], 1j))
    same(lambda np: np.searchsorted(np.array([1, 2], "int8"), 300))
    same(lambda np: np.searchsorted(np.array([1.1, 2], "float32"), 1.1))


def test_lexsort():
    def keys(np, names):
        return [sample(np, name, 50, "few", seed=i) for i, name in enumerate(names)]

    for names in (["int8"], ["int8", "float64"], ["complex64", "int64", "bool"], ["uint64"] * 4):
        same(lambda np: np.lexsort(keys(np, names)))
        same(lambda np: np.lexsort(tuple(keys(np, names)), axis=0))
    same(lambda np: np.lexsort(np.array([[3, 1, 2], [0, 0, 0]])))
    for axis in (0, 1, -1, 2):
        same(lambda np: np.lexsort((np.arange(12).reshape(3, 4) % 5, np.ones((3, 4))), axis))
    same(lambda np: np.lexsort(()))
    same(lambda np: np.lexsort([[1, 2], [3]]))
    same(lambda np: np.lexsort(5), text=False)
    same(lambda np: np.lexsort((3, 1)))
    same(lambda np: np.lexsort([[3, 1], [1, 1]], axis=1))
    same(lambda np: np.lexsort([[], []]))


def test_subclass():
    class Sub(rumpy.ndarray):
        pass

    a = rumpy.array([3, 1, 2]).view(Sub)
    assert type(rumpy.sort(a)) is Sub and rumpy.sort(a).tolist() == [1, 2, 3]
    assert a.tolist() == [3, 1, 2]
