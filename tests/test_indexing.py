"""Reading and writing through basic, integer-array and boolean indices."""

import itertools
import warnings

import pytest
from oracle import same

S = slice


def cube(np):
    return np.arange(60, dtype="float32").reshape(3, 4, 5)


BASIC = [
    0, -1, 2, 3, -4, S(None), S(1, 3), S(None, None, -1), S(10, None), S(3, 0, -2), S(-2, None),
    ..., None, (), (0, 1), (0, 1, 2), (0, 1, 2, 0), (..., 0), (0, ...), (S(None), 1), (..., None),
    (None, 0, None), (S(None), S(None, None, 2), -1), (0, ..., None, 1), (S(0, 0), 1),
    (S(None, None, -1),) * 3, (..., S(1, 3), S(None, None, -2)), (5, 0), (0, -5), (..., ...),
    1.5, "x", (0, 1.0), True, False, (True, 0), S(None, None, 0), S(1.5, None), 10**30,
]  # fmt: skip


@pytest.mark.parametrize("index", BASIC, ids=repr)
def test_basic(index):
    same(lambda np: cube(np)[index], text=not isinstance(index, str))
    same(lambda np: cube(np)[index].strides if not isinstance(index, bool) else 0, text=False)

    def write(np):
        a = cube(np)
        a[index] = -1.5
        return a

    same(write, text=not isinstance(index, str))


ADVANCED = [
    [0, 2], [-1, 0, -1], [[0, 1], [2, 0]], ([0, 1], [1, 2]), ([0, 1], S(None), [1, 2]),
    (S(None), [0, 1], [1, 2]), ([[0], [1]], [1, 2]), (0, S(None), [1, 2]), (S(None), 0, [1, 2]),
    ([0, 1], ..., 0), (..., [0, 4], None), ([0, 1], None, [0, 1]), ([], S(None)), [], [3], [-4],
    ([0, 1], [0, 1, 2]), ([0], [0], [0], [0]), [True, False, True], [True, False], [False] * 3,
    (S(None), [True, False, True, False]), ([0, 1], [True, False, True, False]),
    ([True, False, True], 1), (S(None), S(None), [0, 0, 0]), (S(None), [1], S(None, None, -1)),
    ([1.0, 2.0],), (None, [0, 1]), ([0, 1], [0, 1], [0, 1]), (1, [0, 1], 2), ([2, 1], S(1, 3)),
    (True, [0, 1]), ([0, 1], True), (S(None), None, [2, 0]),
]  # fmt: skip


@pytest.mark.parametrize("index", ADVANCED, ids=repr)
def test_advanced(index):
    same(lambda np: cube(np)[index])
    same(lambda np: cube(np).transpose(2, 0, 1)[index], text=False)

    def write(np):
        a = cube(np)
        a[index] = 100
        return a

    same(write)

    def add(np):
        a = cube(np)
        a[index] += 100
        return a

    same(add)


def test_index_arrays_of_every_type():
    for name in ("int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64"):
        same(lambda np: cube(np)[np.array([0, 2, 1], dtype=name)])
    same(lambda np: cube(np)[np.array([0.0, 1.0])])
    same(lambda np: cube(np)[np.array(1)])
    same(lambda np: cube(np)[np.int8(1), np.uint64(2)])


def test_boolean_masks():
    same(lambda np: cube(np)[cube(np) > 30])
    same(lambda np: cube(np)[cube(np)[:, :, 0] > 20])
    same(lambda np: cube(np)[cube(np)[0] > 7])
    same(lambda np: cube(np)[:, cube(np)[0] > 7])
    same(lambda np: cube(np)[np.zeros((3, 4), bool)])
    same(lambda np: cube(np)[np.array(True)])
    same(lambda np: np.arange(5)[np.arange(5) % 2 == 0])

    def write(np, value):
        a = cube(np)
        a[a % 2 == 0] = value
        return a

    same(lambda np: write(np, -1))
    same(lambda np: write(np, np.arange(30)))
    same(lambda np: write(np, np.arange(29)))

    def by_itself(np):
        a = np.array([True, False, True, True])
        a[a] = [False, True, False]
        return a

    same(by_itself)


def test_write_broadcasts_and_casts():
    def write(np, index, value, dtype="float32"):
        a = np.zeros((3, 4), dtype)
        a[index] = value(np)
        return a

    cases = [
        (0, lambda np: np.arange(4)), (S(None), lambda np: np.arange(4)),
        ((S(None), 1), lambda np: np.arange(3)), (S(None), lambda np: np.arange(3)),
        (..., lambda np: [[1], [2], [3]]), ([0, 2], lambda np: [[1, 2, 3, 4]]),
        ([0, 0], lambda np: [[1] * 4, [2] * 4]), (S(0, 2), lambda np: np.ones((1, 2, 4))),
        (S(0, 2), lambda np: np.ones((2, 2, 4))), (0, lambda np: 2.9), ((0, 0), lambda np: [1]),
        ((0, 0), lambda np: np.float64(2.5)),
    ]  # fmt: skip
    for (index, value), dtype in itertools.product(cases, ("float32", "int16", "complex64")):
        same(lambda np: write(np, index, value, dtype))
    same(lambda np: write(np, (0, 0), lambda np: [1, 2]), text=False)
    same(lambda np: write(np, 0, lambda np: 300, "uint8"))
    same(lambda np: write(np, (0, 0), lambda np: 300, "uint8"))
    same(lambda np: write(np, 0, lambda np: 1j, "float32"), text=False)


