"""Measures what docs/gemm.md shows: docs/figures/study.json, the charts beside it, and the tables
between the document's markers.

    python benchmarks/study/run.py                       all of it, about 17 minutes
    python benchmarks/study/run.py --only sweep --passes 1
    python benchmarks/study/run.py --draw                charts and tables from what was measured

WebAssembly runs in Node on one thread and is timed by processor time. Several threads run natively,
by the clock: worth something on a quiet machine only. Every figure is the best of several passes
over all settings.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import drawings
import pages

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
BUILD = ROOT / "build" / "study"
FIGURES = ROOT / "docs" / "figures"

CFLAGS = ["-std=gnu11", "-O3", "-Wall", "-Wextra", "-ffp-contract=off", "-fno-math-errno"]
CFLAGS += [f"-I{ROOT / 'libarray' / name}" for name in ("include", "src")]
WASM_CFLAGS = ["-msimd128", "-mrelaxed-simd"]
# As libarray's own tests are linked.
WASM_LDFLAGS = ["-O1", "-sALLOW_MEMORY_GROWTH=1", "-sSTACK_SIZE=1048576"]
WASM_LDFLAGS += ["-sGLOBAL_BASE=1048576", "-sEXIT_RUNTIME=1", "--profiling-funcs"]

TILES = ("4x8", "5x8", "6x8", "7x8", "3x12", "4x12", "3x16", "6x8-free")

SWEEP_SIZES = (512, 1024, 2048)
SWEEP = {
    "kc": (64, 96, 128, 192, 256, 384, 512, 768, 1024),
    "mc": (12, 24, 48, 96, 192, 384, 768),
    "nc": (32, 64, 128, 256, 512, 1024),
}
WAY_SIZES = (1792, 2047, 2048, 2049, 2056, 4096)
WAYS = (
    ("naive", "tight"),
    ("naive", "all"),
    ("unpacked", "tight"),
    ("unpacked", "all"),
    ("packed", "tight"),
    ("packed", "c"),
    ("packed", "all"),
)
MEMORY = {"L1": 16 << 10, "L2": 256 << 10, "L3": 8 << 20, "memory": 256 << 20}
SHAPES = tuple((n, n, n) for n in (16, 32, 64, 128, 256, 512, 1024, 2048))
SHAPES += ((4096, 1, 4096), (1024, 1024, 8), (2048, 16, 2048))


def build() -> dict[str, list[str]]:
    """Compiles study.c natively and for WebAssembly; returns how each is run."""
    BUILD.mkdir(parents=True, exist_ok=True)
    emcc, cc, node = (os.environ[name] for name in ("EMCC", "NATIVE_CC", "NODE"))
    source, library = str(HERE / "study.c"), ROOT / "build"

    def run(*command: str) -> None:
        subprocess.run(command, check=True, cwd=ROOT)

    run("make", "-s", "-C", "libarray", f"CC={cc}")
    native = str(BUILD / "study")
    archive = str(library / "libarray" / "libarray.a")
    run(cc, *CFLAGS, source, archive, "-lm", "-lpthread", "-o", native)

    emar = str(Path(emcc).parent / "emar")
    run("make", "-s", "-C", "libarray", f"CC={emcc}", f"AR={emar}")
    script, made = str(BUILD / "study.js"), str(BUILD / "study.o")
    archive = str(library / "libarray-wasm" / "libarray.a")
    run(emcc, *CFLAGS, *WASM_CFLAGS, "-c", source, "-o", made)
    run(emcc, *WASM_LDFLAGS, made, archive, "-o", script)
    return {"wasm": [node, script], "native": [native]}


def machine() -> dict[str, object]:
    """What it is that was measured, as far as Linux tells."""

    def read(path: Path, default: str = "") -> str:
        return path.read_text().strip() if path.exists() else default

    info = read(Path("/proc/cpuinfo")).splitlines()
    names = [line.split(":", 1)[1].strip() for line in info if line.startswith("model name")]
    caches = {}
    for cache in sorted(Path("/sys/devices/system/cpu/cpu0/cache").glob("index*")):
        if read(cache / "type") in ("Data", "Unified"):
            caches[f"L{read(cache / 'level')}"] = read(cache / "size")
    return {"cpu": names[0] if names else "unknown", "cores": os.cpu_count(), "caches": caches}


class Study:
    """Settings to measure, and the best rate of each."""

    def __init__(self, programs: dict[str, list[str]]):
        self.programs = programs
        self.best: dict[str, float] = {}

    def ask(self, where: str, *arguments: object) -> str:
        command = [*self.programs[where], *(str(each) for each in arguments)]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"{shlex.join(command)}: {done.stderr.strip()}")
        return done.stdout.strip()

    def measure(self, settings: list[tuple], passes: int) -> dict[str, float]:
        """Each setting is (where, *arguments of study.c); passes go over all of them in turns."""
        for turn in range(passes):
            for i, (where, *arguments) in enumerate(settings):
                key = " ".join(str(each) for each in (where, *arguments))
                if sys.stderr.isatty():
                    place = f"pass {turn + 1}, {i + 1} of {len(settings)}"
                    print(f"\r{place}: {key:60}", end="", file=sys.stderr)
                rate = float(self.ask(where, *arguments).split()[0])
                self.best[key] = max(rate, self.best.get(key, 0.0))
        return self.best


def tiles(study: Study, passes: int) -> dict:
    best = study.measure([("wasm", "limit"), *(("wasm", "tile", name) for name in TILES)], passes)
    node, script = study.programs["wasm"]
    module = str(Path(script).with_suffix(".wasm"))
    command = [node, str(ROOT / "benchmarks" / "analyze" / "spills.mjs"), module, "tile_"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    code = json.loads(done.stdout)
    rows = [
        {"tile": name, "gflops": best[f"wasm tile {name}"]}
        | code.get(f"tile_{name.replace('-', '_')}", {})  # empty where Node can't show it
        for name in TILES
    ]
    return {"limit": best["wasm limit"], "rows": rows}


def sweep(study: Study, kernel: dict, passes: int) -> dict:
    usual = {name: kernel[name] for name in SWEEP}

    def setting(n: int, name: str, value: int) -> tuple:
        sizes = {**usual, name: value}
        return ("wasm", "sweep", n, sizes["kc"], sizes["mc"], sizes["nc"])

    wanted = [(n, name, v) for n in SWEEP_SIZES for name in SWEEP for v in SWEEP[name]]
    best = study.measure(list(dict.fromkeys(setting(*each) for each in wanted)), passes)
    rows = [
        {"n": n, "size": name, "value": v}
        | {"gflops": best[" ".join(str(each) for each in setting(n, name, v))]}
        for n, name, v in wanted
    ]
    return {"usual": usual, "rows": rows}


def ways(study: Study, threads: list[int], passes: int) -> list[dict]:
    places = [("wasm", 1), *(("native", count) for count in threads)]
    wanted = [(where, t, n, way, r) for where, t in places for n in WAY_SIZES for way, r in WAYS]
    best = study.measure([(where, "way", n, way, r, t) for where, t, n, way, r in wanted], passes)
    return [
        {"where": where, "threads": t, "n": n, "way": way, "rows": r}
        | {"gflops": best[f"{where} way {n} {way} {r} {t}"]}
        for where, t, n, way, r in wanted
    ]


def roofline(study: Study, passes: int) -> dict:
    settings = [("wasm", "limit")]
    settings += [("wasm", "memory", size) for size in MEMORY.values()]
    settings += [("wasm", "shape", *shape) for shape in SHAPES]
    best = study.measure(settings, passes)
    return {
        "limit": best["wasm limit"],
        "memory": {
            name: {"bytes": size, "gbps": best[f"wasm memory {size}"]}
            for name, size in MEMORY.items()
        },
        "shapes": [
            {"m": m, "n": n, "k": k, "gflops": best[f"wasm shape {m} {n} {k}"]}
            for m, n, k in SHAPES
        ],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--only", choices=("tiles", "sweep", "ways", "roofline"), action="append")
    parser.add_argument("--passes", type=int, default=2)
    parser.add_argument("--threads", type=int, help="up to so many; default: the machine's cores")
    parser.add_argument("--draw", action="store_true", help="measure nothing")
    arguments = parser.parse_args()

    FIGURES.mkdir(parents=True, exist_ok=True)
    file = FIGURES / "study.json"
    results = json.loads(file.read_text()) if file.exists() else {}
    if not arguments.draw:
        study = Study(build())
        name, *sizes = study.ask("wasm", "kernel").split()
        kernel = {"name": name}
        kernel |= dict(zip(("mr", "nr", "kc", "mc", "nc"), map(int, sizes), strict=True))
        most = arguments.threads or os.cpu_count() or 1
        measured = {
            "tiles": lambda: tiles(study, arguments.passes),
            "sweep": lambda: sweep(study, kernel, arguments.passes),
            "ways": lambda: ways(study, list(range(1, most + 1)), arguments.passes),
            "roofline": lambda: roofline(study, arguments.passes),
        }
        results["native kernel"] = study.ask("native", "kernel").split()[0]
        results["kernel"] = kernel
        place = {"date": datetime.date.today().isoformat(), "machine": machine()}
        for part in arguments.only or measured:
            results[part] = measured[part]()
            results.setdefault("measured", {})[part] = place
            file.write_text(json.dumps(results, indent=1) + "\n")
    for name, drawing in drawings.all_of(results).items():
        (FIGURES / name).write_text(str(drawing))
    pages.fill(ROOT / "docs" / "gemm.md", results)


if __name__ == "__main__":
    main()
