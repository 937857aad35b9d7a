"""Programs as people write them for NumPy print the same with rumpy (benchmarks/programs)."""

import contextlib
import io
import sys
from pathlib import Path

import pytest
from oracle import same

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "benchmarks"))
programs = pytest.importorskip("programs")


def printed(main, np, size):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        main(np, size)
    return out.getvalue()


@pytest.mark.native
@pytest.mark.parametrize("name", programs.NAMES)
def test_programs(name):
    main, _ = programs.program(name)
    same(lambda np: printed(main, np, 0.25))
