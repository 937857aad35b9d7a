"""Builds rumpy. libarray, the C types and CFFI's glue become one shared object that exports two
modules, `rumpy._core` and `rumpy._lib`.

Natively: `pip install .`. For Pyodide: pyodide-build/build_wheel.py, or the standard tools (`pyodide
build`, cibuildwheel), whose variables (CC, CFLAGS, LDFLAGS, LDSHARED, _PYTHON_HOST_PLATFORM, ...)
setuptools and this file honour.
"""

import os
import shlex
import subprocess
import sys
import sysconfig
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from setuptools import Extension, setup
from setuptools.command.bdist_wheel import bdist_wheel
from setuptools.command.build_ext import build_ext
from setuptools.command.build_py import build_py

ROOT = Path(__file__).resolve().parent
os.chdir(ROOT)

PACKAGE = "pyrumpy/rumpy"
# The oldest Python whose limited API is used; the extension runs on every later one.
LIMITED_API = "0x030B0000"
ABI_TAG = "cp311"
# Part of the package's folder, but of use only while building.
BUILD_ONLY = {"_cffi_build"}

# What libarray relies on: no fused operations but those written, no errno from mathematics.
CFLAGS = ["-std=gnu11", "-fvisibility=hidden", "-ffp-contract=off", "-fno-math-errno"]
CFLAGS += ["-fno-trapping-math"]
WASM_CFLAGS = ["-msimd128", "-fwasm-exceptions", "-sSUPPORT_LONGJMP=wasm"]
WASM_LDFLAGS = [
    "-sSIDE_MODULE=2",  # exports nothing but what is named: the linker drops what isn't used
    "-sEXPORTED_FUNCTIONS=_PyInit__core,_PyInit__lib",
    "-fwasm-exceptions",
    "-sSUPPORT_LONGJMP=wasm",
]


# Folders of NumPy's source in which includes are looked up.
FROM_NUMPY = [
    "",
    "numpy/linalg/lapack_lite",
    "numpy/fft/pocketfft",
    "numpy/random",
    "numpy/_core/include",
]
# In WebAssembly modules of their own (pyodide-build/pool.py).
LATER = ["libarray/src/lapack/*.c", "libarray/src/lapack/netlib/*.c", "libarray/src/fft/*.cpp"]


def for_wasm() -> bool:
    """Whether Emscripten compiles: pyodide-build sets these, whichever Python runs it."""
    platform = os.environ.get("_PYTHON_HOST_PLATFORM") or sysconfig.get_platform()
    return "wasm32" in platform or "emscripten" in platform or sys.platform == "emscripten"


def machine_is_x86(compiler: list[str]) -> bool:
    asked = subprocess.run([*compiler, "-dumpmachine"], capture_output=True, text=True, check=False)
    return asked.stdout.startswith("x86_64")


def c_files(*patterns: str) -> list[str]:
    return [str(p) for pattern in patterns for p in sorted(Path().glob(pattern))]


def sources() -> list[str]:
    kernels = ["ref", "wasm_simd128", "wasm_relaxed"] if for_wasm() else ["ref", "avx2", "neon"]
    threads = "single" if for_wasm() else "pthreads"
    return c_files(
        "libarray/src/*.c",
        "libarray/src/loops/*.c",
        "libarray/src/gemm/*.c",
        "libarray/src/sort/*.c",
        "libarray/src/random/*.c",
        "libarray/src/random/third_party/*.c",
        *(f"libarray/src/kernels/{isa}/*.c" for isa in kernels),
        f"libarray/src/threads/{threads}.c",
        *([] if for_wasm() else LATER),
        "pyrumpy/src/*.c",
    )


def headers() -> list[str]:
    found = [
        str(path)
        for top in ("libarray/include", "libarray/src", "pyrumpy/src")
        for path in sorted(Path(top).rglob("*"))
        if path.suffix in (".h", ".inc")
    ]
    return [*found, "setup.py", f"{PACKAGE}/_cdef.h", f"{PACKAGE}/_cffi_build.py"]


def numpy_source() -> Path:
    """Where the parts of NumPy's source are that rumpy builds; fetched if they aren't there yet."""
    given = os.environ.get("RUMPY_NUMPY_SOURCE")
    if given:
        return Path(given)
    sys.path.insert(0, "pyodide-build")
    import toolchain

    try:
        toolchain.ensure(["numpy-source"])
    except toolchain.ToolchainError as error:
        raise SystemExit(f"rumpy needs parts of NumPy's source: {error}") from None
    return Path(toolchain.env()["NUMPY_SOURCE"])


def unless_given(flags: list[str], given: str) -> list[str]:
    """Those of the flags whose letter (-O, -g) the given ones don't name: the last one counts."""
    return [flag for flag in flags if not any(g.startswith(flag[:2]) for g in shlex.split(given))]


