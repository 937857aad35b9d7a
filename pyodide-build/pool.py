"""Builds what lies beside rumpy's extension in the wasm wheel: the worker pool's modules and the
extension with relaxed-SIMD kernels.

    pool_simd128.wasm, pool_relaxed.wasm   freestanding modules over a shared memory (libarray/src/pool)
    _kernels_relaxed.wasm                  a Python extension; not named .so, because Pyodide would
                                           load it with the package, on every engine

Usage: pool.py OUT_DIR, with CC=emcc in the environment; or build(cc, out_dir) from setup.py.
"""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIBARRAY = ROOT / "libarray"
INCLUDES = [f"-I{LIBARRAY / 'include'}", f"-I{LIBARRAY / 'src'}"]

# What every object shares. Without contraction, so that `a * b + c` rounds alike in every build.
COMMON = ["-std=c11", "-O3", "-msimd128", "-mbulk-memory", "-ffp-contract=off", "-Wall", "-Wextra"]
RELAXED = ["-mrelaxed-simd"]

POOL_FLAGS = ["-matomics", "-DLA_THREADS_FUTEX=1", "-fno-builtin-printf", "-fvisibility=hidden"]
POOL_SOURCES = [
    "dtype.c",
    "gemm/driver.c",
    "gemm/pack.c",
    "pool/arena.c",
    "threads/futex.c",
    "kernels/ref",
    "kernels/wasm_simd128",
]
# These see that relaxed SIMD is there. The other kernels don't, so that they stay what they are.
POOL_RELAXED_SOURCES = ["pool/pool.c", "kernels/wasm_relaxed"]

POOL_LINK = [
    "--no-entry",
    "--gc-sections",
    "--strip-all",
    "-O2",
    "--import-memory",
    "--shared-memory",
    "--initial-memory=1048576",
    "--max-memory=4294967296",  # an upper bound: the memory that is imported has its own
    "-z",
    "stack-size=131072",
    "--export=__stack_pointer",
]


def sources(names: list[str]) -> list[Path]:
    """Files, and all C files of folders, below libarray/src."""
    found: list[Path] = []
    for name in names:
        path = LIBARRAY / "src" / name
        found += sorted(path.glob("*.c")) if path.is_dir() else [path]
    return found


def run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True)
    if done.stderr.strip():
        print(done.stderr, file=sys.stderr, end="")
    if done.returncode != 0:
        raise RuntimeError(f"{shlex.join(command)} failed with status {done.returncode}")


def wasm_ld(cc: list[str]) -> str:
    """The linker beside the compiler that `cc` runs."""
    asked = subprocess.run([*cc, "-print-prog-name=wasm-ld"], capture_output=True, text=True)
    named = asked.stdout.strip()
    if os.path.isabs(named) and os.access(named, os.X_OK):
        return named
    config = shutil.which("em-config") or str(
        Path(shutil.which(cc[0]) or cc[0]).parent / "em-config"
    )
    if os.access(config, os.X_OK):
        root = subprocess.run([config, "LLVM_ROOT"], capture_output=True, text=True).stdout.strip()
        if root and os.access(Path(root) / "wasm-ld", os.X_OK):
            return str(Path(root) / "wasm-ld")
    found = shutil.which("wasm-ld")
    if found:
        return found
    raise RuntimeError(f"no wasm-ld: neither does {shlex.join(cc)} name one, nor is one on PATH")


def compile_all(cc: list[str], files: list[Path], flags: list[str], folder: Path) -> list[str]:
    """Objects of the files, newer than they and all headers."""
    folder.mkdir(parents=True, exist_ok=True)
    headers = [p for p in LIBARRAY.rglob("*") if p.suffix in (".h", ".inc")]
    newest = max(p.stat().st_mtime for p in [*headers, Path(__file__)])
    objects = []
    for file in files:
        target = folder / ("-".join(file.relative_to(ROOT).parts) + ".o")
        if not target.exists() or target.stat().st_mtime < max(newest, file.stat().st_mtime):
            run([*cc, "-c", str(file), "-o", str(target), *COMMON, *flags, *INCLUDES])
        objects.append(str(target))
    return objects


def build_pool(cc: list[str], out_dir: Path, build_dir: Path) -> list[Path]:
    linker = wasm_ld(cc)
    plain = compile_all(cc, sources(POOL_SOURCES), POOL_FLAGS, build_dir / "pool")
    last = [p for p in POOL_RELAXED_SOURCES if p.startswith("pool/")]
    simd128 = compile_all(cc, sources(last), POOL_FLAGS, build_dir / "pool")
    relaxed = compile_all(
        cc, sources(POOL_RELAXED_SOURCES), POOL_FLAGS + RELAXED, build_dir / "pool-relaxed"
    )
    made = []
    for name, own in [("pool_simd128.wasm", simd128), ("pool_relaxed.wasm", relaxed)]:
        target = out_dir / name
        run([linker, *POOL_LINK, *plain, *own, "-o", str(target)])
        made.append(target)
    return made


def build(cc: list[str] | str, out_dir: Path, build_dir: Path) -> list[Path]:
    """Compiles everything with the Emscripten compiler `cc`; returns the files made in out_dir."""
    cc = shlex.split(cc) if isinstance(cc, str) else list(cc)
    out_dir.mkdir(parents=True, exist_ok=True)
    return build_pool(cc, out_dir, build_dir)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("out_dir", type=Path)
    parser.add_argument("--cc", default=os.environ.get("CC", "emcc"))
    parser.add_argument("--build-dir", type=Path, default=ROOT / "build" / "pool")
    arguments = parser.parse_args()
    for path in build(arguments.cc, arguments.out_dir, arguments.build_dir):
        print(path, path.stat().st_size)


if __name__ == "__main__":
    main()
