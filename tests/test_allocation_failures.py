"""Where an allocation of libarray's fails under a call from Python: there is MemoryError or a right result,
arrays that were given are what they were, nothing is left behind, and the next call works.

Each call runs again and again: the n-th allocation fails, once alone, once with all that follow, for
n = 1, 2, ... until none is left to fail. `make test-failing` runs this with the library that counts and fails
(libarray/tests/failing.h); with any other it is skipped.
"""

import gc
import io
import os
import pickle

import pytest
import rumpy as np
from counted import COUNTED, library

assert COUNTED or "counted" not in os.environ.get("RUMPY_EXPECT", "").split(), library
if not COUNTED:
    pytest.skip("not the library whose allocations are counted", allow_module_level=True)

ROUNDING = ("reductions", "linalg", "fft, signals", "random")
ALL = 2**30  # allocations in a row
MOST = 500  # that one of these calls makes

# Statements, by subject; each is a call of its own. a, b: 40 x 50 reals; s: 50 x 50, regular; c: complex; i, j:
# integers, bool(m): a mask; x, y: copies of a and i that may be changed; g: a generator; t: a text to be read.
CALLS = {
    "creation": """
        np.zeros((40, 50)); np.ones(300, 'f4'); np.empty((9, 99)).fill(1); np.full((30, 40), 7); np.arange(500)
        np.linspace(0, 1, 300); np.logspace(0, 3, 300); np.eye(30); np.identity(30); np.diag(np.arange(20.0))
        np.array(a); np.array(a, dtype='f4', order='F'); np.array(a.tolist()); np.array([[1, 2], [3, 4.5]])
        np.asarray(memoryview(a)); np.asfortranarray(a); np.full_like(a, 3); np.zeros_like(i); np.tri(30)
        np.meshgrid(a[0], a[1]); np.mgrid[0:20, 0:30]; np.indices((20, 30)); np.fromiter(range(900), 'i8')
        np.frombuffer(a.tobytes()); np.fromfunction(lambda p, q: p * q, (30, 40)); np.vander(a[0], 9)
        np.fromstring(t, sep=' '); np.array('7', dtype='i4'); np.tril(a); np.ascontiguousarray(a.T); a.copy('F')
        np.zeros((2, 3, 2, 3, 2, 3, 2, 3)); np.r_[a[0], 1:300]; np.c_[a, b]; np.broadcast_to(a, (9, 40, 50)) + 0
    """,
    "types": """
        a.astype('f4'); a.astype('i2'); i.astype('c16'); c.real; c.imag; c.conj(); a.T.astype('f8', order='C')
        a.view('i8') + 0; a.byteswap(); np.result_type(a, i); np.can_cast(i.dtype, 'f4'); np.float32(a[0, 0]) + 1
        a.astype('f2'); np.float64(3) * a; np.int8(3) + y; a.item(3); a.tolist(); list(a[0]); c.astype('c8')
        np.isreal(c); np.real_if_close(c); np.nan_to_num(a / a)
    """,
    "ufuncs": """
        a + b; a * 2.5; 3 - a; a / (b + 1); a // 7; a % 7; a ** 2; a > b; ~m; i & 3; i << 2; -a; abs(c); a + i
        a + c; a + a[:, :1]; a.T + b.T; a.T[::2] + b.T[::2]; a[:, ::2] * b[:, ::2]; np.sin(a); np.exp(-a)
        np.sqrt(a); np.log1p(a); np.hypot(a, b); np.arctan2(a, b); np.maximum(a, b); np.divmod(a, 7); np.modf(a)
        np.frexp(a); np.ldexp(a, 3); np.add(a, b, out=x); np.add(a, i, out=x); np.multiply(x, x.T[::-1, ::-1].T, out=x)
        np.add(x[1:], x[:-1], out=x[1:]); np.sqrt(a, out=x, where=m); np.add(a, 1, dtype='f4'); np.isnan(c)
        x.__iadd__(b); x.__imul__(2); np.add(i, 1, out=x); y.__iadd__(j); np.add.outer(a[0], a[1])
        np.add.at(x, (j[:9], j[:9]), 1.5); np.add.reduceat(a, [0, 5, 9], axis=1); np.multiply.accumulate(i, axis=0)
        np.add.at(y, j[:9], 1); np.where(m, a, b); np.where(m, a, 0); np.clip(a, 3, 90); np.clip(a, b, None, out=x)
        np.logical_and(a, b); np.sign(a); np.round(a / 3, 1); np.floor(a / 3); np.heaviside(a, 0.5); np.gcd(i, 12)
        np.isclose(a, b); np.allclose(a, a); np.array_equal(a, b); np.frompyfunc(lambda p: 2, 1, 1)(a[0, 0])
        np.vectorize(lambda p: p + 1.0)(a[0]); np.piecewise(a, [m], [lambda p: p * 2, 0.0]); np.select([m], [a], 3)
        np.matvec(a, b[0]); np.bitwise_count(i); np.copysign(a, -1); np.angle(c)
    """,
    "reductions": """
        a.sum(); a.sum(axis=0); a.sum(axis=1, keepdims=True); a.T.sum(axis=1); np.sum(a, axis=0, where=m)
        a.prod(axis=1); a.mean(axis=0); a.std(axis=1); a.var(); a.min(axis=0); a.max(axis=1); np.ptp(a, axis=0)
        a.argmax(axis=0); a.argmin(axis=1); a.any(axis=0); a.all(); a.cumsum(axis=1); a.cumprod(axis=0); i.sum(axis=1)
        c.sum(axis=0); np.count_nonzero(a, axis=0); np.nansum(a, axis=0); np.nanmean(a); np.nanmax(a, axis=1)
        np.median(a, axis=0); np.percentile(a, [5, 50], axis=1); np.quantile(a, 0.3); np.average(a, axis=0, weights=b[:, 0] + 1)
        np.histogram(a, 9); np.bincount(j); np.cov(a[:5]); np.corrcoef(a[:5]); np.digitize(a, [3, 9, 90]); np.trapezoid(a)
        np.sum(a, axis=0, out=x[0]); np.diff(a); np.gradient(a); np.ediff1d(a); np.sum([a, b], axis=0); m.sum(axis=1)
        a.astype('f4').sum(axis=0); a.astype('f2').mean(axis=1); np.histogram2d(a[0], b[0], 4); np.nanmedian(a, axis=0)
    """,
    "indexing": """
        a[3]; a[:, ::3]; a[::-1, None]; a[j[:9]]; a[:, j[:9]]; a[j[:9], j[:9]]; a[m]; a[a > 30]; a[j[:9, None], j[:5]]
        a[m[:, 0]]; x.__setitem__(j[:9], 1.0); x.__setitem__(m, 2.0); x.__setitem__((slice(None), j[:9]), 5)
        x.__setitem__(slice(1, None), x[:-1]); x.__setitem__(..., i); x.__setitem__(m, a[m]); x.__setitem__(3, [7.0] * 50)
        a.take(j[:9], axis=0); np.take(a, j[:9], out=x[0, :9]); np.take_along_axis(a, i % 40, axis=0)
        np.put(x, j[:9], 3); np.put_along_axis(x, j[:1, None] % 40, 9, axis=0); np.place(x, m, [1, 2]); np.putmask(x, m, b)
        np.choose(i % 2, [a, b]); np.compress(m[:, 0], a, axis=0); np.extract(m, a); a.nonzero(); np.argwhere(m)
        np.flatnonzero(m); a.diagonal(); np.diag(s); a.flat[3:99]; x.flat.__setitem__(slice(3, 99), 7); list(a[0].flat)
        np.copyto(x, i, casting='unsafe', where=m); np.fill_diagonal(x, 3); np.ix_(j[:5], j[:4]); np.unravel_index(j, (40, 50))
        np.ravel_multi_index((j % 40, j % 50), (40, 50)); np.nonzero(a[0]); a[..., 0]; a[()]; np.delete(a, [3, 5], axis=0)
        np.insert(a, 3, 9, axis=1); np.tril_indices(30); [p.sum() for p in a[:3]]; list(np.ndenumerate(a[:2, :2]))
        np.lib.stride_tricks.sliding_window_view(a[0], 5).sum(axis=1)
    """,
    "moving": """
        a.T.copy(); a.reshape(-1); a.T.reshape(-1); a.reshape(4, 10, 5, 10); a.T.ravel('K'); a.flatten('F'); np.resize(a, (30, 30))
        np.transpose(a.reshape(4, 10, 5, 10), (3, 1, 2, 0)).copy(); np.concatenate([a, b]); np.concatenate([a.T, i.T], axis=1)
        np.stack([a, b], axis=-1); np.vstack([a, b]); np.hstack([a, b]); np.dstack([a, b]); np.column_stack([a[0], b[0]])
        np.split(a, 4); np.array_split(a[0], 7); np.repeat(a, 2, axis=0); np.repeat(a[:, 0], j[:40] % 3); np.tile(a, (2, 2))
        np.roll(a, 3); np.roll(a, (1, 2), (0, 1)); np.flip(a); np.rot90(a); np.pad(a, 3); np.pad(a, 2, 'reflect'); np.block([[a, b], [b, a]])
        np.moveaxis(a.reshape(4, 10, 50), 0, -1).copy(); np.expand_dims(a, 0); np.squeeze(a[None]); np.broadcast_arrays(a, a[0])
        np.append(a, b); np.trim_zeros(a[0]); np.concatenate([a[0], b[0]], out=x.reshape(-1)[:100]); np.kron(a[:3, :3], b[:4, :4])
        np.packbits(m, axis=1); np.unpackbits(np.packbits(m)); np.atleast_3d(a); a.swapaxes(0, 1).copy(); np.flip(a, 1).copy()
    """,
    "sorting": """
        np.sort(a); np.sort(a, axis=0); np.sort(a.T, axis=0); x.sort(); x.sort(axis=0); y.sort(axis=0); np.sort(c.ravel())
        np.argsort(a); np.argsort(a, axis=0, kind='stable'); np.argsort(i); np.lexsort((a[0], b[0])); np.partition(a, 5); np.argpartition(a, 5)
        x.partition(9, axis=0); np.searchsorted(np.sort(a[0]), b); np.unique(a); np.unique(i, return_inverse=True, return_counts=True)
        np.unique(i, axis=0); np.intersect1d(i, j); np.union1d(i, j); np.setdiff1d(i, j); np.isin(i, j[:9]); np.sort(a.astype('f2'))
        np.sort(a.astype('f4').ravel()); np.argmax(np.sort(m, axis=0)); np.sort(a.ravel()[::2]); np.sort(i.astype('u1'), axis=0); np.interp(a, [0, 100], [3, 4])
    """,
    "linalg": """
        a @ b.T; a @ b[0]; a[0] @ b[0]; i @ i.T; c @ c.T; a[:, ::2] @ b[:, ::2].T; np.dot(a, b.T); np.inner(a, b); np.outer(a[0], b[0]); m @ m.T
        np.matmul(a, b.T, out=x[:, :40]); np.matmul(s, s, out=s2); np.tensordot(a, b, 2); np.vdot(a, b); np.trace(s); a.astype('f4') @ b.T.astype('f4')
        np.matmul(a.reshape(4, 10, 50), b.reshape(4, 50, 10)); np.linalg.multi_dot([a, b.T, a]); np.linalg.matrix_power(s, 5); np.cross(a[:, :3], b[:, :3])
        np.linalg.solve(s, a.T); np.linalg.inv(s); np.linalg.det(s); np.linalg.slogdet(s); np.linalg.cholesky(s @ s.T + 9 * np.eye(50)); np.linalg.qr(a)
        (lambda u, v, w: (u * v) @ w)(*np.linalg.svd(a, False)); np.linalg.svd(a)[1]; np.linalg.svd(c, full_matrices=False)[1]; np.linalg.svdvals(a); np.linalg.eigh(s + s.T)[0]; np.linalg.eigvals(s); abs(np.linalg.eig(s)[0]).sum()
        np.linalg.lstsq(s, a.T, rcond=None)[0]; np.linalg.pinv(s); np.linalg.norm(a, axis=1); np.linalg.norm(a, 2); np.linalg.norm(a, 'nuc'); np.linalg.matrix_rank(s)
        np.linalg.cond(s); np.linalg.eigvalsh(s + s.T); np.linalg.tensorinv(s.reshape(5, 10, 5, 10)); np.linalg.inv(np.stack([s, s + 1])); np.linalg.solve(s, c.T[:50])
        np.einsum('ij,kj->ik', a, b); np.einsum('ij->ji', a).copy(); np.einsum('ii', s); np.einsum('ij,ij->i', a, b); np.einsum('ij,kj,kl->il', a, b, b, optimize=True)
        np.linalg.prepack(s, side='left') @ a.T; np.polyfit(a[0], a[1], 3); np.vecdot(a, b); np.linalg.vector_norm(c, axis=0); np.einsum('ij,jk', a, s, out=x)
    """,
    "fft, signals": """
        np.fft.fft(a); np.fft.ifft(c); np.fft.rfft(a); np.fft.irfft(c); np.fft.fft2(a); np.fft.fft(a, axis=0); np.fft.fftshift(a); np.fft.rfftn(a); np.fft.hfft(c); np.fft.fft(a, n=67)
        np.convolve(a[0], b[0]); np.correlate(a[0], b[0], 'full'); np.polyval([1, 2, 3], a); np.roots([1, 2, 3, 4]); np.polymul(a[0], b[0]); np.unwrap(a); np.hanning(200); np.sinc(a)
        np.fft.fftfreq(300); np.polynomial.Polynomial([1, 2, 3])(a); np.polynomial.polynomial.polyfit(a[0], b[0], 2); np.i0(a[0] / 999); np.poly([1, 2, 3])
    """,
    "random": """
        g.random((30, 40)); g.standard_normal(900); g.normal(a, 2); g.integers(0, 99, (30, 40)); g.integers(0, 99, 500, dtype='u1'); g.permutation(a); g.permutation(900)
        g.choice(900, 30); g.choice(900, 30, replace=False); g.choice(a, 9, p=np.full(40, 1 / 40)); g.shuffle(x); g.exponential(2, 900); g.gamma(a + 1); g.beta(2, 3, 900); g.poisson(a)
        g.binomial(9, 0.3, 900); g.multinomial(9, [0.2, 0.8], 300); g.multivariate_normal([0, 0], [[1, 0], [0, 1]], 99); g.dirichlet([1, 2, 3], 99); g.bytes(999); g.standard_normal(out=x)
        g.spawn(2)[0].random(9); np.random.default_rng(7).random(300); np.random.RandomState(3).rand(300); np.random.Generator(np.random.Philox(3)).random(300); g.uniform(a, a + 1)
        np.random.Generator(np.random.MT19937(3).jumped()).random(300); g.hypergeometric(9, 9, 5, 300); g.permuted(a, axis=1); np.random.SeedSequence(3).generate_state(9)
    """,
    "files, texts": """
        repr(a); str(a); repr(c[:3]); np.array2string(a[0], precision=2); str(m); repr(a[0, 0]); np.array_repr(i); np.format_float_positional(a[1, 1]); np.array_str(a[:2])
        a.tobytes(); a.T.tobytes(); bytes(memoryview(a)); np.save(io.BytesIO(), a); np.save(io.BytesIO(), a.T); np.savez(io.BytesIO(), a=a); np.savetxt(io.StringIO(), a[:5])
        np.loadtxt(io.StringIO(t)); np.genfromtxt(io.StringIO(t)); np.load(io.BytesIO(saved)); pickle.loads(pickle.dumps(a)); pickle.dumps(g); __import__('copy').deepcopy(a); hash(a[0, 0])
        np.from_dlpack(a) + 0; np.base_repr(9); np.binary_repr(5); np.dtype('f4') == a.dtype; np.shares_memory(a, a[1:]); np.may_share_memory(a, b); a.flags; a.__array_interface__['shape']
        a.__dlpack__(copy=True) and 0; np.iinfo('i4').max; np.finfo('f8').eps; np.show_config('dicts')['kernels']['usable']; np.apply_along_axis(np.sort, 0, a); np.apply_over_axes(np.sum, a, [0])
    """,
    "error states": """
        quiet(lambda: a / 0); quiet(lambda: np.log(-a)); quiet(lambda: np.float64(1) / 0); quiet(lambda: (a * 1e308).sum()); quiet(lambda: a.astype('i1')); quiet(lambda: (a / 0).astype('i4'))
        loud(lambda: a / 0); loud(lambda: np.sqrt(-1 - a)); loud(lambda: np.exp(a * 1e9)); loud(lambda: np.float64(0) ** -1); loud(lambda: a.astype('f4') * 1e38)
    """,
}
TABLE = [
    (subject, call.strip())
    for subject, text in CALLS.items()
    for line in text.strip().splitlines()
    for call in line.split("; ")
]


