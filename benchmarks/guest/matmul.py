"""Products of two float32 matrices with NumPy or with a module of the same names, timed."""

import importlib
import json
import time


def _kernel(np):
    """What computes: rumpy says so itself; NumPy in Pyodide has a plain loop."""
    if np.__name__ != "rumpy":
        return "a plain loop, no BLAS, no SIMD"
    kernels = np.show_config(mode="dicts")["kernels"]
    return f"{kernels['isa']}, {kernels['f32']}"


class Product:
    def __init__(self, name):
        self.np = importlib.import_module(name)
        self.threads = getattr(self.np, "threads", None)
        self.set_threads = 0
        self.a = self.b = self.c = None

    async def start(self, threads):
        """Have that many threads ready, where the module has any; what it is, as JSON."""
        ready = 1
        note = ""
        if threads > 1 and self.threads is not None:
            self.threads.set_num_threads(threads)
            status = await self.threads.start()
            ready = 1 + status["workers"]
            note = status["reason"]
        about = {"version": self.np.__version__, "kernel": _kernel(self.np)}
        return json.dumps({**about, "threads": ready, "note": note})

    def _use(self, threads):
        """Compute on that many threads from now on; an error if they are gone meanwhile."""
        if self.threads is None or threads == self.set_threads:
            return
        self.threads.set_num_threads(threads)
        self.set_threads = threads
        status = self.threads.status()
        if threads > 1 and status["workers"] < threads - 1:
            raise RuntimeError(f"the threads are gone: {status['reason']}")

    def prepare(self, m, n, k, a, b):
        """Take copies of two JavaScript Float32Arrays."""
        self.a = self.np.empty((m, k), dtype=self.np.float32)
        self.b = self.np.empty((k, n), dtype=self.np.float32)
        a.assign_to(self.a)
        b.assign_to(self.b)

    def run(self, threads, count, lead_in):
        """Seconds for that many products, each into an array of its own."""
        self._use(threads)
        a, b = self.a, self.b
        c = a @ b if lead_in else None
        begin = time.perf_counter()
        for _ in range(count):
            c = a @ b
        seconds = time.perf_counter() - begin
        self.c = c
        return seconds

    def release(self):
        self.a = self.b = self.c = None
