"""What further calls on few elements cost, those that programs make in loops: as small_calls.py, whose
arrays they take.

    make small
"""

import sys

sys.path.insert(0, "/benchmarks/guest")

STATEMENTS = """
for x in np.nditer(a): pass
for x in np.nditer([a, a]): pass
for k in np.ndindex(3, 3): pass
for k, x in np.ndenumerate(m): pass
for x in a: pass
for x in m.flat: pass
for x, y in np.broadcast(a, a): pass
np.einsum('ij,jk->ik', m, m)
np.einsum('ii', m)
np.einsum('ij->ji', m)
np.einsum('i,i', a, a)
np.bincount(i)
np.digitize(a, a)
np.convolve(a, a)
np.correlate(a, a)
np.interp(2.5, a, a)
np.interp(a, a, a)
np.flip(a)
np.fliplr(m)
np.rot90(m)
a.astype(int)
a.astype(float)
i.astype(float)
f.astype("float64")
b.astype(int)
np.pad(a, 1)
np.cross(m[0], m[1])
np.kron(m, m)
np.tensordot(m, m, 1)
np.outer(a, a)
np.inner(a, a)
np.vdot(a, a)
np.trace(m)
np.diag(m)
np.diag(a)
np.median(a)
np.percentile(a, 30)
np.quantile(a, [0.1, 0.9])
np.unique(i)
np.histogram(a)
np.histogram(i, bins=3)
np.linspace(0, 1, 10)
np.logspace(0, 1, 10)
np.meshgrid(a, a)
np.stack((a, a))
np.hstack((a, a))
np.vstack((a, a))
np.column_stack((a, a))
np.append(a, 1.0)
np.insert(a, 2, 1.0)
np.delete(a, 2)
np.split(a, 2)
np.array_split(a, 3)
np.where(b)
np.where(b, a, a)
np.nonzero(b)
np.argwhere(b)
np.flatnonzero(b)
np.count_nonzero(b)
np.allclose(a, a)
np.isclose(a, a)
np.array_equal(a, a)
np.average(a)
np.average(a, weights=a)
np.std(a)
a.var()
np.cov(m)
np.corrcoef(m)
np.polyfit(a, a, 1)
np.polyval(a, 0.5)
np.gradient(a)
np.diff(a)
np.roll(a, 2)
np.tile(a, 2)
np.repeat(a, 2)
np.trapezoid(a)
np.cumsum(a)
np.cumprod(a)
np.prod(a)
np.max(a)
a.min()
np.argmax(a)
a.argmin()
np.sort(a)
np.argsort(a)
np.searchsorted(a, 2.5)
np.clip(a, 2, 5)
a.clip(2, 5)
np.round(a, 1)
np.abs(a)
np.exp(a)
np.sqrt(a)
np.maximum(a, 3)
np.arctan2(a, a)
np.floor(a)
np.isnan(a)
np.isnan(a).any()
np.all(b)
np.any(b)
b.sum()
b & b
~b
a[b]
a[i]
m[:, 1]
m[0]
t[..., 0]
t.transpose(2, 0, 1)
t.mean(axis=2)
t.sum(axis=(0, 1))
t.max(axis=0)
np.moveaxis(t, 2, 0)
np.swapaxes(t, 0, 1)
np.expand_dims(a, 0)
np.squeeze(m[None])
np.ravel(m)
m.flatten()
np.broadcast_to(a, (3, 10))
np.atleast_2d(a)
np.asarray(a)
np.ones((3, 3))
np.eye(3)
np.full(3, 2.0)
np.zeros_like(a)
np.empty(3)
np.array([[1.0, 2.0], [3.0, 4.0]])
a.tolist()
a += 1.0
a[:] = 0.0
a[b] = 1.0
np.conj(c)
np.linalg.inv(m)
np.linalg.solve(m, m[0])
np.linalg.det(m)
float(s)
s * s
np.sin(s)
np.nan_to_num(a)
np.nansum(a)
np.isin(i, i)
np.triu(m)
np.take(a, i)
np.shares_memory(a, a)
""".strip().splitlines()


def measure(names, rounds, seconds):
    """[{"statement": text, module: median of nanoseconds a run}], as JSON."""
    import small_calls

    return small_calls.measure(names, rounds, seconds, STATEMENTS)
