"""pytest inside Pyodide: what the runners run to test rumpy where it is used.

    run_node.mjs --wheel $PYODIDE_WHEELS --wheel "$NUMPY_WASM_WHEEL" --mount tests:/tests \
        run_pytest.py [pytest's arguments]

The tests lie in /tests: a mounted folder under Node, a copy in memory in a browser. Without
arguments that name a path, all of it runs. NumPy is there only where its wheel was loaded.
"""

import importlib.util
import os
import platform
import sys

import pytest

TESTS = "/tests"

# What pytest would do with file descriptors, processes or a writable checkout is of no use here.
OPTIONS = [
    "--rootdir=/tests",
    "--capture=sys",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:faulthandler",
]


def main(arguments):
    if not os.path.isdir(TESTS):
        sys.exit(f"run_pytest: no tests: mount a folder at {TESTS}")
    numpy = "with NumPy" if importlib.util.find_spec("numpy") else "without NumPy"
    print(f"Python {platform.python_version()} on {sys.platform}, {numpy}", flush=True)
    sys.dont_write_bytecode = True
    os.chdir(TESTS)
    if not any(argument.split("::")[0].endswith(".py") for argument in arguments):
        arguments = [*arguments, TESTS]
    return int(pytest.main([*OPTIONS, *arguments]))


sys.exit(main(sys.argv[1:]))
