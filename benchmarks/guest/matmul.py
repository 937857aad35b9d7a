"""Products of two matrices with NumPy or with a module of the same names, timed."""

import importlib
import json
import time
from contextlib import nullcontext


def _kernel(np):
    """What computes: rumpy says so itself; NumPy in Pyodide has a plain loop."""
    if np.__name__ != "rumpy":
        return "a plain loop, no BLAS, no SIMD"
    kernels = np.show_config(mode="dicts")["kernels"]
    return f"{kernels['isa']}, {kernels['f32']}"


def _is_complex(dtype):
    return dtype.startswith("complex")


class Product:
    def __init__(self, name):
        self.np = importlib.import_module(name)
        self.threads = getattr(self.np, "threads", None)
        self.set_threads = 0
        self.a = self.b = self.c = None
        self.packed = {}

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
        variants = ["", "same B"] if self._can_prepack() else [""]
        if self._without_fma() is not None:
            variants.append("mul+add")
        return json.dumps({**about, "threads": ready, "note": note, "variants": variants})

    def _can_prepack(self):
        # NumPy has a linalg, too, but no such function.
        return hasattr(self.np, "linalg") and hasattr(self.np.linalg, "prepack")

    def _without_fma(self):
        """The kernel of engines without relaxed SIMD, where there is a better one to stand back."""
        if not self._can_prepack():
            return None
        names = {kernel.isa: kernel.name for kernel in reversed(self.np.linalg.kernels("float32"))}
        return names.get("wasm_simd128") if "wasm_relaxed" in names else None

    def _kernel(self, variant):
        if variant != "mul+add":
            return nullcontext()
        return self.np.linalg.use_kernel(self._without_fma())

    def _use(self, threads):
        """Compute on that many threads from now on; an error if they are gone meanwhile."""
        if self.threads is None or threads == self.set_threads:
            return
        self.threads.set_num_threads(threads)
        self.set_threads = threads
        status = self.threads.status()
        if threads > 1 and status["workers"] < threads - 1:
            raise RuntimeError(f"the threads are gone: {status['reason']}")

    def _array(self, values, shape, dtype):
        """A copy of a JavaScript Float32Array of multiples of 1/64. Integers are 64 times as much;
        the imaginary parts are the same numbers from the end."""
        np = self.np
        array = np.empty(shape, dtype=np.float32)
        values.assign_to(array)
        if _is_complex(dtype):
            return (array + 1j * array.reshape(-1)[::-1].reshape(shape)).astype(dtype)
        if not dtype.startswith("float"):
            array = array * 64
        return array.astype(dtype)

    def _laid_out(self, array, layout):
        """The same elements: "plain", "transposed" (column by column), "padded" (rows apart)."""
        if layout == "transposed":
            return array.swapaxes(-1, -2).copy().swapaxes(-1, -2)
        if layout == "padded":
            rows, columns = array.shape
            room = self.np.empty((rows, columns + 16), dtype=array.dtype)
            room[:, :columns] = array
            return room[:, :columns]
        return array

    def prepare(self, case, a, b):
        """Take copies of two JavaScript Float32Arrays."""
        case = case.to_py()
        many = (case["batch"],) if case["batch"] > 1 else ()
        m, n, k, dtype = case["m"], case["n"], case["k"], case["dtype"]
        layout = case["layout"]
        self.a = self._laid_out(self._array(a, (*many, m, k), dtype), layout)
        if case["transposed"]:
            self.b = self._array(b, (*many, n, k), dtype).swapaxes(-1, -2)
        else:
            plain = "plain" if layout == "transposed" else layout
            self.b = self._laid_out(self._array(b, (*many, k, n), dtype), plain)

    def _right(self, variant, threads):
        if variant != "same B":
            return self.b
        if threads not in self.packed:
            self.packed[threads] = self.np.linalg.prepack(self.b)
        return self.packed[threads]

    def run(self, variant, threads, count, lead_in):
        """Seconds for that many products, each into an array of its own."""
        self._use(threads)
        a, b = self.a, self._right(variant, threads)
        with self._kernel(variant):
            c = a @ b if lead_in else None
            begin = time.perf_counter()
            for _ in range(count):
                c = a @ b
            seconds = time.perf_counter() - begin
        self.c = c
        return seconds

    def result(self):
        """The last product as float32, real parts before imaginary ones."""
        np = self.np
        parts = [self.c]
        if _is_complex(str(self.c.dtype)):
            parts = [self.c.real, self.c.imag]
        return np.concatenate([part.astype("float32").reshape(-1) for part in parts])

    def release(self):
        self.a = self.b = self.c = None
        self.packed = {}
