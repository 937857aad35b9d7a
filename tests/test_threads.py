"""rumpy.threads: the same results by any number of threads, and whatever happens to them."""

import asyncio
import os
import time

import pytest
import rumpy as rp
from oracle import WASM

threads = rp.threads
NO_THREADS = "no-threads" in os.environ.get("RUMPY_EXPECT", "").split()
needs_threads = pytest.mark.skipif(NO_THREADS, reason="a run without threads")


@pytest.fixture(autouse=True)
def as_before():
    before = threads.get_num_threads()
    yield
    if not NO_THREADS:
        threads.start()
        threads.set_num_threads(before)


def stand(count):
    """Has `count` threads, and waits until they stand."""
    threads.set_num_threads(count)
    if not WASM:
        return
    from pyodide.ffi import can_run_sync, run_sync

    if can_run_sync():

        async def start():
            return await threads.start()

        run_sync(start())
    until = time.monotonic() + 30
    while threads.status()["state"] == "starting" and time.monotonic() < until:
        time.sleep(0.01)  # under Node workers need nothing of this thread to come up
    assert threads.status()["state"] == ("running" if count > 1 else "off"), threads.status()


def matrix(rows, columns, dtype="float32"):
    return (rp.arange(rows * columns) % 11 - 4).reshape(rows, columns).astype(dtype)


def test_status_says_what_is_there():
    status = threads.status()
    states = {"running", "starting", "off", "unavailable", "failed", "stopped"}
    assert status["state"] in states
    assert status["num_threads"] == threads.get_num_threads() >= 1
    assert isinstance(status["reason"], str)
    if status["num_threads"] == 1:
        assert status["reason"]


@pytest.mark.parametrize("count", [0, -1, 65, 10**20])
def test_numbers_that_are_refused(count):
    with pytest.raises(ValueError, match="between 1 and 64"):
        threads.set_num_threads(count)


@pytest.mark.parametrize("count", [1.5, "2", None])
def test_what_is_no_number(count):
    with pytest.raises(TypeError):
        threads.set_num_threads(count)


@needs_threads
def test_the_number_is_what_was_set():
    for count in (1, 3, 2):
        threads.set_num_threads(count)
        assert threads.get_num_threads() == count


def test_start_may_be_awaited_or_not():
    threads.start()

    async def start():
        return await threads.start()

    coroutine = start()
    if WASM:
        coroutine.close()
    else:
        assert asyncio.run(coroutine) == threads.status()


@needs_threads
@pytest.mark.parametrize("dtype", ["float32", "float64", "complex64", "int32", "uint8", "bool"])
def test_the_same_bits_by_any_number(dtype):
    a, b = matrix(301, 257, dtype), matrix(257, 333, dtype)
    if dtype.startswith(("float", "complex")):
        a, b = (a * 0.1).astype(dtype), (b / 3).astype(dtype)
    results = []
    for count in (1, 2, 3):
        stand(count)
        results.append((a @ b).tobytes())
    assert results[0] == results[1] == results[2]


@needs_threads
@pytest.mark.parametrize("isa", rp.show_config("dicts")["kernels"]["usable"])
def test_every_kernel_by_any_number(isa):
    from rumpy._lib_loader import check, lib

    a = matrix(260, 260) * rp.float32(0.1)
    best = rp.show_config("dicts")["kernels"]["usable"][0]
    try:
        check(lib.la_kernel_use(isa.encode()))
        results = []
        for count in (1, 2):
            stand(count)
            before = threads.status().get("products", 0)
            results.append((a @ a).tobytes())
            if WASM and count > 1:
                assert threads.status()["products"] == before + 1, threads.status()
        assert results[0] == results[1]
    finally:
        check(lib.la_kernel_use(best.encode()))


@needs_threads
def test_strides_of_every_kind():
    a = matrix(520, 520)
    views = [a[:260, :260], a[::2, ::2], a.T[:260, 100:360], a[259::-1, :260], a[:260, 259::-1]]
    expected = []
    stand(1)
    for x in views:
        expected.append([(x @ y).tobytes() for y in views])
    stand(2)
    for x, row in zip(views, expected, strict=True):
        assert [(x @ y).tobytes() for y in views] == row


@needs_threads
def test_stop_and_start_again():
    a = matrix(300, 300)
    stand(2)
    expected = (a @ a).tobytes()
    threads.stop()
    if WASM:
        assert threads.status()["state"] == "stopped"
        assert threads.get_num_threads() == 1
    assert (a @ a).tobytes() == expected
    threads.start()
    stand(2)
    assert (a @ a).tobytes() == expected


@pytest.mark.pyodide
@needs_threads
def test_a_worker_that_is_killed_between_products():
    a = matrix(300, 300)
    stand(2)
    expected = (a @ a).tobytes()
    pool = threads._backend.pool
    pool.workers[0].terminate()
    for _ in range(3):
        assert (a @ a).tobytes() == expected
    pool.fail("told so")  # as the event of its end would
    assert threads.status()["state"] == "failed"
    assert threads.get_num_threads() == 1
    assert "told so" in threads.status()["reason"]
    assert (a @ a).tobytes() == expected
    threads.start()
    stand(2)
    assert (a @ a).tobytes() == expected


