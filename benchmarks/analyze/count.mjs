// What a function is made of: instructions by kind, and its innermost loops with what they add up.
import { functionsOf } from "./wat.mjs";

// Syntax, not instructions.
const STRUCTURE = new Set(["block", "then", "else", "do", "catch", "catch_all", "try", "local"]);
STRUCTURE.add("try_table").add("type").add("param").add("result").add("delegate");

const KINDS = {
  madd: /relaxed_n?madd$/,
  mul: /^[fi]\d+x\d+\.(mul|extmul|dot|relaxed_dot)/,
  add: /^[fi]\d+x\d+\.add$/,
  load: /\.(atomic\.)?load/,
  store: /\.(atomic\.)?store/,
  splat: /splat$/,
  shuffle: /^i8x16\.(shuffle|swizzle|relaxed_swizzle)$/,
  branch: /^(br|br_if|br_table|if|switch)$/,
  call: /^(return_)?call/,
  loop: /^loop$/,
  vector: /^(v128|[fi]\d+x\d+)\./,
  scalarFloat: /^f(32|64)\.(mul|add|sub)$/,
  integer: /^i(32|64)\.(add|sub|mul|shl|shr_[su]|and|or)$/,
};

const kindsOf = new Map(); // by opcode: few of them, met millions of times

function kinds(op) {
  if (!kindsOf.has(op)) {
    kindsOf.set(op, Object.keys(KINDS).filter((kind) => KINDS[kind].test(op)));
  }
  return kindsOf.get(op);
}

function lanes(op) {
  return Number(/^[fi]\d+x(\d+)\./.exec(op)?.[1] ?? 1);
}

function nothing() {
  return { instructions: 0, flop: 0, ...Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, 0])) };
}

function addTo(counts, op) {
  if (STRUCTURE.has(op)) {
    return;
  }
  counts.instructions += 1;
  for (const kind of kinds(op)) {
    counts[kind] += 1;
    if (kind === "madd") {
      counts.flop += 2 * lanes(op);
    } else if (kind === "mul" || kind === "add") {
      counts.flop += lanes(op);
    } else if (kind === "scalarFloat") {
      counts.flop += 1;
    }
  }
}

/**
 * The sums that a loop carries from turn to turn: locals whose value at its end is their value at its
 * begin plus products. Returns how many products each of them takes in one turn. This is what a
 * matrix kernel has and a polynomial or a depthwise convolution, with as many multiply-adds, has not.
 */
function accumulators(loop) {
  const locals = new Map(); // what each local that was set holds, or null
  const chain = (from, op) => from && "root" in from && { ...from, products: from.products + 1, op };
  const evaluate = ({ op, immediates, children }) => {
    if (op === "local.get") {
      return locals.has(immediates) ? locals.get(immediates) : { root: immediates, products: 0 };
    }
    const values = children.map(evaluate);
    if (op === "local.set" || op === "local.tee") {
      locals.set(immediates, values[0]);
      return values[0];
    }
    if (kinds(op).includes("madd")) {
      return chain(values[2], op) || null;
    }
    if (kinds(op).includes("mul") || /^f(32|64)\.mul$/.test(op)) {
      return { product: true };
    }
    if (kinds(op).includes("add") || /^f(32|64)\.add$/.test(op)) {
      const [x, y] = values;
      return (y?.product && chain(x, op)) || (x?.product && chain(y, op)) || null;
    }
    return null;
  };
  loop.children.forEach(evaluate);
  return [...locals]
    .filter(([local, value]) => value?.root === local && value.products > 0)
    .map(([, { products, op }]) => ({ products, lanes: lanes(op), type: op.split(".")[0] }));
}

function walk(node, counts, loops) {
  addTo(counts, node.op);
  if (node.op !== "loop") {
    let found = false;
    for (const child of node.children) {
      found = walk(child, counts, loops) || found;
    }
    return found;
  }
  const own = nothing();
  let inner = false;
  for (const child of node.children) {
    inner = walk(child, own, loops) || inner;
  }
  for (const kind of Object.keys(counts)) {
    counts[kind] += own[kind];
  }
  if (!inner) {
    const sums = accumulators(node);
    if (sums.length > 0) {
      loops.push({
        counts: own,
        type: sums[0].type,
        sums: sums.length,
        products: sums.reduce((all, each) => all + each.products, 0),
        lanes: sums[0].lanes,
      });
    }
  }
  return true;
}

/**
 * Counts a module, given as text: all its instructions, and its hot loops: innermost ones that add up
 * products, the largest number of scalar multiply-adds a turn first. Loops of the same make are one
 * entry with the functions they are in.
 */
export async function countModule(file, { leastSums = 4 } = {}) {
  const total = nothing();
  const loops = new Map();
  let functions = 0;
  for await (const { index, name, body } of functionsOf(file)) {
    functions += 1;
    const found = [];
    for (const node of body) {
      walk(node, total, found);
    }
    for (const loop of found.filter(({ sums }) => sums >= leastSums)) {
      const key = JSON.stringify(loop);
      if (!loops.has(key)) {
        loops.set(key, { ...loop, functions: [] });
      }
      loops.get(key).functions.push({ index, name });
    }
  }
  const weight = ({ products, lanes: width }) => products * width;
  const density = ({ counts }) => counts.flop / Math.max(1, counts.load);
  const hot = [...loops.values()].sort(
    (x, y) => weight(y) - weight(x) || density(y) - density(x) || x.functions[0].index - y.functions[0].index,
  );
  return { functions, total, loops: hot };
}
