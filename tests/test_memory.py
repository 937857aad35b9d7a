"""Nothing is lost, nothing leaks, and what doesn't fit is a MemoryError after which life goes on."""

import gc
import sys

import pytest
import rumpy as rp
from oracle import same

HUGE = 2**29 if sys.maxsize < 2**32 else 2**45  # float64 elements: 4 GiB (wasm32), 256 TiB


def test_what_does_not_fit():
    for make in (
        lambda: rp.zeros(HUGE - 1),
        lambda: rp.empty((HUGE - 1, 1)),
        lambda: rp.ones(1)[:, None] + rp.broadcast_to(rp.zeros(1), (1, HUGE - 1)),
        lambda: rp.broadcast_to(rp.zeros(1), (HUGE - 1,)).copy(),
        lambda: rp.broadcast_to(rp.zeros(1), (HUGE - 1,)).astype("float32").astype("float64"),
    ):
        with pytest.raises((MemoryError, ValueError)):
            make()
        assert (rp.arange(5) + 1).tolist() == [1, 2, 3, 4, 5]


def test_memory_error_text():
    shape = (2**28 - 1,) if sys.maxsize < 2**32 else (2**45,)
    name = "float64"
    with pytest.raises(
        MemoryError, match=r"Unable to allocate .* for an array with shape .*float64"
    ):
        held = [rp.empty(shape, name) for _ in range(3)]
        del held


@pytest.mark.native  # more than any machine has, and yet a size
@pytest.mark.parametrize("size", [2**50 - 1, 1010 * 2**40, 1000 * 2**50, 2**60 - 1, 2**62])
def test_memory_error_says_how_much(size):
    same(lambda np: np.empty(size, "uint8"))


@pytest.mark.native
def test_operations_do_not_leak():
    import resource

    def work():
        a = rp.arange(1000.0)
        b = a.reshape(10, 100)
        c = b.T @ b
        c[1:, ::2] += 3
        c[[0, 1]] = c[[2, 3]]
        str(c[:2, :2])
        (a + 1, a * a, a > 3, a.sum(), a[5], a[a > 10], a.astype("int8"), a.tolist())
        rp.concatenate([a, a])
        for bad in (
            lambda: a[2000], lambda: a + rp.ones(7), lambda: b @ b, lambda: b.sum(axis=5),
            lambda: rp.array([[1], [2, 3]]), lambda: a.reshape(7), lambda: rp.zeros(2, "O"),
        ):  # fmt: skip
            with pytest.raises((ValueError, IndexError, TypeError)):
                bad()

    def peak():
        gc.collect()
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    for _ in range(200):
        work()
    before = peak()
    for _ in range(3000):
        work()
    assert peak() - before < 4096  # KiB


def test_references_of_results():
    a = rp.arange(3)
    count = sys.getrefcount(a)
    for _ in range(100):
        a + a, a[1:], a.T, a.reshape(3, 1), a[0], list(a), a.sum(), a @ a, memoryview(a)
    gc.collect()
    assert sys.getrefcount(a) == count
    dtypes = sys.getrefcount(a.dtype)
    for _ in range(100):
        a.dtype, a.astype("float32").dtype
    assert abs(sys.getrefcount(a.dtype) - dtypes) <= 2


def test_weak_references_and_bases():
    import weakref

    a = rp.arange(10.0)
    reference = weakref.ref(a)
    view = a[2:]
    assert view.base is a
    assert view[1:].base is a or view[1:].base is view
    del a
    gc.collect()
    assert reference() is not None and view.tolist()[0] == 2.0
    del view
    gc.collect()
    assert reference() is None


def test_small_buffers_keep_to_themselves():
    """Freed buffers may be used again, but only for arrays that fit into them."""
    live = {}
    for step in range(4000):
        size = 900 + step * 7919 % 300
        live[step % 97] = (step % 251, rp.full(size, step % 251, dtype="uint8"))
    for value, array in live.values():
        assert bool((array == value).all())


@pytest.mark.parametrize("raised", [MemoryError, RecursionError, KeyboardInterrupt])
def test_what_is_no_answer_is_not_taken_for_one(raised):
    """Objects are asked what they have and are; where there is no memory to say so, that is told."""

    def fails(self, *args):
        raise raised

    asked = type("Asked", (), {"__len__": fails, "__getitem__": fails})
    number = type("Number", (), {"__complex__": property(fails)})
    real = type("Real", (), {"__float__": fails})
    name = type("Name", (), {"kind": property(fails)})
    inner = type("Inner", (), {"dtype": property(fails)})

    def assign(a, value):
        a[0] = value

    for call in (
        lambda: rp.array(asked()),
        lambda: rp.array([[1], asked()]),
        lambda: assign(rp.zeros(1, "complex64"), number()),
        lambda: assign(rp.zeros(2).flat, real()),
        lambda: rp.dtype(name()),
        lambda: rp.dtype(inner()),
        lambda: rp.zeros(1).dtype == name(),
    ):
        with pytest.raises(raised):
            call()