def quiet(function):
    with np.errstate(all="ignore"):
        return function()


def loud(function):
    """What a floating-point error says that is raised."""
    try:
        with np.errstate(all="raise"):
            function()
    except FloatingPointError as error:
        return str(error)


def make_inputs():
    a = (np.arange(2000.0) * 7919 % 1009).reshape(40, 50)
    i = (np.arange(2000) * 31 % 40).reshape(40, 50)
    s = np.pad(a[:, :40], ((0, 10), (0, 10)), constant_values=3) + 30000 * np.eye(50)
    file = io.BytesIO()
    np.save(file, a)
    return {
        "a": a, "b": a[::-1].copy(), "c": a + 1j * a[:, ::-1], "i": i, "j": i[0].copy(), "m": a > 500, "s": s,
        "t": " ".join(str(n) for n in range(300)), "saved": file.getvalue(),
    }  # fmt: skip


INPUTS = make_inputs()


def fresh_inputs():
    """With what may be changed as it was."""
    own = {"x": INPUTS["a"].copy(), "y": INPUTS["i"].copy(), "s2": INPUTS["s"].copy()}
    return {**INPUTS, **own, "g": np.random.default_rng(5)}


NAMES = {"np": np, "io": io, "pickle": pickle, "quiet": quiet, "loud": loud}


