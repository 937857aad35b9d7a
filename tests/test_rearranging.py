"""append, insert, delete, split, block, tile, roll, pad and their kin; requirements of arrays."""

import pytest
import rumpy
from oracle import same

sorts = pytest.mark.skipif(not hasattr(rumpy.ndarray, "argsort"), reason="needs argsort")


def a34(np, dtype="int32"):
    return np.arange(12).reshape(3, 4).astype(dtype)


CASES = [
    lambda np: np.append([1, 2], [[3], [4]]),
    lambda np: np.append([[1, 2]], [[3, 4]], axis=0),
    lambda np: np.append([[1, 2]], [3, 4], axis=0),
    lambda np: np.insert([1, 2, 3], 1, 9),
    lambda np: np.insert([1, 2, 3], 1, [8, 9]),
    pytest.param(lambda np: np.insert([1, 2, 3], [0, 2], [8, 9]), marks=sorts),
    lambda np: np.insert([1, 2, 3], [1], [8, 9]),
    pytest.param(lambda np: np.insert([1, 2, 3], [2, 2, -1], [7, 8, 9]), marks=sorts),
    lambda np: np.insert(a34(np), 1, 5, axis=1),
    lambda np: np.insert(a34(np), 1, [5, 6, 7], axis=1),
    lambda np: np.insert(a34(np), [1], [[5], [6], [7]], axis=1),
    pytest.param(lambda np: np.insert(a34(np), slice(0, 2), -1, axis=0), marks=sorts),
    pytest.param(
        lambda np: np.insert(a34(np), np.array([True, False, True]), 7, axis=0), marks=sorts
    ),
    lambda np: np.insert(a34(np), 3, 1),
    lambda np: np.insert([1, 2], 5, 1),
    pytest.param(lambda np: np.insert([1, 2], [], []), marks=sorts),
    lambda np: np.insert([1.0, 2.0], 1, 7),
    lambda np: np.insert([1, 2], 1, 7.9),
    lambda np: np.insert([1, 2], [[0]], 1),
    lambda np: np.delete([1, 2, 3, 4], 1),
    lambda np: np.delete([1, 2, 3, 4], -1),
    lambda np: np.delete([1, 2, 3, 4], [0, 2]),
    lambda np: np.delete([1, 2, 3, 4], []),
    lambda np: np.delete(a34(np), [1], axis=1),
    lambda np: np.delete(a34(np), slice(None, None, 2), axis=1),
    lambda np: np.delete(a34(np), slice(3, 0, -2), axis=1),
    lambda np: np.delete(a34(np), np.array([True, False, True]), axis=0),
    lambda np: np.delete(a34(np), [True, False], axis=0),
    lambda np: np.delete(a34(np), 5, axis=0),
    lambda np: np.delete(a34(np), [0, 5], axis=0),
    lambda np: np.delete(a34(np), 3),
    lambda np: np.delete(a34(np), [1], axis=2),
    lambda np: np.resize([1, 2, 3], (2, 4)),
    lambda np: np.resize([1, 2, 3], 2),
    lambda np: np.resize([], (2, 2)),
    lambda np: np.resize([1], (2, -1)),
    lambda np: np.trim_zeros([0, 0, 1, 0, 2, 0]),
    lambda np: np.trim_zeros(np.array([0, 0, 1, 0, 2, 0]), "f"),
    lambda np: np.trim_zeros(np.array([0, 0, 1, 0, 2, 0]), "B"),
    lambda np: np.trim_zeros((0, 0)),
    lambda np: np.trim_zeros(np.array([[0, 0], [0, 1]])),
    lambda np: np.trim_zeros(np.array([[0, 0], [0, 1]]), axis=0),
    lambda np: np.trim_zeros([0], "x"),
    lambda np: np.array_split(np.arange(7), 3),
    lambda np: np.array_split(np.arange(7), [2, 5]),
    lambda np: np.array_split(a34(np), 3, axis=1),
    lambda np: np.array_split(np.arange(7), 0),
    lambda np: np.array_split([], 2),
    lambda np: np.split(np.arange(6), 3),
    lambda np: np.split(np.arange(6), 4),
    lambda np: np.split(np.arange(6), [1, 3, 9]),
    lambda np: np.hsplit(a34(np), 2),
    lambda np: np.hsplit(np.arange(4), 2),
    lambda np: np.hsplit(np.array(1), 2),
    lambda np: np.vsplit(a34(np), 3),
    lambda np: np.vsplit(np.arange(4), 2),
    lambda np: np.dsplit(np.arange(8).reshape(1, 2, 4), 2),
    lambda np: np.dsplit(a34(np), 2),
    lambda np: np.unstack(a34(np)),
    lambda np: np.unstack(a34(np), axis=1),
    lambda np: np.unstack(np.array(1)),
    lambda np: np.block([[np.eye(2), np.zeros((2, 3))], [np.ones((1, 2)), np.full((1, 3), 7)]]),
    lambda np: np.block([1, 2, [3]]),
    lambda np: np.block([1, 2, 3]),
    lambda np: np.block([[1], [2]]),
    lambda np: np.block(np.arange(3)),
    lambda np: np.block([[np.arange(3)], [np.arange(3.5)[:3]]]),
    lambda np: np.block([[]]),
    lambda np: np.block([(1, 2)]),
    lambda np: np.block([[1, 2], 3]),
    lambda np: np.concat([[1], [2]]),
    lambda np: np.repeat([1, 2], 2),
    lambda np: np.repeat([1, 2], [3, 1]),
    lambda np: np.repeat(a34(np), 2),
    lambda np: np.repeat(a34(np), [1, 0, 2], axis=0),
    lambda np: np.repeat(a34(np), 2, axis=1),
    lambda np: np.repeat(a34(np).T, 2, axis=-1),
    lambda np: np.repeat(a34(np, "complex128"), 2, axis=1),
    lambda np: np.repeat(3, 4),
    lambda np: np.repeat([1, 2], [1, 2, 3]),
    lambda np: np.repeat([1, 2], -1),
    lambda np: np.repeat([1, 2], 1.5),
    lambda np: np.repeat([1, 2], 2, axis=1),
    lambda np: np.repeat([1, 2], [2]),
    lambda np: np.repeat([], 2),
    lambda np: np.tile([1, 2], 2),
    lambda np: np.tile([1, 2], (2, 2)),
    lambda np: np.tile([[1], [2]], (1, 3)),
    lambda np: np.tile([[1], [2]], 0),
    lambda np: np.tile(np.arange(4).reshape(1, 2, 2), (2, 1)),
    lambda np: np.tile(3, (2, 2)),
    lambda np: np.roll(np.arange(5), 2),
    lambda np: np.roll(np.arange(5), -7),
    lambda np: np.roll(a34(np), 1),
    lambda np: np.roll(a34(np), 1, axis=1),
    lambda np: np.roll(a34(np), (1, 2), axis=(0, 1)),
    lambda np: np.roll(a34(np), 1, axis=(0, 1)),
    lambda np: np.roll(a34(np), (1, 1), axis=0),
    lambda np: np.roll(a34(np), 1, axis=2),
    lambda np: np.roll(a34(np), [[1]], axis=0),
    lambda np: np.roll([], 1),
    lambda np: np.rollaxis(np.zeros((2, 3, 4)), 2).shape,
    lambda np: np.rollaxis(np.zeros((2, 3, 4)), 0, 3).shape,
    lambda np: np.rollaxis(np.zeros((2, 3, 4)), 0, 9),
    lambda np: np.rot90(a34(np)),
    lambda np: np.rot90(a34(np), 2),
    lambda np: np.rot90(a34(np), -1),
    lambda np: np.rot90(np.arange(8).reshape(2, 2, 2), axes=(1, 2)),
    lambda np: np.rot90(a34(np), axes=(0, 0)),
    lambda np: np.rot90(a34(np), axes=(0, 5)),
    lambda np: np.flipud(a34(np)),
    lambda np: np.fliplr(a34(np)),
    lambda np: np.fliplr([1, 2]),
    lambda np: np.flipud(3),
    lambda np: np.packbits([1, 0, 1, 0, 0, 0, 0, 1, 1]),
    lambda np: np.packbits([1, 0, 1, 0, 0, 0, 0, 1, 1], bitorder="little"),
    lambda np: np.packbits(a34(np) % 2, axis=0),
    lambda np: np.packbits(a34(np) > 3, axis=-1),
    lambda np: np.packbits([1.5]),
    lambda np: np.unpackbits(np.array([161, 3], "uint8")),
    lambda np: np.unpackbits(np.array([161, 3], "uint8"), bitorder="little"),
    lambda np: np.unpackbits(np.array([[161], [3]], "uint8"), axis=1, count=5),
    lambda np: np.unpackbits(np.array([[161], [3]], "uint8"), axis=0, count=-3),
    lambda np: np.unpackbits(np.array([[161], [3]], "uint8"), axis=1, count=12),
    lambda np: np.unpackbits(np.array([161])),
    lambda np: np.base_repr(5, 37),
    lambda np: (np.base_repr(255, 16), np.base_repr(-6, 2, 3), np.base_repr(0)),
    lambda np: (np.binary_repr(3), np.binary_repr(-3), np.binary_repr(3, 4), np.binary_repr(-3, 5)),
    lambda np: (np.binary_repr(-4, 3), np.binary_repr(0), np.binary_repr(0, 3)),
    lambda np: np.binary_repr(-9, 4),
    lambda np: np.binary_repr(9, 3),
    lambda np: np.require(a34(np), "float32", ["F", "W"]),
    lambda np: np.require(a34(np), None, ["F"]).flags.f_contiguous,
    lambda np: np.require(a34(np), None, ["F", "C"]),
    lambda np: np.isfortran(np.zeros((2, 3), order="F")),
    lambda np: (np.isscalar(3), np.isscalar([3]), np.isscalar("a"), np.isscalar(np.float32(1))),
    lambda np: (np.iterable([1]), np.iterable(2), np.iterable(np.array(2))),
    lambda np: np.astype(np.array([1.5]), int),
    lambda np: np.astype([1.5], int),
    lambda np: np.asarray_chkfinite([1, 2.5]),
    lambda np: np.asarray_chkfinite([1, float("nan")]),
    lambda np: np.arange(3, dtype="int16").byteswap(),
    lambda np: np.array([1 + 2j]).byteswap().byteswap(),
    lambda np: np.lib.stride_tricks.sliding_window_view(np.arange(6), 3),
    lambda np: np.lib.stride_tricks.sliding_window_view(a34(np), (2, 2)),
    lambda np: np.lib.stride_tricks.sliding_window_view(a34(np), 2, axis=1),
    lambda np: np.lib.stride_tricks.sliding_window_view(a34(np), 2),
    lambda np: np.lib.stride_tricks.sliding_window_view(a34(np), (5, 5)),
]


