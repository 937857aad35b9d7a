// What the wheel's modules ask of Pyodide is there. A function that is missing would be found only when
// it's called: the loader puts a stand-in in its place.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import test from "node:test";

import { required, ROOT, wheelsIn } from "../../pyodide-build/settings.mjs";

// What Emscripten's loader makes for each module.
const LOADERS = new Set(["__memory_base", "__table_base", "__indirect_function_table", "__stack_pointer"]);

const moduleOf = (file) => new WebAssembly.Module(fs.readFileSync(file));
const namesOf = (described) => new Set(described.map(({ name }) => name));

/** The names that Pyodide gives a module: what its own exports, and functions of its JavaScript. */
function given() {
  const folder = required("PYODIDE_DIR");
  const names = namesOf(WebAssembly.Module.exports(moduleOf(path.join(folder, "pyodide.asm.wasm"))));
  const script = fs.readFileSync(path.join(folder, "pyodide.asm.mjs"), "utf8");
  const [, table] = script.match(/wasmImports=\{([^}]*)\}/);
  for (const entry of table.split(",")) {
    names.add(entry.split(":")[0].replaceAll('"', ""));
  }
  return names;
}

/** What `file` imports and neither Pyodide, the loader nor the module itself has. */
function lacking(file, names) {
  const module = moduleOf(file);
  const own = namesOf(WebAssembly.Module.exports(module));
  return WebAssembly.Module.imports(module)
    .map(({ name }) => name)
    .filter((name) => !names.has(name) && !own.has(name) && !LOADERS.has(name));
}

test("Pyodide has every symbol that the wheel's modules import", () => {
  const [wheel] = wheelsIn(path.join(ROOT, "dist"));
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "wheel-"));
  try {
    const unpacked = spawnSync(required("VENV_PYTHON"), ["-m", "zipfile", "-e", wheel, folder]);
    assert.equal(unpacked.status, 0, String(unpacked.stderr));
    // The pool's modules are started by its own script, which gives them what they import.
    const modules = fs
      .readdirSync(path.join(folder, "rumpy"))
      .filter((name) => /\.(so|wasm)$/.test(name) && !name.startsWith("pool_"));
    assert.ok(modules.length >= 4, modules.join());
    const names = given();
    for (const name of modules) {
      assert.deepEqual(lacking(path.join(folder, "rumpy", name), names), [], name);
      assert.notDeepEqual(lacking(path.join(folder, "rumpy", name), new Set()), [], name);
    }
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});
