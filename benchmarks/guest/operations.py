"""What an operation on a million elements costs: nanoseconds an element, rumpy and NumPy in turns,
inside Pyodide.

    node pyodide-build/run_node.mjs --wheel "$NUMPY_WASM_WHEEL" benchmarks/guest/operations.py [rounds]

Prints a table in Markdown, and the geometric mean of the ratios (make operations).
"""

import importlib
import importlib.util
import math
import statistics
import sys
import time

N = 1_000_000

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


def measured(statement, modules, dtype, rounds):
    """Nanoseconds an element by module: medians of interleaved runs."""
    codes = {}
    for name, np in modules.items():
        variables = {"np": np, "N": N, "dtype": dtype}
        exec(SETUP, variables)
        code = compile(statement, statement, "eval")
        for _ in range(3):
            eval(code, variables)  # warm: the engine compiles, pages are there
        codes[name] = (code, variables)
    samples = {name: [] for name in modules}
    for i in range(rounds):
        # Who comes first finds the caches full of the other's arrays: they take turns at that, too.
        for name, (code, variables) in list(codes.items())[:: 1 - 2 * (i % 2)]:
            began = time.perf_counter()
            eval(code, variables)
            samples[name].append(time.perf_counter() - began)
    return {name: statistics.median(found) / N * 1e9 for name, found in samples.items()}


def main(rounds=10):
    if importlib.util.find_spec("numpy") is None:
        sys.exit("operations: NumPy's wheel for Pyodide is not at hand")
    modules = {name: importlib.import_module(name) for name in ("rumpy", "numpy")}
    print("| ns an element | rumpy f32 | NumPy | ratio | rumpy f64 | NumPy | ratio |")
    print("| :-- | --: | --: | --: | --: | --: | --: |")
    ratios = []
    for statement in STATEMENTS:
        cells = [f"`{statement}`"]
        for dtype in ("float32", "float64"):
            found = measured(statement, modules, dtype, rounds)
            ratio = found["numpy"] / found["rumpy"]
            ratios.append(ratio)
            cells += [f"{found['rumpy']:.2f}", f"{found['numpy']:.2f}", f"{ratio:.2f}x"]
        print(f"| {' | '.join(cells)} |", flush=True)
    mean = math.exp(statistics.fmean(map(math.log, ratios)))
    slower = sum(ratio < 1 for ratio in ratios)
    print(f"\nGeometric mean {mean:.2f}x; slower than NumPy: {slower} of {len(ratios)}.")


main(*map(int, sys.argv[1:]))
