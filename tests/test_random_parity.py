"""Random indices and random nested sequences, the same ones in every run: what NumPy makes of them.

Cases are drawn as plain data first and turned into NumPy's or rumpy's objects afterwards.
"""

import math
import random

import pytest
from oracle import same

DTYPES = ("float64", "int32", "uint8", "complex64")


# --- indexing ----------------------------------------------------------------------------------


def draw_array(rng):
    """A shape, a permutation of axes (or None) and strided slices: many kinds of layout."""
    shape = tuple(rng.choice([0, 1, 2, 3, 4, 5]) for _ in range(rng.choice([0, 1, 1, 2, 2, 3, 4])))
    axes = rng.sample(range(len(shape)), len(shape)) if rng.random() < 0.5 else None
    steps = [(rng.randrange(4), rng.choice([-1, 2, -2])) for _ in range(rng.choice([0, 0, 1, 2]))]
    return shape, axes, steps, rng.choice(DTYPES)


def make_array(np, case):
    shape, axes, steps, dtype = case
    a = np.arange(math.prod(shape)).reshape(shape).astype(dtype)
    if axes is not None:
        a = a.transpose(axes)
    for axis, step in steps:
        if axis < a.ndim:
            a = a[(slice(None),) * axis + (slice(None, None, step),)]
    return a


def draw_item(rng, length):
    within = max(length, 1)

    def integer():
        return rng.randint(-length - 1, length + 1)

    def bound():
        return rng.choice([None, integer()])

    kind = rng.choices(
        ["integer", "slice", "newaxis", "ellipsis", "array", "mask", "bool", "list"],
        [25, 25, 10, 8, 17, 8, 3, 4],
    )[0]
    if kind == "integer":
        return integer()
    if kind == "slice":
        return slice(bound(), bound(), rng.choice([None, 1, 2, -1, -2, 3]))
    if kind == "newaxis":
        return None
    if kind == "ellipsis":
        return ...
    if kind == "bool":
        return rng.random() < 0.5
    if kind == "mask":
        wrong = rng.random() < 0.1
        return ("array", [rng.random() < 0.5 for _ in range(length + wrong)], None, "bool")
    if kind == "list":
        return [rng.randint(-within, within - 1) for _ in range(rng.choice([0, 1, 2, 3]))]
    shape = rng.choice([(2,), (1,), (3,), (2, 2), (2, 1), (1, 3), (0,), ()])
    values = [rng.randint(-within, within - 1) for _ in range(math.prod(shape))]
    return ("array", values, shape, rng.choice(["int64", "int32", "int8"]))


def make_item(np, item):
    if isinstance(item, tuple):
        _, values, shape, dtype = item
        array = np.array(values, dtype=dtype)
        return array if shape is None else array.reshape(shape)
    return item


def draw_index(rng, ndim):
    lengths = [rng.choice([1, 2, 3, 4, 5]) for _ in range(ndim + 1)]
    return [draw_item(rng, rng.choice(lengths)) for _ in range(rng.choice([0, 1, 1, 2, 2, 3, 4]))]


def make_index(np, items):
    made = tuple(make_item(np, item) for item in items)
    return made[0] if len(made) == 1 else made


@pytest.mark.parametrize("seed", range(12))
def test_indexing(seed):
    rng = random.Random(seed)
    for _ in range(80):
        case = draw_array(rng)
        items = draw_index(rng, len(case[0]))
        value = rng.choice([7, 3.0, True])

        def read(np, case=case, items=items):
            a = make_array(np, case)
            result = a[make_index(np, items)]
            if not isinstance(result, np.ndarray):
                return result
            shared = bool(result.size and np.may_share_memory(a, result))
            steps = [s for s, n in zip(result.strides, result.shape, strict=True) if n > 1]
            return result, shared, steps if result.size else None

        def write(np, case=case, items=items, value=value):
            a = make_array(np, case)
            a[make_index(np, items)] = value
            return a

        def copy_back(np, case=case, items=items):
            a = make_array(np, case)
            a[make_index(np, items)] = a[make_index(np, items)][..., ::-1]
            return a

        same(read)
        same(write)
        same(copy_back)


# --- conversion --------------------------------------------------------------------------------


class Sequence:
    def __init__(self, items):
        self.items = items

    def __len__(self):
        return len(self.items)

    def __getitem__(self, i):
        return self.items[i]


NUMBERS = [1, 0, -3, True, False, 1.5, -0.0, math.inf, 2j]
SCALARS = [("scalar", "int8", 3), ("scalar", "float32", 1.5), ("scalar", "complex64", 1j)]
ARRAYS = [("array", (2,), "int8"), ("array", (), "float32"), ("array", (2, 2), "uint8")]
ARRAYS += [("array", (0,), "int16")]


def draw_tree(rng, depth):
    if depth == 0 or rng.random() < 0.08:
        if rng.random() < 0.6:
            return rng.choice([1, 2, 3, 1.5])
        return rng.choice([*NUMBERS, *SCALARS, *ARRAYS])
    n = rng.choice([0, 1, 2, 2, 2, 3])
    if rng.random() < 0.8:
        items = [draw_tree(rng, depth - 1)] * n
    else:
        items = [draw_tree(rng, depth - 1) for _ in range(n)]
    return (rng.choice(["list", "list", "tuple", "sequence"]), items)


def make_tree(np, tree):
    if not isinstance(tree, tuple):
        return tree
    kind = tree[0]
    if kind == "scalar":
        return getattr(np, tree[1])(tree[2])
    if kind == "array":
        return np.arange(math.prod(tree[1])).reshape(tree[1]).astype(tree[2])
    items = [make_tree(np, item) for item in tree[1]]
    return {"list": list, "tuple": tuple, "sequence": Sequence}[kind](items)


@pytest.mark.parametrize("seed", range(6))
def test_nested_sequences(seed):
    rng = random.Random(seed)
    for _ in range(100):
        tree = draw_tree(rng, rng.choice([0, 1, 2, 2, 3]))
        options = {}
        if rng.random() < 0.3:
            options["dtype"] = rng.choice(["float64", "int64", "uint8", "bool", "complex64"])
        if rng.random() < 0.1:
            options["ndmin"] = rng.choice([1, 2, 5])
        if rng.random() < 0.1:
            options["order"] = rng.choice("CFAK")
        same(lambda np: np.array(make_tree(np, tree), **options))  # noqa: B023
