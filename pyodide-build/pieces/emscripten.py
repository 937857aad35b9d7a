"""Emscripten: the user's own `emcc`, or Debian's with clang 22, unpacked into the cache.

Debian's `emscripten` of a later suite is Python and JavaScript of every architecture; the
compilers come from this release's own suites, where they fit the machine's libc. Binaryen comes
from npm. A wrapper script ties the three together, so that `emcc` needs no environment.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from functools import cache
from pathlib import Path

from . import base, debian, npm
from .base import CACHE, run, say

EMSCRIPTEN = "6.0.5+dfsg+~1.41.5-2"
LLVM = "22"
LLVM_VERSION = "1:22.1.8-1~deb12u1"
LLVM_LIBRARIES = [f"libllvm{LLVM}", f"libclang-cpp{LLVM}", f"libclang1-{LLVM}"]
LLVM_PACKAGES = [
    *LLVM_LIBRARIES,
    f"clang-{LLVM}",
    f"lld-{LLVM}",
    f"llvm-{LLVM}",
    f"llvm-{LLVM}-linker-tools",
    f"libclang-common-{LLVM}-dev",
    f"libclang-rt-{LLVM}-dev",
]
# Wasm exceptions as Pyodide uses them; Debian 12's own emscripten (3.1) is too old for that.
OLDEST_MAJOR = 4

BIN = CACHE / "emscripten" / "bin"
CONFIG = CACHE / "emscripten" / "config"
LLVM_ROOT = CACHE / "llvm" / "bin"
EM_CACHE = CACHE / "emscripten-cache"


@cache
def own_emcc() -> Path | None:
    """The user's `emcc`, where it is new enough."""
    found = shutil.which("emcc")
    if not found or str(CACHE) in found:
        return None
    version = Path(found).resolve().parent / "emscripten-version.txt"
    try:
        text = version.read_text()
    except OSError:
        asked = subprocess.run([found, "--version"], capture_output=True, text=True)
        text = asked.stdout.split("\n")[0]
    major = re.search(r"(\d+)\.\d+\.\d+", text)
    return Path(found) if major and int(major.group(1)) >= OLDEST_MAJOR else None


def emcc() -> Path:
    return own_emcc() or BIN / "emcc"


def wasm_ld() -> str:
    """The linker that belongs to emcc, for modules that emcc itself has no mode for."""
    own = own_emcc()
    if not own:
        return str(LLVM_ROOT / "wasm-ld")
    beside = own.resolve().parent.parent / "bin" / "wasm-ld"  # as emsdk lays it out
    if beside.exists():
        return str(beside)
    root = run([own.parent / "em-config", "LLVM_ROOT"], what="asking emcc for its linker").strip()
    return str(Path(root) / "wasm-ld")


def native_clang() -> str:
    """The same clang as a compiler for this machine, sanitizers included; "" if there is none."""
    fetched = LLVM_ROOT / "clang"
    return str(fetched) if fetched.exists() else shutil.which("clang") or ""


def fetch_llvm() -> None:
    with base.scratch_folder("llvm") as scratch:
        with base.locked("apt"), base.step(f"fetching clang {LLVM}"):
            apt = debian.Apt("own")
            if not apt.versions(f"clang-{LLVM}"):
                raise base.ToolchainError(
                    f"this release has no clang-{LLVM} (Debian 12's security suite has): enable "
                    "that suite, or put an emcc of your own on PATH"
                )
            apt.pick(f"clang-{LLVM}", LLVM_VERSION)
            # What their libraries need and this machine has not, each with its version.
            libraries = dict(apt.missing(LLVM_LIBRARIES))
            packages = [*LLVM_PACKAGES, *(set(libraries) - set(LLVM_PACKAGES) - {"libc6"})]
            debs = apt.download(sorted(packages), scratch / "debs")
        root = scratch / "root"
        debian.unpack(debs, root)
        # A program finds the libraries beside it, but not what those need in turn: hence a
        # script for each that tells the loader.
        real = LLVM_ROOT.parent / "usr" / "lib" / f"llvm-{LLVM}" / "bin"
        (library,) = root.glob("usr/lib/*-linux-gnu")
        (root / "bin").mkdir()
        for tool in (root / "usr" / "lib" / f"llvm-{LLVM}" / "bin").iterdir():
            script = root / "bin" / tool.name
            script.write_text(
                "#!/bin/sh\n"
                f'export LD_LIBRARY_PATH="{LLVM_ROOT.parent / library.relative_to(root)}'
                '${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"\n'
                f'exec "{real / tool.name}" "$@"\n'
            )
            script.chmod(0o755)
        base.replace_tree(root, LLVM_ROOT.parent)
    run([LLVM_ROOT / "clang", "--version"], what="starting the fetched clang")
    run([LLVM_ROOT / "wasm-ld", "--version"], what="starting the fetched wasm-ld")


