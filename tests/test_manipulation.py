"""Shapes, joins, copies; what is a view and what is not."""

import itertools
import sys

import pytest
import rumpy
from oracle import same


def a6(np):
    return np.arange(24, dtype="int32").reshape(2, 3, 4)


SHAPES = [
    (24,),
    (4, 6),
    (-1,),
    (2, -1),
    (3, 8),
    (2, 3, 4),
    (1, 24, 1),
    (5, -1),
    (24, 0),
    (-1, -1),
    (7,),
]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("order", ["C", "F", "A"])
def test_reshape(shape, order):
    same(lambda np: a6(np).reshape(shape, order=order))
    same(lambda np: a6(np).T.reshape(shape, order=order))
    same(lambda np: np.reshape(a6(np)[:, ::-1], shape, order=order))
    same(lambda np: a6(np).reshape(*shape))


def test_reshape_views():
    def is_view(np, make, *shape):
        a = make(np)
        b = a.reshape(*shape)
        b[(0,) * b.ndim] = 99
        return bool((a == 99).any()), b.base is not None

    for make in (a6, lambda np: a6(np).T, lambda np: a6(np)[:, ::2], lambda np: a6(np)[..., ::2]):
        same(lambda np: is_view(np, make, -1)[0])
        same(lambda np: is_view(np, make, make(np).size)[0])
    same(lambda np: a6(np).T.reshape(-1, copy=False), text=False)
    same(lambda np: np.zeros((0, 3)).reshape(-1, 3))
    same(lambda np: np.zeros((0, 3)).reshape(0, -1), text=False)


def test_transpose():
    for axes in itertools.permutations(range(3)):
        same(lambda np: a6(np).transpose(axes))
        same(lambda np: a6(np).transpose(*axes).strides)
        same(lambda np: np.transpose(a6(np), axes))
    same(lambda np: a6(np).T)
    same(lambda np: a6(np).mT)
    same(lambda np: np.arange(3).mT)
    same(lambda np: a6(np).transpose(-1, 0, 1))
    same(lambda np: a6(np).transpose(0, 1))
    same(lambda np: a6(np).transpose(0, 0, 1))
    same(lambda np: a6(np).transpose(0, 1, 3))
    same(lambda np: a6(np).swapaxes(0, -1))
    same(lambda np: a6(np).swapaxes(0, 3))
    same(lambda np: np.moveaxis(a6(np), 0, -1))
    same(lambda np: np.moveaxis(a6(np), [0, 1], [-1, 0]))
    same(lambda np: np.moveaxis(a6(np), 0, 5))
    same(lambda np: np.moveaxis(a6(np), [0, 1], 0))
    same(lambda np: np.permute_dims(a6(np), (2, 0, 1)))
    same(lambda np: np.matrix_transpose(np.arange(3)))


@pytest.mark.parametrize("order", ["C", "F", "A", "K"])
def test_ravel_flatten_copy(order):
    same(lambda np: a6(np).ravel(order))
    same(lambda np: a6(np).T.ravel(order))
    same(lambda np: a6(np).flatten(order))
    same(lambda np: a6(np).T.flatten(order))
    same(lambda np: a6(np).transpose(1, 2, 0).copy(order).strides)
    same(lambda np: np.copy(a6(np).T, order=order).strides)
    same(lambda np: a6(np).T.astype("float64", order=order).strides)


def test_squeeze_and_expand():
    same(lambda np: np.zeros((1, 3, 1)).squeeze())
    same(lambda np: np.squeeze(np.zeros((1, 3, 1)), axis=0))
    same(lambda np: np.squeeze(np.zeros((1, 3, 1)), axis=(0, 2)))
    same(lambda np: np.squeeze(np.zeros((1, 3, 1)), axis=1))
    same(lambda np: np.squeeze(np.zeros((1, 3, 1)), axis=5))
    same(lambda np: np.expand_dims(np.zeros(3), 0))
    same(lambda np: np.expand_dims(np.zeros(3), -1))
    same(lambda np: np.expand_dims(np.zeros(3), (0, 2)))
    same(lambda np: np.expand_dims(np.zeros(3), 5))
    same(lambda np: np.expand_dims(np.zeros(3), (0, 0)))
    same(lambda np: np.atleast_1d(1.0, [2.0])[0])
    same(lambda np: np.atleast_2d([1, 2]))
    same(lambda np: np.atleast_3d([[1, 2]]))


@pytest.mark.parametrize("axis", [0, 1, 2, -1, -3, 3, -4, None])
def test_concatenate(axis):
    same(lambda np: np.concatenate([a6(np), a6(np) + 1.5], axis=axis))
    same(lambda np: np.concatenate((a6(np), a6(np)[:, ::-1].astype("int8"), a6(np)), axis))
    same(lambda np: np.concatenate([a6(np), np.zeros((2, 3, 0))], axis=axis))
    same(lambda np: np.concatenate([a6(np), np.zeros((2, 2, 4), "float32")], axis=axis))


