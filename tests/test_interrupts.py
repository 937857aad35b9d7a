"""What comes in between: callbacks and signal handlers that set threads and compute, and KeyboardInterrupt in
the middle of calls. Afterwards everything is as usable, and as right, as before."""

import os
import signal
import time

import pytest
import rumpy as rp

threads = rp.threads
NO_THREADS = "no-threads" in os.environ.get("RUMPY_EXPECT", "").split()
N = 400
A = (rp.arange(N * N) % 11 - 4).reshape(N, N) * rp.float32(0.1)
PRODUCT = (A @ A).tobytes()


@pytest.fixture(autouse=True)
def as_before():
    before = threads.get_num_threads()
    yield
    threads.set_num_threads(before)
    assert (A @ A).tobytes() == PRODUCT
    assert rp.geterr()["divide"] == "warn"


class Meddler:
    """Called from inside a call, it sets another number of threads and computes."""

    def __init__(self):
        self.calls = 0

    def meddle(self):
        self.calls += 1
        threads.set_num_threads(1 + self.calls % 3)
        assert (A @ A).tobytes() == PRODUCT
        threads.set_num_threads(1 + (self.calls + 1) % 3)

    def __call__(self, x, *others):
        self.meddle()
        return x + 1

    def __array__(self, dtype=None, copy=None):
        self.meddle()
        return rp.ones(4)

    def __len__(self):
        return 4

    def __getitem__(self, k):
        self.meddle()
        return [0.0, 1.0, 2.0, 3.0][k]


@pytest.mark.skipif(NO_THREADS, reason="a run without threads")
@pytest.mark.parametrize(
    "call",
    [
        lambda f: rp.vectorize(f)(rp.arange(6)),
        lambda f: rp.apply_along_axis(f, 0, rp.arange(12).reshape(3, 4)),
        lambda f: rp.fromfunction(f, (3, 4)),
        lambda f: rp.fromiter((f(k) for k in range(9)), "int64"),
        lambda f: rp.piecewise(rp.arange(6.0), [rp.arange(6) > 2], [f, 0]),
        lambda f: rp.apply_over_axes(lambda a, axis: f(a.sum(axis=axis, keepdims=True)), rp.ones((2, 3)), [0, 1]),
        lambda f: rp.array([[1.0] * 4, f]),
        lambda f: rp.ones((3, 4)) + f,
        lambda f: rp.concatenate([rp.zeros(4), f]),
        lambda f: (rp.eye(4, dtype="float32") @ f),
    ],
)  # fmt: skip
def test_threads_are_set_inside_a_callback(call):
    class Plain(Meddler):
        def meddle(self):
            self.calls += 1

    meddler, plain = Meddler(), Plain()
    ours, wanted = call(meddler), call(plain)
    assert meddler.calls == plain.calls > 0
    assert (ours.dtype, ours.shape, ours.tobytes()) == (
        wanted.dtype,
        wanted.shape,
        wanted.tobytes(),
    )


@pytest.mark.parametrize("mode", ["call", "log"])
@pytest.mark.skipif(NO_THREADS, reason="a run without threads")
def test_threads_are_set_where_a_floating_point_error_is_told(mode):
    meddler = Meddler()
    meddler.write = lambda text: meddler.meddle()
    with rp.errstate(divide=mode, call=meddler if mode == "log" else lambda *of: meddler.meddle()):
        assert (rp.ones(300) / 0 == rp.inf).all()
        (rp.ones((300, 300)) / rp.zeros(300)).sum()
    assert meddler.calls == 2


def alarm(handler, seconds):
    """Once, after so long."""
    before = signal.signal(signal.SIGALRM, handler)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    return before


def no_alarm(before):
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.native
def test_a_signal_handler_sets_threads_and_computes():
    meddler = Meddler()
    for tenths in range(30):
        before = alarm(lambda *of: meddler.meddle(), 0.0001 * (tenths + 1))
        try:
            until = time.monotonic() + 20
            while meddler.calls == tenths and time.monotonic() < until:
                assert (A @ A).tobytes() == PRODUCT
                assert rp.sort(A, axis=0)[0, 0] == A.min()
        finally:
            no_alarm(before)
    assert meddler.calls == 30


LONG = {
    "product": lambda: [A @ A for _ in range(50)],
    "several sorts": lambda: [rp.sort(A, axis=0) for _ in range(50)],
    "callback": lambda: rp.vectorize(lambda x: x + 1)(A),
    "text": lambda: rp.array2string(A, threshold=10**9),
    "reading": lambda: rp.loadtxt(["1 2 3"] * 99999),
    "einsum": lambda: [rp.einsum("ij,jk,kl->il", A, A, A, optimize=True) for _ in range(20)],
    "factors": lambda: [rp.linalg.svd(A[:90, :90]) for _ in range(90)],
    "blocks": lambda: in_blocks(),
    "draws": lambda: [rp.random.default_rng(3).permutation(A) for _ in range(200)],
}


