"""What only the system itself can give: browsers, a native compiler, this Python's headers."""

from __future__ import annotations

import os
import shutil
import sys
import sysconfig
from pathlib import Path

from . import debian
from .base import ToolchainError

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FIREFOX_NAMES = ("firefox-esr", "firefox")


def _browser(variable: str, names: tuple[str, ...]) -> str:
    """What the variable names, or the first of these on PATH; "" where there is none."""
    named = os.environ.get(variable)
    found = [shutil.which(name) for name in ([named] if named else names)]
    return next((path for path in found if path), "")


def chromium() -> str:
    return _browser("CHROMIUM", CHROMIUM_NAMES)


def firefox() -> str:
    return _browser("FIREFOX", FIREFOX_NAMES)


def install_chromium() -> None:
    debian.install(["chromium"], "Chromium, for the browser tests and the benchmark,")


def install_firefox() -> None:
    debian.install(["firefox-esr"], "Firefox, for the tests of the JupyterLite site,")


def compiler() -> str:
    named = os.environ.get("CC")
    if named:
        return named
    return next((path for path in map(shutil.which, ("cc", "gcc", "clang")) if path), "")


def install_compiler() -> None:
    debian.install(["gcc", "g++", "libc6-dev"], "a C and C++ compiler for this machine")


def python_headers() -> bool:
    return (Path(sysconfig.get_path("include")) / "Python.h").exists()


def install_python_headers() -> None:
    if sys.base_prefix != "/usr":
        raise ToolchainError(
            f"the Python in {sys.base_prefix} has no Python.h: install its headers"
        )
    debian.install(["libpython3-dev"], "Python.h, for rumpy on this machine's own Python,")