def test_concatenate_details():
    same(lambda np: np.concatenate([[1, 2], [3.5]]))
    same(lambda np: np.concatenate([]))
    same(lambda np: np.concatenate([1, 2]))
    same(lambda np: np.concatenate([[1], [[2]]]))
    same(lambda np: np.concatenate([[1, 2], [3]], dtype="float32"))
    same(lambda np: np.concatenate([[1.5], [2]], dtype="int32", casting="unsafe"))
    same(lambda np: np.concatenate([[1.5], [2]], dtype="int32"))
    same(lambda np: np.concatenate([[1, 2], [3]], out=np.zeros(3)))
    same(lambda np: np.concatenate([[1, 2], [3]], out=np.zeros(4)))
    same(lambda np: np.concatenate([np.ones(1, "int8"), np.ones(1, "uint8")]))
    long = sys.maxsize // 2 + 1
    same(lambda np: np.concatenate([np.broadcast_to(np.int8(1), long)] * 2), text=False)


@pytest.mark.parametrize("axis", [0, 1, -1, 2, -2, 3])
def test_stack(axis):
    same(lambda np: np.stack([np.arange(3), np.arange(3) * 2.0], axis=axis))
    same(lambda np: np.stack([np.eye(2), np.eye(2)], axis))


def test_stacks():
    for name in ("vstack", "hstack", "dstack", "column_stack"):
        same(lambda np: getattr(np, name)([np.arange(3), np.arange(3.0)]))
        same(lambda np: getattr(np, name)([np.eye(2), np.ones((2, 2), "int8")]))
        same(lambda np: getattr(np, name)([[1], [2, 3]]), text=name != "column_stack")
    same(lambda np: np.stack([]))
    same(lambda np: np.stack([[1, 2], [3]]))


def test_broadcast():
    same(lambda np: np.broadcast_to(np.arange(3), (2, 3)))
    same(lambda np: np.broadcast_to(np.arange(3.0), (2, 3)).strides)
    same(lambda np: np.broadcast_to(5, (2, 2)))
    same(lambda np: np.broadcast_to(np.arange(3), (3, 2)))
    same(lambda np: np.broadcast_to(np.arange(3), ()))
    same(lambda np: np.broadcast_to(np.arange(3), (-1, 3)))
    same(lambda np: np.broadcast_to(np.ones(1), (1,) * 65))
    same(lambda np: np.ones(1).reshape((1,) * 65))
    same(lambda np: np.broadcast_shapes((2, 1), (3,), ()))
    same(lambda np: np.broadcast_shapes((2, 2), (3,)), text=False)
    same(lambda np: [x.shape for x in np.broadcast_arrays(np.ones((2, 1)), np.ones(3))])


def test_where():
    same(lambda np: np.where(a6(np) > 5, a6(np), -1))
    same(lambda np: np.where([True, False], 1, 2.5))
    same(lambda np: np.where([[True], [False]], [1, 2, 3], np.float32(0)))
    same(lambda np: np.where(np.arange(4) % 2, np.ones(4, "int8"), 300), text=False)
    same(lambda np: np.where(a6(np) > 20))
    same(lambda np: np.where([0, 1, 0, 2]))
    same(lambda np: np.where([True, False], 1))
    same(lambda np: np.where([True, False], [1, 2, 3], 0))
    same(lambda np: np.nonzero(a6(np) % 5 == 0))


def test_flip_and_size():
    same(lambda np: np.flip(a6(np)))
    same(lambda np: np.flip(a6(np), 1))
    same(lambda np: np.flip(a6(np), (0, 2)))
    same(lambda np: np.flip(a6(np), 3))
    same(lambda np: [np.size(a6(np)), np.size(a6(np), 1), np.ndim(3), np.shape([[1, 2]])])


def test_attributes():
    for view in (a6, lambda np: a6(np).T, lambda np: a6(np)[::2, 1], lambda np: np.zeros((0, 2))):
        same(lambda np: view(np).shape)
        same(lambda np: view(np).strides)
        same(lambda np: [view(np).ndim, view(np).size, view(np).nbytes, view(np).itemsize])
        for flag in ("C_CONTIGUOUS", "F_CONTIGUOUS", "OWNDATA", "WRITEABLE", "ALIGNED"):
            same(lambda np: view(np).flags[flag])
        same(lambda np: view(np).base is None)
    same(lambda np: str(a6(np).flags))
    same(lambda np: a6(np).astype("complex64").real)
    same(lambda np: (a6(np) * 1j).imag)
    same(lambda np: a6(np).imag)

    def set_shape(np, shape):
        a = a6(np)
        a.shape = shape
        return a

    same(lambda np: a6(np).dtype)
    same(lambda np: a6(np).flat[5])
    same(lambda np: list(a6(np).flat)[-1])


