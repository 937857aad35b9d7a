"""vectorize, frompyfunc, piecewise, apply_along_axis, apply_over_axes."""

import inspect

import pytest
import rumpy as rp
from oracle import same

NAMES = ["vectorize", "piecewise", "apply_along_axis", "apply_over_axes"]


@pytest.mark.parametrize("name", NAMES)
def test_signatures(name):
    same(lambda np: str(inspect.signature(getattr(np, name))))
    assert getattr(rp, name).__doc__


def larger(a, b):
    return a if a > b else b


def test_vectorize():
    same(lambda np: np.vectorize(larger)([1, 5, 3], 2))
    same(lambda np: np.vectorize(larger)([[1.0], [5.0]], [2, 9, 3]))
    same(lambda np: np.vectorize(larger)(1, 2))
    same(lambda np: np.vectorize(larger, otypes="f")([1, 5, 3], 2))
    same(lambda np: np.vectorize(larger, otypes=[float])([], 2))
    same(lambda np: np.vectorize(larger)([], 2))
    same(lambda np: np.vectorize(lambda x: (x, x > 1))([1, 2, 3]))
    same(lambda np: np.vectorize(lambda x: (x, x > 1), otypes=["f4", "?"])([1, 2, 3]))
    same(lambda np: np.vectorize(lambda x: x if x < 2 else 0.5)([1, 2, 3]))
    same(lambda np: np.vectorize(lambda x, p: sum(x * c for c in p), excluded={1})([1, 2], [3, 4]))
    same(lambda np: np.vectorize(lambda x, p=1: x * p, excluded=["p"])([1, 2], p=3))
    same(lambda np: np.vectorize(lambda x, p=1: x * p)([1, 2], p=[3, 4]))
    same(lambda np: np.vectorize(larger, otypes="Z"))
    same(lambda np: np.vectorize(otypes="f")(larger)([1, 2], 3))
    same(lambda np: np.vectorize(larger, doc="text").__doc__)


def test_vectorize_signature():
    dot = "(n),(n)->()"
    same(
        lambda np: np.vectorize(lambda a, b: (a * b).sum(), signature=dot)([[1, 2], [3, 4]], [5, 6])
    )
    same(
        lambda np: np.vectorize(lambda a: a[::-1], signature="(n)->(n)")(np.arange(6).reshape(2, 3))
    )
    same(lambda np: np.vectorize(lambda a: (a.min(), a), signature="(n)->(),(n)")([[1, 2], [3, 4]]))
    same(lambda np: np.vectorize(larger, signature="(n->()"))
    same(lambda np: np.vectorize(lambda a, b: a, signature=dot)([1, 2], [1, 2, 3]))
    same(lambda np: np.vectorize(lambda a, b: a, signature=dot)(1, [1, 2, 3]))


def test_frompyfunc():
    f = rp.frompyfunc(lambda x, y: x * 10 + y, 2, 1)
    assert f([1, 2], [[3], [4]]).tolist() == [[13, 23], [14, 24]] and f(1, 2) == 12
    assert (f.nin, f.nout, f.nargs, f.identity) == (2, 1, 3, None)
    whole, rest = rp.frompyfunc(divmod, 2, 2)([7, 8], 3)
    assert whole.tolist() == [2, 2] and rest.tolist() == [1, 2]
    with pytest.raises(TypeError):
        rp.frompyfunc(str, 1, 1)([1, 2])
    same(lambda np: np.frompyfunc(3, 1, 1), text=False)


def test_piecewise():
    def x(np):
        return np.linspace(-2.5, 2.5, 6)

    same(lambda np: np.piecewise(x(np), [x(np) < 0, x(np) >= 0], [lambda v: -v, lambda v: v * 2]))
    same(lambda np: np.piecewise(x(np), [x(np) < 0], [lambda v: -v, 7]))
    same(lambda np: np.piecewise(x(np), x(np) < 0, [3]))
    same(lambda np: np.piecewise(x(np), [x(np) < 0, x(np) < 2], [1, lambda v, k: v + k], 5))
    same(lambda np: np.piecewise(np.arange(4), [np.arange(4) > 1], [2.9, 1]))
    same(lambda np: np.piecewise(3, [True, False], [lambda v: v * 2, 0]))
    same(lambda np: np.piecewise(x(np), [x(np) < 0], [1, 2, 3]))


def test_apply_along_axis():
    def a(np):
        return np.arange(24.0).reshape(2, 3, 4)

    for axis in (0, 1, -1):
        same(lambda np: np.apply_along_axis(lambda v: v.sum(), axis, a(np)))  # noqa: B023
        same(lambda np: np.apply_along_axis(lambda v: v[:2] * 2, axis, a(np)))  # noqa: B023
        same(lambda np: np.apply_along_axis(lambda v: np.outer(v[:2], v[:2]), axis, a(np)))  # noqa: B023, E501
    same(lambda np: np.apply_along_axis(lambda v, k, m=0: v + k + m, 0, [1, 2], 3, m=4))
    same(lambda np: np.apply_along_axis(np.sum, 0, np.zeros((3, 0))))
    same(lambda np: np.apply_along_axis(np.sum, 5, a(np)))


def test_apply_over_axes():
    def a(np):
        return np.arange(24).reshape(2, 3, 4)

    same(lambda np: np.apply_over_axes(np.sum, a(np), [0, 2]))
    same(lambda np: np.apply_over_axes(np.sum, a(np), -1))
    same(lambda np: np.apply_over_axes(lambda v, axis: v[0, 0], a(np), 0))


def test_methods_of_frompyfunc():
    def of(np, method, *args, nin=2, nout=1, func=max, **options):
        known = {name: options.pop(name) for name in ["identity"] if name in options}
        f = np.frompyfunc(func, nin, nout, **known)
        result = getattr(f, method)(*args, **options)
        return result.tolist() if hasattr(result, "tolist") else result

    def box(np):
        return np.arange(6).reshape(2, 3)[:, ::-1]

    for axis in [0, 1, -1, 2]:
        same(lambda np, axis=axis: of(np, "reduce", box(np), axis=axis))
        same(lambda np, axis=axis: of(np, "reduce", box(np), axis=axis, keepdims=True))
        same(lambda np, axis=axis: of(np, "accumulate", box(np), axis=axis))
        same(lambda np, axis=axis: of(np, "reduceat", box(np), [1, 0], axis=axis))
    same(lambda np: of(np, "reduce", [3, 1, 2]))
    same(lambda np: of(np, "reduce", [3, 1, 2], initial=7))
    same(lambda np: of(np, "reduce", [3, 1, 2], where=[False, True, True], initial=0))
    same(lambda np: of(np, "reduce", []))
    same(lambda np: of(np, "reduce", [], identity=4))
    same(lambda np: of(np, "reduce", box(np), axis=None))
    same(lambda np: of(np, "reduce", box(np), axis=None, identity=0))
    same(lambda np: of(np, "reduce", box(np), axis=None, identity=None))
    same(lambda np: of(np, "reduce", [1], nin=1, func=abs))
    same(lambda np: of(np, "reduce", [1], nout=2, func=divmod))
    same(lambda np: of(np, "accumulate", []))
    same(lambda np: of(np, "reduceat", np.arange(6), [0, 3, 1, 5]))
    same(lambda np: of(np, "outer", [1, 2], box(np)))
    same(lambda np: of(np, "outer", 1, 2))

    out = rp.zeros(3, int)
    assert rp.frompyfunc(max, 2, 1).reduce(box(rp), out=out) is out
    assert out.tolist() == [5, 4, 3]
