"""Which class results have that are computed from arrays of a subclass of ndarray."""

import pytest
from oracle import same

# m: 2 x 4, a: 4, q: 2 x 2, all of class Own. (A rank is no array, and intc has another name where
# it isn't long.)
EXPRESSIONS = {
    "shapes": """
        np.transpose(m) | np.swapaxes(m, 0, 1) | np.moveaxis(m, 0, 1) | np.squeeze(m) | np.ravel(m)
        np.reshape(a, (2, 2)) | np.expand_dims(a, 0) | np.atleast_2d(a) | np.flip(a) | np.rot90(m)
        np.broadcast_to(a, (2, 4)) | np.broadcast_to(a, (2, 4), subok=True)
        np.broadcast_arrays(a, m) | np.broadcast_arrays(a, m, subok=True) | np.meshgrid(a, a)
        np.concatenate([a, a]) | np.vstack([a, a]) | np.stack([a, a]) | np.tile(a, 2)
        np.insert(a, 0, 1) | np.delete(a, 0) | np.unstack(m) | np.unique(m, axis=0) | np.unique(a)
        a.flat[1:] | np.take(a, [0, 1]) | np.compress([1, 0], a) | np.extract(a > 1, a)
        np.diagflat(a) | np.diag(a) | np.trace(q) | np.trace(np.stack([q, q]))
        np.packbits(a.astype('u1')) | np.unpackbits(a.astype('u1')) | np.sort_complex(a)
    """,
    "reductions": """
        a.mean() | m.mean(0) | np.var(a) | np.std(m, axis=1) | np.median(m) | np.median(m, axis=0)
        np.percentile(m, 50) | np.percentile(m, 50, axis=0) | np.quantile(a, [0.1]) | np.average(m)
        np.average(m, axis=0, weights=[1, 2]) | np.argmax(m, axis=0) | np.argmax(m) | np.cumsum(a)
        np.cumprod(m, axis=0) | np.argsort(a) | np.argpartition(a, 1) | np.add.accumulate(a)
        np.add.reduceat(a, [0, 2]) | np.nanmean(m) | np.nanmean(m, axis=0) | np.nanvar(m, axis=0)
        np.nanmedian(m, axis=0) | np.nanargmax(m, axis=0) | np.nancumsum(m) | np.nansum(a)
        np.ptp(m, axis=0) | np.max(m) | np.all(m, axis=0) | np.count_nonzero(m, axis=0)
    """,
    "products": """
        m @ a | a @ a | a @ np.ones(4) | np.dot(m, a) | np.dot(np.ones(4), a) | np.matmul(m, a)
        np.einsum('ij,j', m, a) | np.einsum('ij->i', m) | np.correlate(a, a) | np.convolve(a, a)
        np.inner(a, a) | np.outer(a, a) | np.linalg.outer(a, a) | np.linalg.inv(q)
        np.linalg.solve(q, q) | np.linalg.solve(q, [1, 2]) | np.linalg.svd(q) | np.linalg.eig(q)
        np.linalg.svd(q, hermitian=True) | np.linalg.eigh(q) | np.linalg.qr(q) | np.linalg.pinv(q)
        np.linalg.cholesky(q) | np.linalg.lstsq(q, a[:2])[:2] | np.linalg.lstsq(q, a[:2])[3]
        np.linalg.matrix_power(q, 2)
        np.linalg.inv(q[:0, :0]) | np.linalg.det(q) | np.linalg.norm(q, axis=0)
        np.linalg.tensorinv(q, 1) | np.linalg.tensorsolve(q, a[:2]) | np.linalg.trace(q)
    """,
    "functions": """
        np.piecewise(a, [a > 1], [1, 2]) | np.i0(a) | np.vectorize(abs)(a) | np.sinc(a)
        np.apply_along_axis(np.sum, 0, m) | np.apply_along_axis(np.asarray, 0, m)
        np.fft.fft(a) | np.cov(a) | np.polyval([1, 2], a) | np.gradient(a) | np.diff(a) | np.clip(a, 1, 2)
    """,
}
CASES = [
    expression.strip()
    for group in EXPRESSIONS.values()
    for line in group.splitlines()
    for expression in line.split("|")
    if expression.strip()
]


def classes(value):
    if isinstance(value, (tuple, list)):
        return [classes(item) for item in value]
    return type(value).__name__


@pytest.mark.parametrize("expression", CASES)
def test_class_of_the_result(expression):
    def run(np):
        class Own(np.ndarray):
            pass

        names = {
            "np": np,
            "a": np.array([1.0, 2, 3, 0.5]).view(Own),
            "m": np.arange(1.0, 9).reshape(2, 4).view(Own),
            "q": np.array([[2.0, 1], [1, 3]]).view(Own),
        }
        return classes(eval(expression, names))

    same(run)


def test_attributes_are_handed_on():
    def run(np):
        class Unit(np.ndarray):
            unit = "?"

            def __array_finalize__(self, like):
                self.unit = getattr(like, "unit", "?")

        a = np.arange(1.0, 5).reshape(2, 2).view(Unit)
        a.unit = "m"
        results = [
            a.mean(0), np.median(a, axis=0), a.argsort(), a.cumsum(), a @ a, np.dot(a, a),
            np.linalg.inv(a), a.take([0]), a.flat[:2], np.insert(a, 0, 1.0), np.nanmean(a, axis=0),
        ]  # fmt: skip
        return [getattr(result, "unit", "none") for result in results]

    same(run)


@pytest.mark.parametrize("priority", [0.0, 10.0])
@pytest.mark.parametrize("name", ["linspace", "logspace", "geomspace"])
def test_ranges_are_of_the_class_of_their_ends(name, priority):
    def results(np):
        kind = type("Quantity", (np.ndarray,), {"__array_priority__": priority})
        one, five = np.array(1.0).view(kind), np.array(5.0).view(kind)
        function = getattr(np, name)
        made = [function(one, 5), function(1, five), function(one, five, 3, axis=-1)]
        return [type(m).__name__ for m in made], made[0].view(np.ndarray)

    same(results, ulp=2)
