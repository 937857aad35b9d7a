"""Threads inside Pyodide: a pool of workers with a shared memory of its own.

Importing rumpy only notes that there shall be workers: they are posted once Python returns to the
event loop, or by the first product that is large enough for them. That one asks
`rumpy_first_product`, which waits for the workers where Python can wait, and which makes way for the
pool's own function, that JavaScript serves without Python, once they are up.
"""

import asyncio
from pathlib import Path

import pyodide_js
from pyodide.code import run_js
from pyodide.ffi import JsException, can_run_sync, create_proxy, run_sync, to_js

from . import _kernels
from ._lib_loader import ffi, lib

# How many threads are worth having without being asked for: where more stop paying.
DEFAULT_MOST = 16
# Seconds to wait for workers to come up, at the first product and in `await start()`.
PRODUCT_WAITS = 5.0
START_WAITS = 20.0
# Seconds without a product after which workers end and their memory goes.
IDLE_ENDS = 300.0

_HERE = Path(__file__).parent


class Backend:
    """What rumpy.threads is made of; state, reason and the rest are those of its status()."""

    def __init__(self):
        self.state, self.reason = "unavailable", ""
        self.wanted = 1
        self.script = None  # what _pool.js gives, where there can be a pool
        self.pool = None
        self.offload = ffi.NULL  # the pool's own function, once there is one
        self.forget = ffi.NULL  # and that which hears of prepacked operands that are no more
        self.rest = None  # rests(), as JavaScript calls it

    # --- coming up --------------------------------------------------------------------------------

    def prepare(self) -> None:
        """Finds out whether there can be a pool, and how many threads to want."""
        try:
            script = run_js((_HERE / "_pool.js").read_text())
        except JsException as error:
            self.reason = f"the page's Content Security Policy forbids scripts ({error.name})"
            return
        self.reason = script.obstacle()
        if not self.reason:
            self.script = script
            self.wanted = max(1, min(int(script.hardwareThreads()), DEFAULT_MOST))

    def begin(self, *, soon: bool = False) -> None:
        """Lets there be as many workers as are wanted: posts them, or will do so soon. They come up
        on their own. After a failure it tries again."""
        if self.script is None:
            return
        if self.state == "failed":
            self.stop()
        self.reason = ""
        lib.la_set_num_threads(self.wanted)
        if self.wanted == 1:
            self.state = "off"
            self.reason = "one thread was asked for, or there is one processor"
            return
        self.state = "starting"
        if self.offload == ffi.NULL:
            lib.la_gemm_set_offload(lib.rumpy_first_product)
        if soon:
            asyncio.get_event_loop().call_soon(self._post)
        else:
            self._post()

    def _post(self) -> None:
        """Starts the workers that are missing."""
        if self.state == "idle":
            self.state, self.reason = "starting", ""
        if self.state != "starting":
            return
        try:
            if self.pool is None:
                self.pool = self._new_pool()
            self.pool.addWorkers(self.wanted - 1)
        except JsException as error:
            self._give_up("failed", f"the worker pool could not be made: {error}")
        self._settle()

    def _new_pool(self):
        host = pyodide_js._module
        kernel = host.wasmTable.get(_address(ffi.addressof(lib, "la_gemm_kernel_active")))
        name = "pool_relaxed.wasm" if _kernels.has_relaxed_simd() else "pool_simd128.wasm"
        wasm = to_js((_HERE / name).read_bytes())
        pool = self.script.Pool.new(host, wasm, kernel)
        self.rest = create_proxy(self.rests)
        pool.setIdle(IDLE_ENDS * 1000, self.rest)
        return pool

    def _settle(self) -> None:
        """Takes note of what became of the workers."""
        if self.pool is None or self.state not in ("starting", "running"):
            return
        if self.pool.failed:
            self._give_up("failed", self.pool.reason)
            return
        alive = self.pool.alive()
        if alive > 0 and self.offload == ffi.NULL:
            index = self.script.offload(pyodide_js._module, self.pool)
            self.offload = ffi.cast("la_gemm_offload_fn", index)
            lib.la_gemm_set_offload(self.offload)
            index = self.script.forget(pyodide_js._module, self.pool)
            self.forget = ffi.cast("la_gemm_forget_fn", index)
            lib.la_gemm_set_forget(self.forget)
        if alive >= self.wanted - 1:
            self.state = "running"

    async def start(self) -> None:
        self._post()
        if self.state == "starting":
            await self.pool.ready(START_WAITS)
            self._settle()

    def first_product(self, args, num_threads: int) -> bool:
        """What products are offered to until a worker is up."""
        self._post()
        pool = self.pool
        if self.state == "starting" and pool.alive() == 0 and can_run_sync():
            run_sync(pool.ready(PRODUCT_WAITS))
            if pool.alive() == 0 and self.pool is pool:
                waited = f"no worker started within {PRODUCT_WAITS:.0f} s"
                self._give_up("failed", pool.reason or waited)
        self._settle()
        return (
            self.state != "failed"
            and self.offload != ffi.NULL
            and bool(self.offload(args, num_threads))
        )

    # --- and going away ---------------------------------------------------------------------------

    def _give_up(self, state: str, reason: str) -> None:
        lib.la_gemm_set_offload(ffi.NULL)
        lib.la_gemm_set_forget(ffi.NULL)
        lib.la_set_num_threads(1)
        self.state, self.reason = state, reason
        if self.pool is not None:
            self.pool.stop()

    def stop(self) -> None:
        """Ends the workers and lets their memory go."""
        if self.state == "unavailable":
            return
        self._give_up("stopped", "stopped")
        self._let_go()

    def rests(self) -> None:
        """Nothing was computed for long: as stop(), but the next large product starts others."""
        if self.state != "running":
            return
        self.pool.stop()
        self._let_go()
        lib.la_gemm_set_forget(ffi.NULL)
        lib.la_gemm_set_offload(lib.rumpy_first_product)
        self.state = "idle"
        self.reason = "the workers were idle and have ended; the next large product starts others"

    def _let_go(self) -> None:
        if self.offload != ffi.NULL:
            pyodide_js._module.removeFunction(_address(self.offload))
            pyodide_js._module.removeFunction(_address(self.forget))
        if self.rest is not None:
            self.rest.destroy()
        self.offload, self.forget, self.pool, self.rest = ffi.NULL, ffi.NULL, None, None

    def measure(self) -> dict[str, float]:
        self._settle()
        if self.wanted == 1 or self.pool is None or self.pool.alive() == 0:
            raise RuntimeError(f"no workers stand: {self.status()['reason']}")
        found = self.pool.measure(self.wanted)
        return {"spinning": found.spinning, "asleep": found.asleep}

    def status(self) -> dict[str, object]:
        self._settle()
        pool = self.pool
        if self.state == "starting":
            waiting = "the workers come up once Python returns to the event loop, or is awaited"
        else:
            waiting = pool.reason if pool is not None else ""
        return {
            "state": self.state,
            "num_threads": lib.la_get_num_threads(),
            "workers": pool.alive() if pool is not None else 0,
            "reason": self.reason or waiting,
            "products": pool.products if pool is not None else 0,
            "memory": pool.memoryBytes() if pool is not None else 0,
        }


def _address(pointer) -> int:
    return int(ffi.cast("uintptr_t", pointer))


backend = Backend()


def _went_wrong(kind, error, traceback) -> bool:
    backend._give_up("failed", f"{kind.__name__}: {error}")
    return False


@ffi.def_extern(onerror=_went_wrong)
def rumpy_first_product(args, num_threads):
    return backend.first_product(args, num_threads)