class BuildExtension(build_ext):
    """Compiles files side by side, and only those that are out of date."""

    def build_extension(self, ext: Extension) -> None:
        glue = Path(self.build_temp) / "_lib.c"
        glue.parent.mkdir(parents=True, exist_ok=True)
        sys.path.insert(0, PACKAGE)
        import _cffi_build

        _cffi_build.emit(glue)
        ext.sources = [*ext.sources, str(glue)]
        self.compiler.compile = self.compile_side_by_side
        super().build_extension(ext)
        if for_wasm():
            self.build_pool(ext, Path(self.get_ext_fullpath(ext.name)).parent)

    def compile_side_by_side(
        self,
        sources,
        output_dir=None,
        macros=None,
        include_dirs=None,
        debug=0,
        extra_preargs=None,
        extra_postargs=None,
        depends=None,
    ):
        """Stands in for distutils' CCompiler.compile."""
        compiler = self.compiler
        _, objects, postargs, pp_opts, build = compiler._setup_compile(
            output_dir, macros, include_dirs, sources, depends, extra_postargs
        )
        cc_args = compiler._get_cc_args(pp_opts, debug, extra_preargs)
        command = shlex.join([*compiler.compiler_so, *cc_args, *postargs])
        record = Path(self.build_temp) / "command.txt"
        same = record.exists() and record.read_text() == command
        newest = max(os.path.getmtime(path) for path in depends or ["setup.py"])

        def is_fresh(obj: str, source: str) -> bool:
            made = os.path.getmtime(obj) if same and os.path.exists(obj) else 0
            return made > max(newest, os.path.getmtime(source))

        def compile_one(obj: str) -> None:
            source, extension = build[obj]
            if not is_fresh(obj, source):
                flags = self.flags_for(source, postargs)
                compiler._compile(obj, source, extension, cc_args, flags, pp_opts)

        with ThreadPoolExecutor(self.parallel or os.cpu_count() or 1) as pool:
            list(pool.map(compile_one, objects))
        record.write_text(command)
        return objects

    def flags_for(self, source: str, common: list[str]) -> list[str]:
        if source.endswith(".cpp"):
            return [flag for flag in common if not flag.startswith("-std=")] + ["-std=gnu++17"]
        return common + (["-mavx2", "-mfma"] if self.is_x86 and "/avx2/" in source else [])

    def finalize_options(self) -> None:
        super().finalize_options()
        self.parallel = self.parallel if isinstance(self.parallel, int) else None

    def build_extensions(self) -> None:
        self.is_x86 = not for_wasm() and machine_is_x86(self.compiler.compiler[:1])
        super().build_extensions()

    def build_pool(self, ext: Extension, out_dir: Path) -> None:
        """The worker pool's modules, the relaxed-SIMD kernels and LAPACK lie beside the extension."""
        if not Path("pyodide-build/pool.py").exists():
            return
        sys.path.insert(0, "pyodide-build")
        import pool

        compiler = self.compiler.compiler[:1]
        includes = [*self.compiler.include_dirs, *ext.include_dirs]
        made = pool.build(compiler, out_dir, Path(self.build_temp), includes)
        self.pool_files = [str(path) for path in made]

    def get_outputs(self) -> list[str]:
        return [*super().get_outputs(), *getattr(self, "pool_files", [])]


class BuildPython(build_py):
    def find_package_modules(self, package, package_dir):
        found = super().find_package_modules(package, package_dir)
        return [entry for entry in found if entry[1] not in BUILD_ONLY]


class Wheel(bdist_wheel):
    def get_tag(self):
        """Pyodide's Python is always of one version, and its tools expect that in the name."""
        python, abi, platform = super().get_tag()
        if for_wasm():
            exact = os.environ.get("RUMPY_WHEEL_PYTHON")
            if exact:
                return exact, exact, platform
        return python, abi, platform


def extension() -> Extension:
    given = os.environ.get("CFLAGS", "")
    from_numpy = numpy_source()
    compile_args = [*CFLAGS, *unless_given(["-O3", "-g0"], given)]
    link_args = []
    libraries = []
    if for_wasm():
        compile_args += WASM_CFLAGS
        link_args += WASM_LDFLAGS
    elif os.name == "posix":
        libraries += ["m", "pthread", "stdc++"]
    return Extension(
        "rumpy._core",
        sources=sources(),
        depends=headers(),
        include_dirs=[
            "libarray/include",
            "libarray/src",
            "pyrumpy/src",
            "libarray/src/random/third_party",
            *(str(from_numpy / folder) for folder in FROM_NUMPY),
        ],
        define_macros=[("Py_LIMITED_API", LIMITED_API)],
        extra_compile_args=compile_args,
        extra_link_args=link_args,
        libraries=libraries,
        py_limited_api=True,
    )


setup(
    ext_modules=[extension()],
    cmdclass={"build_ext": BuildExtension, "build_py": BuildPython, "bdist_wheel": Wheel},
    options={"bdist_wheel": {"py_limited_api": ABI_TAG}},
)