def in_blocks():
    """Left wherever the interrupt comes, and then what it was (as_before looks)."""

    @rp.errstate(divide="ignore")
    def divided():
        return rp.ones(2) / 0

    for _ in range(2000):
        with rp.errstate(all="ignore"):
            with rp.errstate(divide="raise"):
                pass
            divided()
        with rp.printoptions(precision=3):
            pass


@pytest.mark.native
@pytest.mark.parametrize("what", LONG)
def test_an_interrupt_in_the_middle(what):
    def interrupt(*of):
        raise KeyboardInterrupt

    copy, state, options = A.tobytes(), rp.geterr(), rp.get_printoptions()
    interrupts = 0
    for after in (0.001, 0.004, 0.007, 0.013, 0.02):
        before = alarm(interrupt, after)
        try:
            until = time.monotonic() + 20
            while time.monotonic() < until:
                LONG[what]()
        except KeyboardInterrupt:
            interrupts += 1
        finally:
            no_alarm(before)
        assert (A @ A).tobytes() == PRODUCT and A.tobytes() == copy
        assert rp.geterr() == state and rp.get_printoptions() == options
    assert interrupts == 5


@pytest.mark.native
@pytest.mark.parametrize(
    "call",
    [
        lambda f: rp.vectorize(f)(rp.arange(6)),
        lambda f: rp.frompyfunc(f, 1, 1)(3.0),
        lambda f: rp.apply_along_axis(f, 0, rp.ones((3, 4))),
        lambda f: rp.fromiter((f(k) for k in range(9)), "int64"),
        lambda f: rp.array([1.0, type("Real", (), {"__float__": f})()], "float64"),
    ],
)
def test_an_interrupt_raised_by_a_callback(call):
    """As Ctrl-C does it: Python's own handler."""

    def callback(x):
        signal.raise_signal(signal.SIGINT)
        return 1.0

    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        for _ in range(3):
            with pytest.raises(KeyboardInterrupt):
                call(callback)
    finally:
        signal.signal(signal.SIGINT, before)


BELL = """
(function () {
    // A worker that writes SIGINT to Pyodide's interrupt buffer, so many milliseconds after it was told.
    const script = `
        function wait(memory) {
            const cells = new Int32Array(memory);
            Atomics.store(cells, 2, 1);
            for (;;) {
                Atomics.wait(cells, 1, 0);
                Atomics.wait(cells, 3, 0, Atomics.exchange(cells, 1, 0));
                Atomics.store(cells, 0, 2);
            }
        }
        const node = globalThis.process?.versions?.node
            ? process.getBuiltinModule("node:worker_threads") : undefined;
        if (node) wait(node.workerData); else onmessage = (event) => wait(event.data);
    `;
    const memory = new SharedArrayBuffer(16);
    const node = globalThis.process?.versions?.node
        ? process.getBuiltinModule("node:worker_threads") : undefined;
    let worker;
    if (node) {
        worker = new node.Worker(script, { eval: true, workerData: memory });
    } else {
        worker = new Worker(URL.createObjectURL(new Blob([script])));
        worker.postMessage(memory);
    }
    const cells = new Int32Array(memory);
    return {
        buffer: cells,
        ready: () => Atomics.load(cells, 2) === 1,
        ring: (after) => { Atomics.store(cells, 1, after); Atomics.notify(cells, 1); },
        end: () => worker.terminate(),
    };
})
"""


@pytest.mark.pyodide
@pytest.mark.skipif(NO_THREADS, reason="a page that has no shared memory")
def test_pyodide_is_interrupted_in_the_middle():
    """What a notebook's stop button does, while products run on several threads."""
    import asyncio

    import pyodide_js
    from pyodide.code import run_js
    from pyodide.ffi import can_run_sync, run_sync

    threads.set_num_threads(2)
    bell = run_js(BELL)()
    until = time.monotonic() + 60
    while not bell.ready() and time.monotonic() < until:
        if can_run_sync():
            run_sync(asyncio.sleep(0.05))  # a browser starts workers only meanwhile
    assert bell.ready()
    interrupts = 0
    pyodide_js.setInterruptBuffer(bell.buffer)
    try:
        for after in (1, 4, 7, 13, 20):
            bell.ring(after)
            until = time.monotonic() + 20
            try:
                while time.monotonic() < until:
                    A @ A
                    rp.sort(A, axis=0)
            except KeyboardInterrupt:
                interrupts += 1
            assert (A @ A).tobytes() == PRODUCT
    finally:
        pyodide_js.setInterruptBuffer(None)
        bell.end()
    assert interrupts == 5
    assert threads.status()["state"] in ("running", "starting"), threads.status()
    assert threads.get_num_threads() == 2
