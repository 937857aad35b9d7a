"""Every test: natively, inside Pyodide under Node, and in a page of Chromium.

`--records FILE`: natively, NumPy's results are written there at the end of the run; where NumPy is
absent they are read from there.
"""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import oracle  # noqa: E402


def pytest_addoption(parser):
    parser.addoption("--records", default=None, help="file of NumPy's results (see oracle.py)")


def pytest_configure(config):
    config.addinivalue_line("markers", "native: runs outside Pyodide only")
    config.addinivalue_line("markers", "pyodide: runs inside Pyodide only")
    path = config.getoption("--records")
    if path and oracle.numpy is None:
        oracle.load_records(path)


def pytest_collection_modifyitems(config, items):
    other = "native" if oracle.WASM else "pyodide"
    elsewhere = [item for item in items if item.get_closest_marker(other)]
    if elsewhere:
        config.hook.pytest_deselected(items=elsewhere)
        items[:] = [item for item in items if item not in elsewhere]


def pytest_sessionfinish(session):
    path = session.config.getoption("--records")
    if path and oracle.numpy is not None and not oracle.WASM:
        oracle.save_records(path)


@pytest.fixture(autouse=True)
def _numbered_calls(request):
    oracle.begin_test(f"{request.node.path.name}::{request.node.name}")  # from whatever folder
