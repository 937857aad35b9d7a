"""shares_memory, may_share_memory; what views keep alive; what may not be written."""

import gc
import itertools
import weakref

import rumpy as rp
from oracle import same


def test_halves():
    def answers(np):
        a = np.arange(12.0)
        pairs = [(a[::2], a[1::2]), (a[:6], a[6:]), (a[:7], a[6:]), (a, a), (a, a[3:4]), (a[::3], a[1::3]),
                 (a[::-2], a[::2]), (a[::-1], a), (a[:0], a), (a, a.copy()), (a[::4], a[2::6])]  # fmt: skip
        return [(np.shares_memory(x, y), np.may_share_memory(x, y)) for x, y in pairs]

    same(answers)


def test_views_of_one_buffer_by_every_byte():
    base = rp.zeros(64, "uint8")
    slices = [slice(i, 40 + i, step) for i, step in itertools.product(range(3), (1, 3, 5, -2))]
    views = [base[s][: len(base[s]) // 8 * 8] for s in slices[:6]]
    views += [base[i:48:1].view("int32")[::k] for i in (0, 4) for k in (1, 2, 3)]
    views += [base[:36].reshape(6, 6)[i::2, j::3].T for i, j in [(0, 0), (1, 0), (0, 1), (1, 2)]]
    for x, y in itertools.combinations(views, 2):
        base[...] = 0
        x[...] = -1 if x.dtype.kind == "i" else 255
        touched = bool((y != 0).any())
        assert rp.shares_memory(x, y) == rp.shares_memory(y, x) == touched


def test_hard():
    def tangled(np):
        x = np.zeros([192163377], np.int8)[:0]
        return np.shares_memory(x, x)

    same(tangled)
    same(lambda np: np.shares_memory(np.ones(3), np.ones(3), max_work=1))
    same(lambda np: np.shares_memory(1, 2))
    same(lambda np: np.shares_memory(np.ones(2), np.ones(2), max_work=-3), text=False)


def test_read_only_broadcasts():
    def changed(np):
        view = np.broadcast_to(np.arange(3), (2, 3))
        view[0, 0] = 1

    same(lambda np: np.broadcast_to(np.arange(3), (2, 3)).flags.writeable)
    same(changed)


def test_views_keep_their_base_alive():
    class Array(rp.ndarray):
        pass

    base = Array(100)
    base[...] = 7
    view, gone = base[10:20].T[::2], weakref.ref(base)
    del base
    gc.collect()
    assert view.base is gone() is not None and float(view[0]) == 7
    del view
    gc.collect()
    assert gone() is None
