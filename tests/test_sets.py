"""unique and what two arrays have in common; digitize, argwhere."""

import pytest
from oracle import same
from test_elementwise import NAMES
from test_sorting import sample


@pytest.mark.parametrize("name", NAMES)
def test_unique(name):
    def values(np, n):
        a = sample(np, name, n, "few")
        return a if name[0] in "fc" else a % 5 if name != "bool" else a

    for n in (0, 1, 40, 300):
        same(lambda np: np.unique(values(np, n)))
        same(lambda np: np.unique(values(np, n), True, True, True))
        same(lambda np: np.unique(values(np, n), return_counts=True, equal_nan=False))
    same(lambda np: np.unique(values(np, 60).reshape(3, 4, 5), return_inverse=True))
    same(lambda np: tuple(np.unique_all(values(np, 40))))
    same(lambda np: tuple(np.unique_counts(values(np, 40))))
    same(lambda np: tuple(np.unique_inverse(values(np, 40).reshape(4, 10))))


@pytest.mark.parametrize("name", NAMES)
def test_unique_of_many_elements_few_of_them_different(name):
    def many(np, different, special=()):
        a = np.arange(5000) * 7919 % different - (0 if name[0] in "ub" else different // 2)
        a = a.astype(name)
        if np.dtype(name).kind in "fc":
            a = a / np.asarray(4, name)
            a[100 : 100 + 40 * len(special) : 40] = special
        return a

    def call(np, *given, **options):
        return np.unique(many(np, *given), **options)

    every = {"return_index": True, "return_inverse": True, "return_counts": True}
    for different in (1, 2, 200, 2048, 2049, 5000):
        same(lambda np: call(np, different))
        same(lambda np: call(np, different, **every))
    for special in ((float("nan"),) * 2, (0.0, -0.0), (-0.0, 0.0), (float("inf"), float("-inf"))):
        same(lambda np: call(np, 200, special, **every))
        same(lambda np: call(np, 200, special, equal_nan=False, return_counts=True))
    same(lambda np: np.unique(many(np, 300)[::-3], **every))
    same(lambda np: np.unique(many(np, 300).reshape(50, 100).T, **every))


def test_unique_axis():
    def grid(np, name="int64"):
        return (np.arange(24) % 5 // 2).reshape(6, 2, 2).astype(name)

    for axis in (0, 1, 2, -1):
        for name in ("int64", "float32", "bool"):
            same(lambda np: np.unique(grid(np, name), True, True, True, axis=axis))
    for axis in (3, -4):
        same(lambda np: np.unique(grid(np), axis=axis))
    same(lambda np: np.unique([[1.0, np.nan], [1.0, np.nan]], axis=0, equal_nan=False))
    same(lambda np: np.unique(5))
    same(lambda np: np.unique([3, 1, 3], sorted=True))


@pytest.mark.parametrize(
    "function", ["intersect1d", "union1d", "setdiff1d", "setxor1d", "isin"]
)  # fmt: skip
def test_pairs(function):
    pairs = [
        ([1, 3, 4, 3], [3, 1, 2, 1]), ([], []), ([1, 2], []), ([], [1, 2]),
        ([1.5, float("nan"), 2], [2, float("nan")]), ([1j, 2], [2, 3, 1j, 5, 6, 7]),
        ([[1, 2], [3, 4]], [[4, 5], [6, 1]]), (list(range(40)), list(range(30, 60, 3))),
        ([True, False], [True]), (3, [1, 3, 5]),
    ]  # fmt: skip
    for left, right in pairs:
        same(lambda np: getattr(np, function)(left, right))
        same(lambda np: getattr(np, function)(np.array(left, "c8"), right))


def test_set_arguments():
    same(lambda np: np.intersect1d([4, 1, 3, 3], [3, 4, 9, 3], return_indices=True))
    same(lambda np: np.intersect1d([4, 1, 3], [3, 4, 9], True, return_indices=True))
    same(lambda np: np.setdiff1d([4, 1, 3], [3], assume_unique=True))
    same(lambda np: np.setxor1d([4, 1, 3], [3], assume_unique=True))
    for kind in (None, "sort", "table", "other"):
        same(lambda np: np.isin([1, 2, 3], [3, 1, 8, 9, 7, 5], kind=kind, invert=True))
    same(lambda np: np.isin([1.0], [2.0], kind="table"))
    same(lambda np: np.ediff1d([[1, 2], [4, 7]]))
    same(lambda np: np.ediff1d([1, 2, 4], to_end=[8, 9], to_begin=-1))
    same(lambda np: np.ediff1d([1, 2, 4], to_end=1.5))
    same(lambda np: np.ediff1d([]))


def test_digitize():
    for bins in ([0, 1, 2.5, 4], [4, 2.5, 1, 0], [1], [], [1, 1, 1], [1, 3, 2], 3, [[1, 2]]):
        for right in (False, True):
            same(lambda np: np.digitize([[0.2, 6.4], [3.0, 1.0]], bins, right))
    same(lambda np: np.digitize(2.5, [1, 2, 3]))
    same(lambda np: np.digitize(1j, [1, 2, 3]))


def test_where():
    for value in ([[0, 1], [2, 0]], [], 0, 3, [[True]], [0.0, float("nan")]):
        same(lambda np: np.argwhere(value))
        same(lambda np: np.flatnonzero(value))
    for name in NAMES:
        same(lambda np: np.sort_complex(np.array([3, 1, 0], name)))
