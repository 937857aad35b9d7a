// V8's own machine code of one function, and what it does in its innermost loops (x86-64).
import { spawnSync } from "node:child_process";

const COMPILE = 'new WebAssembly.Module(require("node:fs").readFileSync(process.argv[1]))';

/** The optimizing compiler's listing of function `index`, or "" where Node can't print it. */
export function machineCode(node, module, index) {
  const flags = [`--wasm-eager-tier-up-function=${index}`, `--print-wasm-code-function-index=${index}`];
  const done = spawnSync(node, [...flags, "--eval", COMPILE, module], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  const listing = done.stdout.split("--- End code ---").find((each) => /compiler: TurboFan/.test(each));
  return done.status === 0 && listing ? listing : "";
}

function instructionsOf(listing) {
  const found = [];
  for (const line of listing.split("\n")) {
    const match = /^0x[0-9a-f]+\s+([0-9a-f]+)\s+[0-9a-f]+\s+(?:REX\.W\s+)?(\S+)\s*(.*)$/.exec(line);
    if (match) {
      const target = /^j/.test(match[2]) && /<\+0x([0-9a-f]+)>/.exec(match[3]);
      found.push({
        at: parseInt(match[1], 16),
        op: match[2],
        operands: match[3],
        target: target ? parseInt(target[1], 16) : null,
      });
    }
  }
  return found;
}

/**
 * The innermost loops of a listing: from a jump's target to the last jump back to it. `spills` are
 * vectors stored to the stack and `reloads` vectors read from it: each turn, and for want of
 * registers.
 */
export function machineLoops(listing) {
  const code = instructionsOf(listing);
  const ends = new Map();
  for (const { at, target } of code) {
    if (target !== null && target <= at) {
      ends.set(target, Math.max(at, ends.get(target) ?? 0));
    }
  }
  const ranges = [...ends];
  const holdsAnother = ([begin, end]) =>
    ranges.some(([from, to]) => from >= begin && to <= end && (from !== begin || to !== end));
  return ranges
    .filter((range) => !holdsAnother(range))
    .map(([begin, end]) => {
      const body = code.filter(({ at }) => at >= begin && at <= end);
      const vectors = body.filter(({ operands }) => /[xyz]mm\d/.test(operands));
      const onStack = vectors.filter(({ operands }) => /\[r[sb]p/.test(operands));
      const count = (pattern) => body.filter(({ op }) => pattern.test(op)).length;
      const registers = new Set(vectors.flatMap(({ operands }) => operands.match(/[xyz]mm\d+/g)));
      return {
        instructions: body.length,
        fused: count(/^vf(n?m)(add|sub)/),
        multiplied: count(/^v?(mulp[sd]|pmull[wd]|pmuludq|pmaddwd)$/),
        vectorLoads: vectors.filter(({ operands }) => /,\[/.test(operands)).length,
        registers: registers.size,
        spills: onStack.filter(({ operands }) => operands.startsWith("[")).length,
        reloads: onStack.filter(({ operands }) => !operands.startsWith("[")).length,
        text: body.map(({ op, operands }) => `${op} ${operands}`.trim()),
      };
    });
}

/** The machine loop of a WebAssembly loop that takes `products` products a turn, or undefined. */
export function loopOfProducts(listing, products) {
  const same = machineLoops(listing).filter(
    ({ fused, multiplied }) => Math.max(fused, multiplied) === products,
  );
  return same.sort((x, y) => x.spills + x.reloads - y.spills - y.reloads)[0];
}
