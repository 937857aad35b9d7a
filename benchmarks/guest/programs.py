"""Times the five programs (benchmarks/programs) with rumpy and NumPy in turns, inside Pyodide.

    node pyodide-build/run_node.mjs --wheel "$NUMPY_WASM_WHEEL" --mount benchmarks:/benchmarks \
        benchmarks/guest/programs.py

prints each figure as it is found; `make programs` makes a table of them. What the programs print
must be the same with both.
"""

import contextlib
import importlib
import io
import json
import statistics
import sys
import time

sys.path.insert(0, "/benchmarks")


def _run(main, module):
    """What main(module) prints, and the seconds that it takes."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        began = time.perf_counter()
        main(module)
        seconds = time.perf_counter() - began
    return printed.getvalue(), seconds


def measure(names, rounds):
    """[{"statement": title, module: seconds}], as JSON."""
    import programs

    table = []
    for program in programs.NAMES:
        main, title = programs.program(program)
        times, printed = {name: [] for name in names}, {}
        for _ in range(rounds):
            for name, found in times.items():
                printed[name], seconds = _run(main, importlib.import_module(name))
                found.append(seconds)
            if len(set(printed.values())) > 1:
                raise ValueError(f"{title}: not the same: {printed}")
        found = {name: statistics.median(values) for name, values in times.items()}
        table.append({"statement": title, **found})
        figures = ", ".join(f"{name} {value:.2f}" for name, value in found.items())
        print(f"{title}: {figures} s", flush=True)
    return json.dumps(table)


if __name__ == "__main__":
    measure(["rumpy", "numpy"], 3)
