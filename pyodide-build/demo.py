"""What `make run` shows: rumpy at work inside Pyodide, its products checked, and a table of figures.

    node run_node.mjs --wheel "$NUMPY_WASM_WHEEL" demo.py      (or run_chromium.mjs)

NumPy stands beside it in the table where its wheel was loaded.
"""

import importlib.util
import math
import platform
import statistics
import sys
import time

import rumpy as np

SIZES = (64, 128, 256, 512, 1024)
SAMPLE_SECONDS = 0.05
ROUNDS = 5
SAMPLED_ENTRIES = 24


def show(text, value):
    lines = repr(value).splitlines()
    print(f"    >>> {text}", *(f"    {line}" for line in lines), sep="\n")


def tour():
    """A few lines that a person would type first."""
    print("Arrays: made, sliced, added, multiplied\n")
    a = np.arange(12.0).reshape(3, 4)
    show("a = np.arange(12.0).reshape(3, 4); a", a)
    show("a[1:, ::2]", a[1:, ::2])
    show("a + np.array([10, 20, 30, 40])", a + np.array([10, 20, 30, 40]))
    show("a * a.sum(axis=1, keepdims=True)", a * a.sum(axis=1, keepdims=True))
    show("a[a > 7]", a[a > 7])
    show("a @ a.T", a @ a.T)
    try:
        a @ a
    except ValueError as error:
        print(f"    >>> a @ a\n    ValueError: {error}")
    print()


def matrix(module, n, step):
    """A float32 matrix without structure: the same for every module."""
    values = module.sin(module.arange(n * n, dtype=module.float64) * step)
    return values.astype(module.float32).reshape(n, n)


def check(a, b, c):
    """The largest error of sampled entries as a share of what float32 sums allow; 1 is too much.

    The truth is summed by math.fsum, which rounds once; the product of two float32 numbers is exact
    in a double. The bound is the textbook one: k u sum |a| |b|, u = 2^-24.
    """
    n = a.shape[0]
    worst = 0.0
    for trial in range(SAMPLED_ENTRIES):
        i, j = (trial * 7919 + n // 2) % n, (trial * 104729 + n - 1) % n
        terms = [x * y for x, y in zip(a[i].tolist(), b[:, j].tolist(), strict=True)]
        bound = n * 2.0**-24 * math.fsum(abs(term) for term in terms)
        worst = max(worst, abs(float(c[i, j]) - math.fsum(terms)) / bound)
    if not worst < 1:
        raise SystemExit(f"WRONG: n = {n}: an error {worst:.1f} times the bound")
    return worst


def gflops(a, b):
    """Billions of operations a second of `a @ b`: the best-known unit; median of rounds."""
    begin = time.perf_counter()
    c = a @ b
    once = time.perf_counter() - begin
    count = max(1, math.ceil(SAMPLE_SECONDS / once))
    samples = []
    for _ in range(ROUNDS if once < 0.5 else 1):
        begin = time.perf_counter()
        for _ in range(count):
            c = a @ b
        samples.append((time.perf_counter() - begin) / count)
    del c
    return 2 * a.shape[0] ** 3 / statistics.median(samples) / 1e9


async def start_threads():
    """How many threads rumpy has here."""
    status = await np.threads.start()
    if status["num_threads"] == 1:
        print(f"One thread only: {status['reason']}.\n")
    return status["num_threads"]


async def figures(numpy):
    many = await start_threads()
    head = ["n", *(["NumPy"] if numpy else []), "rumpy, 1 thread"]
    head += [f"rumpy, {many} threads"] if many > 1 else []
    head += ["rumpy / NumPy"] if numpy else []
    head += ["error / bound"]
    print("Products a @ b of float32 matrices, GFLOP/s; entries checked against exact sums\n")
    print("  ".join(f"{name:>16}" for name in head))
    for n in SIZES:
        a, b = matrix(np, n, 0.37), matrix(np, n, 0.91)
        rates = []
        worst = 0.0
        for threads in (1, many) if many > 1 else (1,):
            np.threads.set_num_threads(threads)
            worst = max(worst, check(a, b, a @ b))
            rates.append(gflops(a, b))
        cells = [f"{n}"]
        if numpy:
            other = gflops(matrix(numpy, n, 0.37), matrix(numpy, n, 0.91))
            cells.append(f"{other:.2f}")
        cells += [f"{rate:.1f}" for rate in rates]
        if numpy:
            cells.append(f"{max(rates) / other:.1f}x")
        cells.append(f"{worst:.4f}")
        print("  ".join(f"{cell:>16}" for cell in cells), flush=True)


def import_numpy():
    if importlib.util.find_spec("numpy") is None:
        print("NumPy is not here to compare with: no wheel of it was loaded.\n")
        return None
    import numpy

    return numpy


async def main():
    print(f"rumpy {np.__version__} in Python {platform.python_version()} on {sys.platform}\n")
    tour()
    np.show_config()
    print()
    await figures(import_numpy())


await main()  # noqa: F704, PLE1142 - the runners allow it at the top level, as notebooks do
