"""Debian packages, unpacked into the cache without being installed and without being root.

apt runs on package lists of its own under the cache. They are made from the machine's own
apt sources, either as they are ("own") or with the suite replaced by a later one ("later"), so
that mirrors, proxies and keys are whatever the machine already uses. apt checks every
package against the signed lists.
"""

from __future__ import annotations

import re
import shutil
import time
from pathlib import Path

from . import base
from .base import CACHE, ToolchainError, run, say

LATER_SUITE = "forky"
LISTS_LAST = 6 * 3600  # seconds until the lists are read anew
SOURCES = [Path("/etc/apt/sources.list"), Path("/etc/apt/sources.list.d")]
NO_DEBIAN = "this needs Debian's apt; put your own tool on PATH instead (pyodide-build/README.md)"


def codename() -> str:
    try:
        text = Path("/etc/os-release").read_text()
    except OSError:
        text = ""
    found = re.search(r"^VERSION_CODENAME=(\S+)", text, re.M)
    if not found or not shutil.which("apt-get") or not shutil.which("dpkg-deb"):
        raise ToolchainError(NO_DEBIAN)
    return found.group(1)


def _own_stanzas() -> list[dict[str, str]]:
    """The machine's sources of this release's own packages, in deb822 fields."""
    name = codename()
    files = []
    for path in SOURCES:
        files += [path] if path.is_file() else sorted(path.glob("*")) if path.is_dir() else []
    stanzas = []
    for path in files:
        if path.suffix == ".sources":
            for block in re.split(r"\n\s*\n", path.read_text()):
                lines = [line for line in block.splitlines() if not line.startswith("#")]
                fields = dict(re.findall(r"^([\w-]+):[ \t]*(.*)$", "\n".join(lines), re.M))
                if fields.get("URIs") and fields.get("Enabled", "yes") != "no":
                    stanzas.append(fields)
        elif path.suffix == ".list":
            for line in path.read_text().splitlines():
                found = re.match(r"deb\s+(?:\[(.*?)\]\s+)?(\S+)\s+(\S+)\s+(.+)", line.strip())
                if found:
                    options, uri, suite, components = found.groups()
                    fields = {"URIs": uri, "Suites": suite, "Components": components}
                    signed = re.search(r"signed-by=(\S+)", options or "")
                    if signed:
                        fields["Signed-By"] = signed.group(1)
                    stanzas.append(fields)
    own = []
    for fields in stanzas:
        suites = [s for s in fields.get("Suites", "").split() if s.split("-")[0] == name]
        if suites and "main" in fields.get("Components", "").split():
            own.append({**fields, "Suites": " ".join(suites), "Components": "main"})
    if not own:
        raise ToolchainError(f"no apt source for {name}/main is configured here; {NO_DEBIAN}")
    return own


def _sources_text(which: str) -> str:
    stanzas = _own_stanzas()
    if which == "later":
        name = codename()
        stanzas = [s for s in stanzas if name in s["Suites"].split()][:1]
        if not stanzas:
            raise ToolchainError(f"no apt source for {name} itself is configured here")
        stanzas = [{**stanzas[0], "Suites": LATER_SUITE}]
    types, targets = ("deb", "Packages")
    if which == "later":
        types, targets = ("deb deb-src", "Packages Sources")
    texts = []
    for fields in stanzas:
        kept = {k: fields[k] for k in ("URIs", "Suites", "Components", "Signed-By") if k in fields}
        kept = {"Types": types, **kept, "Targets": targets}
        texts.append("".join(f"{key}: {value}\n" for key, value in kept.items()))
    return "\n".join(texts)


