"""nditer and nested_iters: what is asked of them, positions, ranges, buffers, masks, copies; many random
walks."""

import random
import warnings

import pytest
import rumpy as rp
from oracle import same


def a23(np, dtype="int64"):
    return np.arange(6, dtype=dtype).reshape(2, 3)


def b3(np, dtype="int64"):
    return np.arange(3, dtype=dtype)


def made(np, *args, **options):
    """What an nditer says of itself."""
    it = np.nditer(*args, **options)
    texts = [str(dtype) for dtype in it.dtypes]
    return (
        it.shape,
        it.ndim,
        it.nop,
        it.itersize,
        texts,
        it.has_index,
        it.has_multi_index,
        it.iterrange,
    )


READ, WRITE, BOTH, NEW = ["readonly"], ["writeonly"], ["readwrite"], ["writeonly", "allocate"]

# Arguments, with `a` of shape (2, 3) and `b` of shape (3,).
ARGUMENTS = [
    lambda np, a, b: made(np, a, ["x"]),
    lambda np, a, b: made(np, a, 5),
    lambda np, a, b: made(np, a, "c_index"),
    lambda np, a, b: made(np, a, ["c_index", "f_index"]),
    lambda np, a, b: made(np, a, ["external_loop", "c_index"]),
    lambda np, a, b: made(np, a, ["ranged", "external_loop"]),
    lambda np, a, b: made(np, a, [], ["readonly", "writeonly"]),
    lambda np, a, b: made(np, a, [], [["x"]]),
    lambda np, a, b: made(np, a, [], ["copy"]),
    lambda np, a, b: made(np, [a, b], [], ["readonly"]),
    lambda np, a, b: made(np, [a, b], [], [["readonly"]]),
    lambda np, a, b: made(np, [a, b], [], ["x", "y"]),
    lambda np, a, b: made(np, [a, b], None, [["readonly"], "readwrite"]),
    lambda np, a, b: made(np, a, [], 5),
    lambda np, a, b: made(np, None),
    lambda np, a, b: made(np, []),
    lambda np, a, b: made(np, [a] * 70),
    lambda np, a, b: made(np, a, order="X"),
    lambda np, a, b: made(np, a, casting="foo"),
    lambda np, a, b: made(np, a, op_axes=[[0, 2]]),
    lambda np, a, b: made(np, a, op_axes=[[0, 0]]),
    lambda np, a, b: made(np, a, op_axes=[[-2, 0]]),
    lambda np, a, b: made(np, a, op_axes=[0]),
    lambda np, a, b: made(np, a, op_axes=5),
    lambda np, a, b: made(np, [a, b], op_axes=[[0, 1], [0]]),
    lambda np, a, b: made(np, [a, b], op_axes=[None, None]),
    lambda np, a, b: made(np, [a, b], op_axes=[[0, 1], [0, -1]]),
    lambda np, a, b: made(np, a, op_axes=[[0, 1]], itershape=(2,)),
    lambda np, a, b: made(np, a, itershape=(4, 2, 3)),
    lambda np, a, b: made(np, a, itershape=(3,)),
    lambda np, a, b: made(np, a, itershape=(4, 3)),
    lambda np, a, b: made(np, b, itershape=(1,)),
    lambda np, a, b: made(np, a, op_axes=[[0, 1]], itershape=(4, 3)),
    lambda np, a, b: made(np, a, op_axes=[[0, 1]], itershape=(-1, 3)),
    lambda np, a, b: made(np, [a, np.arange(4)], itershape=(2, 3)),
    lambda np, a, b: made(np, [a, b], [], [READ, BOTH]),
    lambda np, a, b: made(np, [a, b], [], [READ, ["readonly", "no_broadcast"]]),
    lambda np, a, b: made(np, [a, b], [], [READ, ["readwrite", "no_broadcast"]]),
    lambda np, a, b: made(np, [a[:1], b], [], [READ, ["readonly", "no_broadcast"]]),
    lambda np, a, b: made(np, [a, a[:1]], [], [READ, ["readonly", "no_broadcast"]], op_axes=[[0, 1]] * 2),
    lambda np, a, b: made(np, [a, b], [], [READ, ["readonly", "no_broadcast"]], op_axes=[[0, 1], [-1, 0]]),
    lambda np, a, b: made(np, [a, None], [], [READ, WRITE]),
    lambda np, a, b: made(np, [a, None], [], [READ, ["readonly", "allocate"]]),
    lambda np, a, b: made(np, [a, None], [], [READ, NEW], op_axes=[[0, 1], [-1, -1]]),
    lambda np, a, b: made(np, [a, None], ["reduce_ok"], [READ, NEW], op_axes=[[0, 1], [-1, -1]]),
    lambda np, a, b: made(np, [a, None], ["reduce_ok"], [READ, NEW], op_axes=[[0, 1], [1, 3]]),
    lambda np, a, b: made(np, [a, None], ["reduce_ok"], [READ, NEW], op_axes=[[0, 1], [1, 1]]),
    lambda np, a, b: made(np, [a, None], ["buffered"], [READ, ["readwrite", "allocate"]]),
    lambda np, a, b: made(np, [a, a[:1]], [], [READ, BOTH]),
    lambda np, a, b: made(np, [a, a[:, :1]], [], [READ, BOTH]),
    lambda np, a, b: made(np, [a, b], ["reduce_ok"], [READ, WRITE]),
    lambda np, a, b: made(np, a, [], ["readwrite"], op_dtypes="f4", casting="unsafe"),
    lambda np, a, b: made(np, a, ["buffered"], ["readonly"], op_dtypes="f4"),
    lambda np, a, b: made(np, a, ["buffered"], ["writeonly"], op_dtypes="f4"),
    lambda np, a, b: made(np, a, [], ["readwrite", "copy"], op_dtypes="f8", casting="unsafe"),
    lambda np, a, b: made(np, [a, a], ["buffered"], op_dtypes="f8"),
    lambda np, a, b: made(np, np.zeros((0, 3))),
    lambda np, a, b: made(np, a, [], ["virtual", "readwrite"]),
    lambda np, a, b: made(np, [None], [], [["readwrite", "allocate"]]),
    lambda np, a, b: made(np, [None], [], [["readwrite", "allocate"]], op_dtypes="f8", itershape=(2,)),
    lambda np, a, b: made(np, np.broadcast_to(1, 3), [], ["readwrite"]),
    lambda np, a, b: made(np, 1.5, [], ["writeonly"]),
    lambda np, a, b: made(np, np.zeros(()), ["external_loop"], [("readonly", "contig")], itershape=(9,)),
    lambda np, a, b: np.nditer(a, buffersize="x"),
    lambda np, a, b: made(np, [a.T, None, a]),
    lambda np, a, b: np.nested_iters(a, [[0]]),
    lambda np, a, b: np.nested_iters(a, [[0], [0]]),
    lambda np, a, b: np.nested_iters(a, [[0], [2]]),
    lambda np, a, b: np.nested_iters(a, [[0], [-1]]),
    lambda np, a, b: np.nested_iters(a, 5),
    lambda np, a, b: np.nested_iters(a, [0, 1]),
    lambda np, a, b: np.nested_iters([a, b], [[0], [1]]),
    # masks
    lambda np, a, b: made(np, [a, b], [], [["readwrite", "writemasked"], READ]),
    lambda np, a, b: made(np, [a, b], [], [["readonly", "writemasked"], ["readonly", "arraymask"]]),
    lambda np, a, b: made(np, [a, b], [], [READ, ["readwrite", "writemasked", "arraymask"]]),
    lambda np, a, b: made(np, [a, b], [], [BOTH, ["readonly", "arraymask"]]),
    lambda np, a, b: made(np, [a, b, a > 1], ["reduce_ok"],
                          [READ, ["readwrite", "writemasked"], ["readonly", "arraymask"]]),
    lambda np, a, b: made(np, [a, b, b > 1], ["reduce_ok"],
                          [READ, ["readwrite", "writemasked"], ["readwrite", "arraymask"]]),
]  # fmt: skip


