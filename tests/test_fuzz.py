"""The inputs that tests/fuzz knows, run as its programs run them, without libFuzzer."""

import contextlib
import importlib
import sys
from pathlib import Path

import pytest

FUZZ = Path(__file__).parent / "fuzz"
NAMES = sorted(path.stem.removeprefix("fuzz_") for path in FUZZ.glob("fuzz_*.py"))
ROOM = 256 << 20

pytestmark = [
    pytest.mark.native,  # NumPy beside rumpy, and ctypes
    pytest.mark.filterwarnings("ignore"),
]


@contextlib.contextmanager
def little_memory():
    """No more than ROOM on top of what is taken already: a block of what a file claims fails."""
    import resource

    pages = int(Path("/proc/self/statm").read_text().split()[0])
    before = resource.getrlimit(resource.RLIMIT_AS)
    most = pages * resource.getpagesize() + ROOM
    resource.setrlimit(resource.RLIMIT_AS, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


@pytest.mark.parametrize("name", NAMES)
def test_known_inputs(name, monkeypatch):
    monkeypatch.setattr(sys, "path", [str(FUZZ), *sys.path])
    target = importlib.import_module(f"fuzz_{name}")
    inputs = sorted((FUZZ / "corpus" / name).iterdir())
    assert inputs
    with little_memory():
        for path in inputs:
            target.check(path.read_bytes())