class Apt:
    """apt on private lists. Only one process at a time may use it: take locked("apt")."""

    def __init__(self, which: str):
        self.folder = CACHE / "apt" / which
        sources = self.folder / "debian.sources"
        text = _sources_text(which)
        lists_read = self.folder / "lists-read"
        config = (
            f'Dir::Etc::SourceList "{sources}";\n'
            'Dir::Etc::SourceParts "/dev/null";\n'
            f'Dir::State::Lists "{self.folder}/lists";\n'
            f'Dir::Cache "{self.folder}";\n'
            'Acquire::Languages "none";\n'
            'Acquire::Retries "3";\n'
            'APT::Sandbox::User "root";\n'
            'APT::Get::Assume-Yes "true";\n'
            # A testing suite's Release file may be past the date it names.
            + ('Acquire::Check-Valid-Until "false";\n' if which == "later" else "")
        )
        base.write_atomically(self.folder / "apt.conf", config)
        self.env = {"APT_CONFIG": str(self.folder / "apt.conf"), "LC_ALL": "C.UTF-8"}
        same = sources.exists() and sources.read_text() == text
        if same and lists_read.exists() and time.time() - lists_read.stat().st_mtime < LISTS_LAST:
            return
        base.write_atomically(sources, text)
        for part in ("lists/partial", "archives/partial"):
            (self.folder / part).mkdir(parents=True, exist_ok=True)
        reading = (
            f"reading Debian's package lists ({LATER_SUITE if which == 'later' else codename()})"
        )
        with base.step(reading):
            run(["apt-get", "update", "--error-on=any"], what=reading, env=self.env)
        base.write_atomically(lists_read, "")

    def versions(self, package: str) -> list[str]:
        text = run(["apt-cache", "madison", package], what="asking apt", env=self.env)
        rows = [line.split("|") for line in text.splitlines()]
        return [row[1].strip() for row in rows if len(row) > 2 and "Sources" not in row[2]]

    def pick(self, package: str, pinned: str) -> str:
        """The pinned version, or, where the suite has moved on, what it has now."""
        have = self.versions(package)
        if not have:
            raise ToolchainError(f"Debian's lists have no package {package}")
        if pinned in have:
            return pinned
        say(f"Debian has {package} {have[0]} now, not {pinned}: taking that")
        return have[0]

    def download(self, packages: list[str], folder: Path) -> list[Path]:
        """Fetch packages ("name" or "name=version") into a folder of their own."""
        folder.mkdir(parents=True, exist_ok=True)
        run(
            ["apt-get", "download", *packages],
            what=f"downloading {' '.join(packages)}",
            cwd=folder,
            env=self.env,
        )
        return sorted(folder.glob("*.deb"))

    def missing(self, packages: list[str]) -> list[tuple[str, str]]:
        """(package, version) of all that apt would install to have these, themselves included."""
        text = run(
            ["apt-get", "-s", "install", "--no-install-recommends", *packages],
            what=f"resolving {' '.join(packages)}",
            env=self.env,
        )
        return re.findall(r"^Inst (\S+) .*?\((\S+)", text, re.M)

    def source(self, package: str, pinned: str, folder: Path) -> Path:
        """The upstream tarball of a source package."""
        text = run(["apt-cache", "showsrc", package], what="asking apt", env=self.env)
        have = re.findall(r"^Version: (\S+)", text, re.M)
        if not have:
            raise ToolchainError(f"Debian's lists have no source package {package}")
        if pinned not in have:
            say(f"Debian has {package} {have[-1]} now, not {pinned}: taking that")
            pinned = have[-1]
        folder.mkdir(parents=True, exist_ok=True)
        run(
            ["apt-get", "source", "--tar-only", f"{package}={pinned}"],
            what=f"downloading the source of {package}",
            cwd=folder,
            env=self.env,
        )
        return next(folder.glob("*.orig.tar.*[!c]"))


def unpack(debs: list[Path], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for deb in debs:
        run(["dpkg-deb", "-x", deb, folder], what=f"unpacking {deb.name}")


def install(packages: list[str], why: str) -> None:
    """Install into the system: only where nothing else serves, only as root."""
    names = " ".join(packages)
    if not base.is_root():
        raise ToolchainError(f"{why} is missing: as root, run: apt-get install {names}")
    codename()
    with base.step(f"installing {names}"):
        wait = ["-o", "DPkg::Lock::Timeout=300"]
        quiet = {"DEBIAN_FRONTEND": "noninteractive"}
        run(["apt-get", *wait, "update"], what="apt-get update", env=quiet)
        run(
            ["apt-get", *wait, "install", "-y", "--no-install-recommends", *packages],
            what=f"apt-get install {names}",
            env=quiet,
        )
