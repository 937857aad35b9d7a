"""shares_memory."""

import itertools

from oracle import same


def test_shares_memory():
    pieces = [slice(None), slice(None, None, 2), slice(1, None, 2), slice(3, None, -3), slice(0, 0)]
    for p, q in itertools.product(pieces, pieces):
        same(lambda np: shared(np, np.arange(12), p, q))
        same(lambda np: shared(np, np.arange(40).reshape(5, 8), (p, q), (q, p)))
    same(lambda np: np.shares_memory([1], [1]))
    same(lambda np: np.shares_memory(*[np.arange(8)] * 2, max_work=0))


def shared(np, a, p, q):
    return np.shares_memory(a[p], a[q]), np.shares_memory(a[p].view("i2"), a[q]) if (
        a.ndim == 1 and a[p].strides[0] == a.itemsize
    ) else None
