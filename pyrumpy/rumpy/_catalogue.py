"""The catalogue of matrix kernels: listed, and forced one by one. Public as rumpy.linalg."""

from typing import NamedTuple

from . import _kernels
from ._lib_loader import check, ffi, lib

# What an instruction set takes to run, for those who ask for a kernel of another machine.
_NEEDS = {
    "avx2": "an x86-64 processor with AVX2 and FMA, and no WebAssembly between",
    "wasm_relaxed": "WebAssembly with relaxed SIMD",
    "wasm_simd128": "WebAssembly",
}

_PACKING = {
    None: lib.LA_PACKING_AUTO,
    True: lib.LA_PACKING_ALWAYS,
    False: lib.LA_PACKING_NEVER,
}


class Kernel(NamedTuple):
    """A matrix kernel that runs here."""

    name: str
    dtype: str
    isa: str  # instruction set
    mr: int  # rows and
    nr: int  # columns of the tile of the result that it keeps in registers
    kc: int  # how deep a block of the operands is at most
    unpacked: bool  # whether it multiplies small matrices without packing them, too
    fused: bool  # whether a multiplication and its addition round once, on this machine
    preferred: bool  # what products of the dtype run on unless another is forced
    active: bool  # what they run on now

    def __repr__(self):
        notes = [note for note in ("fused", "preferred", "active") if getattr(self, note)]
        tile = f"{self.mr} x {self.nr}, kc {self.kc}"
        return f"<{self.name}: {', '.join([self.dtype, tile, *notes])}>"


def _infos():
    """Every la_gemm_kernel_info; one struct, which each step overwrites."""
    info = ffi.new("la_gemm_kernel_info *")
    for i in range(lib.la_gemm_kernel_count()):
        check(lib.la_gemm_kernel_get(i, info))
        yield info


def _text(chars) -> str:
    return ffi.string(chars).decode()


def kernels(dtype=None) -> list[Kernel]:
    """The matrix kernels that run on this machine: those of the best instruction set first. With a
    dtype, only those of it.

    >>> np.linalg.kernels("float32")
    [<f32_gemm_6x8__wasm_relaxed: float32, 6 x 8, kc 384, fused, preferred, active>, ...]

    TypeError for what is no dtype.
    """
    from ._core import dtype as as_dtype

    only = None if dtype is None else as_dtype(dtype).name
    found = []
    for info in _infos():
        texts = {field: _text(getattr(info, field)) for field in ("name", "dtype", "isa")}
        others = {field: getattr(info, field) for field in Kernel._fields[3:]}
        if only in (None, texts["dtype"]):
            found.append(Kernel(**texts, **others))
    return found


class use_kernel:  # noqa: N801  (a function to those who call it)
    """Have products of matrices run on the kernel of that name: from now on, or within a ``with``
    block, whose end, or an exception, brings back what was before.

    >>> with np.linalg.use_kernel("f32_gemm_4x8__ref"):
    ...     c = a @ b
    >>> np.linalg.use_kernel(None)

    The name says for which dtype; others, and products with vectors, are not touched. None: every
    dtype has its own choice again. It counts for the whole process, on all threads.

    packed: whether operands are copied first into the order in which the kernel reads them. None,
    where it pays; True, always; False, never where the kernel can do without: for a product that is
    at most kc deep, of matrices whose rows have unit stride, by one thread. The results are the same
    bits.

    ValueError for a name that is not in kernels(), with the names near it, or with what this machine
    lacks; and for packed=False where the kernel knows only packed operands.
    """

    def __init__(self, name: str | None, *, packed: bool | None = None):
        if packed not in _PACKING:
            raise TypeError(f"packed must be True, False or None, not {packed!r}")
        forced = {info.type: (info.name, info.packing) for info in _infos() if info.forced}
        if name is None:
            if packed is not None:
                raise TypeError("packed goes with the name of a kernel")
            types = list(forced)
            for number in types:
                lib.la_gemm_kernel_use_default(number)
        else:
            types = [info.type for info in _infos() if _text(info.name) == name]
            if not types:
                raise ValueError(_why_not(name))
            check(lib.la_gemm_kernel_use(name.encode(), _PACKING[packed]))
        self._before = [(number, forced.get(number)) for number in types]

    def __enter__(self) -> None:
        return None

    def __exit__(self, *exception) -> None:
        for number, forced in self._before:
            if forced is None:
                lib.la_gemm_kernel_use_default(number)
            else:
                check(lib.la_gemm_kernel_use(*forced))


def _why_not(name: str) -> str:
    """Why there is no kernel of that name here."""
    from difflib import get_close_matches

    names = {kernel.name: kernel.isa for kernel in kernels()}
    isa = str(name).rpartition("__")[2]
    if isa in _NEEDS and isa not in names.values():
        known = _kernels.info()["reason"]
        lacks = f" ({known})" if "relaxed" in isa and "relaxed" in known else ""
        return f"kernel {name!r} does not run on this machine: it needs {_NEEDS[isa]}{lacks}"
    near = get_close_matches(str(name), names, n=3, cutoff=0.5)
    hint = f"near it are {', '.join(near)}" if near else "rumpy.linalg.kernels() lists them"
    return f"there is no kernel {name!r}; {hint}"
