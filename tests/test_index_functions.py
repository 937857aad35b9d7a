"""take, put, choose, select, grids, triangles, diagonals: functions that index."""

import pytest
from oracle import same


def a34(np, dtype="int32"):
    return np.arange(12).reshape(3, 4).astype(dtype)


def after(function):
    """What `function` leaves of the array that it is given."""

    def run(np):
        a = a34(np)
        function(np, a)
        return a

    return run


CASES = [
    lambda np: np.take([10, 20, 30], [2, 0, -1]),
    lambda np: np.take(a34(np), [[0, 1], [3, 2]]),
    lambda np: np.take(a34(np), 5),
    lambda np: np.take(a34(np), [0, 2], axis=1),
    lambda np: np.take(a34(np), 1, axis=0),
    lambda np: np.take(a34(np), [0, 4], axis=1),
    lambda np: np.take(a34(np), [-5, 9], axis=1, mode="wrap"),
    lambda np: np.take(a34(np), [-5, 9], axis=1, mode="clip"),
    lambda np: np.take(a34(np), [0], axis=1, mode="none"),
    lambda np: np.take(a34(np), [0], axis=3),
    lambda np: np.take(a34(np), [0.5]),
    lambda np: np.take(a34(np), [0, 1], out=np.zeros(2, "int32")),
    lambda np: a34(np).take([0, 1], axis=-1),
    lambda np: np.take_along_axis(a34(np), np.array([[1, 2, 0, 2]]), axis=0),
    lambda np: np.take_along_axis(a34(np), np.array([[1], [2], [0]]), axis=1),
    lambda np: np.take_along_axis(a34(np), np.array([1, 2, 0]), axis=None),
    lambda np: np.take_along_axis(a34(np), np.array([[1.0]]), axis=1),
    lambda np: np.take_along_axis(a34(np), np.array([1]), axis=1),
    lambda np: np.take_along_axis(a34(np), np.array([[9]]), axis=1),
    after(lambda np, a: np.put_along_axis(a, np.array([[1], [2], [0]]), -1, axis=1)),
    after(lambda np, a: np.put_along_axis(a, np.array([[1, 0, 2, 0]]), [[7, 8, 9, 6]], axis=0)),
    after(lambda np, a: np.put_along_axis(a, np.array([1, 5]), [7, 8], axis=None)),
    after(lambda np, a: np.put(a, [0, 5, -1], [7, 8])),
    after(lambda np, a: np.put(a, [0, 5], [])),
    after(lambda np, a: np.put(a, 2, 99)),
    after(lambda np, a: np.put(a, [0, 50], 1)),
    after(lambda np, a: np.put(a, [-14, 50], [1, 2], mode="wrap")),
    after(lambda np, a: np.put(a, [-14, 50], [1, 2], mode="clip")),
    after(lambda np, a: np.put(a[:, ::2], [1, 3, 4], [70, 71, 72])),
    after(lambda np, a: np.put(a.T, [1, 3, 4], [70, 71, 72])),
    after(lambda np, a: a.put([1, 2], [5, 6])),
    after(lambda np, a: np.place(a, a > 5, [1, 2, 3])),
    after(lambda np, a: np.place(a, a > 5, [])),
    after(lambda np, a: np.place(a, a > 50, [])),
    after(lambda np, a: np.place(a, [True], [1])),
    after(lambda np, a: np.putmask(a, a > 5, a * 10)),
    after(lambda np, a: np.putmask(a, a > 5, [1, 2, 3, 4, 5])),
    after(lambda np, a: np.putmask(a, a > 5, -1)),
    after(lambda np, a: np.putmask(a, a > 5, np.array([1.5]))),
    after(lambda np, a: np.putmask(a, [True], [1])),
    lambda np: np.choose([0, 1, 2, 0], [[0, 1, 2, 3], [10, 11, 12, 13], [20, 21, 22, 23]]),
    lambda np: np.choose([[0, 1], [1, 0]], [1, np.array([5.5, 6.5])]),
    lambda np: np.choose([0, 3], [1, 2]),
    lambda np: np.choose([0, 3, -1], [1, 2], mode="wrap"),
    lambda np: np.choose([0, 3, -1], [1, 2], mode="clip"),
    lambda np: np.array([1, 0]).choose([[1, 2], [3, 4]]),
    lambda np: np.choose(1, [[1, 2], [3, 4]]),
    lambda np: np.choose(1, [1, 2]),
    lambda np: np.compress([0, 1], a34(np), axis=0),
    lambda np: np.compress([False, True, True], a34(np), axis=1),
    lambda np: np.compress([False, True, True], a34(np)),
    lambda np: np.compress([[True]], a34(np)),
    lambda np: np.compress([True] * 9, a34(np), axis=0),
    lambda np: a34(np).compress([True, False, True], axis=0),
    lambda np: np.extract(a34(np) % 3 == 0, a34(np)),
    lambda np: np.extract([1, 0, 1], [5, 6, 7]),
    lambda np: np.select([a34(np) < 3, a34(np) > 8], [a34(np), a34(np) * 10], 42),
    lambda np: np.select([a34(np) < 3, a34(np) > 8], [1.5, -a34(np)]),
    lambda np: np.select([np.array([True, False])], [1]),
    lambda np: np.select([np.array([1, 0])], [1]),
    lambda np: np.select([], []),
    lambda np: np.select([np.array([True])], [1, 2]),
    lambda np: np.unravel_index(7, (2, 4)),
    lambda np: np.unravel_index([7, 0, 3], (2, 4)),
    lambda np: np.unravel_index([[7, 0], [3, 2]], (2, 2, 2), order="F"),
    lambda np: np.unravel_index(8, (2, 4)),
    lambda np: np.unravel_index([1.0], (2, 4)),
    lambda np: np.unravel_index(-1, (2, 4)),
    lambda np: np.ravel_multi_index(([0, 1, 1], [3, 2, 0]), (2, 4)),
    lambda np: np.ravel_multi_index(([0, 1, 1], [3, 2, 0]), (2, 4), order="F"),
    lambda np: np.ravel_multi_index((1, 2), (2, 4)),
    lambda np: np.ravel_multi_index(([0, 3], [5, 2]), (2, 4), mode="clip"),
    lambda np: np.ravel_multi_index(([0, 3], [5, 2]), (2, 4), mode=("clip", "wrap")),
    lambda np: np.ravel_multi_index(([0, 3], [5, 2]), (2, 4)),
    lambda np: np.ravel_multi_index(([0, 3],), (2, 4)),
    lambda np: np.ravel_multi_index(([0, 1], [[1], [2]]), (2, 4)),
    lambda np: np.ix_([0, 2], [1, 3]),
    lambda np: np.ix_([True, False, True], [1]),
    lambda np: np.ix_([[0]]),
    lambda np: np.ix_([]),
    lambda np: a34(np)[np.ix_([0, 2], [1, 3])],
    lambda np: np.indices((2, 3)),
    lambda np: np.indices((2, 3), sparse=True),
    lambda np: np.indices((2,), dtype=float),
    lambda np: np.indices(()),
    lambda np: np.diag([1, 2, 3]),
    lambda np: np.diag([1, 2, 3], k=1),
    lambda np: np.diag([1.5, 2], k=-2),
    lambda np: np.diag(a34(np)),
    lambda np: np.diag(a34(np), k=2),
    lambda np: np.diag(a34(np), k=-7),
    lambda np: np.diag(np.zeros((2, 2, 2))),
    lambda np: np.diagflat([[1, 2], [3, 4]], k=-1),
    lambda np: np.diagonal(np.arange(24).reshape(2, 3, 4), 1, 1, 2),
    lambda np: np.diagonal(a34(np), axis1=0, axis2=0),
    lambda np: np.diagonal([1]),
    lambda np: np.trace(a34(np)),
    lambda np: np.trace(a34(np, "int8")),
    lambda np: np.trace(np.arange(24).reshape(2, 3, 4), 1, 1, 2),
    lambda np: np.trace(a34(np), dtype="float32"),
    lambda np: a34(np).trace(offset=-1),
    lambda np: np.trace([1]),
    lambda np: np.diag_indices(3),
    lambda np: np.diag_indices(2, ndim=3),
    lambda np: np.diag_indices_from(np.zeros((3, 3))),
    lambda np: np.diag_indices_from(np.zeros((3, 2))),
    lambda np: np.diag_indices_from(np.zeros(3)),
    after(lambda np, a: np.fill_diagonal(a, 5)),
    after(lambda np, a: np.fill_diagonal(a.T, [7, 8])),
    after(lambda np, a: np.fill_diagonal(a[0], 5)),
    after(lambda np, a: np.fill_diagonal(a[:, None], 5)),
    lambda np: fill_wrapped(np),
    lambda np: np.tri(3),
    lambda np: np.tri(3, 4, k=1, dtype=int),
    lambda np: np.tri(3, 4, k=-2, dtype=bool),
    lambda np: np.tri(0),
    lambda np: np.tril(a34(np)),
    lambda np: np.tril(a34(np, "float32"), k=1),
    lambda np: np.triu(a34(np), k=-1),
    lambda np: np.triu(np.arange(24).reshape(2, 3, 4), k=1),
    lambda np: np.triu([1, 2, 3]),
    lambda np: np.tril_indices(3, k=-1, m=4),
    lambda np: np.triu_indices(3, k=1),
    lambda np: np.tril_indices_from(a34(np)),
    lambda np: np.triu_indices_from(a34(np), k=1),
    lambda np: np.triu_indices_from(np.zeros(3)),
    lambda np: np.mask_indices(3, np.triu),
    lambda np: np.mask_indices(3, np.tril, -1),
    lambda np: np.mgrid[0:3, 1:3],
    lambda np: np.mgrid[0:3],
    lambda np: np.mgrid[0:1:5j, 1:2:3j],
    lambda np: np.mgrid[0:1:0.25],
    lambda np: np.ogrid[0:3, 1:3],
    lambda np: np.ogrid[0:1:3j, 0:2],
    lambda np: np.ogrid[0:3:4j],
    lambda np: np.mgrid[-1:1:3j],
    lambda np: np.r_[1:4, 0, [5, 6]],
    lambda np: np.r_[1:2:3j, 4],
    lambda np: np.r_["-1", [[1, 2]], [[3, 4]]],
    lambda np: np.r_["0,2", [1, 2], [3, 4]],
    lambda np: np.r_["0,2,0", [1, 2], [3, 4]],
    lambda np: np.r_["1,2,0", [1, 2], [3, 4]],
    lambda np: np.r_[np.array([1, 2], "int8"), 3],
    lambda np: np.r_[np.array([1, 2], "int8"), 3.5],
    lambda np: np.c_[[1, 2], [3, 4]],
    lambda np: np.c_[[[1, 2]], 0, [[3, 4]]],
    lambda np: np.c_[1:3, 4:6],
    lambda np: str((np.s_[1:2, ...], np.index_exp[3], np.s_[3], np.index_exp[1:2, 4])),
    lambda np: np.meshgrid([1, 2, 3], [10, 20]),
    lambda np: np.meshgrid([1, 2, 3], [10, 20], indexing="ij"),
    lambda np: np.meshgrid([1, 2, 3], [10, 20], sparse=True),
    lambda np: np.meshgrid([1, 2], [3, 4], [5, 6, 7]),
    lambda np: np.meshgrid([1, 2], indexing="xx"),
    lambda np: np.meshgrid(),
]


