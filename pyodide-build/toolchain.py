#!/usr/bin/env python3
"""Fetch everything that building and testing rumpy needs, into .cache/ of the repository.

    toolchain.py              all pieces but those that are rarely wanted
    toolchain.py NODE VENV    these pieces, and what they need (names: toolchain.py --list)
    toolchain.py env          KEY=VALUE lines for make and shell; `toolchain.env()` for Python

Pinned, checked by hash, safe to run twice and by two processes at once. README.md beside this
file says what comes from where, and why. Only the standard library, Python 3.11 or newer.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import cffi_wheel  # noqa: E402
from pieces import arm64, base, emscripten, headers, npm, numpy_source, pypi, system  # noqa: E402
from pieces.base import CACHE, DIST, ROOT, ToolchainError, say  # noqa: E402


@dataclass
class Piece:
    """Something to fetch or build: made again when its key changes or one of its files is gone."""

    what: str
    build: Callable[[], None]
    files: list[Path] = field(default_factory=list)
    key: tuple = ()
    needs: tuple[str, ...] = ()
    provided: Callable[[], bool] = lambda: False  # by the machine itself: nothing to do
    on_demand: bool = False  # only where it's named


PIECES: dict[str, Piece] = {
    "venv": Piece(
        "Python packages for the host, in a virtual environment",
        pypi.build_venv,
        [pypi.VENV_PYTHON],
        (HERE / "requirements.txt",),
    ),
    "node": Piece(
        f"Node {npm.NEWEST}",
        lambda: npm.fetch_node(npm.NEWEST),
        [npm.node()],
        (HERE / "requirements-node24.txt",),
        provided=lambda: npm.own_node(npm.NEWEST),
    ),
    "node20": Piece(
        f"Node {npm.OLD}, an engine without relaxed SIMD",
        lambda: npm.fetch_node(npm.OLD),
        [npm.node_old()],
        (HERE / "requirements-node20.txt",),
        provided=lambda: npm.own_node(npm.OLD),
    ),
    "npm": Piece(
        "Pyodide, Binaryen, playwright-core, tfjs",
        npm.fetch_modules,
        [npm.NODE_MODULES / "pyodide" / "pyodide.mjs", npm.NODE_MODULES / "binaryen"],
        (HERE / "package-lock.json",),
        ("node",),
    ),
    "llvm": Piece(
        f"clang, lld and llvm {emscripten.LLVM}",
        emscripten.fetch_llvm,
        [emscripten.LLVM_ROOT / "clang"],
        (emscripten.LLVM_VERSION, emscripten.LLVM_PACKAGES, str(ROOT)),
        provided=lambda: emscripten.own_emcc() is not None,
    ),
    "emscripten": Piece(
        "Emscripten",
        emscripten.fetch_emscripten,
        [emscripten.BIN / "emcc", npm.node(), base.PYTHON],
        (emscripten.EMSCRIPTEN, str(emscripten.LLVM_ROOT)),
        ("llvm", "npm"),
        provided=lambda: emscripten.own_emcc() is not None,
    ),
    "headers": Piece(
        f"Python {headers.PYTHON} headers for wasm32",
        headers.fetch_python,
        [headers.PYTHON_INCLUDE / "pyconfig.h"],
        (headers.PYTHON_VERSION, HERE / "package-lock.json"),
        ("npm",),
    ),
    "libffi": Piece(
        "libffi headers for wasm32",
        headers.fetch_libffi,
        [headers.LIBFFI_INCLUDE / "ffi.h"],
        (headers.LIBFFI_VERSION,),
    ),
    "cffi": Piece(
        "cffi for Pyodide, in dist/deps",
        cffi_wheel.build,
        [cffi_wheel.WHEEL],
        (HERE / "cffi_wheel.py", pypi.pinned("cffi"), str(emscripten.emcc())),
        ("venv", "emscripten", "headers", "libffi"),
    ),
    "numpy-source": Piece(
        "LAPACK, pocketfft and random streams, of NumPy's source",
        numpy_source.fetch,
        [numpy_source.SOURCE / folder for folder in numpy_source.WANTED],
        (pypi.requirement("numpy"), HERE / "pieces" / "numpy_source.py"),
        provided=lambda: bool(os.environ.get("RUMPY_NUMPY_SOURCE")),
    ),
    "pyodide-wheels": Piece(
        "pytest and hypothesis for inside Pyodide",
        pypi.fetch_pyodide_wheels,
        [pypi.PYODIDE_WHEELS],
        (HERE / "requirements-pyodide.txt",),
    ),
    "lite-wheels": Piece(
        "IPython and kin for the kernel of JupyterLite",
        pypi.fetch_lite_wheels,
        [pypi.LITE_WHEELS],
        (HERE / "requirements-lite.txt",),
    ),
    "compiler": Piece(
        "a C compiler for this machine",
        system.install_compiler,
        provided=lambda: bool(system.compiler()),
    ),
    "python-dev": Piece(
        "Python's headers for this machine",
        system.install_python_headers,
        provided=system.python_headers,
    ),
    "chromium": Piece(
        "Chromium",
        system.install_chromium,
        provided=lambda: bool(system.chromium()),
    ),
    "firefox": Piece(
        "Firefox",
        system.install_firefox,
        provided=lambda: bool(system.firefox()),
    ),
    "arm64": Piece(
        "a C compiler for 64-bit ARM, and QEMU",
        arm64.fetch,
        [arm64.CC, arm64.RUN],
        (HERE / "pieces" / "arm64.py", str(ROOT), emscripten.native_clang()),
        ("llvm",),
        on_demand=True,
    ),
}


def ensure(names: list[str]) -> None:
    """Have these pieces and what they need."""
    for name in names:
        piece = PIECES[name]
        key = base.fingerprint(name, *piece.key)
        if piece.provided() or base.is_fresh(name, key):
            continue
        ensure(list(piece.needs))
        with base.locked(name):
            if base.is_fresh(name, key) or piece.provided():
                continue  # another process made it while this one waited
            piece.build()
            missing = [path for path in piece.files if not path.exists()]
            if missing:
                raise ToolchainError(f"{name}: {missing[0]} is missing though its build succeeded")
            if piece.files:
                base.write_stamp(name, key, piece.files)


def numpy_wheel() -> str:
    """NumPy for Pyodide, to compare with; "" where it can't be had, which nothing depends on."""
    named = os.environ.get("RUMPY_NUMPY_WHEEL")
    if named:
        return named
    found = sorted((ROOT.parent / "shared" / "wheels").glob("numpy-*-pyemscripten_*_wasm32.whl"))
    return str(found[-1]) if found else ""