@pytest.mark.parametrize("case", ARGUMENTS, ids=range(len(ARGUMENTS)))
def test_arguments(case):
    same(lambda np: case(np, a23(np), b3(np)))


def attempt(action):
    """A result, or how it failed."""
    try:
        return action()
    except (AttributeError, IndexError, RuntimeError, TypeError, ValueError) as error:
        return type(error).__name__, str(error)


def after(np, it, name, value):
    """Where the iterator is after an attribute was set."""

    def action():
        setattr(it, name, value)
        return it.iterindex, int(it.value)

    return attempt(action)


def test_positions():
    def moved(np, flags, *moves):
        it = np.nditer(a23(np), flags)
        return [after(np, it, *move) for move in moves] + [attempt(lambda: [int(x) for x in it])]

    same(lambda np: moved(np, [], ("iterrange", (0, 3)), ("iterindex", 3), ("iterindex", 6)))
    same(lambda np: moved(np, [], ("iterindex", "x"), ("index", 2), ("multi_index", (0, 1))))
    same(lambda np: moved(np, ["ranged"], ("iterrange", (1, 4))))
    same(lambda np: moved(np, ["ranged"], ("iterrange", (4, 1)), ("iterrange", (0, 7))))
    same(lambda np: moved(np, ["ranged"], ("iterrange", (2, 2)), ("iterindex", 3)))
    same(
        lambda np: moved(np, ["ranged"], ("iterrange", (1, 4)), ("iterindex", 0), ("iterindex", 3))
    )
    same(lambda np: moved(np, ["ranged", "buffered"], ("iterrange", (1, 4)), ("iterindex", 2)))
    same(lambda np: moved(np, ["multi_index"], ("multi_index", (1, 1)), ("multi_index", (0, 9))))
    same(lambda np: moved(np, ["multi_index"], ("multi_index", (0,)), ("multi_index", 5)))
    same(lambda np: moved(np, ["multi_index"], ("multi_index", ("a", 0)), ("multi_index", (0, -1))))
    same(lambda np: moved(np, ["f_index"], ("index", 3), ("index", 30), ("index", -1)))
    same(lambda np: moved(np, ["c_index"], ("index", 4)))
    same(lambda np: moved(np, ["external_loop"], ("iterindex", 3)))
    same(
        lambda np: moved(
            np, ["buffered", "c_index", "multi_index"], ("multi_index", (0, 1)), ("index", 1)
        )
    )
    for name in ["index", "multi_index", "iterindex", "iterrange"]:
        same(lambda np, name=name: delattr(np.nditer(a23(np)), name))


