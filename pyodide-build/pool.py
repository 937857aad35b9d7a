"""Builds what lies beside rumpy's extension in the wasm wheel: the worker pool's modules, and
extensions that are loaded later, if at all.

    pool_simd128.wasm, pool_relaxed.wasm   freestanding modules over a shared memory (libarray/src/pool)
    _kernels_relaxed.wasm, _lapack.wasm, _pocketfft.wasm
                                           Python extensions; not named .so, because Pyodide would load
                                           them with the package, on every engine

Usage: pool.py OUT_DIR, with CC=emcc in the environment; or build(cc, out_dir) from setup.py.
"""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIBARRAY = ROOT / "libarray"
INCLUDES = [f"-I{LIBARRAY / 'include'}", f"-I{LIBARRAY / 'src'}"]

# What every object shares. Nothing is fused but what is written so: the same bits in every build.
COMMON = ["-std=gnu11", "-msimd128", "-mbulk-memory", "-ffp-contract=off", "-Wall", "-Wextra"]
COMMON += ["-fvisibility=hidden", "-fno-math-errno", "-fno-trapping-math"]
COMMON += ["-Wno-pass-failed"]  # a loop asked to be unrolled that is too short
RELAXED = ["-mrelaxed-simd"]

POOL_FLAGS = ["-matomics", "-DLA_THREADS_FUTEX=1", "-DLA_FOR_POOL=1"]
# Folders and files below libarray/src. Only some may know that there is relaxed SIMD, so that the
# other kernels stay what they are everywhere. The reference is for types that have no kernel of their
# own: unrolled as -O3 would, it is most of the module, and no faster.
POOL_SOURCES = {
    "gemm/driver.c": ["-O3"],
    "gemm/look.c": ["-O2"],
    "gemm/pack.c": ["-O2"],
    "pool/arena.c": ["-O2"],
    "pool/batch.c": ["-O2"],
    "threads/futex.c": ["-O2"],
    "kernels/ref": ["-Os"],
    "kernels/wasm_simd128": ["-O3"],
}
POOL_SIMD128_SOURCES = {"pool/pool.c": ["-O2"]}
POOL_RELAXED_SOURCES = {
    "pool/pool.c": ["-O2", *RELAXED],
    "kernels/wasm_relaxed": ["-O3", *RELAXED],
}

# Extensions: their sources, and flags to compile and to link with.
EXTENSIONS = {
    "_kernels_relaxed": {
        "../../pyrumpy/src/relaxed": ["-O3", *RELAXED],
        "kernels/wasm_relaxed": ["-O3", *RELAXED],
    },
    "_lapack": {
        "../../pyrumpy/src/lapack": ["-O2"],
        "lapack": ["-O3"],
        "lapack/netlib": ["-O2"],
    },
    "_pocketfft": {
        "../../pyrumpy/src/fft": ["-O2"],
        "fft/pocketfft.cpp": ["-O3", "-std=gnu++17", "-fno-rtti", "-fno-threadsafe-statics"],
    },
}
WASM_EXCEPTIONS = ["-fwasm-exceptions", "-sSUPPORT_LONGJMP=wasm"]

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


def run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0 or " -c " in shlex.join(command):  # wasm-ld warns of every side module
        print(done.stderr, file=sys.stderr, end="")
    if done.returncode != 0:
        raise RuntimeError(f"{shlex.join(command)} failed with status {done.returncode}")


def linkers(cc: list[str]) -> Iterator[str]:
    """Where a wasm-ld may be, likeliest first."""
    yield os.environ.get("WASM_LD", "")
    for asked in ([*cc, "-print-prog-name=wasm-ld"], ["em-config", "LLVM_ROOT"]):
        if shutil.which(asked[0]):
            answer = subprocess.run(asked, capture_output=True, text=True).stdout.strip()
            yield str(Path(answer) / "wasm-ld") if asked[0] == "em-config" else answer
    yield shutil.which("wasm-ld") or ""
    yield str(ROOT / ".cache/llvm/bin/wasm-ld")  # as toolchain.py fetches it