def env() -> dict[str, str]:
    """Where everything is (or will be, once its piece is fetched)."""
    own = emscripten.own_emcc() is not None
    return {
        "EMCC": str(emscripten.emcc()),
        "WASM_LD": emscripten.wasm_ld(),
        "EM_CONFIG": "" if own else str(emscripten.CONFIG),
        "NODE": str(npm.node()),
        "NODE20": str(npm.node_old()),
        "NODE_MODULES": str(npm.NODE_MODULES),
        "PYODIDE_DIR": str(headers.PYODIDE),
        "PYTHON_WASM_INCLUDE": str(headers.PYTHON_INCLUDE),
        "LIBFFI_WASM_INCLUDE": str(headers.LIBFFI_INCLUDE),
        "VENV_PYTHON": str(pypi.VENV_PYTHON),
        "PYODIDE_WHEELS": str(pypi.PYODIDE_WHEELS),
        "NUMPY_SOURCE": os.environ.get("RUMPY_NUMPY_SOURCE") or str(numpy_source.SOURCE),
        "CFFI_WASM_WHEEL": str(cffi_wheel.WHEEL),
        "NUMPY_WASM_WHEEL": numpy_wheel(),
        "CHROMIUM": system.chromium(),
        "FIREFOX": system.firefox(),
        "NATIVE_CC": system.compiler(),
        "NATIVE_CLANG": emscripten.native_clang(),
        "ARM64_CC": str(arm64.CC),
        "ARM64_RUN": str(arm64.RUN),
        "CACHE": str(CACHE),
        "DIST": str(DIST),
    }


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("piece", nargs="*", help="pieces to fetch, or: env")
    parser.add_argument("--list", action="store_true", help="name the pieces")
    options = parser.parse_args(arguments)
    if options.list:
        for name, piece in PIECES.items():
            print(f"{name:16}{piece.what}")
        return 0
    names = [name for name in options.piece if name != "env"]
    unknown = [name for name in names if name not in PIECES]
    if unknown:
        parser.error(f"no piece '{unknown[0]}'; there are: {', '.join(PIECES)}")
    try:
        lacking = []
        default = [name for name, piece in PIECES.items() if not piece.on_demand]
        for name in names if options.piece else default:
            try:
                ensure([name])
            except ToolchainError as error:
                if PIECES[name].files:
                    raise
                lacking.append(str(error))  # only the system can give it: first fetch the rest
        if lacking:
            raise ToolchainError("; ".join(lacking))
        if "env" in options.piece:
            print("\n".join(f"{key}={value}" for key, value in env().items()))
    except ToolchainError as error:
        say(f"error: {error}")
        return 1
    except KeyboardInterrupt:
        say("stopped; a later run goes on from here")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
