// node check_cffi.mjs PYODIDE_DIR WHEEL: does cffi load, allocate, convert and call back?
import { pathToFileURL } from "node:url";
import path from "node:path";

const [folder, wheel] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(path.join(folder, "pyodide.mjs")));
const pyodide = await loadPyodide();
await pyodide.loadPackage(pathToFileURL(wheel).href, { messageCallback() {} });
pyodide.runPython(`
import _cffi_backend, cffi
assert cffi.__version__ == _cffi_backend.__version__, (cffi.__version__, _cffi_backend.__version__)
ffi = _cffi_backend.FFI()
numbers = ffi.new("int[]", [1, 2, 3])
assert ffi.sizeof("double[4]") == 32 and ffi.sizeof("void *") == 4
assert ffi.unpack(numbers, 3) == [1, 2, 3]
address = int(ffi.cast("uintptr_t", numbers))
assert ffi.cast("int *", address)[2] == 3
assert bytes(ffi.buffer(ffi.new("char[]", b"rumpy"))) == b"rumpy\\0"
try:
    numbers[3]
except IndexError:
    pass
else:
    raise AssertionError("an index out of range was accepted")
`);