def fill_wrapped(np):
    a = np.zeros((7, 3), int)
    np.fill_diagonal(a, 4, wrap=True)
    return a


@pytest.mark.parametrize("case", CASES, ids=range(len(CASES)))
def test_as_numpy(case):
    same(case)


def test_views():
    same(lambda np: np.may_share_memory(*pair(np, np.diagonal)))
    same(lambda np: np.diagonal(a34(np)).flags.writeable)
    same(lambda np: np.diag(a34(np)).flags.writeable)


def pair(np, function):
    a = a34(np)
    return a, function(a)


def test_count_nonzero():
    for axis in (None, 0, -1, (0, 2), 5):
        for keepdims in (False, True):
            for dtype in ("?", "i4", "f8", "c16"):
                same(
                    lambda np: np.count_nonzero(
                        (np.arange(24) % 5).reshape(2, 3, 4).astype(dtype), axis, keepdims=keepdims
                    ),
                    width=True,
                )
    same(lambda np: np.count_nonzero(7))
    same(lambda np: np.nonzero(a=np.array([0, 3])), width=True)


@pytest.mark.parametrize(
    "indices, shape",
    [([], (2, 3)), ([], ()), ([0], ()), ([1], ()), (0, ()), ([1], (2, 0)), ([7], (2, 3)), (1, 7)],
)
def test_unravel_index_of_odd_shapes(indices, shape):
    same(lambda np: np.unravel_index(indices, shape))
    same(lambda np: np.unravel_index(np.array(indices, int), shape))