def test_fill_and_copyto():
    def fill(np, value, name="float32"):
        a = np.zeros(3, name)
        a.fill(value)
        return a

    same(lambda np: fill(np, 2.5))
    same(lambda np: fill(np, 2.5, "int8"))
    same(lambda np: fill(np, 300, "uint8"))
    same(lambda np: fill(np, [1]), text=False)

    def copyto(np, source, **keywords):
        a = np.zeros((2, 3), "int32")
        np.copyto(a, source, **keywords)
        return a

    same(lambda np: copyto(np, [1, 2, 3]))
    same(lambda np: copyto(np, 1.5))
    same(lambda np: copyto(np, np.ones(3)))
    same(lambda np: copyto(np, np.ones(3), casting="unsafe"))
    same(lambda np: copyto(np, [1, 2]))
    same(lambda np: copyto(np, 7, where=[True, False, True]))


def test_pickle_and_copies():
    import copy
    import pickle

    same(lambda np: pickle.loads(pickle.dumps(a6(np).T)))
    same(lambda np: pickle.loads(pickle.dumps(np.arange(3.0))).flags.writeable)
    same(lambda np: copy.copy(a6(np)[0]))
    same(lambda np: copy.deepcopy([a6(np)])[0])
    same(lambda np: pickle.loads(pickle.dumps(np.float32(1.5))))
    same(lambda np: pickle.loads(pickle.dumps(np.dtype("int16"))))
    same(lambda np: a6(np).T.tobytes())
    same(lambda np: a6(np).astype("int16").view("uint8").shape)
    same(lambda np: np.arange(4, dtype="float32").view("int32"))
    same(lambda np: a6(np)[..., ::2].astype("int8")[..., ::2].view("int16"), text=False)


@pytest.mark.parametrize("name", "stack vstack hstack dstack column_stack row_stack".split())
def test_iterators_are_not_joined(name):
    same(lambda np: getattr(np, name)(np.ones(2) for _ in range(2)))


def test_row_stack_is_deprecated():
    with pytest.warns(DeprecationWarning, match="Use `np.vstack` directly"):
        rumpy.row_stack([[1], [2]])


@pytest.mark.parametrize("axis", [None, 1, -1, (), (0,), (0, 2), (0, 0), 3])
def test_size_over_axes(axis):
    same(lambda np: np.size(np.ones((2, 3, 4)), axis))


@pytest.mark.parametrize(
    "numbers", [("f4", 1.0), ("f4", 1), ("u1", 7), ("i8", 1.5), ("f4", 1j), ("u1", 300)]
)
def test_python_numbers_are_weak_where_arrays_are_flattened(numbers):
    name, number = numbers
    same(lambda np: np.concatenate([np.ones((2, 2), name), number], axis=None))
    same(lambda np: np.concatenate((number, np.ones((), name)), axis=None))
    same(lambda np: np.concatenate([np.ones(2, name), [number]]))


def test_ravel_is_contiguous():
    def lines(np, x):
        x = x(np.arange(24, dtype="int32").reshape(2, 3, 4))
        found = []
        for order in "CFAK":
            for y in [x.ravel(order), np.ravel(x, order)]:
                found.append(
                    (y, y.strides if y.size > 1 else 0, np.shares_memory(x, y), y.flags.owndata)
                )
        return found

    for x in [
        lambda a: a,
        lambda a: a[1, 2],
        lambda a: a[..., ::2],
        lambda a: a[0, 0, ::2],
        lambda a: a[0, :1, ::-1],
        lambda a: a[::-1, ::-1, ::-1],
        lambda a: a.T,
        lambda a: a[:, :1],
        lambda a: a.transpose(1, 0, 2)[::2],
        lambda a: a[:, 3:],
    ]:
        same(lambda np, x=x: lines(np, x))
    same(lambda np: np.broadcast_to(np.int16(1), (2, 3)).ravel())


def test_layout_of_copies_of_stretched_arrays():
    def column(np):
        return np.arange(6, dtype="int64").reshape(2, 3, 1)

    for shape, axes in [((2, 3, 4), (0, 1, 2)), ((2, 3, 4), (2, 1, 0)), ((2, 3, 4), (1, 2, 0))]:

        def stretched(np, shape=shape, axes=axes):
            return np.broadcast_to(column(np), shape).transpose(axes)

        same(lambda np, x=stretched: x(np).astype("float32").strides)
        same(lambda np, x=stretched: x(np).copy("K").strides)
        same(lambda np, x=stretched: np.empty_like(x(np)).strides)
        same(lambda np, x=stretched: x(np).astype("float32"))
    for length in [1, 2]:
        same(lambda np, n=length: np.broadcast_to(np.int64(1), (n, 3)).astype("float32").strides)
        same(
            lambda np, n=length: (
                np.broadcast_to(np.arange(3, dtype="int64"), (n, 3)).copy("K").strides
            )
        )
