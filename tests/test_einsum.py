"""einsum and einsum_path."""

import pytest
from oracle import same

DIMS = dict(zip("ijklmab", (2, 3, 4, 5, 2, 3, 4), strict=True))


def operands(np, subscripts, dtype):
    made = []
    for k, term in enumerate(subscripts.split("->")[0].split(",")):
        shape = [DIMS[c] for c in term if c.isalpha()]
        n = 1
        for length in shape:
            n *= length
        made.append(((np.arange(n) * (k + 3) + k) % 7 - 2).reshape(shape).astype(dtype))
    return made


SUBSCRIPTS = [
    "i->", "i->i", "ij->ji", "ij->", "ij->i", "ij->j", "ii->", "ii->i", "iij->j", "ij", "ba", "ijk->kij",
    "i,i", "i,i->i", "i,j", "ij,jk", "ij,jk->ik", "ij,jk->ki", "ij,kj->ik", "ij,ij->", "ij,ij->i",
    "ij,j->i", "ij,j->ij", "ijk,jkl->il", "ijk,lk->ijl", "mij,mjk->mik", "mij,mjk->ikm", "i,ij->",
    "ij,jk,kl->il", "ij,jk,kl", "ij,ik,il->jkl", "i,i,i->i", "i,j,k->", "ij,ji->", "im,jm->ij",
    "iij,j->i", "ij,jk,ki->", "ij,kl,jk->il", "ijk,i,j,k->", "ijk,ia,jb,kl->abl", "i,j->ji", "ij,kl->",
    "ij,jj->i",
]  # fmt: skip


@pytest.mark.parametrize("subscripts", SUBSCRIPTS)
def test_einsum(subscripts):
    for dtype in ("int64", "float32", "int8", "complex128", "bool"):
        same(lambda np: np.einsum(subscripts, *operands(np, subscripts, dtype)))
    for how in ("greedy", "optimal", False):
        same(
            lambda np: np.asarray(
                np.einsum(subscripts, *operands(np, subscripts, "float64"), optimize=how)
            )
        )
        same(
            lambda np: np.einsum_path(
                subscripts, *operands(np, subscripts, "float64"), optimize=how
            )
        )


def a23(np):
    return np.arange(6).reshape(2, 3)


def a234(np):
    return np.arange(24).reshape(2, 3, 4)