@pytest.mark.parametrize("dims", [(2, 3), (2, 0), (2**20, 2**20, 2**30)])
def test_ravel_multi_index_of_odd_shapes(dims):
    for index in (0, []):
        same(lambda np: np.ravel_multi_index([index] * len(dims), dims))
        same(lambda np: np.ravel_multi_index(np.array([index] * len(dims), int), dims))
    same(lambda np: np.unravel_index(1, dims) if len(dims) == 3 else None)


def test_types_of_grids():
    for step in ("np.float32(0.5)", "np.complex64(3j)", "3j", "0.5", "1", "np.int8(1)", "1j"):
        same(lambda np: np.mgrid[0 : 2 : eval(step)])
        same(lambda np: np.mgrid[0 : 2 : eval(step), 1:3])
        same(lambda np: np.ogrid[0 : 2 : eval(step), 1:3])
        same(lambda np: np.r_[0 : 2 : eval(step)])
    same(lambda np: np.mgrid[0.1:0.9:7j, 0:1:3j])


def test_choose_among_python_numbers():
    same(lambda np: np.choose([0, 1], (1000, np.array([1], "uint8"))))
    same(lambda np: np.choose([0, 1], (np.array([1], "float32"), 2.5)))
    same(lambda np: np.choose([0, 1], (3, 2.5)))


