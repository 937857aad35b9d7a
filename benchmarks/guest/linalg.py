"""What linear algebra costs: seconds a call, rumpy and NumPy in turns, inside Pyodide.

    node pyodide-build/run_node.mjs --wheel "$NUMPY_WASM_WHEEL" benchmarks/guest/linalg.py \\
        float64 300 eigh,svd

prints each figure as it is found: of a dtype, of sizes, of statements; `make linalg` makes a table of
all.
"""

import importlib
import json
import math
import statistics
import sys
import time

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


def _seconds(code, variables, calls):
    began = time.perf_counter()
    for _ in range(calls):
        eval(code, variables)
    return (time.perf_counter() - began) / calls


def _medians(statement, variables):
    """Seconds a call by module: medians of interleaved samples."""
    code = compile(statement, statement, "eval")
    first = {name: _seconds(code, values, 1) for name, values in variables.items()}
    if sum(first.values()) > 4 * SECONDS:
        return first
    calls = {name: math.ceil(2e-3 / _seconds(code, variables[name], 1)) for name in variables}
    samples = {name: [] for name in variables}
    end = time.perf_counter() + SECONDS
    while time.perf_counter() < end or not samples["rumpy"]:
        for name, values in variables.items():
            samples[name].append(_seconds(code, values, calls[name]))
    return {name: statistics.median(found) for name, found in samples.items()}


def _prepared(modules, n, dtype):
    """The variables of SETUP for each module, of the same numbers."""
    variables = {}
    for name, np in modules.items():
        variables[name] = {"np": np, "n": n, "dtype": getattr(np, dtype)}
        exec(SETUP, variables[name])
    return variables


def measure(names, dtype, sizes, statements=None):
    """[{"statement": name, "dtype": name, "n": size, module: seconds a call}], as JSON."""
    modules = {name: importlib.import_module(name) for name in names}
    table = []
    for n in sizes:
        variables = _prepared(modules, n, dtype)
        for statement in statements or STATEMENTS:
            found = _medians(STATEMENTS[statement], variables)
            table.append({"statement": statement, "dtype": dtype, "n": n, **found})
            figures = ", ".join(f"{name} {value * 1e6:,.1f}" for name, value in found.items())
            print(f"{statement}, n = {n}: {figures} us", flush=True)
    return json.dumps(table)


def _main(dtype="float64", sizes="2,8,30,100,300,1000", statements=""):
    sizes = [int(n) for n in sizes.split(",")]
    measure(["rumpy", "numpy"], dtype, sizes, statements.split(",") if statements else None)


if __name__ == "__main__":
    _main(*sys.argv[1:])