CASES = [
    lambda np: np.einsum("...i->...", a234(np)),
    lambda np: np.einsum("i...->...", a234(np)),
    lambda np: np.einsum("...", a234(np)),
    lambda np: np.einsum("i...->i...", a234(np)),
    lambda np: np.einsum("...ij,...jk", a234(np), np.arange(8).reshape(4, 2)),
    lambda np: np.einsum("...ij,...jk->...ik", a234(np), np.arange(16).reshape(2, 4, 2)),
    lambda np: np.einsum("i...,j...->ij...", a23(np), a23(np)),
    lambda np: np.einsum("...,...", a23(np), 3),
    lambda np: np.einsum(",", 2, 3),
    lambda np: np.einsum("", 2),
    lambda np: np.einsum(" i j , j k -> i k", a23(np), a23(np).T),
    lambda np: np.einsum(a23(np), [0, 1], a23(np), [2, 1], [0, 2]),
    lambda np: np.einsum(a23(np), [0, 1], a23(np), [2, 1]),
    lambda np: np.einsum(a234(np), [..., 0], [...]),
    lambda np: np.einsum(a23(np), [0, 60]),
    lambda np: np.einsum("ij,j", np.ones((2, 1)), np.arange(3)),
    lambda np: np.einsum("ij,ij->ij", np.ones((2, 1)), a23(np)),
    lambda np: np.einsum("ij,jk->ik", a23(np), np.ones((1, 2))),
    lambda np: np.einsum("ij,jk", a23(np), a23(np)),
    lambda np: np.einsum("ii", a23(np)),
    lambda np: np.einsum("i", a23(np)),
    lambda np: np.einsum("ijk", a23(np)),
    lambda np: np.einsum("i1", a23(np)),
    lambda np: np.einsum("ij->ii", a23(np)),
    lambda np: np.einsum("ij->k", a23(np)),
    lambda np: np.einsum("ij,jk", a23(np)),
    lambda np: np.einsum("ij", a23(np), a23(np)),
    lambda np: np.einsum("i.j", a23(np)),
    lambda np: np.einsum(". . .", a23(np)),
    lambda np: np.einsum("ij- >i", a23(np)),
    lambda np: np.einsum("ij>i", a23(np)),
    lambda np: np.einsum("ij->i-", a23(np)),
    lambda np: np.einsum("ij->i,", a23(np)),
    lambda np: np.einsum("ij,,j", a23(np), a23(np)),
    lambda np: np.einsum("...->", a23(np)),
    lambda np: np.einsum("...j", a23(np)[0], dtype=int),
    lambda np: np.einsum("ij,k->k", a23(np)[:0], np.ones(2)),
    lambda np: np.einsum("ij,jk->ik", a23(np)[:, ::-1], np.ones((3, 2), "float16")),
    lambda np: np.einsum("ij,ij->", a23(np).astype("float16"), np.ones((2, 3), "float16")),
    lambda np: np.einsum("ij,jk", np.arange(30 * 40).reshape(30, 40), np.arange(40 * 50).reshape(40, 50)),
    lambda np: np.einsum("ij"),
    lambda np: np.einsum(),
    lambda np: np.einsum("ij->i", a23(np), dtype=float),
    lambda np: np.einsum("ij->i", a23(np) * 1.0, dtype="f4"),
    lambda np: np.einsum("ij->i", a23(np) * 1.0, dtype="f4", casting="same_kind"),
    lambda np: np.einsum("ij->i", a23(np), out=np.zeros(2)),
    lambda np: np.einsum("ij->i", a23(np) * 1.0, out=np.zeros(2, int)),
    lambda np: np.einsum("ij->i", a23(np), out=np.zeros((2, 2))),
    lambda np: np.einsum("ij->ji", a23(np), order="C").flags.c_contiguous,
    lambda np: np.einsum("ij,jk", a23(np), a23(np).T * 0.5),
    lambda np: np.einsum("...ij->...i", a23(np)),
    lambda np: np.einsum("ij,jk->ik", a23(np), a23(np).T, dtype=a23(np).dtype, order="K", casting="no"),
    lambda np: np.einsum("ij,jk->ik", a23(np), a23(np).T * 1.0, casting="no"),
    lambda np: np.einsum("ij->i", a23(np), no_such=1),
    lambda np: np.einsum("ij,jk->ki", a23(np), a23(np).T, out=np.zeros((2, 2), a23(np).dtype)),
    lambda np: np.einsum("ij->i", a23(np), no_such=1, optimize=True),
    lambda np: np.einsum("ij,ij", a23(np), a23(np), out=np.zeros((), a23(np).dtype)),
    lambda np: np.einsum("ij->ji", a23(np)[:, :2], out=a23(np)[:, :2]),
    lambda np: np.einsum("ij,jk->ik", a23(np), a23(np).T, out=[1]),
    lambda np: np.einsum("...->", a23(np), optimize=True),
    lambda np: np.einsum("i...->", a23(np), optimize="greedy"),
    lambda np: int(np.einsum("...,...->", a23(np), a23(np), optimize=True)),
    lambda np: np.einsum("i...,i...->i", a23(np), np.arange(2)[:, None], optimize=True),
    lambda np: np.einsum("...->", a23(np)),
    lambda np: np.einsum("ij,jk->ik", a23(np), a23(np).T, optimize=True),
    lambda np: np.einsum("ij,jk->ik", a23(np), a23(np).T, optimize="no such"),
    lambda np: np.einsum(a23(np), [0, 1], a23(np).T, [1, 2], [0, 2]),
    lambda np: np.einsum(a23(np), [0, 1], a23(np).T, [1, 2], optimize=True),
    lambda np: np.einsum(a23(np), [0, 60]),
    lambda np: np.einsum("ij,jk->ki", a23(np), a23(np).T, order="A").flags.c_contiguous,
    lambda np: np.einsum("ij,jk->ki", a23(np).T, np.ones((2, 4), order="F"), order="A").flags.f_contiguous,
    lambda np: np.einsum("ij,jk,kl->il", *[np.ones((2, 2))] * 3, optimize=["einsum_path", (0, 2), (0, 1)]),
    lambda np: np.einsum("ij,jk,kl->il", *[np.ones((2, 2))] * 3, optimize=["einsum_path", (0, 1, 2)]),
    lambda np: np.einsum_path("ij,jk,kl->il", *[np.ones((2, 2))] * 3, optimize=("greedy", 1)),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=range(len(CASES)))
def test_details(case):
    same(case)


def test_views():
    def diagonal(np):
        a = np.zeros((3, 3))
        np.einsum("ii->i", a)[:] = 5
        return a, np.einsum("ij->ji", a).base is not None

    same(diagonal)
