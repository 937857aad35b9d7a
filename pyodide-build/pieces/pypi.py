"""What comes from PyPI: pip itself where the machine has none, the host venv, wheels, sdists.

Every requirement is pinned by version and by hash in the requirements*.txt files.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

from . import base, debian
from .base import CACHE, HERE, PYTHON, run

VENV = CACHE / "venv"
VENV_PYTHON = VENV / "bin" / "python"
PYODIDE_WHEELS = CACHE / "pyodide-wheels"
LITE_WHEELS = CACHE / "lite-wheels"
REACH = " - is the Python package registry reachable?"
HASHED = ["--require-hashes", "--no-deps", "--disable-pip-version-check", "-q"]


@cache
def pip() -> list:
    """A command that runs pip; Debian's wheel of it, unpacked, where the machine has none."""
    # Without PYTHONPATH, by which a build under pip hides the machine's own packages.
    bare = {**os.environ, "PYTHONPATH": ""}
    asked = subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True, env=bare)
    if asked.returncode == 0:
        return [PYTHON, "-m", "pip"]
    folder = CACHE / "pip"
    with base.locked("pip"):
        if not list(folder.glob("usr/share/python-wheels/pip-*.whl")):
            with base.locked("apt"), base.scratch_folder("pip") as scratch:
                apt = debian.Apt("own")
                debs = apt.download(["python3-pip-whl"], scratch / "debs")
                debian.unpack(debs, scratch / "root")
                base.replace_tree(scratch / "root", folder)
    wheel = next(folder.glob("usr/share/python-wheels/pip-*.whl"))
    return [PYTHON, wheel / "pip"]


def download(requirements: Path, folder: Path, *options: str) -> list[Path]:
    """Download what a requirements file pins, hashes checked."""
    run(
        [*pip(), "download", *HASHED, *options, "-r", requirements, "-d", folder],
        what=f"downloading {requirements.name}",
        hint=REACH,
    )
    return sorted(folder.iterdir())


def wheel_of(name: str, requirements: Path, piece: str) -> None:
    """Download the one wheel that `requirements` pins and unpack it as CACHE/name."""
    with base.scratch_folder(piece) as scratch:
        (wheel,) = download(requirements, scratch / "wheels", "--only-binary", ":all:")
        base.unzip(wheel, scratch / "tree")
        base.replace_tree(scratch / "tree", CACHE / name)


def build_venv() -> None:
    """The host's own environment. Made in place: its scripts hold their interpreter's path."""
    shutil.rmtree(VENV, ignore_errors=True)
    run([PYTHON, "-m", "venv", "--without-pip", VENV], what="making the virtual environment")
    # pip of any age knows --target; only newer ones know --python.
    purelib = run(
        [VENV_PYTHON, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        what="asking the virtual environment for its place",
    ).strip()
    with base.scratch_folder("venv") as scratch:
        only_pip = scratch / "pip.txt"
        only_pip.write_text(requirement("pip"))
        run(
            [*pip(), "install", *HASHED, "--target", purelib, "-r", only_pip],
            what="installing pip",
            hint=REACH,
        )
    run(
        [VENV_PYTHON, "-m", "pip", "install", *HASHED, "--only-binary", ":all:", "--no-compile"]
        + ["-r", HERE / "requirements.txt"],
        what="installing requirements.txt",
        hint=REACH,
    )


def requirement(name: str) -> str:
    """The lines of requirements.txt that pin one package and its hashes."""
    lines = (HERE / "requirements.txt").read_text().splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith(f"{name}=="))
    end = start + 1
    while end < len(lines) and lines[end].startswith(" "):
        end += 1
    return "\n".join(lines[start:end]) + "\n"


def pinned(name: str) -> str:
    """The version requirements.txt pins for a package."""
    return requirement(name).split("==")[1].split()[0]


def sdist(name: str, folder: Path) -> Path:
    """The source distribution of a package that requirements.txt pins."""
    with base.scratch_folder(f"sdist-{name}") as scratch:
        only = scratch / f"{name}.txt"
        only.write_text(requirement(name))
        # pip reads an sdist's metadata as it downloads: the venv's setuptools serve for that.
        run(
            [VENV_PYTHON, "-m", "pip", "download", *HASHED, "--no-binary", ":all:"]
            + ["--no-build-isolation", "-r", only, "-d", folder],
            what=f"downloading the source of {name}",
            env={"PATH": f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"},
            hint=REACH,
        )
    return next(folder.glob(f"{name}-*.tar.gz"))


def _fetch_wheels(requirements: str, place: Path) -> None:
    """Wheels that Pyodide's Python can load."""
    with base.scratch_folder(place.name) as scratch:
        download(
            HERE / requirements,
            scratch / "wheels",
            *("--only-binary", ":all:", "--implementation", "cp", "--python-version", "3.14"),
            *("--abi", "cp314", "--abi", "abi3", "--abi", "none"),
            *("--platform", "pyemscripten_2026_0_wasm32"),
        )
        base.replace_tree(scratch / "wheels", place)


def fetch_pyodide_wheels() -> None:
    """The wheels with which pytest runs inside Pyodide."""
    with base.step("fetching wheels for Pyodide"):
        _fetch_wheels("requirements-pyodide.txt", PYODIDE_WHEELS)


def fetch_lite_wheels() -> None:
    """The wheels that a kernel of JupyterLite needs."""
    with base.step("fetching wheels for JupyterLite"):
        _fetch_wheels("requirements-lite.txt", LITE_WHEELS)