@pytest.mark.parametrize("case", CASES, ids=range(len(CASES)))
def test_as_numpy(case):
    same(case)


def test_as_strided():
    same(lambda np: np.lib.stride_tricks.as_strided(np.arange(9, dtype="i2"), (3, 3), (2, 4)))


def resized(np, *shape, **keywords):
    a = np.arange(6)
    a.resize(*shape, **keywords)
    return a


def test_resize_in_place():
    # NumPy's own check for other references is wrong in Python 3.14.
    same(lambda np: resized(np, 2, 4, refcheck=False))
    same(lambda np: resized(np, (2, 2), refcheck=False))
    assert resized(rumpy, 2, 4).shape == (2, 4)
    same(lambda np: resized(np, (3, 2), refcheck=False))
    same(lambda np: np.arange(6)[:3].resize(4))
    same(lambda np: resized(np, -1))


PAD_MODES = [
    {"mode": "constant"},
    {"mode": "constant", "constant_values": 5},
    {"mode": "constant", "constant_values": ((1, 2), (3, 4))},
    {"mode": "edge"},
    {"mode": "linear_ramp", "end_values": (5, -4)},
    {"mode": "linear_ramp"},
    {"mode": "maximum"},
    {"mode": "minimum", "stat_length": 2},
    {"mode": "mean"},
    {"mode": "mean", "stat_length": ((1, 2), (2, 1))},
    {"mode": "reflect"},
    {"mode": "reflect", "reflect_type": "odd"},
    {"mode": "symmetric"},
    {"mode": "symmetric", "reflect_type": "odd"},
    {"mode": "wrap"},
]