def test_changes():
    def changed(np, flags, *steps):
        it = np.nditer([a23(np)[:, ::-1], b3(np)], flags)
        results = []
        for name, *args in steps:
            results.append(attempt(lambda: getattr(it, name)(*args)))
            results.append((it.shape, it.ndim, it.itersize))
            results.append([[part.copy() for part in x] for x in it])
            it.reset()
        return results

    same(
        lambda np: changed(
            np, [], ("remove_axis", 0), ("remove_multi_index",), ("enable_external_loop",)
        )
    )
    same(lambda np: changed(np, ["multi_index"], ("remove_axis", 2), ("remove_axis", -1)))
    same(lambda np: changed(np, ["multi_index"], ("enable_external_loop",), ("remove_axis", 0)))
    same(lambda np: changed(np, ["multi_index"], ("remove_axis", 1), ("remove_axis", 0)))
    same(
        lambda np: changed(np, ["multi_index"], ("remove_multi_index",), ("enable_external_loop",))
    )
    same(
        lambda np: changed(
            np, ["multi_index", "c_index"], ("remove_axis", 0), ("remove_multi_index",)
        )
    )
    same(
        lambda np: changed(
            np, ["multi_index", "buffered"], ("remove_axis", 0), ("remove_multi_index",)
        )
    )


def test_items():
    def items(np, *keys):
        it = np.nditer([a23(np), b3(np)])
        results = []
        for key in keys:
            results.append(attempt(lambda: it[key]))
            results.append(attempt(lambda: it.__setitem__(key, 1)))
            results.append(attempt(lambda: it.__delitem__(key)))
        return results, len(it)

    same(
        lambda np: items(
            np, 0, -1, 2, -3, "a", None, 0.0, slice(0, 1), slice(None), slice(None, None, -1)
        )
    )

    def assigned(np):
        a, b = a23(np), np.zeros((2, 3))
        it = np.nditer([a, b], [], [BOTH, WRITE])
        results = [
            attempt(lambda: it.__setitem__(slice(0, 2), values)) for values in [(1,), 5, (7, 8)]
        ]
        it.iternext()
        it[-1] = 9
        it[0:1] = (4,)
        return results, a, b

    same(assigned)


NAMES = [
    "value", "shape", "multi_index", "index", "iterindex", "operands", "itviews", "has_index",
    "has_multi_index", "has_delayed_bufalloc", "iterationneedsapi", "dtypes", "ndim", "nop", "itersize",
    "iterrange", "finished",
]  # fmt: skip
METHODS = [
    "reset",
    "copy",
    "iternext",
    "remove_multi_index",
    "enable_external_loop",
    "close",
    "__enter__",
]


