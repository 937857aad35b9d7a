#!/usr/bin/env python3
"""Builds rumpy's wheel for Pyodide into dist/: sets the variables that the standard tools set, and
runs setup.py. Run with the toolchain's own Python (it has setuptools and cffi); `make wheel` does.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import toolchain  # noqa: E402

ROOT = HERE.parent
PLATFORM = "pyemscripten_2026_0_wasm32"
PYTHON = "cp314"


def environment(env: dict[str, str]) -> dict[str, str]:
    """What `pyodide build` would set, for the tools at hand."""
    emcc = env["EMCC"]
    archiver = str(Path(emcc).with_name("emar"))
    # No -O3: setuptools hands CFLAGS to the linker, too, after its own, and Binaryen at -O3 reorders
    # the kernels' loops until they spill (docs/gemm.md). setup.py compiles with -O3 anyway.
    flags = ["-fPIC", "-g0", f"-I{env['PYTHON_WASM_INCLUDE']}"]
    return {
        **os.environ,
        **{key: value for key, value in env.items() if value},
        "CC": emcc,
        "CXX": emcc,
        "AR": archiver,
        "LDSHARED": f"{emcc} -sSIDE_MODULE=2 -g0 -O2",
        "CFLAGS": " ".join(flags),
        "LDFLAGS": "-O2",
        "_PYTHON_HOST_PLATFORM": PLATFORM,
        "RUMPY_WHEEL_PYTHON": PYTHON,
    }


def main() -> None:
    toolchain.ensure(["venv", "emscripten", "headers", "cffi"])
    env = toolchain.env()
    build = ROOT / "build" / "wasm"
    dist = Path(env["DIST"])
    with tempfile.TemporaryDirectory(dir=ROOT / "build") as scratch:
        subprocess.run(
            [
                env["VENV_PYTHON"], "setup.py", "-q", "build", "--build-base", build,
                "bdist_wheel", "--dist-dir", scratch, "--bdist-dir", f"{scratch}/bdist",
            ],
            cwd=ROOT, env=environment(env), check=True,
        )  # fmt: skip
        for old in dist.glob("rumpy-*_wasm32.whl"):
            old.unlink()
        for wheel in Path(scratch).glob("*.whl"):
            shutil.move(wheel, dist / wheel.name)
            size = (dist / wheel.name).stat().st_size
            print(f"{(dist / wheel.name).relative_to(ROOT)}: {size / 1024:.0f} KiB")


if __name__ == "__main__":
    main()
