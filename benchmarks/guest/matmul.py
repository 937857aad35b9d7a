"""Products of two float32 matrices with NumPy or with a module of the same names, timed."""

import importlib
import json
import time


def _kernel(np):
    """What computes: rumpy says so itself; NumPy in Pyodide has a plain loop."""
    show_config = getattr(np, "show_config", None)
    if np.__name__ != "rumpy" or show_config is None:
        return "plain loop (no BLAS, no SIMD)"
    return str(show_config(mode="dicts")["kernel"])


class Product:
    def __init__(self, name):
        self.np = importlib.import_module(name)
        self.threads = getattr(self.np, "threads", None)
        self.a = self.b = self.c = None

    async def start(self, threads):
        """Have that many threads ready, where the module has any; what it is, as JSON."""
        ready = 1
        note = ""
        if threads > 1 and self.threads is not None:
            await self.threads.start()
            self.threads.set_num_threads(threads)
            ready = self.threads.get_num_threads()
            if ready < threads:
                note = str(self.threads.status())
        version = self.np.__version__
        return json.dumps(
            {"version": version, "kernel": _kernel(self.np), "threads": ready, "note": note}
        )

    def prepare(self, m, n, k, a, b):
        """Take copies of two JavaScript Float32Arrays."""
        self.a = self.np.empty((m, k), dtype=self.np.float32)
        self.b = self.np.empty((k, n), dtype=self.np.float32)
        a.assign_to(self.a)
        b.assign_to(self.b)

    def run(self, threads, count, lead_in):
        """Seconds for that many products, each into an array of its own."""
        if self.threads is not None:
            self.threads.set_num_threads(threads)
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
