"""How many threads compute large matrix products. The results are the same bits for any number.

    import rumpy as np
    await np.threads.start()      # where one wants to be sure that they stand; not needed otherwise
    np.threads.set_num_threads(2)
    np.threads.status()

In Pyodide the threads are workers beside Pyodide's own. They exist where WebAssembly memory can be
shared: in Node, and in pages that are cross-origin isolated. Elsewhere one thread computes, and
`status()` says why. Natively they are POSIX threads, started when first needed.

Without being told, as many compute as there are cores, where the system says which processors share
one (Linux, Node on Linux); elsewhere as many as there are processors, since browsers tell no more,
and one thread of a core too many costs little (work is handed out a piece at a time, so that slower
threads do less of it) where a core left out costs its whole share. In Pyodide at most 16. Workers
sleep soon after a product, and end after five minutes without one; the next starts others.

The environment variable RUMPY_NUM_THREADS sets the number to begin with.
"""

import operator
import os
import statistics
import sys
import time

from ._lib_loader import check, lib

__all__ = ["get_num_threads", "measure", "set_num_threads", "start", "status", "stop"]

MAX_THREADS = 64


class _Native:
    """POSIX threads, which libarray starts by itself."""

    def __init__(self):
        self.wanted = lib.la_get_num_threads()

    def begin(self, *, soon: bool = False) -> None:
        check(lib.la_set_num_threads(self.wanted))

    async def start(self) -> None:
        pass

    def stop(self) -> None:
        lib.la_threads_shutdown()

    def measure(self) -> dict[str, float]:
        if self.wanted == 1:
            raise RuntimeError(f"no workers stand: {self.status()['reason']}")
        items = 8 * self.wanted

        def region(count):
            began = time.perf_counter()
            for _ in range(count):
                lib.la_threads_empty_region(items)
            return (time.perf_counter() - began) / count * 1e6

        def asleep():
            time.sleep(0.002)
            return region(1)

        region(100)
        return {
            "spinning": statistics.median(region(500) for _ in range(9)),
            "asleep": statistics.median(asleep() for _ in range(40)),
        }

    def status(self) -> dict[str, object]:
        count = lib.la_get_num_threads()
        alone = "one thread was asked for, or there is one processor"
        return {
            "state": "running" if count > 1 else "off",
            "num_threads": count,
            "workers": count - 1,
            "reason": alone if count == 1 else "",
        }


def _prepare():
    """Makes ready what computes in parallel here. Whatever fails, one thread is left."""
    if sys.platform == "emscripten":
        from ._pool import backend
    else:
        backend = _Native()
    try:
        if sys.platform == "emscripten":
            backend.prepare()
        asked = os.environ.get("RUMPY_NUM_THREADS", "")
        if asked.isdecimal() and int(asked) > 0:
            backend.wanted = min(int(asked), MAX_THREADS)
        backend.begin(soon=True)
    except Exception as error:  # a page may forbid anything, and no import shall fail of it
        backend.state, backend.reason = "failed", f"{type(error).__name__}: {error}"
    return backend


_backend = _prepare()


class _Started:
    """What start() returns: may be awaited, need not be."""

    def __await__(self):
        yield from _backend.start().__await__()
        return status()


def start() -> _Started:
    """Start the workers, if they aren't started. ``await`` it to be sure that they stand: it gives
    the status, which tells why if they don't."""
    if status()["state"] in ("stopped", "failed", "idle"):
        _backend.begin()
    return _Started()


def stop() -> None:
    """End the workers and give back their memory. start() and set_num_threads() start others."""
    _backend.stop()


def set_num_threads(n: int) -> None:
    """Let large products use n threads, the caller's own among them: 1 to 64. It takes effect at the
    next product. Where there can be no workers it remains one; see status()."""
    count = operator.index(n)
    if not 1 <= count <= MAX_THREADS:
        raise ValueError(f"number of threads must be between 1 and {MAX_THREADS}, not {count}")
    _backend.wanted = count
    _backend.begin()


def get_num_threads() -> int:
    """The number of threads that the next large product would use."""
    return status()["num_threads"]


def measure() -> dict[str, float]:
    """What a parallel region costs, in microseconds: the time of an empty one, of 8 items a thread,

    spinning  while the workers still spin, as between the products of a loop
    asleep    when they sleep, as after a pause; NaN where they could not be found so

    It takes some tens of milliseconds. RuntimeError where there are no workers. Products are shared
    out from where the work saved is a multiple of this."""
    return _backend.measure()


def status() -> dict[str, object]:
    """What became of the threads:

    state        'running'; 'starting': posted, not up yet; 'off': one thread was asked for;
                 'idle': ended after minutes without a large product, the next of which starts
                 others; 'unavailable': impossible here; 'failed'; 'stopped'
    num_threads  that the next large product would use, the caller's own included
    workers      that stand beside the caller
    reason       in words, why there are no more; '' where there is nothing to say

    and in Pyodide `products`, computed by the pool so far, and `memory`, its bytes.
    """
    return _backend.status()
