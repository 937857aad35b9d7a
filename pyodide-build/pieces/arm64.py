"""A C compiler for 64-bit ARM, and QEMU to run what it makes: the clang that is there anyway, with
Debian's headers and libraries for cross-compiling."""

from __future__ import annotations

from pathlib import Path

from . import base, debian, emscripten
from .base import CACHE

PLACE = CACHE / "arm64"
CC = PLACE / "cc"
RUN = PLACE / "run"
GCC = "15"  # whose libraries
PACKAGES = (
    "linux-libc-dev",
    "linux-libc-dev-arm64-cross",
    "libc6-arm64-cross",
    "libc6-dev-arm64-cross",
    "libgcc-s1-arm64-cross",
    "libstdc++6-arm64-cross",
    f"libgcc-{GCC}-dev-arm64-cross",
    f"libstdc++-{GCC}-dev-arm64-cross",
    "qemu-user",
)


def _script(path: Path, command: list[str]) -> None:
    """A program that is a command with whatever else it's given."""
    words = " ".join(f'"{word}"' for word in command)
    path.write_text(f'#!/bin/sh\nexec {words} "$@"\n')
    path.chmod(0o755)


def fetch() -> None:
    clang = emscripten.native_clang()
    if not clang:
        raise base.ToolchainError("cross-compiling needs clang: put one on PATH")
    with base.scratch_folder("arm64") as scratch:
        with base.locked("apt"), base.step("fetching libraries for arm64, and QEMU"):
            debs = debian.Apt("later").download(list(PACKAGES), scratch / "debs")
        debian.unpack(debs, scratch / "new" / "root")
        root = PLACE / "root"
        target, gcc = f"{root}/usr/aarch64-linux-gnu", f"{root}/usr/lib/gcc-cross/aarch64-linux-gnu"
        cxx = f"{target}/include/c++/{GCC}"
        flags = [
            *("--target=aarch64-linux-gnu", f"--sysroot={root}", "-fuse-ld=lld"),
            *(f"-stdlib++-isystem{cxx}{sub}" for sub in ("", "/aarch64-linux-gnu")),
            f"-idirafter{target}/include",  # C++ headers look for these behind their own
            *(f"{what}{gcc}/{GCC}" for what in ("-B", "-L")),
            *(f"{what}{target}/lib" for what in ("-B", "-L")),
            "-Wno-unused-command-line-argument",
        ]
        _script(scratch / "new" / CC.name, [clang, *flags])
        _script(scratch / "new" / RUN.name, [f"{root}/usr/bin/qemu-aarch64", "-L", target])
        base.replace_tree(scratch / "new", PLACE)
