"""Headers for compiling against Pyodide: Python's, with wasm32's pyconfig.h, and libffi's."""

from __future__ import annotations

import re
import shutil
import zipfile
from pathlib import Path

from . import base, debian, npm
from .base import CACHE

PYODIDE = npm.NODE_MODULES / "pyodide"
PYTHON = "3.14"  # Pyodide's
PYTHON_VERSION = "3.14.8-1"
PYTHON_INCLUDE = CACHE / "python-wasm" / "include"
LIBFFI_VERSION = "3.8.0-2"  # its wasm structures are those of the 3.5 inside Pyodide
LIBFFI_INCLUDE = CACHE / "libffi-wasm" / "include"
SYSCONFIG = "_sysconfigdata__emscripten_wasm32-emscripten"


def _build_variables() -> dict[str, object]:
    """What CPython's configure found for wasm32, from the library inside Pyodide."""
    with zipfile.ZipFile(PYODIDE / "python_stdlib.zip") as library:
        names = [n for n in library.namelist() if Path(n).name == f"{SYSCONFIG}.py"]
        if not names:
            raise base.ToolchainError("Pyodide's python_stdlib.zip has no sysconfig data")
        space: dict = {}
        exec(library.read(names[0]).decode(), space)  # one dict literal, from a checked package
    return space["build_time_vars"]


def _pyconfig(template: str) -> str:
    """pyconfig.h for wasm32: each macro of Debian's own header, with the value Pyodide has."""
    known = _build_variables()
    names = re.findall(r"^#\s*define\s+(\w+)|^/\*\s*#undef\s+(\w+)\s*\*/", template, re.M)
    wanted = {a or b for a, b in names} | {
        name
        for name in known
        if re.match(r"(HAVE|SIZEOF|ALIGNOF|Py|PY|WITH|USE|PTHREAD|MAJOR_IN|DOUBLE_IS)_", name)
    }
    lines = ["#ifndef Py_PYCONFIG_H", "#define Py_PYCONFIG_H", ""]
    for name in sorted(wanted - {"Py_PYCONFIG_H"}):
        value = known.get(name)
        # sysconfig gives 0 for what configure left undefined.
        if value in (None, "", 0):
            lines.append(f"/* #undef {name} */")
        else:
            lines.append(f"#define {name} {value}")
    return "\n".join([*lines, "", "#endif", ""])


def fetch_python() -> None:
    with base.scratch_folder("python-wasm") as scratch:
        with base.locked("apt"), base.step(f"fetching Python {PYTHON} headers"):
            apt = debian.Apt("later")
            package = f"libpython{PYTHON}-dev"
            version = apt.pick(package, PYTHON_VERSION)
            debs = apt.download([f"{package}={version}"], scratch / "debs")
        root = scratch / "root"
        debian.unpack(debs, root)
        include = root / "usr" / "include"
        templates = list(include.glob(f"*-linux-gnu/python{PYTHON}/pyconfig.h"))
        if not templates:
            raise base.ToolchainError(f"{package} has no pyconfig.h")
        new = scratch / "new"
        shutil.copytree(include / f"python{PYTHON}", new / "include")
        # Into the copy: Python.h includes the pyconfig.h of its own folder first.
        (new / "include" / "pyconfig.h").write_text(_pyconfig(templates[0].read_text()))
        base.replace_tree(new, PYTHON_INCLUDE.parent)


def fetch_libffi() -> None:
    """ffi.h and ffitarget.h as libffi's configure makes them for wasm32."""
    with base.scratch_folder("libffi-wasm") as scratch:
        with base.locked("apt"), base.step("fetching libffi headers"):
            tarball = debian.Apt("later").source("libffi", LIBFFI_VERSION, scratch / "source")
        source = base.untar(tarball, scratch / "tree")
        configure = (source / "configure.ac").read_text()
        version = re.search(r"AC_INIT\(\[libffi\],\s*\[([\d.]+)", configure).group(1)
        major, minor, micro = (int(part) for part in (version.split(".") + ["0"])[:3])
        values = {
            "TARGET": "wasm32",
            "HAVE_LONG_DOUBLE": "1",
            "VERSION": version,
            "FFI_VERSION_STRING": version,
            "FFI_VERSION_NUMBER": str(major * 10000 + minor * 100 + micro),
        }
        template = (source / "include" / "ffi.h.in").read_text()
        text = re.sub(r"@(\w+)@", lambda m: values.get(m[1], "0"), template)
        include = scratch / "new" / "include"
        include.mkdir(parents=True)
        (include / "ffi.h").write_text(text)
        shutil.copy(source / "src" / "wasm" / "ffitarget.h", include)
        base.replace_tree(scratch / "new", LIBFFI_INCLUDE.parent)