def state_of(inputs):
    """All of what they hold; not how far the generator is, which may have drawn before it failed."""
    return {n: x.tobytes() for n, x in inputs.items() if isinstance(x, np.ndarray)}


def described(value):
    """As plain data, that two results are compared by."""
    if isinstance(value, (np.ndarray, np.generic)):
        return value.dtype.name, value.shape, value.tobytes()
    if isinstance(value, (tuple, list)):
        return [described(item) for item in value]
    return value if isinstance(value, (int, float, complex, str, bytes, dict)) else type(value)


def close(one, other):
    """The same, but for roundings: where there is little memory, some functions take another way."""
    if one == other:
        return True
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(close, one, other))
    if not isinstance(one, tuple) or one[:2] != other[:2] or one[0][:5] not in ("float", "compl"):
        return False
    ours, wanted = (np.frombuffer(data, name) for name, _, data in (one, other))
    return bool((abs(ours - wanted) <= 1e-9 * abs(wanted).max()).all())


def run(code, n=0, times=0):
    """The result, or exception, of a run in which the n-th allocation fails, and `times` - 1 more; what its
    inputs are then; and how many failed."""
    inputs = fresh_inputs()
    names = {**NAMES, **inputs}
    before = np.geterr()
    library.failing_set(n, times)
    try:
        result = eval(code, names)
    except Exception as error:
        # Its traceback holds frames, and they hold what they were about.
        result = error.with_traceback(None)
        result.__context__ = None
    failures = library.failing_count()
    library.failing_set(0, 0)
    assert np.geterr() == before
    if not isinstance(result, Exception):
        result = described(result)
    return result, state_of(inputs), failures


