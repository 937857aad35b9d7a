"""What every piece needs: where things lie, how commands run, locks, stamps, errors of one line."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
ROOT = HERE.parent
CACHE = ROOT / ".cache"
DIST = ROOT / "dist"
# The interpreter itself, also where this runs in a virtual environment that may be made anew.
PYTHON = Path(getattr(sys, "_base_executable", sys.executable))


class ToolchainError(Exception):
    """What stops a piece, in one line that a person can act on."""


def say(message: str) -> None:
    """A progress line. On stderr: stdout belongs to `toolchain.py env`."""
    print(f"[toolchain] {message}", file=sys.stderr, flush=True)


def is_root() -> bool:
    return os.geteuid() == 0


def run(
    command: list,
    *,
    what: str,
    cwd: Path | None = None,
    env: dict[str, str] | None = None,
    hint: str = "",
) -> str:
    """Run a command quietly and return its stdout; where it fails, say what was being done."""
    command = [str(part) for part in command]
    try:
        done = subprocess.run(
            command,
            cwd=cwd,
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
        )
    except FileNotFoundError as error:
        raise ToolchainError(f"{what}: there is no program '{command[0]}' here") from error
    if done.returncode != 0:
        log = CACHE / "logs" / f"{os.getpid()}-{Path(command[0]).name}.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text(f"$ {' '.join(command)}\n{done.stdout}\n{done.stderr}")
        lines = [line.strip() for line in (done.stdout + "\n" + done.stderr).splitlines()]
        telling = [line for line in lines if _tells_why(line)] or [line for line in lines if line]
        reason = telling[0] if telling else f"exit status {done.returncode}"
        raise ToolchainError(f"{what} failed: {reason}{hint} (all of it: {log})")
    return done.stdout


def _tells_why(line: str) -> bool:
    low = line.lower()
    return low.startswith(("e: ", "error", "npm error", "fatal")) or " error: " in low


def write_atomically(path: Path, text: str, mode: int = 0o644) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    scratch.write_text(text)
    scratch.chmod(mode)
    scratch.replace(path)


def replace_tree(new: Path, place: Path) -> None:
    """Put the finished folder `new` where `place` is. Callers hold the piece's lock."""
    place.parent.mkdir(parents=True, exist_ok=True)
    if place.exists():
        old = place.with_name(f"{place.name}.{os.getpid()}.old")
        place.rename(old)
        new.rename(place)
        shutil.rmtree(old)
    else:
        new.rename(place)


@contextmanager
def scratch_folder(name: str) -> Iterator[Path]:
    """A fresh folder on the cache's own file system, so that a rename out of it is atomic."""
    folder = CACHE / "tmp" / f"{name}.{os.getpid()}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def locked(name: str) -> Iterator[None]:
    """One process at a time; the kernel drops the lock when its holder dies."""
    path = CACHE / "locks" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"{name}: another process is fetching this, waiting for it")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def fingerprint(*parts: object) -> str:
    """A short name for all that a piece is made from: strings, and the contents of files."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(part.read_bytes() if isinstance(part, Path) else repr(part).encode())
        digest.update(b"\0")
    return digest.hexdigest()[:16]


def read_stamp(name: str) -> dict:
    try:
        return json.loads((CACHE / "stamps" / f"{name}.json").read_text())
    except (OSError, ValueError):
        return {}


def write_stamp(name: str, key: str, files: list[Path]) -> None:
    # Without the root, where they are below it: a copied or moved checkout stays whole.
    names = [str(p.relative_to(ROOT) if p.is_relative_to(ROOT) else p) for p in files]
    stamp = {"key": key, "files": names}
    write_atomically(CACHE / "stamps" / f"{name}.json", json.dumps(stamp))


def is_fresh(name: str, key: str) -> bool:
    stamp = read_stamp(name)
    return stamp.get("key") == key and all((ROOT / path).exists() for path in stamp["files"])


@contextmanager
def step(message: str) -> Iterator[None]:
    """Say what begins, and how long it took once it took long."""
    say(f"{message} ...")
    start = time.monotonic()
    yield
    seconds = time.monotonic() - start
    if seconds > 1:
        say(f"  done in {seconds:.0f} s")


def untar(archive: Path, folder: Path) -> Path:
    """Unpack a source tarball; returns its one top folder.

    Its regular files only, and none outside: the `filter` argument that would see to that is
    not in every 3.11.
    """
    with tarfile.open(archive) as opened:
        for member in opened.getmembers():
            parts = Path(member.name).parts
            if member.isfile() and not member.name.startswith("/") and ".." not in parts:
                place = folder.joinpath(*parts)
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(opened.extractfile(member).read())
    (top,) = folder.iterdir()
    return top


def unzip(archive: Path, folder: Path) -> None:
    """Unpack a wheel, keeping the executable bits that zipfile forgets."""
    with zipfile.ZipFile(archive) as opened:
        for member in opened.infolist():
            out = Path(opened.extract(member, folder))
            mode = (member.external_attr >> 16) & 0o777
            if mode and not member.is_dir():
                out.chmod(mode)
