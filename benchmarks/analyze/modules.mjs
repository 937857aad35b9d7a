// The WebAssembly modules that are looked at: rumpy's, out of its wheel, and the peers'.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

const MAGIC = "AGFzbQEAAAA"; // a module's first bytes, in base 64

/** rumpy's own: whatever the wheel has, as files below `folder`. */
export function unpackWheel(wheel, folder) {
  fs.rmSync(folder, { recursive: true, force: true });
  const done = spawnSync("python3", ["-m", "zipfile", "-e", wheel, folder], { encoding: "utf8" });
  if (done.status !== 0) {
    throw new Error(`${wheel}: ${done.stderr}`);
  }
  const inside = path.join(folder, "rumpy");
  return fs
    .readdirSync(inside)
    .filter((name) => /\.(so|wasm)$/.test(name))
    .sort()
    .map((name) => ({ owner: "rumpy", name, file: path.join(inside, name) }));
}

// A module that a JavaScript file holds as text.
function embedded(text) {
  const found = text.match(new RegExp(`["'\`](${MAGIC}[A-Za-z0-9+/=]*)["'\`]`));
  return found && Buffer.from(found[1], "base64");
}

// A module that a package makes when it is asked for a product: caught on its way to the engine.
const CATCH = `
const caught = [];
const keep = (bytes) => bytes instanceof WebAssembly.Module || caught.push(Buffer.from(bytes.buffer ?? bytes));
WebAssembly.Module = new Proxy(WebAssembly.Module, {
  construct(Module, [bytes]) { keep(bytes); return new Module(bytes); },
});
for (const name of ["compile", "instantiate"]) {
  const original = WebAssembly[name];
  WebAssembly[name] = (bytes, ...rest) => { keep(bytes); return original(bytes, ...rest); };
}
const { pathToFileURL } = await import("node:url");
const jax = await import(pathToFileURL(process.env.ENTRY));
await jax.init("wasm");
jax.defaultDevice("wasm");
const numbers = Float32Array.from({ length: 256 * 256 }, (_, i) => (i % 13) - 6);
const matrix = () => jax.numpy.array(numbers).reshape([256, 256]);
await jax.numpy.matmul(matrix(), matrix()).data();
const { writeFileSync } = await import("node:fs");
writeFileSync(process.env.OUT, caught.at(-1));
process.exit(0);
`;

const PEERS = [
  { package: "@tensorflow/tfjs-backend-wasm", files: ["dist/tfjs-backend-wasm-simd.wasm"] },
  { package: "@litertjs/core", files: ["wasm/litert_wasm_internal.wasm"] },
  { package: "onnxruntime-web", files: ["dist/ort-wasm-simd-threaded.wasm"] },
  {
    package: "numpy-ts",
    files: ["matmul_float-relaxed", "matmul_float"].map(
      (name) => `dist/esm/common/wasm/bins/${name}.wasm.js`,
    ),
  },
  { package: "@jax-js/jax", made: "dist/index.js" },
];

/** What of the peers is installed. `absent`: a line for each that is not. */
export function peerModules(nodeModules, folder, node) {
  const modules = [];
  const absent = [];
  fs.mkdirSync(folder, { recursive: true });
  for (const peer of PEERS) {
    const home = path.join(nodeModules, peer.package);
    if (!fs.existsSync(home)) {
      absent.push(`${peer.package} is not installed`);
      continue;
    }
    const { version } = JSON.parse(fs.readFileSync(path.join(home, "package.json"), "utf8"));
    const owner = `${peer.package} ${version}`;
    for (const name of peer.files ?? []) {
      const source = path.join(home, name);
      if (!fs.existsSync(source)) {
        absent.push(`${owner} has no ${name}`);
      } else if (name.endsWith(".wasm")) {
        modules.push({ owner, name: path.basename(name), file: source });
      } else {
        const bytes = embedded(fs.readFileSync(source, "utf8"));
        const file = path.join(folder, path.basename(name, ".js"));
        fs.writeFileSync(file, bytes);
        modules.push({ owner, name: path.basename(file), file });
      }
    }
    if (peer.made) {
      const file = path.join(folder, "jax-js_matmul_256.wasm");
      const done = spawnSync(node, ["--input-type=module", "--eval", CATCH], {
        env: { ...process.env, ENTRY: path.join(home, peer.made), OUT: file },
        encoding: "utf8",
        timeout: 60000,
      });
      if (done.status === 0) {
        modules.push({ owner, name: "made for 256 x 256", file });
      } else {
        absent.push(`${owner} made no module: ${done.stderr.trim().split("\n").at(-1)}`);
      }
    }
  }
  return { modules, absent };
}
