"""Chromium, and the native compiler: what can only come from the system itself."""

from __future__ import annotations

import os
import shutil

from . import debian

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium() -> str:
    """$CHROMIUM, or the first browser of that kind on PATH; "" where there is none."""
    named = os.environ.get("CHROMIUM")
    found = [shutil.which(name) for name in ([named] if named else NAMES)]
    return next((path for path in found if path), "")


def install_chromium() -> None:
    debian.install(["chromium"], "Chromium, for the browser tests and the benchmark,")


def compiler() -> str:
    named = os.environ.get("CC")
    if named:
        return named
    return next((path for path in map(shutil.which, ("cc", "gcc", "clang")) if path), "")


def install_compiler() -> None:
    debian.install(["gcc", "libc6-dev"], "a C compiler for this machine")