@pytest.mark.parametrize("kind", ["int8", "uint8", "int32", "uint32", "int64"])
@pytest.mark.parametrize("dtype", ["bool", "int16", "float32", "float64", "complex128"])
def test_many_indices(kind, dtype):
    # More than are looked at together; of elements and of blocks, for reading and writing.
    def a(np, *shape):
        return (np.arange(2 * 60 * 3) % 113).reshape(shape).astype(dtype)

    def indices(np, n=1100, top=60):
        at = np.arange(n) * 37 % top
        return (at if kind[0] == "u" else np.where(at % 2, at, at - top)).astype(kind)

    def put(np, index, value):
        b = a(np, 60, 6)
        b[index] = value
        return b

    def put_flat(np, index, value):
        b = a(np, 360)
        b[index] = value
        return b

    for at in (indices, lambda np: indices(np)[::3], lambda np: indices(np).reshape(20, 55)):
        same(lambda np: a(np, 60, 6)[at(np)])
        same(lambda np: a(np, 360)[at(np)])
        same(lambda np: a(np, 6, 60).take(at(np), axis=1))
        same(lambda np: a(np, 360).take(at(np)))
        same(lambda np: put(np, at(np), 5))
        same(lambda np: put_flat(np, at(np), np.ones(at(np).shape, dtype)))
    values = ("float32", "complex64")[dtype[0] == "c"] if dtype[0] in "fc" else dtype
    same(lambda np: put(np, indices(np), np.arange(6600).reshape(1100, 6).astype(dtype)))
    same(lambda np: put_flat(np, indices(np), np.arange(1100).astype(dtype)))
    same(lambda np: put_flat(np, indices(np), np.arange(1100).astype(values)))
    same(lambda np: put_flat(np, indices(np), np.arange(1100).astype(dtype)[::-1]))
    for bad in (60, 100):
        same(lambda np: a(np, 60, 6)[indices(np, top=bad + 1)])
        same(lambda np: put(np, indices(np, top=bad + 1), np.ones((1100, 6), dtype)))
    same(lambda np: np.zeros((0, 3))[np.zeros(2, kind)])
    same(lambda np: np.zeros((0, 3))[np.zeros(0, kind)])
