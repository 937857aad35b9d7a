// For each function of a module whose name begins so: V8's registers, spills and reloads in the loop
// that carries its sums, as JSON.
//
//   node benchmarks/analyze/spills.mjs MODULE PREFIX
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

import { required } from "../../pyodide-build/settings.mjs";
import { countModule } from "./count.mjs";
import { loopOf, machineCode } from "./v8.mjs";

const [module, prefix] = process.argv.slice(2);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "spills-"));
const text = path.join(folder, "module.wat");
const dis = path.join(required("NODE_MODULES"), "binaryen", "bin", "wasm-dis");
try {
  const done = spawnSync(process.execPath, [dis, "--all-features", module, "-o", text], { encoding: "utf8" });
  if (done.status !== 0) {
    throw new Error(`wasm-dis failed: ${done.stderr}`);
  }
  const found = {};
  for (const loop of (await countModule(text)).loops) {
    for (const { index, name } of loop.functions.filter((each) => each.name.startsWith(prefix))) {
      const machine = loopOf(machineCode(process.execPath, module, index), loop);
      if (machine && !(name in found)) {
        const { registers, spills, reloads } = machine;
        found[name] = { registers, spills, reloads };
      }
    }
  }
  console.log(JSON.stringify(found));
} finally {
  fs.rmSync(folder, { recursive: true });
}
