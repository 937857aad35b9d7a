"""Build the JupyterLite site with rumpy in it: dist/lite, one folder that any static host can serve.

    build_site.py [--out FOLDER]

jupyterlite-core makes the pages; this puts Pyodide, the wheels, the notebooks and the benchmark
page beside them, so that the site asks no other address for anything.
"""

from __future__ import annotations

import argparse
import hashlib
import html
import json
import os
import re
import shutil
import string
import subprocess
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

import toolchain  # noqa: E402
from pieces import base  # noqa: E402
from pieces.base import DIST, ROOT, run  # noqa: E402
from pieces.pypi import LITE_WHEELS, VENV  # noqa: E402

NOTEBOOKS = ROOT / "notebooks"
BENCHMARKS = ROOT / "benchmarks"
# What of npm's package Pyodide loads in a browser.
PYODIDE_FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
# What of tfjs its WebAssembly backend loads.
TFJS_FILES = (
    ("@tensorflow/tfjs-core/dist", "tf-core.min.js"),
    ("@tensorflow/tfjs-backend-wasm/dist", "tf-backend-wasm.min.js"),
    ("@tensorflow/tfjs-backend-wasm/dist", "*.wasm"),
)
# Inserted before anything else of each page.
FIRST = '<script src="{root}first.js"></script>'
# How the page answers a kernel that waits for the first four bytes of a shared buffer to change: it
# writes the answer from these bytes on, so that a kernel which begins to wait meanwhile reads half of
# it. Written last and at once, they cure that.
ANSWER = re.compile(
    r"for\(let (\w+)=new (\w+)\((\w+)\.buffer\),(\w+)=0;\4<(\w+)\.length;\4\+\+\)"
    r"\1\[\4\]=\5\.charCodeAt\(\4\)"
)
WHOLE_ANSWER = (
    r"for(let \1=new \2(\3.buffer),\4=2;\4<\5.length;\4++)\1[\4]=\5.charCodeAt(\4);"
    r"Atomics.store(\3,0,\5.charCodeAt(0)|\5.charCodeAt(1)<<16)"
)


def wheels() -> list[Path]:
    """Everything that a notebook may import without a network."""
    built = list(DIST.glob("rumpy-*_wasm32.whl"))
    if not built:
        raise base.ToolchainError("there is no wheel of rumpy in dist/: run `make wheel` first")
    found = [*sorted(LITE_WHEELS.glob("*.whl")), *built, *(DIST / "deps").glob("*.whl")]
    numpy = toolchain.numpy_wheel()
    return [*found, Path(numpy)] if Path(numpy).is_file() else found


def normalized(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def top_level(wheel: Path) -> list[str]:
    """The names that a wheel lets one import."""
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.split("/")[0] for name in archive.namelist() if "/" in name}
    return sorted(top for top in tops if not top.endswith((".dist-info", ".data", ".libs")))


def required(wheel: Path) -> list[str]:
    """The names of what a wheel says that it needs, extras and other systems left out."""
    with zipfile.ZipFile(wheel) as archive:
        place = next(n for n in archive.namelist() if n.endswith(".dist-info/METADATA"))
        lines = archive.read(place).decode().split("\n\n", 1)[0].splitlines()
    needs = [line.split(":", 1)[1] for line in lines if line.startswith("Requires-Dist:")]
    return [normalized(re.split(r"[\s;<>=!~\[(]", n.strip())[0]) for n in needs if ";" not in n]


def lock(known: dict, present: list[Path]) -> dict:
    """Pyodide's list of packages, of those that are here: versions, hashes, what needs what.

    `import` in a notebook loads what the list names; its own entries, for thousands of files on a
    server of Pyodide's, would have it ask there.
    """
    names = {normalized(wheel.name.split("-")[0]): wheel for wheel in present}
    packages = {}
    for name, wheel in names.items():
        entry = known["packages"].get(name)
        depends = entry["depends"] if entry else required(wheel)
        packages[name] = {
            "name": entry["name"] if entry else name,
            "version": wheel.name.split("-")[1],
            "file_name": wheel.name,
            "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
            "imports": entry["imports"] if entry else top_level(wheel),
            "depends": [need for need in depends if normalized(need) in names],
            "install_dir": "site",
            "package_type": "package",
            "unvendored_tests": False,
        }
    return {**known, "packages": packages}


def put_pyodide(site: Path, present: list[Path]) -> None:
    source, folder = Path(toolchain.env()["PYODIDE_DIR"]), site / "static" / "pyodide"
    folder.mkdir(parents=True)
    for name in PYODIDE_FILES:
        shutil.copy(source / name, folder)
    for wheel in present:
        shutil.copy(wheel, folder)
    known = json.loads((source / "pyodide-lock.json").read_text())
    (folder / "pyodide-lock.json").write_text(json.dumps(lock(known, present)))