@pytest.fixture(autouse=True)
def one_thread():
    before = np.threads.get_num_threads()
    np.threads.set_num_threads(1)
    yield
    library.failing_set(0, 0)
    np.threads.set_num_threads(before)


def assert_no_more_blocks(than, where):
    if library.failing_live_blocks() != than:
        gc.collect()
    assert library.failing_live_blocks() == than, f"{where}: blocks are left behind"


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("subject, call", TABLE, ids=[call for _, call in TABLE])
def test_every_allocation_fails(subject, call):
    code = compile(call, call, "eval")
    untouched = state_of(fresh_inputs())
    for _ in range(3):  # what is kept for the next time is there then
        wanted, changed, _ = run(code)
    assert not isinstance(wanted, Exception), repr(wanted)
    gc.collect()
    held = library.failing_live_blocks()
    rounds = subject in ROUNDING
    for n in range(1, MOST):
        for times in 1, ALL:
            where = f"allocation {n} of {call}, {'once' if times == 1 else 'and all that follow'}"
            result, inputs, failures = run(code, n, times)
            if isinstance(result, MemoryError):
                assert failures and inputs == untouched, where
            else:
                assert not isinstance(result, Exception), f"{where}: {result!r}"
                assert close(result, wanted) if rounds else result == wanted, where
                assert inputs == changed or rounds, where
            again, inputs, _ = run(code)
            assert again == wanted and inputs == changed, f"after {where}"
            assert_no_more_blocks(held, where)
            if not failures:
                return
    pytest.fail(f"more than {MOST} allocations")


def test_that_something_fails():
    _, _, failures = run(compile("a + b", "", "eval"), 1, 1)
    assert failures == 1
    result, _, failures = run(compile("[a + b for _ in range(9)]", "", "eval"), 5, ALL)
    assert isinstance(result, MemoryError) and failures >= 1