def test_at_the_end():
    def closed(np):
        it = np.nditer(a23(np))
        it.close()
        seen = [attempt(lambda: getattr(it, name)) for name in NAMES]
        return seen, [attempt(getattr(it, name)) for name in METHODS], len(it), list(it)

    same(closed)

    def finished(np):
        it = np.nditer(a23(np), ["multi_index", "c_index"])
        list(it)
        names = [name for name in NAMES if name not in ("operands", "itviews")]
        return [attempt(lambda: getattr(it, name)) for name in names], it.iternext()

    same(lambda np: [str(x) for x in finished(np)])

    def empty(np):
        it = np.nditer(np.zeros((0, 2)), ["zerosize_ok", "external_loop"])
        return it.finished, attempt(lambda: it.value), it.iternext(), list(it)

    same(empty)


def test_delayed_buffers():
    def delayed(np):
        it = np.nditer(a23(np), ["buffered", "delay_bufalloc", "multi_index"])
        before = [
            attempt(lambda: getattr(it, name)) for name in ["value", "multi_index", "itersize"]
        ]
        before.append((attempt(lambda: it[0]), attempt(lambda: next(it)), it.has_delayed_bufalloc))
        before.append(it.copy().has_delayed_bufalloc)
        it.reset()
        return before, it.has_delayed_bufalloc, int(it.value)

    same(delayed)


def test_buffers():
    def pieces(np, op, *flags, **options):
        it = np.nditer(op, ["external_loop", "buffered", *flags], **options)
        return [x.copy() for x in it]

    for size in [1, 2, 3, 4, 5, 6, 7, 0]:
        same(lambda np, size=size: pieces(np, a23(np), buffersize=size))
        same(lambda np, size=size: pieces(np, a23(np).T, order="C", buffersize=size))
        same(lambda np, size=size: pieces(np, a23(np), op_dtypes=["float64"], buffersize=size))
        same(
            lambda np, size=size: pieces(
                np, np.arange(48).reshape(4, 6, 2)[:, ::2], buffersize=size
            )
        )
    same(lambda np: pieces(np, a23(np), "growinner", buffersize=2))

    def sizes(np):
        flags = ["reduce_ok", "external_loop", "buffered"]
        it = np.nditer([np.zeros((2, 7)), np.zeros((1, 7))], flags, [READ, BOTH], buffersize=5)
        return [x.shape[0] for x, _ in it]

    same(sizes)

    def sums(np, axes, dtype, **options):
        a = np.arange(24.0).reshape(2, 3, 4)[:, ::-1]
        total = np.zeros((2, 3, 4), "float32").sum(axis=tuple(k for k in range(3) if k not in axes))
        total = np.array(total)
        rows = [[0, 1, 2], [axes.index(k) if k in axes else -1 for k in range(3)]]
        flags = ["reduce_ok", "buffered", "external_loop"]
        with np.nditer(
            [a, total], flags, [READ, BOTH], dtype, casting="unsafe", op_axes=rows, **options
        ) as it:
            for x, y in it:
                for k in range(len(x)):
                    y[k] += x[k]
        return total

    for axes in [[0], [1], [2], [0, 1], [0, 2], [1, 2], []]:
        for size in [0, 1, 3, 4, 8]:
            same(lambda np, axes=axes, size=size: sums(np, axes, ["f8", "f8"], buffersize=size))
            same(lambda np, axes=axes, size=size: sums(np, axes, ["f4", None], buffersize=size))


def test_masks():
    def written(np, mask, dtype, **options):
        a = np.zeros((4, 6))[:, ::2]
        masks = np.array(
            [[True, True, False], [False, True, False], [True, False, False], [True] * 3]
        )
        flags = [["readwrite", "writemasked"], ["readonly", "arraymask"]]
        with np.nditer(
            [a, mask(masks)], ["buffered"], flags, [dtype, None], casting="unsafe", **options
        ) as it:
            for x, _ in it:
                x[...] = 7
        return a

    for size in [1, 2, 3, 5, 100]:
        same(lambda np, size=size: written(np, lambda m: m, "int32", buffersize=size))
        same(lambda np, size=size: written(np, lambda m: m[0], "float32", buffersize=size))
        same(
            lambda np, size=size: written(
                np, lambda m: m.T.copy().T, "int32", order="C", buffersize=size
            )
        )
        same(
            lambda np, size=size: written(np, lambda m: m.astype("uint8"), "int32", buffersize=size)
        )
    same(lambda np: written(np, lambda m: m.astype("int8"), "int32"), text=False)