def test_overlap():
    def shift(np, to, source):
        a = np.arange(10)
        a[to] = a[source]
        return a

    same(lambda np: shift(np, S(1, None), S(None, -1)))
    same(lambda np: shift(np, S(None, -1), S(1, None)))
    same(lambda np: shift(np, S(None), S(None, None, -1)))
    same(lambda np: shift(np, [3, 2, 1], S(1, 4)))

    def transpose(np):
        a = np.arange(9).reshape(3, 3)
        a[...] = a.T
        return a

    same(transpose)


def test_read_only():
    def write(np, index):
        a = np.arange(3)
        a.flags.writeable = False
        a[index] = 1

    for index in (0, S(None), [0, 1], [True, False, True]):
        same(lambda np: write(np, index))
    same(lambda np: write(np, ...))
    same(lambda np: np.broadcast_to(np.arange(3), (2, 3)).fill(0), text=False)


def test_views_share_memory():
    def through(np, view):
        a = np.arange(24.0).reshape(2, 3, 4)
        view(a)[...] = 0
        return a

    same(lambda np: through(np, lambda a: a[1, ::2]))
    same(lambda np: through(np, lambda a: a.T[0]))
    same(lambda np: through(np, lambda a: a.reshape(6, 4)[::-2]))
    same(lambda np: through(np, lambda a: a[[0]]))


def test_sequence_protocol():
    same(lambda np: len(np.zeros((4, 2))))
    same(lambda np: len(np.array(1)))
    same(lambda np: list(np.arange(3)))
    same(lambda np: list(np.arange(4).reshape(2, 2)))
    same(lambda np: list(np.array(3)))
    same(lambda np: 3 in np.arange(5))
    same(lambda np: 7 in np.arange(5))
    same(lambda np: [x.tolist() for x in reversed(np.arange(3))])
    same(lambda np: [*np.zeros((2, 2), "float32")][1])


def test_item_and_tolist():
    for name in ("bool", "int8", "uint64", "float32", "complex64"):
        same(lambda np: np.array([[0, 1], [1, 0]], name).tolist())
        same(lambda np: np.array([1], name).item())
        same(lambda np: np.array([[0, 1], [1, 0]], name).item(1, 0))
        same(lambda np: np.array([[0, 1], [1, 0]], name).item(3))
    same(lambda np: np.arange(3).item())
    same(lambda np: np.arange(3).item(5))
    same(lambda np: np.array(2.5).tolist())


def test_64_dimensions():
    same(lambda np: np.zeros((1,) * 64)[(0,) * 64])
    same(lambda np: np.zeros((1,) * 63)[None][..., 0].ndim)
    same(lambda np: np.zeros((1,) * 64)[None], text=False)


def test_the_worst_item_of_a_tuple_is_named():
    for key in [
        (slice(0.0, None), 0.0),
        (0.0, slice(0.0, None)),
        (slice(None, "a"), 0.0),
        (slice(0.0, None), [1.0]),
        (slice(0.0, None), 0),
        (slice(0.0, None), slice("x", None)),
        slice(0.0, None),
    ]:
        same(lambda np, key=key: np.arange(6).reshape(2, 3)[key])


def test_one_value_for_many_places():
    def filled(np, dtype, index, value):
        a = np.arange(9).astype(dtype)
        a[index] = value
        return a

    indices = [[0, 2, -1, 2], [[1, 3], [5, 7]], [], [9], [-9, 8], [-10]]
    for dtype in ["bool", "int16", "float32", "float64", "complex128"]:
        for index in indices:
            same(lambda np, d=dtype, k=index: filled(np, d, np.array(k, "int64"), 1))
            same(lambda np, d=dtype, k=index: filled(np, d, np.array(k, "int8"), np.array(0.5)))
    same(lambda np: filled(np, "float64", np.array([0, 3], "uint8"), np.float64(2.5)))


def test_flat_elements_cannot_be_deleted():
    same(lambda np: np.arange(6).flat.__delitem__(0))
    same(lambda np: np.arange(6).flat.__delitem__(slice(2)))


def test_complex_values_for_reals_without_elements():
    def assigned(np, *assign):
        a = np.zeros(3)
        with warnings.catch_warnings(record=True) as seen:
            warnings.simplefilter("always")
            for target, count in assign:
                target(np, a, np.zeros(count, complex))
        return [(w.category.__name__, str(w.message)) for w in seen]

    same(lambda np: assigned(np, (lambda np, a, z: a.__setitem__(slice(0), z), 0)))
    same(lambda np: assigned(np, (lambda np, a, z: a.__setitem__(slice(2), z), 2)))
    same(lambda np: assigned(np, (lambda np, a, z: np.copyto(a[:0], z, casting="unsafe"), 0)))