def put_notebooks(site: Path) -> None:
    """The files that the site's file browser shows, and JupyterLite's list of them."""
    shutil.copytree(NOTEBOOKS, site / "files", dirs_exist_ok=True)
    listed = []
    for path in sorted((site / "files").iterdir()):
        made = datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat()
        kind = "notebook" if path.suffix == ".ipynb" else "file"
        listed.append(
            {
                **{"name": path.name, "path": path.name, "type": kind, "size": path.stat().st_size},
                **{"created": made, "last_modified": made, "writable": True},
                **{"content": None, "format": None, "mimetype": None, "hash": None},
                "hash_algorithm": None,
            }
        )
    contents = site / "api" / "contents" / "all.json"
    contents.parent.mkdir(parents=True, exist_ok=True)
    whole = {"name": "", "path": "", "type": "directory", "format": "json", "content": listed}
    now = datetime.now(UTC).isoformat()
    whole |= {"created": now, "last_modified": now, "writable": True, "mimetype": None}
    contents.write_text(json.dumps(whole))


def put_bench(site: Path, present: list[Path]) -> None:
    """The visitor's benchmark: its page, and what of the project's own benchmark it is made of."""
    settings, bench = toolchain.env(), site / "bench"
    for part in ("visitor", "page", "peers", "guest"):
        shutil.copytree(BENCHMARKS / part, bench / "benchmarks" / part)
    (bench / "benchmarks" / "visitor" / "index.html").rename(bench / "index.html")
    (bench / "page").mkdir()
    shutil.copy(HERE.parent / "page" / "boot.mjs", bench / "page")
    for package, pattern in TFJS_FILES:
        place = bench / "modules" / package
        place.mkdir(parents=True, exist_ok=True)
        for file in (Path(settings["NODE_MODULES"]) / package).glob(pattern):
            shutil.copy(file, place)
    limit = bench / "limit"
    run(
        [settings["NODE"], BENCHMARKS / "limit" / "build.mjs", limit],
        what="building the benchmark's limit",
        env=settings,
    )
    for left in limit.glob("*.o"):
        left.unlink()
    pyodide = "../static/pyodide/"
    named = {normalized(wheel.name.split("-")[0]): pyodide + wheel.name for wheel in present}
    wheels_of = {"rumpy": [named[name] for name in ("cffi", "rumpy") if name in named]}
    if "numpy" in named:
        wheels_of["numpy"] = [named["numpy"]]
    about = {"indexURL": pyodide, "modules": "modules/", "wheels": wheels_of}
    (bench / "settings.json").write_text(json.dumps(about))


def put_front(site: Path) -> None:
    """The site's first page: what there is to open."""
    items = []
    for path in sorted(NOTEBOOKS.glob("*.ipynb")):
        first = json.loads(path.read_text())["cells"][0]["source"]
        title = html.escape("".join(first).splitlines()[0].lstrip("# "))
        items.append(f'    <li><a href="lab/index.html?path={path.name}">{title}</a></li>')
    page = string.Template((HERE / "page" / "index.html").read_text())
    (site / "index.html").write_text(page.substitute(notebooks="\n".join(items)))


def put_scripts(site: Path) -> None:
    """What makes the pages isolated and their kernels reliable: first.js says how."""
    shutil.copy(HERE / "page" / "first.js", site)
    shutil.copy(site / "lab" / "favicon.ico", site)  # where browsers look for it by themselves
    (site / "service-worker.js").rename(site / "jupyterlite-service-worker.js")
    shutil.copy(HERE / "page" / "service-worker.js", site)
    for page in site.rglob("*.html"):
        text = page.read_text()
        root = "../" * (len(page.relative_to(site).parts) - 1)
        changed = text.replace("<head>", "<head>\n    " + FIRST.format(root=root), 1)
        if changed != text:
            page.write_text(changed)


def mend_answers(site: Path) -> None:
    kernel = site / "extensions" / "@jupyterlite" / "pyodide-kernel-extension" / "static"
    mended = 0
    for chunk in kernel.glob("*.js"):
        text, count = ANSWER.subn(WHOLE_ANSWER, chunk.read_text())
        if count:
            chunk.write_text(text)
            mended += count
    if mended != 2:  # the page's side and the worker's
        raise base.ToolchainError(
            f"the kernel's bridge has {mended} places that answer, not 2: is this another version?"
        )


def build(out: Path) -> None:
    present = wheels()
    with base.scratch_folder("lite") as scratch:
        shutil.copy(HERE / "jupyter-lite.json", scratch)
        site = scratch / "site"
        run(
            [VENV / "bin" / "jupyter", "lite", "build", "--no-sourcemaps"]
            + ["--lite-dir", scratch, "--output-dir", site],
            what="building the JupyterLite site",
            cwd=scratch,
        )
        put_pyodide(site, present)
        put_bench(site, present)
        put_notebooks(site)
        put_front(site)
        put_scripts(site)
        mend_answers(site)
        base.replace_tree(site, out)
    size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
    print(f"{os.path.relpath(out, ROOT)}: {size / 1e6:.1f} MB")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=DIST / "lite")
    options = parser.parse_args()
    try:
        build(options.out.resolve())
    except (base.ToolchainError, subprocess.SubprocessError) as error:
        print(f"build_site: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