THIEF = """
(function (pool) {
    // A worker that takes one item of the queue, as the pool's own do, and ends without doing it.
    const script = `
        function steal({ memory, queue }) {
            const queues = new BigInt64Array(memory.buffer);
            for (;;) {
                const seen = Atomics.load(queues, queue);
                if ((seen & 0xffffffffn) === 0n) continue;
                if (Atomics.compareExchange(queues, queue, seen, seen - 1n) === seen) break;
            }
        }
        const node = globalThis.process?.versions?.node
            ? process.getBuiltinModule("node:worker_threads") : undefined;
        if (node) steal(node.workerData); else onmessage = (event) => steal(event.data);
    `;
    const data = { memory: pool.memory, queue: pool.state >>> 1 };
    const node = globalThis.process?.versions?.node
        ? process.getBuiltinModule("node:worker_threads") : undefined;
    if (node) return new node.Worker(script, { eval: true, workerData: data });
    const worker = new Worker(URL.createObjectURL(new Blob([script])));
    worker.postMessage(data);
    return worker;
})
"""


@pytest.mark.pyodide
@needs_threads
def test_a_worker_that_dies_in_the_middle_of_a_product():
    from pyodide.code import run_js
    from pyodide.ffi import can_run_sync, run_sync

    a = matrix(400, 400)
    stand(1)
    expected = (a @ a).tobytes()
    stand(2)
    pool = threads._backend.pool
    pool.setPatience(200)
    thief = run_js(THIEF)(pool)
    if can_run_sync():
        run_sync(asyncio.sleep(0.5))  # a browser starts it only meanwhile
    until = time.monotonic() + 60
    while threads.status()["state"] == "running" and time.monotonic() < until:
        assert (a @ a).tobytes() == expected
    assert threads.status()["state"] == "failed", "the thief has not come"
    assert "died or stalled" in threads.status()["reason"]
    assert threads.get_num_threads() == 1
    assert (a @ a).tobytes() == expected
    thief.terminate()
    threads.start()
    stand(2)
    assert (a @ a).tobytes() == expected


@pytest.mark.pyodide
@needs_threads
def test_no_memory_in_the_pool():
    """A product that its memory can't hold is computed here, and the pool serves the next."""
    a = matrix(300, 300)
    stand(2)
    expected = (a @ a).tobytes()
    pool = threads._backend.pool
    alloc = pool.alloc
    from pyodide.code import run_js

    pool.alloc = run_js("() => 0")
    assert (a @ a).tobytes() == expected
    assert "memory" in threads.status()["reason"]
    assert threads.status()["state"] == "running"
    pool.alloc = alloc
    before = threads.status()["products"]
    assert (a @ a).tobytes() == expected
    assert threads.status()["products"] == before + 1


@pytest.mark.native
def test_the_environment_variable(tmp_path):
    import subprocess
    import sys

    script = "import rumpy; print(rumpy.threads.get_num_threads())"
    for text, count in [("3", "3"), ("1", "1"), ("1000", "64")]:
        env = {**os.environ, "RUMPY_NUM_THREADS": text}
        done = subprocess.run(
            [sys.executable, "-c", script], env=env, capture_output=True, text=True
        )
        assert done.stdout.strip() == count, done.stderr


@pytest.mark.native
@pytest.mark.skipif(
    not hasattr(os, "sched_getaffinity"), reason="counts processors by Linux's call"
)
def test_no_more_threads_than_processors_by_default():
    import subprocess
    import sys

    env = {name: value for name, value in os.environ.items() if name != "RUMPY_NUM_THREADS"}
    script = "import rumpy; print(rumpy.threads.get_num_threads())"
    done = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True)
    assert 1 <= int(done.stdout) <= len(os.sched_getaffinity(0)), done.stderr


@needs_threads
def test_what_an_empty_region_costs():
    stand(2)
    cost = threads.measure()
    assert set(cost) == {"spinning", "asleep"}
    assert 0 <= cost["spinning"] < 1e6
    assert not cost["asleep"] < 0  # a number, or NaN where the workers would not sleep
    stand(1)
    with pytest.raises(RuntimeError, match="no workers stand"):
        threads.measure()


@pytest.mark.pyodide
@needs_threads
def test_workers_that_were_idle_end_and_come_back():
    from pyodide.ffi import can_run_sync, run_sync

    a = matrix(300, 300)
    stand(2)
    expected = (a @ a).tobytes()
    backend = threads._backend
    backend.pool.setIdle(50, backend.rest)
    if can_run_sync():
        run_sync(asyncio.sleep(0.5))  # the event loop's turn
    else:
        backend.rests()  # what its timer calls, and no more
    status = threads.status()
    assert (status["state"], status["workers"], status["memory"]) == ("idle", 0, 0), status
    assert threads.get_num_threads() == 2
    assert "idle" in status["reason"]
    assert (a @ a).tobytes() == expected
    stand(2)
    before = threads.status()["products"]
    assert (a @ a).tobytes() == expected
    assert threads.status()["products"] == before + 1
    backend.rests()
    threads.stop()
    assert threads.status()["state"] == "stopped"
    threads.start()
    stand(2)
    assert (a @ a).tobytes() == expected