def wasm_ld(cc: list[str]) -> str:
    """The linker itself: the pool's modules need nothing of what Emscripten would add."""
    for found in linkers(cc):
        if os.path.isabs(found) and os.access(found, os.X_OK):
            if subprocess.run([found, "--version"], capture_output=True).returncode == 0:
                return found
    raise RuntimeError(f"no wasm-ld: set WASM_LD; {shlex.join(cc)} names none that runs")


def compile_all(
    cc: list[str], sources: dict[str, list[str]], flags: list[str], folder: Path
) -> list[str]:
    """Objects of all C files that `sources` names, made again where a file or a header is newer."""
    folder.mkdir(parents=True, exist_ok=True)
    headers = [p for p in LIBARRAY.rglob("*") if p.suffix in (".h", ".inc")]
    newest = max(p.stat().st_mtime for p in [*headers, Path(__file__)])
    objects = []
    for name, own_flags in sources.items():
        path = (LIBARRAY / "src" / name).resolve()
        for file in sorted(path.glob("*.c")) if path.is_dir() else [path]:
            target = folder / ("-".join(file.relative_to(ROOT).parts) + ".o")
            if not target.exists() or target.stat().st_mtime < max(newest, file.stat().st_mtime):
                command = [*cc, "-c", str(file), "-o", str(target)]
                run([*command, *COMMON, *flags, *own_flags, *INCLUDES])
            objects.append(str(target))
    return objects


def build_pool(cc: list[str], out_dir: Path, build_dir: Path) -> list[Path]:
    linker = wasm_ld(cc)
    common = compile_all(cc, POOL_SOURCES, POOL_FLAGS, build_dir / "pool")
    made = []
    for isa, sources in (("simd128", POOL_SIMD128_SOURCES), ("relaxed", POOL_RELAXED_SOURCES)):
        own = compile_all(cc, sources, POOL_FLAGS, build_dir / f"pool-{isa}")
        target = out_dir / f"pool_{isa}.wasm"
        run([linker, *POOL_LINK, *common, *own, "-o", str(target)])
        made.append(target)
    return made


def build_extension(
    name: str, cc: list[str], out_dir: Path, build_dir: Path, include_dirs: list[str]
) -> Path:
    flags = shlex.split(os.environ.get("CFLAGS", ""))
    flags += [*WASM_EXCEPTIONS, "-fPIC", *(f"-I{folder}" for folder in include_dirs)]
    sources = EXTENSIONS[name]
    objects = compile_all(cc, sources, flags, build_dir / name)
    target = out_dir / f"{name}.wasm"
    link = shlex.split(os.environ.get("LDFLAGS", ""))
    link += ["-sSIDE_MODULE=2", f"-sEXPORTED_FUNCTIONS=_PyInit_{name}", *WASM_EXCEPTIONS]
    relaxed = RELAXED if any(RELAXED[0] in own for own in sources.values()) else []
    run([*cc, "-O2", *relaxed, "-msimd128", *objects, *link, "-o", str(target)])
    return target


def build(
    cc: list[str] | str, out_dir: Path, build_dir: Path, include_dirs: list[str] | None = None
) -> list[Path]:
    """Compiles everything with the Emscripten compiler `cc`; returns the files made in out_dir.
    include_dirs: where wasm32's Python.h lies, unless CFLAGS say so."""
    cc = shlex.split(cc) if isinstance(cc, str) else list(cc)
    out_dir.mkdir(parents=True, exist_ok=True)
    pool = build_pool(cc, out_dir, build_dir)
    return pool + [
        build_extension(name, cc, out_dir, build_dir, include_dirs or []) for name in EXTENSIONS
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("out_dir", type=Path)
    parser.add_argument("--cc", default=os.environ.get("CC", "emcc"))
    parser.add_argument("--build-dir", type=Path, default=ROOT / "build" / "pool")
    parser.add_argument("-I", dest="include_dirs", action="append", metavar="FOLDER")
    arguments = parser.parse_args()
    made = build(arguments.cc, arguments.out_dir, arguments.build_dir, arguments.include_dirs)
    for path in made:
        print(path, path.stat().st_size)


if __name__ == "__main__":
    main()