def test_copies():
    def doubled(np, flags, **options):
        a = np.arange(6, dtype="float32").reshape(2, 3).T
        with np.nditer(a, [], [flags], ["float64"], casting="same_kind", **options) as it:
            for x in it:
                x[...] *= 2
            before = a.copy()
        return before, a

    same(lambda np: doubled(np, ["readwrite", "updateifcopy"]))
    same(lambda np: doubled(np, ["readwrite", "updateifcopy"], order="C"))
    same(lambda np: doubled(np, ["readwrite", "copy", "updateifcopy"], order="F"))

    def forgotten(np):
        a = np.zeros(3, "float32")
        with warnings.catch_warnings(record=True) as seen:
            warnings.simplefilter("always")
            it = np.nditer(a, [], [["readwrite", "updateifcopy"]], ["float64"], casting="same_kind")
            it.operands[0][...] = 5
            del it
        return [(w.category.__name__, str(w.message)) for w in seen], a

    same(forgotten)

    def overlapping(np, first, second, *flags):
        x = np.arange(6.0)
        it = np.nditer([x[first], x[second]], ["copy_if_overlap"], list(flags))
        with it:
            return [np.shares_memory(part, x) for part in it.operands]

    tail, head, all_ = slice(1, None), slice(None, -1), slice(None)
    elementwise = [[*READ, "overlap_assume_elementwise"], [*BOTH, "overlap_assume_elementwise"]]
    same(lambda np: overlapping(np, tail, head, BOTH, READ))
    same(lambda np: overlapping(np, tail, head, READ, BOTH))
    same(lambda np: overlapping(np, tail, head, READ, READ))
    same(lambda np: overlapping(np, all_, all_, *elementwise))
    same(lambda np: overlapping(np, slice(None, None, 2), slice(1, None, 2), READ, WRITE))

    def twice(np):
        it = np.nditer(a23(np), ["multi_index"])
        next(it)
        next(it)
        other = it.copy()
        next(other)
        return (
            it.multi_index,
            other.multi_index,
            [int(x) for x in other.copy()],
            [int(x) for x in it],
        )

    same(twice)


def test_classes_of_new_arrays():
    def kinds(np, *flags):
        class Named(np.ndarray):
            __array_priority__ = 2.0

        it = np.nditer([a23(np).view(Named), None], [], [READ, ["writeonly", "allocate", *flags]])
        return [type(part).__name__ for part in (*it.operands, *it.value)]

    same(kinds)
    same(lambda np: kinds(np, "no_subtype"))


def test_nested():
    def walked(np, op, axes, *args, **options):
        levels = np.nested_iters(op, axes, *args, **options)
        last = levels[-1]

        def values(k):
            if k == len(levels) - 1:
                return [str(x) for x in last]
            return [values(k + 1) for _ in levels[k]]

        return values(0), [level.shape for level in levels[:-1] if not level.finished]

    def box(np):
        return np.arange(12).reshape(2, 3, 2)

    for axes in [
        [[0], [1, 2]],
        [[0, 1], [2]],
        [[2, 0], [1]],
        [[], [1, 0, 2]],
        [[1], [0], [2]],
        [[2, 0], [], [1]],
    ]:
        same(lambda np, axes=axes: walked(np, box(np), axes))
        same(lambda np, axes=axes: walked(np, box(np)[::-1, ::-1], axes))
        same(lambda np, axes=axes: walked(np, box(np), axes, order="C"))
        same(
            lambda np, axes=axes: walked(
                np, box(np), axes, ["external_loop", "buffered"], buffersize=2
            )
        )
    same(
        lambda np: walked(np, [np.arange(2).reshape(2, 1), np.arange(3).reshape(1, 3)], [[1], [0]])
    )

    def added(np, *flags, **options):
        a = np.arange(6, dtype="float32").reshape(2, 3)
        i, j = np.nested_iters(
            a, [[0], [1]], *flags, casting="same_kind", op_dtypes="f8", **options
        )
        with i, j:
            for _ in i:
                for y in j:
                    y[...] += 1
            before = a.copy()
        return before, a, str(j), str(i)

    def shown(np, *flags, **options):
        return added(np, *flags, **options)[:2]

    same(lambda np: shown(np, [], ["readwrite", "updateifcopy"]))
    same(lambda np: shown(np, ["buffered"], ["readwrite"])[1])
    same(
        lambda np: [
            x.dtype for x in np.nested_iters(a23(np), [[0], [1]], [], ["readonly", "copy"], "f8")[1]
        ]
    )


