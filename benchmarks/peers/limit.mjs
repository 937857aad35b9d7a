// No peer, but what one core can do at best: as many multiply-adds as the product has, from
// registers alone, and as many bytes read or copied as its operands have (limit/limit.c).

export const name = "limit";
export const variants = ["fused", "mul+add", "read", "copy"];
export const mostThreads = 1;
// There is no result to check.
export const checked = false;

// Bytes have no product: they are multiplied in lanes of 16 bits.
const KINDS = {
  ...{ float32: "f32", complex64: "f32", float64: "f64", complex128: "f64" },
  ...{ int32: "i32", int16: "i16", int8: "i16", int64: "i64" },
};
const LANES = { f32: 4, f64: 2, i16: 8, i32: 4, i64: 2 };
// A product of more is measured by so many, and the time is scaled.
const MOST_FLOPS = 2e9;

let relaxed;
let simd128;
let problem;

async function load(url) {
  const { exports } = (await WebAssembly.instantiateStreaming(fetch(url))).instance;
  exports.fill();
  // Often enough that the engine compiles each with its best compiler.
  for (const kind of Object.keys(LANES)) {
    for (let call = 0; call < 200; call += 1) {
      exports[kind](2000);
    }
  }
  return exports;
}

export function takes({ dtype = "float32", memory = false }, variant) {
  if (variant === "read" || variant === "copy") {
    return memory;
  }
  // Integers have no fused operation.
  return dtype in KINDS && (variant === "mul+add" || !dtype.startsWith("int"));
}

export async function init() {
  simd128 = await load(new URL("../../limit/simd128.wasm", import.meta.url));
  relaxed = await load(new URL("../../limit/relaxed.wasm", import.meta.url)).catch(() => null);
  return {
    version: "of one core",
    kernel: "registers only",
    threads: 1,
    variants: relaxed ? variants : variants.filter((each) => each !== "fused"),
  };
}

export function prepare({ flops, bytes, dtype = "float32" }) {
  problem = { flops, bytes, kind: KINDS[dtype] };
}

// Seconds for count products.
function compute(module, count) {
  const { flops, kind } = problem;
  const perTurn = 2 * 48 * LANES[kind];
  const turns = Math.ceil(Math.min(flops, MOST_FLOPS) / perTurn);
  const begin = performance.now();
  for (let i = 0; i < count; i += 1) {
    module[kind](turns);
  }
  return (((performance.now() - begin) / 1000) * flops) / (turns * perTurn);
}

// The same bytes each time, so that operands which fit in a cache are read from there.
function move(how, count) {
  const size = Math.min(Math.ceil(problem.bytes / 64) * 64, simd128.bytes());
  const begin = performance.now();
  for (let i = 0; i < count; i += 1) {
    simd128[how](0, size);
  }
  return (((performance.now() - begin) / 1000) * problem.bytes) / size;
}

export function run({ variant, count, leadIn }) {
  const once = (times) =>
    variant === "read" || variant === "copy"
      ? move(variant, times)
      : compute(variant === "fused" ? relaxed : simd128, times);
  if (leadIn) {
    once(1);
  }
  return once(count);
}

export function release() {
  problem = undefined;
}
