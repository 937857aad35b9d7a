"""Kernels that aren't in every build: relaxed SIMD, where WebAssembly has it.

An engine refuses a whole module for one instruction it does not know, so these kernels are a file of
their own, which nobody but this module loads (Pyodide loads every ``.so`` of a package by itself, so
it isn't named so).
"""

import sys
from pathlib import Path

from ._lib_loader import ffi, lib, load_beside

# A module whose one function multiplies and adds by f32x4.relaxed_madd.
_PROBE = bytes.fromhex(
    "0061736d01000000"  # magic, version
    "01050160 00017b 03020100"  # a function without parameters that returns a v128
    "0a1301 1100 4100fd11 4100fd11 4100fd11 fd8502 0b"
)


def has_relaxed_simd() -> bool:
    """Whether this engine takes modules with relaxed SIMD."""
    import js
    from pyodide.ffi import to_js

    return bool(js.WebAssembly.validate(to_js(_PROBE)))


def _load_relaxed() -> str:
    """Registers the kernels; returns why not, or ""."""
    if not has_relaxed_simd():
        return "this engine has no relaxed SIMD"
    path = Path(__file__).with_name("_kernels_relaxed.wasm")
    if not path.exists():
        return "this build has no kernels of relaxed SIMD"
    try:
        module = load_beside("_kernels_relaxed")
    except ImportError as error:
        return f"the kernels of relaxed SIMD could not be loaded: {error}"
    if lib.la_kernels_register(ffi.cast("la_kernels *", module.table)) != 0:
        return ffi.string(lib.la_error_message()).decode()
    return ""


def load() -> None:
    """Adds what this engine can run to what dispatch chooses from. Never fails."""
    if sys.platform == "emscripten":
        obstacle = _load_relaxed()
        if obstacle:
            lib.la_kernel_set_reason(obstacle.encode())


def info() -> dict[str, object]:
    """What runs, and why."""
    found = ffi.new("la_kernel_info *")
    lib.la_kernel_info_get(found)

    def text(chars):
        return ffi.string(chars).decode()

    return {
        "isa": text(found.isa),
        "f32": text(found.f32_gemm),
        "f64": text(found.f64_gemm),
        "vector_bits": found.vector_bits,
        "reason": text(found.reason),
        "usable": [text(lib.la_kernel_isa_name(i)) for i in range(lib.la_kernel_isa_count())],
    }