def test_arrays_that_change_under_an_iterator():
    def walked(np, make, change):
        a = np.arange(12, dtype="float64").reshape(3, 4)[:, ::2].T.copy()
        it = make(np, a)
        seen = [str(next(it)), str(next(it))]
        change(a)
        return seen + [str(x) for x in it]

    def flatten(a):
        a.shape = (6,)

    def halve(a):
        a.dtype = "int16"

    for make in [
        lambda np, a: np.ndenumerate(a),
        lambda np, a: np.broadcast(a, a),
        lambda np, a: np.nditer(a),
        lambda np, a: np.nditer(a, ["multi_index"], order="F"),
    ]:
        for change in [flatten, halve]:
            lines = walked(rp, make, change)
            assert lines == walked(rp, make, lambda a: None)
    lines = walked(
        rp,
        lambda np, a: np.nditer(a, ["buffered"], op_dtypes=["f4"], casting="unsafe", buffersize=3),
        halve,
    )
    assert [float(line) for line in lines] == [0.0, 4.0, 8.0, 2.0, 6.0, 10.0]


# --- random walks -----------------------------------------------------------------------------------


def drawn(seed):
    """Operands (shape, order of axes, steps, type), and arguments of an nditer over them."""
    rng = random.Random(seed)
    shape = [rng.choice([1, 2, 3, 4]) for _ in range(rng.choice([0, 1, 2, 2, 3, 3, 4]))]
    ops = []
    for _ in range(rng.choice([1, 2, 3])):
        own = [1 if rng.random() < 0.15 else n for n in shape][rng.random() < 0.2 :]
        axes = (
            rng.sample(range(len(own)), len(own)) if rng.random() < 0.4 else list(range(len(own)))
        )
        ops.append(
            (
                own,
                axes,
                [rng.choice([1, 1, -1, 2, -2]) for _ in own],
                rng.choice(["i4", "f8", "u1"]),
            )
        )
    flags = [name for name in ["buffered", "reduce_ok"] if rng.random() < 0.5]
    others = ["external_loop", "growinner", "common_dtype", "copy_if_overlap"]
    if "buffered" not in flags and sum(shape) > len(
        shape
    ):  # NumPy's positions in buffers are not true
        others += ["multi_index", rng.choice(["c_index", "f_index"])]
    flags += [name for name in others if rng.random() < 0.25]
    more = ["contig", "no_broadcast", "updateifcopy", "aligned"]
    access = [[rng.choice(["readonly", "readonly", "readwrite"]), *(x for x in more if rng.random() < 0.07)]
              for _ in ops]  # fmt: skip
    dtypes = [rng.choice([None, "f8", "i4", "f4"]) for _ in ops] if rng.random() < 0.5 else None
    return ops, {
        "flags": flags,
        "op_flags": access,
        "op_dtypes": dtypes,
        "order": rng.choice("KKKCFA"),
        "casting": rng.choice(["same_kind", "unsafe", "unsafe"]),
        "buffersize": rng.choice([0, 1, 2, 3, 4, 5, 7, 12, 16]),
    }


def build(np, own, axes, steps, dtype):
    lengths = [own[i] * abs(steps[i]) for i in axes]
    size = 1
    for n in lengths:
        size *= n
    a = (np.arange(size) % 100).astype(dtype).reshape(lengths)
    a = a[(..., *(slice(None, None, steps[i]) for i in axes))]
    return a.transpose([axes.index(i) for i in range(len(axes))]) if axes else a


def walked(np, seed):
    ops, options = drawn(seed)
    arrays = [build(np, *op) for op in ops]
    steps = []
    with np.nditer(arrays, **options) as it:
        steps.append((it.shape, it.itersize, list(it.dtypes)))
        if "buffered" not in options["flags"]:
            steps += [view.strides for view in it.itviews]
        for count, x in enumerate(it):
            parts = x if isinstance(x, tuple) else (x,)
            place = [it.iterindex, it.index if it.has_index else 0]
            if it.has_multi_index:
                place.append(it.multi_index)
            steps.append((place, [(y.copy(), y.strides if y.size > 1 else ()) for y in parts]))
            for part, access in zip(parts, options["op_flags"], strict=True):
                if "readwrite" in access:
                    part[...] = count + 50
    return steps, arrays


@pytest.mark.parametrize("block", range(20))
def test_random_walks(block):
    for seed in range(block * 25, block * 25 + 25):
        same(lambda np, seed=seed: walked(np, seed))
