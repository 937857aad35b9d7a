"""ndindex, ndenumerate, broadcast, nditer, nested_iters."""

import pytest
from oracle import same


def a23(np, dtype="int64"):
    return np.arange(6, dtype=dtype).reshape(2, 3)


def walk(np, op, *attributes, **options):
    """What an nditer gives, and its attributes there."""
    it = np.nditer(op, **options)
    steps = []
    for x in it:
        seen = [part.copy() for part in x] if isinstance(x, tuple) else x.copy()
        steps.append((seen, [getattr(it, name) for name in attributes]))
    return steps


def again(b):
    """Some steps of a broadcast, and of it begun again."""
    first = [next(b) for _ in range(4)]
    place = b.index, [(it.index, next(it)) for it in b.iters]
    b.reset()
    return first, place, b.index, next(b), len(list(b))


CASES = [
    lambda np: list(np.ndindex(2, 3)),
    lambda np: list(np.ndindex((2, 1))),
    lambda np: list(np.ndindex()),
    lambda np: list(np.ndindex(0, 2)),
    lambda np: np.ndindex(-1),
    lambda np: list(np.ndenumerate(a23(np))),
    lambda np: list(np.ndenumerate(5.0)),
    lambda np: np.broadcast([1, 2, 3], [[4], [5]]).shape,
    lambda np: (lambda b: (b.size, b.nd, b.ndim, b.numiter, b.index))(np.broadcast([1, 2], [[4], [5]])),
    lambda np: list(np.broadcast([1, 2], [[4], [5]])),
    lambda np: np.broadcast([1, 2], [1, 2, 3]),
    lambda np: np.broadcast([1, 2], [1], [1, 2, 3]),
    lambda np: np.broadcast(np.zeros((2, 1)), np.zeros((3, 1)), [1, 2, 3]),
    lambda np: (lambda b: (b.shape, b.size, b.numiter, list(b)))(np.broadcast()),
    lambda np: list(np.broadcast(5)),
    lambda np: list(np.broadcast(np.zeros((0, 2)), 1.0)),
    lambda np: list(np.broadcast(np.broadcast([1, 2], [[3], [4]]), 5.0)),
    lambda np: [list(map(int, row)) for row in np.broadcast(*[[k, k + 1] for k in range(9)], a23(np).T)],
    lambda np: [list(map(int, row)) for row in np.broadcast(*[a23(np)[::-1, k:] for k in range(1)] * 20)],
    lambda np: np.broadcast(*[1] * 65),
    lambda np: np.broadcast(1, x=2),
    lambda np: np.broadcast(*[np.broadcast_to(np.int8(1), shape) for shape in [(2**30, 1), (2**30,), (8, 1, 1)]]),
    lambda np: again(np.broadcast([1, 2, 3], [[4], [5]])),
    lambda np: (lambda f: [(next(f), f.coords, f.index) for _ in range(6)])(a23(np).flat),
    lambda np: np.float64(1).reshape(()).flat.coords,
    lambda np: np.zeros((2, 0)).flat.coords,
    lambda np: np.ndindex(2.0),
    lambda np: list(np.ndindex(np.int8(2), True)),
    lambda np: [(k.iter.index, next(k)) for k in [np.ndenumerate(a23(np).T)] * 6],
    lambda np: list(np.ndenumerate(np.arange(24).reshape(2, 3, 4)[:, ::-2, 1:3])),
    lambda np: list(np.ndenumerate(np.zeros((2, 0)))),
    lambda np: walk(np, a23(np)),
    lambda np: walk(np, a23(np).T),
    lambda np: walk(np, a23(np).T, order="C"),
    lambda np: walk(np, a23(np), order="F"),
    lambda np: walk(np, a23(np)[::-1, ::-1]),
    lambda np: walk(np, a23(np)[:, ::-1], "multi_index", flags=["multi_index"]),
    lambda np: walk(np, a23(np), "multi_index", "iterindex", flags=["multi_index"]),
    lambda np: walk(np, a23(np).T, "multi_index", flags=["multi_index"]),
    lambda np: walk(np, a23(np), "index", flags=["f_index"]),
    lambda np: walk(np, a23(np).T, "index", flags=["c_index"]),
    lambda np: walk(np, [a23(np), np.arange(3)]),
    lambda np: walk(np, [a23(np), np.arange(3)], flags=["external_loop"]),
    lambda np: walk(np, a23(np), flags=["external_loop"]),
    lambda np: walk(np, a23(np).T, flags=["external_loop"]),
    lambda np: walk(np, a23(np), flags=["external_loop"], order="F"),
    lambda np: walk(np, a23(np), flags=["external_loop", "buffered"], order="F"),
    lambda np: walk(np, a23(np), flags=["external_loop", "buffered"], buffersize=4),
    lambda np: walk(np, a23(np), op_dtypes=["float64"], flags=["buffered"]),
    lambda np: walk(np, a23(np), op_dtypes=["float64"]),
    lambda np: walk(np, a23(np) * 1.0, op_dtypes=["int64"], flags=["buffered"]),
    lambda np: walk(np, a23(np) * 1.5, op_dtypes=["int64"], flags=["buffered"], casting="unsafe"),
    lambda np: walk(np, [a23(np), np.arange(3.0)], flags=["common_dtype", "buffered"]),
    lambda np: walk(np, 5),
    lambda np: walk(np, np.zeros((0, 2))),
    lambda np: walk(np, np.zeros((0, 2)), flags=["zerosize_ok"]),
    lambda np: walk(np, [a23(np), np.arange(4)]),
    lambda np: walk(np, a23(np), flags=["nonsense"]),
    lambda np: walk(np, a23(np), op_flags=["nonsense"]),
    lambda np: np.nditer(a23(np)).shape,
    lambda np: np.nditer(a23(np), flags=["multi_index"]).shape,
    lambda np: (lambda it: (it.nop, it.itersize, it.ndim, it.dtypes, len(it)))(np.nditer(a23(np))),
    lambda np: np.nditer([np.arange(3), np.zeros((2, 3))], op_flags=[["readwrite"], ["readonly"]]),
    lambda np: np.nditer(a23(np)).multi_index,
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=range(len(CASES)))
def test_as_numpy(case):
    same(case)


