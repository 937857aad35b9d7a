"""Times the five programs (benchmarks/programs) with rumpy and NumPy in turns, inside Pyodide.

    node pyodide-build/run_node.mjs --wheel "$NUMPY_WASM_WHEEL" --mount benchmarks:/benchmarks \
        benchmarks/guest/programs.py [rounds]

Prints a table for the README. What both print must be the same.
"""

import contextlib
import importlib.util
import io
import statistics
import sys
import time

sys.path.insert(0, "/benchmarks")

import programs
import rumpy


def run(main, module):
    """What main(module) prints, and the seconds that it takes."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        began = time.perf_counter()
        main(module)
        seconds = time.perf_counter() - began
    return printed.getvalue(), seconds


def compare(name, rounds):
    import numpy

    main, title = programs.program(name)
    times = {numpy: [], rumpy: []}
    for _ in range(rounds):
        printed = []
        for module, found in times.items():
            text, seconds = run(main, module)
            printed.append(text)
            found.append(seconds)
        if printed[0] != printed[1]:
            sys.exit(f"{name}: not the same\nNumPy:\n{printed[0]}\nrumpy:\n{printed[1]}")
    theirs, ours = (statistics.median(found) for found in times.values())
    print(f"| {title} | {ours:.2f} | {theirs:.2f} | {theirs / ours:.2f}x |", flush=True)


def main(rounds=3):
    if importlib.util.find_spec("numpy") is None:
        sys.exit("programs: NumPy's wheel for Pyodide is not at hand")
    print("| program | rumpy, s | NumPy, s | NumPy / rumpy |\n| :-- | --: | --: | --: |")
    for name in programs.NAMES:
        compare(name, rounds)


main(*map(int, sys.argv[1:]))
