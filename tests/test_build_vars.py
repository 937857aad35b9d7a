"""setup.py honours the variables that the standard tools set: pyodide-build and cibuildwheel name the
compiler, its flags and the platform so, and expect a wheel for that platform.
"""

import json
import os
import shutil
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
pytestmark = pytest.mark.native
NUMPY_SOURCE = os.environ.get("NUMPY_SOURCE") or str(ROOT / ".cache" / "numpy-source")

# Stands in for a compiler: notes how it was called, and leaves what a compiler would.
COMPILER = """#!{python}
import json, os, sys
arguments = sys.argv[1:]
with open({log!r}, "a") as log:
    log.write(json.dumps([os.path.basename(sys.argv[0]), *arguments]) + "\\n")
if "-dumpmachine" in arguments:
    print("wasm32-unknown-emscripten")
if "-o" in arguments:
    with open(arguments[arguments.index("-o") + 1], "wb") as out:
        out.write(b"\\0asm")
"""


@pytest.fixture(scope="module")
def tree(tmp_path_factory):
    """What a source distribution holds, in a place of its own."""
    if not (ROOT / "setup.py").exists():
        pytest.skip("no checkout around these tests")
    top = tmp_path_factory.mktemp("tree")
    for name in ("setup.py", "pyproject.toml", "MANIFEST.in", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, top / name)
    ignore = shutil.ignore_patterns("*.so", "*.o", "__pycache__", "tests")
    for name in ("libarray", "pyrumpy"):
        shutil.copytree(ROOT / name, top / name, ignore=ignore)
    return top


def compiler(folder, name, log):
    path = folder / name
    path.write_text(COMPILER.format(python=sys.executable, log=str(log)))
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def run_setup(tree, tmp_path, command, **variables):
    """Runs setup.py with a clean environment; returns the compiler's calls."""
    log = tmp_path / "calls"
    keep = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
    environment = {
        **keep,
        "PYTHONDONTWRITEBYTECODE": "1",
        "CC": compiler(tmp_path, "my-cc", log),
        "CXX": compiler(tmp_path, "my-c++", log),
        "AR": compiler(tmp_path, "my-ar", log),
        "RUMPY_NUMPY_SOURCE": NUMPY_SOURCE,
        **variables,
    }
    if environment.get("LDSHARED"):
        environment["LDSHARED"] = environment["LDSHARED"].format(cc=environment["CC"])
    done = subprocess.run(
        [sys.executable, "setup.py", "-q", *command],
        cwd=tree, env=environment, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return [json.loads(line) for line in log.read_text().splitlines()]


def compilations(calls):
    return [call for call in calls if "-c" in call]


def link(calls):
    (found,) = (call for call in calls if "-o" in call and "-c" not in call)
    return found


def build_ext(tmp_path):
    return [
        "build_ext", "--force", "--build-lib", str(tmp_path / "lib"),
        "--build-temp", str(tmp_path / "temp"),
    ]  # fmt: skip


def test_compiler_and_flags_are_those_given(tree, tmp_path):
    calls = run_setup(
        tree, tmp_path, build_ext(tmp_path),
        CFLAGS="-O1 -DGIVEN=1 -I/given/include", LDFLAGS="-L/given/lib -Wl,--given",
    )  # fmt: skip
    compiled = compilations(calls)
    assert {call[0] for call in calls} == {"my-cc", "my-c++"}
    sources = {argument for call in compiled for argument in call if argument.endswith(".c")}
    for expected in ("libarray/src/array.c", "pyrumpy/src/ndarray.c"):
        assert expected in sources
    assert any(source.endswith("_lib.c") for source in sources)  # CFFI's
    assert any(source.startswith("libarray/src/threads/pthreads") for source in sources)
    for call in compiled:
        if call[0] != "my-cc":  # CFLAGS are C's
            continue
        assert "-DGIVEN=1" in call and "-I/given/include" in call
        # The last of several levels counts.
        assert [argument for argument in call if argument.startswith("-O")][-1] == "-O1"
    linked = link(calls)
    assert "-L/given/lib" in linked and "-Wl,--given" in linked
    assert linked[linked.index("-o") + 1].endswith("rumpy/_core.abi3.so")


def test_optimized_where_nothing_is_said(tree, tmp_path):
    calls = run_setup(tree, tmp_path, build_ext(tmp_path), CFLAGS="-g")
    for call in compilations(calls):
        assert [argument for argument in call if argument.startswith("-O")][-1] == "-O3"


# What `pyodide build` and cibuildwheel set: the compiler's wrapper, a side module's flags, and the
# platform; the interpreter that runs setup.py is the machine's own.
PYODIDE = {
    "PYODIDE": "1",
    "CFLAGS": "-O2 -g0 -fPIC -I/given/python/include",
    "LDFLAGS": "-O2 -g0 -s WASM_BIGINT",
    "LDSHARED": "{cc} -shared",
    "_PYTHON_HOST_PLATFORM": "pyemscripten_2026_0_wasm32",
}


def test_for_pyodide(tree, tmp_path):
    calls = run_setup(tree, tmp_path, build_ext(tmp_path), **PYODIDE)
    compiled = compilations(calls)
    sources = {argument for call in compiled for argument in call if argument.endswith(".c")}
    assert "libarray/src/kernels/wasm_simd128/f32_gemm.c" in sources
    assert not any("/avx2/" in source or "pthreads" in source for source in sources)
    for call in compiled:
        assert "-msimd128" in call and "-I/given/python/include" in call
        assert "-mavx2" not in call and "-mrelaxed-simd" not in call
        assert [argument for argument in call if argument.startswith("-O")][-1] == "-O2"
        includes = [argument for argument in call if argument.startswith("-I/")]
        assert includes[0] == "-I/given/python/include"  # before this machine's own headers
    linked = link(calls)
    assert "-sSIDE_MODULE=2" in linked
    assert "-sEXPORTED_FUNCTIONS=_PyInit__core,_PyInit__lib" in linked


def test_a_wheel_for_pyodide(tree, tmp_path):
    for version, tag in ((None, "cp311-abi3"), ("cp314", "cp314-cp314")):
        dist = tmp_path / (version or "any")
        command = [
            "build",
            "--build-base",
            str(dist / "build"),
            "bdist_wheel",
            "--dist-dir",
            str(dist),
        ]
        more = {"RUMPY_WHEEL_PYTHON": version} if version else {}
        run_setup(tree, tmp_path, command, **PYODIDE, **more)
        (wheel,) = dist.glob("*.whl")
        assert wheel.name == f"rumpy-0.1.0-{tag}-pyemscripten_2026_0_wasm32.whl"
        with zipfile.ZipFile(wheel) as archive:
            names = archive.namelist()
        assert "rumpy/_core.abi3.so" in names and "rumpy/__init__.py" in names
        assert not any(name.endswith((".c", ".h", "_cffi_build.py")) for name in names)
        assert len(names) == len(set(names))
