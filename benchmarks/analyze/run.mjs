// What rumpy's and the peers' WebAssembly is made of, as a Markdown file of tables.
//
//   node benchmarks/analyze/run.mjs [--out FILE] [--only OWNER]
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";

import { builtWheels, required, ROOT } from "../../pyodide-build/settings.mjs";
import { countModule } from "./count.mjs";
import { peerModules, unpackWheel } from "./modules.mjs";
import { loopOf, machineCode } from "./v8.mjs";

const LARGEST_SHOWN = { f32: 3, f64: 1, other: 1 }; // hot loops of a module, by type

function disassemble(node, dis, file, text) {
  const done = spawnSync(node, ["--max-old-space-size=4096", dis, "--all-features", file, "-o", text], {
    encoding: "utf8",
  });
  if (done.status !== 0) {
    throw new Error(`${file}: wasm-dis failed: ${done.stderr.trim()}`);
  }
}

// The largest of each shape of tile; kernels that differ only in how they find their operands are one.
// Sums of scalars are no kernel of anybody's.
function chosen(loops) {
  const left = { ...LARGEST_SHOWN };
  const shapes = new Set();
  return loops.filter(({ type, sums, products, lanes }) => {
    const kind = { f32x4: "f32", f64x2: "f64" }[type] ?? "other";
    const shape = `${type} ${sums} ${products}`;
    if (lanes === 1 || shapes.has(shape) || left[kind] === 0) {
      return false;
    }
    shapes.add(shape);
    left[kind] -= 1;
    return true;
  });
}

function table(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, i) => (i ? "--:" : ":--"))), ...rows.map(line)].join("\n");
}

const quotient = (x, y) => (y ? (x / y).toFixed(1) : "no store");

function moduleRow({ owner, name, size, functions, total: c }) {
  return [
    `${owner}: ${name}`,
    (size / 1000).toFixed(0),
    functions,
    c.instructions,
    c.vector,
    c.madd,
    c.mul,
    c.add,
    c.load,
    c.store,
    c.splat,
    c.shuffle,
    c.branch,
    c.loop,
    quotient(c.load, c.store),
  ];
}

function loopRow({ owner, name }, { type, sums, products, counts: c, functions, machine }) {
  return [
    `${owner}: ${name}, function ${functions[0].index}`,
    `${sums} ${type}`,
    products / sums,
    c.instructions,
    c.madd,
    c.mul,
    c.add,
    c.load,
    c.store,
    c.splat,
    c.shuffle,
    c.branch,
    c.integer,
    (c.flop / Math.max(1, c.load)).toFixed(1),
    ...(machine
      ? [
          Math.round(machine.instructions / machine.turns),
          machine.registers,
          `${Math.round(machine.spills / machine.turns)} + ${Math.round(machine.reloads / machine.turns)}`,
        ]
      : ["", "", ""]),
  ];
}

function report(modules, absent, { wasmDis, node }) {
  const loops = modules.flatMap((module) => module.hot.map((loop) => ({ module, loop })));
  const mine = loops.find(({ module, loop }) => module.owner === "rumpy" && loop.machine && loop.counts.madd);
  const parts = [
    "# What the kernels are made of",
    "",
    "Written by `make analyze` (benchmarks/analyze); [gemm.md](gemm.md) tells what to make of it. " +
      `Disassembled by ${wasmDis}; machine code: V8 ${node.v8} of Node ${node.version} on ${process.arch}.`,
    "",
    ...absent.map((line) => `- ${line}: not in the tables`),
    "",
    "## Modules",
    "",
    "Instructions in the whole file. Vector: of 128 bits; madd: relaxed multiply-adds; mul, add: of " +
      "vectors; a load that broadcasts counts as a load and as a splat.",
    "",
    table(
      ["module", "kB", "functions", "instructions", "vector", "madd", "mul", "add", "loads", "stores"].concat(
        ["splats", "shuffles", "branches", "loops", "loads / stores"],
      ),
      modules.map(moduleRow),
    ),
    "",
    "## Hot loops",
    "",
    "Innermost loops that carry sums of products from turn to turn, found by following the locals, without " +
      "names: a module's largest tiles, one of each shape. Sums: accumulators, a 6 x 8 tile of floats has " +
      "12 of four; steps: of k in one turn. Then instructions of WebAssembly a turn (integer: addresses and " +
      "counters), floating-point operations a load, and what V8 makes of a turn: machine instructions, " +
      "different vector registers, vectors spilled to the stack + reloaded from it.",
    "",
    table(
      ["loop", "sums", "steps", "instructions", "madd", "mul", "add", "loads", "stores", "splats"].concat(
        ["shuffles", "branches", "integer", "FLOP / load", "V8: instructions", "registers", "spills"],
      ),
      loops.map(({ module, loop }) => loopRow(module, loop)),
    ),
  ];
  if (mine) {
    const { module, loop } = mine;
    parts.push(
      "",
      "## rumpy's loop as V8 compiles it",
      "",
      `${module.name}, function ${loop.functions[0].index}: one turn, ${loop.products / loop.sums} steps of k.`,
      "",
      "```",
      ...loop.machine.text.map((line) => line.replace(/0x[0-9a-f]{6,}\s+/, "")),
      "```",
    );
  } else {
    parts.push("", "V8's machine code could not be had or read here: Node prints it on x86-64.");
  }
  return `${parts.join("\n")}\n`;
}

async function main() {
  const { values } = parseArgs({
    options: {
      out: { type: "string", default: path.join(ROOT, "docs", "analysis.md") },
      only: { type: "string" },
    },
  });
  const node = required("NODE");
  const nodeModules = required("NODE_MODULES");
  const dis = path.join(nodeModules, "binaryen", "bin", "wasm-dis");
  const wheel = builtWheels().find((file) => path.basename(file).startsWith("rumpy-"));
  if (!wheel) {
    throw new Error("there is no wheel of rumpy: run `make wheel` first");
  }
  const build = path.join(ROOT, "build", "analyze");
  const own = unpackWheel(wheel, path.join(build, "wheel"));
  const peers = peerModules(nodeModules, path.join(build, "peers"), node);
  const modules = [...own, ...peers.modules].filter(
    ({ owner }) => !values.only || owner.startsWith(values.only),
  );
  const text = path.join(build, "module.wat");
  for (const module of modules) {
    module.size = fs.statSync(module.file).size;
    disassemble(node, dis, module.file, text);
    Object.assign(module, await countModule(text));
    module.hot = chosen(module.loops);
    for (const loop of module.hot) {
      const listing = machineCode(node, module.file, loop.functions[0].index);
      loop.machine = loopOf(listing, loop);
    }
  }
  fs.rmSync(text, { force: true });
  const versions = spawnSync(node, ["--print", "process.version + ' ' + process.versions.v8"], {
    encoding: "utf8",
  }).stdout.trim();
  const [version, v8] = versions.replace(/^v/, "").split(" ");
  const binaryen = JSON.parse(
    fs.readFileSync(path.join(nodeModules, "binaryen", "package.json"), "utf8"),
  ).version;
  const markdown = report(modules, peers.absent, {
    wasmDis: `wasm-dis of Binaryen ${binaryen}`,
    node: { version, v8 },
  });
  fs.mkdirSync(path.dirname(values.out), { recursive: true });
  fs.writeFileSync(values.out, markdown);
  console.log(markdown);
}

await main();