def test_iterators_can_be_subclassed():
    def rest(np):
        class Pairs(np.ndindex):
            def __next__(self):
                return super().__next__()[::-1]

        return list(Pairs(2, 1)), list(type("Twice", (np.ndenumerate,), {})([5.0]))

    same(rest)


def test_writing():
    def double(np, **options):
        a = a23(np)
        with np.nditer(a, op_flags=["readwrite"], **options) as it:
            for x in it:
                x[...] = 2 * x
        return a

    same(double)
    same(lambda np: double(np, flags=["external_loop"]))
    same(lambda np: double(np, order="F"))
    same(
        lambda np: double(np, op_dtypes=["float64"], flags=["buffered"], casting="same_kind"),
    )

    def squares(np):
        it = np.nditer([a23(np), None])
        for x, y in it:
            y[...] = x * x
        return it.operands[1]

    same(squares)

    def items(np):
        a, b = a23(np), np.zeros((2, 3))
        it = np.nditer([a, b], op_flags=[["readonly"], ["writeonly"]])
        while not it.finished:
            it[1] = it[0] + 0.5
            it.iternext()
        return b

    same(items)

    def outer(np):
        a, b = np.arange(3), np.arange(2)
        it = np.nditer([a, b, None], flags=["external_loop"], op_axes=[[0, -1], [-1, 0], None])
        for x, y, z in it:
            np.multiply(x, y, out=z)
        return it.operands[2]

    same(outer)

    def total(np):
        a = np.arange(24).reshape(2, 3, 4)
        b = np.array(0)
        with np.nditer(
            [a, b],
            flags=["reduce_ok"],
            op_flags=[["readonly"], ["readwrite"]],
        ) as it:
            for x, y in it:
                y[...] += x.sum()
        return b

    same(lambda np: int(total(np)))

    def readonly(np):
        for x in np.nditer(a23(np)):
            x[...] = 1

    same(readonly)


def test_moving():
    def there(np):
        it = np.nditer(a23(np), flags=["multi_index"])
        it.multi_index = (1, 1)
        first = int(it.value)
        it.iternext()
        second = int(it[0])
        it.reset()
        return first, second, int(it.value), it.multi_index

    same(there)

    def nested(np):
        a = np.arange(12).reshape(2, 3, 2)
        i, j = np.nested_iters(a, [[1], [0, 2]], flags=["multi_index"])
        return [(i.multi_index, [(j.multi_index, int(y)) for y in j]) for x in i]

    same(nested)
