"""How long `import name` takes in a Pyodide that has not imported it."""

import importlib
import time


def measure(name):
    begin = time.perf_counter()
    importlib.import_module(name)
    return time.perf_counter() - begin