@pytest.mark.parametrize("options", PAD_MODES, ids=str)
@pytest.mark.parametrize("width", [1, (2, 3), ((1, 0), (2, 7)), {1: 2}, {-1: (3, 0)}], ids=str)
def test_pad(options, width):
    for dtype in ("int32", "float64"):
        same(lambda np: np.pad(a34(np, dtype) ** 2 % 11, width, **options), ulp=4)
        same(lambda np: np.pad(np.asfortranarray(a34(np, dtype)), width, **options), ulp=4)


def test_pad_details():
    same(lambda np: np.pad([1, 2, 3], 2))
    if hasattr(rumpy, "median"):
        same(lambda np: np.pad([1, 2, 3], (2, 1), "median"))
    same(lambda np: np.pad([1, 2, 3], 2, "empty")[2:5])
    same(lambda np: np.pad([1], 3, "reflect"))
    same(lambda np: np.pad([1, 2], (9, 10), "reflect"))
    same(lambda np: np.pad([1, 2, 3], (9, 10), "wrap"))
    same(lambda np: np.pad([1, 2], -1))
    same(lambda np: np.pad([1, 2], 1.5))
    same(lambda np: np.pad([1, 2], 1, "none"))
    same(lambda np: np.pad([1, 2], 1, "edge", constant_values=1))
    same(lambda np: np.pad(np.zeros((0, 2)), 1, "edge"))
    same(lambda np: np.pad(np.zeros((0, 2)), ((0, 0), (1, 1)), "edge"))
    same(lambda np: np.pad(np.asfortranarray(a34(np)), 1).flags.f_contiguous)

    def around(vector, widths, axis, kwargs):
        vector[: widths[0]] = axis + 5
        vector[-widths[1] :] = 9

    same(lambda np: np.pad(a34(np), ((1, 2), (2, 1)), around))
