"""What an operation on a million elements costs: nanoseconds an element, rumpy and NumPy in turns,
inside Pyodide.

    node pyodide-build/run_node.mjs --wheel "$NUMPY_WASM_WHEEL" benchmarks/guest/operations.py

prints each figure as it is found; `make operations` makes a table of them.
"""

import importlib
import json
import statistics
import time

N = 1_000_000
WARM_SECONDS = 0.3

SETUP = """
rng = np.random.default_rng(1)
x = rng.standard_normal(N).astype(dtype)
y = rng.standard_normal(N).astype(dtype)
positive = np.abs(x) + np.asarray(0.1, dtype)
square = x.reshape(1000, 1000)
ordered = np.sort(x)
order = rng.permutation(N)
mask = x > 0
signal = (x[: 1 << 19] + 1j * y[: 1 << 19]).astype(np.result_type(dtype, np.complex64))
few = np.round(x * 100)
"""

STATEMENTS = [
    "x + y",
    "x - y",
    "x * y",
    "x / positive",
    "np.sqrt(positive)",
    "np.exp(x)",
    "np.log(positive)",
    "np.sin(x)",
    "np.cos(x)",
    "np.tanh(x)",
    "positive ** y",
    "np.maximum(x, y)",
    "np.abs(x)",
    "np.floor(x)",
    "x < y",
    "np.isnan(x)",
    "np.where(mask, x, y)",
    "np.clip(x, -1, 1)",
    "x.sum()",
    "square.sum(axis=0)",
    "x.mean()",
    "x.std()",
    "x.max()",
    "x.argmax()",
    "np.cumsum(x)",
    "np.sort(x)",
    "np.argsort(x)",
    "np.median(x)",
    "x.copy()",
    "square.T.copy()",
    "x.take(order)",
    "x[mask]",
    "x.astype(np.int32)",
    "np.dot(x, y)",
    "np.fft.fft(signal)",
    "np.unique(few)",
    "np.searchsorted(ordered, y)",
    "np.histogram(x, 50)",
    "rng.random(N)",
    "rng.standard_normal(N)",
]


def _warm(code, variables):
    """Until the pages are there and the engine has replaced its first, quick translation."""
    began, runs = time.perf_counter(), 0
    while runs < 3 or time.perf_counter() - began < WARM_SECONDS:
        eval(code, variables)
        runs += 1


def _medians(statement, modules, dtype, rounds):
    """Nanoseconds an element by module: medians of interleaved runs."""
    codes = {}
    for name, np in modules.items():
        variables = {"np": np, "N": N, "dtype": dtype}
        exec(SETUP, variables)
        code = compile(statement, statement, "eval")
        _warm(code, variables)
        codes[name] = (code, variables)
    samples = {name: [] for name in modules}
    for i in range(rounds):
        # Who comes first finds the caches full of the other's arrays: they take turns at that, too.
        for name, (code, variables) in list(codes.items())[:: 1 - 2 * (i % 2)]:
            began = time.perf_counter()
            eval(code, variables)
            samples[name].append(time.perf_counter() - began)
    return {name: statistics.median(found) / N * 1e9 for name, found in samples.items()}


def measure(names, rounds):
    """[{"statement": text, "dtype": name, module: nanoseconds an element}], as JSON."""
    modules = {name: importlib.import_module(name) for name in names}
    table = []
    for statement in STATEMENTS:
        for dtype in ("float32", "float64"):
            found = _medians(statement, modules, dtype, rounds)
            table.append({"statement": statement, "dtype": dtype, **found})
            figures = ", ".join(f"{name} {value:.2f}" for name, value in found.items())
            print(f"{statement}, {dtype}: {figures} ns an element", flush=True)
    return json.dumps(table)


if __name__ == "__main__":
    measure(["rumpy", "numpy"], 10)
