// Builds limit.c with the project's toolchain: { relaxed, simd128 }, each the bytes of a module.
//
//   node build.mjs FOLDER    the same as files: FOLDER/relaxed.wasm, FOLDER/simd128.wasm
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { required } from "../../pyodide-build/settings.mjs";

const SOURCE = path.join(path.dirname(fileURLToPath(import.meta.url)), "limit.c");

function tool(file, args) {
  const done = spawnSync(file, args, { encoding: "utf8" });
  if (done.status !== 0) {
    throw new Error(`${path.basename(file)}: ${done.error?.message ?? done.stderr.trim()}`);
  }
}

export function buildLimit(folder) {
  fs.mkdirSync(folder, { recursive: true });
  const build = (name, flags) => {
    const object = path.join(folder, `${name}.o`);
    const module = path.join(folder, `${name}.wasm`);
    const common = ["-O3", "-ffreestanding", "-mbulk-memory", "-ffp-contract=off", "-msimd128"];
    tool(required("EMCC"), [...common, ...flags, "-c", SOURCE, "-o", object]);
    tool(required("WASM_LD"), ["--no-entry", "--stack-first", object, "-o", module]);
    return fs.readFileSync(module);
  };
  return { relaxed: build("relaxed", ["-mrelaxed-simd"]), simd128: build("simd128", []) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  buildLimit(process.argv[2]);
}
