"""What linear algebra costs: microseconds a call, rumpy and NumPy in turns, inside Pyodide.

    node pyodide-build/run_node.mjs --wheel "$NUMPY_WASM_WHEEL" benchmarks/guest/linalg.py \\
        [dtype [sizes [names]]]

dtype: float64 by default; sizes and names: lists with commas, all by default. Prints a table in
Markdown, and the geometric mean of the ratios by size (make linalg).
"""

import importlib
import importlib.util
import math
import statistics
import sys
import time

SIZES = [2, 8, 30, 100, 300, 1000]
SECONDS = 0.6  # for one cell, both modules together; at least one call each

SETUP = """
def random(shape):
    x = rng.standard_normal(shape)
    return (x + 1j * rng.standard_normal(shape) if is_complex else x).astype(dtype)

rng = np.random.default_rng(1)
is_complex = np.dtype(dtype).kind == "c"
a = random((n, n)) + np.eye(n, dtype=dtype) * dtype(2)
b = random((n, 4))
hermitian = a + a.conj().T
positive = a @ a.conj().T + np.eye(n, dtype=dtype)
tall = random((2 * n, n))
tall_b = random((2 * n,))
cube = random((4, n, n))
signals = random((n, 1024))
"""

STATEMENTS = {
    "solve": "np.linalg.solve(a, b)",
    "inv": "np.linalg.inv(a)",
    "det": "np.linalg.det(a)",
    "cholesky": "np.linalg.cholesky(positive)",
    "qr": "np.linalg.qr(a)",
    "lstsq": "np.linalg.lstsq(tall, tall_b)",
    "eigh": "np.linalg.eigh(hermitian)",
    "eigvalsh": "np.linalg.eigvalsh(hermitian)",
    "svd": "np.linalg.svd(a)",
    "svdvals": "np.linalg.svdvals(a)",
    "eig": "np.linalg.eig(a)",
    "einsum": "np.einsum('bij,jk->bik', cube, a, optimize=True)",
    "fft": "np.fft.fft(signals)",
    "fft2": "np.fft.fft2(a)",
    "many solve": "np.linalg.solve(cube, cube)",
    "many inv": "np.linalg.inv(cube)",
}


def seconds(code, variables, calls):
    began = time.perf_counter()
    for _ in range(calls):
        eval(code, variables)
    return (time.perf_counter() - began) / calls


def measured(statement, variables):
    """Seconds a call by module: medians of interleaved samples."""
    code = compile(statement, statement, "eval")
    first = {name: seconds(code, values, 1) for name, values in variables.items()}
    if sum(first.values()) > 4 * SECONDS:
        return first
    calls = {name: math.ceil(2e-3 / seconds(code, variables[name], 1)) for name in variables}
    samples = {name: [] for name in variables}
    end = time.perf_counter() + SECONDS
    while time.perf_counter() < end or not samples["rumpy"]:
        for name, values in variables.items():
            samples[name].append(seconds(code, values, calls[name]))
    return {name: statistics.median(found) for name, found in samples.items()}


def prepared(modules, n, dtype):
    """The variables of SETUP for each module, of the same numbers."""
    variables = {}
    for name, np in modules.items():
        variables[name] = {"np": np, "n": n, "dtype": getattr(np, dtype)}
        exec(SETUP, variables[name])
    return variables


def main(dtype="float64", sizes="", names=""):
    if importlib.util.find_spec("numpy") is None:
        sys.exit("linalg: NumPy's wheel for Pyodide is not at hand")
    modules = {name: importlib.import_module(name) for name in ("rumpy", "numpy")}
    sizes = [int(n) for n in sizes.split(",")] if sizes else SIZES
    names = names.split(",") if names else list(STATEMENTS)
    rows, ratios = {name: [] for name in names}, {}
    for n in sizes:
        variables = prepared(modules, n, dtype)
        ratios[n] = []
        for name in names:
            found = measured(STATEMENTS[name], variables)
            ratio = found["numpy"] / found["rumpy"]
            ratios[n].append(ratio)
            mine, numpys = (f"{found[module] * 1e6:.3g}" for module in ("rumpy", "numpy"))
            rows[name].append(f"{float(mine):,g} / {float(numpys):,g} = {ratio:.2f}x")
    print(f"Microseconds a call, {dtype}: rumpy / NumPy = ratio.\n")
    print(f"| n | {' | '.join(map(str, sizes))} |")
    print(f"| :-- {'| --: ' * len(sizes)}|")
    for name, cells in rows.items():
        print(f"| {name} | {' | '.join(cells)} |")
    means = (f"{math.exp(statistics.fmean(map(math.log, ratios[n]))):.2f}x" for n in sizes)
    print(f"| geometric mean | {' | '.join(means)} |", flush=True)


main(*sys.argv[1:])
