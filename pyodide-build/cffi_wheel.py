"""cffi for Pyodide: `_cffi_backend` compiled as a side module, packed with cffi's Python part.

Pyodide's main module already holds libffi, so the backend takes `ffi_*` from there and needs
libffi's headers only. The wheel has the name that Pyodide's own distribution gives it.
"""

from __future__ import annotations

import base64
import hashlib
import sys
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from pieces import base, emscripten, headers, npm, pypi  # noqa: E402
from pieces.base import DIST, run  # noqa: E402

VERSION = pypi.pinned("cffi")
PYTHON_TAG = "cp314-cp314"
PLATFORM = "pyemscripten_2026_0_wasm32"
WHEEL = DIST / "deps" / f"cffi-{VERSION}-{PYTHON_TAG}-{PLATFORM}.whl"
# CPython for Emscripten names its extension modules so.
SUFFIX = ".cpython-314-wasm32-emscripten.so"
FLAGS = [
    "-O2",
    "-fPIC",
    "-fwasm-exceptions",
    "-sSUPPORT_LONGJMP=wasm",
    "-DFFI_BUILDING=1",
    "-DUSE__THREAD",
    "-DNDEBUG",
    "-Wno-unused-function",
]


def compile_backend(source: Path, out: Path) -> None:
    run(
        [emscripten.emcc(), *FLAGS, "-sSIDE_MODULE=2", "-sWASM_BIGINT"]
        + [f"-I{headers.PYTHON_INCLUDE}", f"-I{headers.LIBFFI_INCLUDE}"]
        # The linker prunes whatever is not exported.
        + ["-sEXPORTED_FUNCTIONS=_PyInit__cffi_backend"]
        + [source / "src" / "c" / "_cffi_backend.c", "-o", out],
        what="compiling _cffi_backend",
    )


def wheel_metadata() -> str:
    lines = [
        "Wheel-Version: 1.0",
        "Generator: rumpy cffi_wheel",
        "Root-Is-Purelib: false",
        f"Tag: {PYTHON_TAG}-{PLATFORM}",
    ]
    return "\n".join(lines) + "\n"


def pack(files: dict[str, bytes], wheel: Path) -> None:
    """Write a wheel: the files, and the RECORD that names each with its hash and size."""
    info = f"cffi-{VERSION}.dist-info"
    rows = []
    for name, data in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        rows.append(f"{name},sha256={digest},{len(data)}\n")
    rows.append(f"{info}/RECORD,,\n")
    files = {**files, f"{info}/RECORD": "".join(rows).encode()}
    wheel.parent.mkdir(parents=True, exist_ok=True)
    with base.scratch_folder("cffi-pack") as scratch:
        with zipfile.ZipFile(scratch / wheel.name, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in files.items():
                # A fixed date: the same input gives the same wheel.
                entry = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
                entry.compress_type = zipfile.ZIP_DEFLATED
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, data)
        (scratch / wheel.name).replace(wheel)


def check(wheel: Path) -> None:
    """Load the wheel in Pyodide under Node and let it describe, allocate and call."""
    script = Path(__file__).with_name("check_cffi.mjs")
    run(
        [npm.node(), script, headers.PYODIDE, wheel],
        what="loading cffi in Pyodide",
    )


def build() -> None:
    with base.step(f"building cffi {VERSION} for Pyodide"), base.scratch_folder("cffi") as scratch:
        archive = pypi.sdist("cffi", scratch / "sdist")
        source = base.untar(archive, scratch / "source")
        backend = scratch / f"_cffi_backend{SUFFIX}"
        compile_backend(source, backend)
        info = f"cffi-{VERSION}.dist-info"
        files = {
            f"cffi/{path.relative_to(source / 'src' / 'cffi').as_posix()}": path.read_bytes()
            for path in sorted((source / "src" / "cffi").rglob("*"))
            if path.suffix in (".py", ".h", ".cfg")
        }
        files[backend.name] = backend.read_bytes()
        files[f"{info}/METADATA"] = (source / "PKG-INFO").read_bytes()
        files[f"{info}/WHEEL"] = wheel_metadata().encode()
        for licence in sorted(source.glob("LICENSE*")):
            files[f"{info}/licenses/{licence.name}"] = licence.read_bytes()
        made = scratch / WHEEL.name
        pack(files, made)
        check(made)
        WHEEL.parent.mkdir(parents=True, exist_ok=True)
        made.replace(WHEEL)


if __name__ == "__main__":
    build()
