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
 * registers. `sums`: the different registers that are added to.
 */
export function machineLoops(listing) {
  const code = instructionsOf(listing);
  const ends = new Map();
  let calls = false; // since the last jump: what hardly ever runs lies apart, calls and jumps back
  for (const { at, op, target } of code) {
    if (target !== null && target <= at && !(calls && op === "jmp")) {
      ends.set(target, Math.max(at, ends.get(target) ?? 0));
    }
    calls = op === "call" || (calls && !/^(j|ret)/.test(op));
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
      const added = vectors.filter(({ op }) => /^(vf(n?m)add|v?(addp|paddd|paddw))/.test(op));
      return {
        instructions: body.length,
        sums: new Set(added.map(({ operands }) => operands.split(",")[0])).size,
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

/**
 * The machine loop of a WebAssembly loop with `sums` accumulators that takes `products` products a
 * turn, or undefined. V8 unrolls small loops: `turns` says how often, and the counts are for all.
 */
export function loopOf(listing, { sums, products }) {
  const candidates = machineLoops(listing).flatMap((loop) => {
    const turns = Math.max(loop.fused, loop.multiplied) / products;
    return [1, 2, 3, 4].includes(turns) ? [{ ...loop, turns }] : [];
  });
  // Sums that are spilled share registers.
  const distance = (loop) => Math.abs(loop.sums - sums);
  return candidates.sort(
    (x, y) =>
      distance(x) - distance(y) || x.turns - y.turns || x.spills + x.reloads - y.spills - y.reloads,
  )[0];
}