def fetch_emscripten() -> None:
    if shutil.which("emcc") and not own_emcc():
        say(f"the emcc on PATH is older than {OLDEST_MAJOR}: fetching a newer one")
    with base.scratch_folder("emscripten") as scratch:
        with base.locked("apt"), base.step("fetching emscripten"):
            apt = debian.Apt("later")
            version = apt.pick("emscripten", EMSCRIPTEN)
            debs = apt.download([f"emscripten={version}"], scratch / "debs")
        tree = scratch / "tree"
        debian.unpack(debs, tree)
        place = CACHE / "emscripten"
        root = place / "usr" / "share" / "emscripten"
        config = (
            f"LLVM_ROOT = {str(LLVM_ROOT)!r}\n"
            f"BINARYEN_ROOT = {str(npm.NODE_MODULES / 'binaryen')!r}\n"
            f"NODE_JS = {str(npm.node())!r}\n"
            f"CACHE = {str(EM_CACHE)!r}\n"
        )
        (tree / "config").write_text(config)
        # Emscripten's own JavaScript looks for acorn in the folders above it.
        (tree / "node_modules").symlink_to(npm.NODE_MODULES)
        (tree / "bin").mkdir()
        # Clang runs whichever wasm-opt it finds first on PATH: it must be Binaryen's own.
        path = f"{npm.NODE_MODULES / 'binaryen' / 'bin'}:{npm.node().parent}:$PATH"
        for tool in ("emcc", "em++", "emar", "emranlib", "emnm", "emstrip"):
            script = tree / "bin" / tool
            script.write_text(
                "#!/bin/sh\n"
                # This pair of versions is the one that works here: no warning at every call.
                'export EMCC_CFLAGS="-Wno-version-check $EMCC_CFLAGS"\n'
                f'export EM_CONFIG="{place}/config" EMSDK_PYTHON="{base.PYTHON}" PATH="{path}"\n'
                f'exec "{root}/{tool}" "$@"\n'
            )
            script.chmod(0o755)
        base.replace_tree(tree, place)
    _warm()


def _warm() -> None:
    """Compile once each way, so that what Emscripten builds on first use is there."""
    with base.step("trying emcc"), base.scratch_folder("emcc-try") as scratch:
        source = scratch / "try.c"
        source.write_text(
            "#include <wasm_simd128.h>\n#include <math.h>\n"
            "float four(float x) {\n"
            "    v128_t v = wasm_f32x4_splat(sqrtf(x));\n"
            "    return wasm_f32x4_extract_lane(wasm_f32x4_relaxed_madd(v, v, v), 0);\n}\n"
        )
        out = scratch / "try.so"
        run(
            [emcc(), "-O2", "-msimd128", "-mrelaxed-simd", "-sSIDE_MODULE=2", source, "-o", out]
            + ["-sEXPORTED_FUNCTIONS=_four", "-fwasm-exceptions", "-sSUPPORT_LONGJMP=wasm"],
            what="trying emcc on a side module",
        )
        if out.read_bytes()[:4] != b"\0asm":
            raise base.ToolchainError("emcc ran, but its output is no WebAssembly module")
