// LiteRT.js (XNNPACK with relaxed SIMD): compiled models of one matrix product.
//
// "fresh B": B is an input, as in `a @ b`. "same B": B is part of the model, which packs it once.
// Inputs lie in its memory before the clock starts, and results stay there.
import { matMulModel } from "./tflite_model.mjs";

export const name = "litert";
export const variants = ["fresh B", "same B"];
// It starts by putting a script into the document.
export const where = "page";
// One thread is faster in the build without threads.
export const fixedThreads = true;
export const batches = true;

let litert;
let threadCount;
let problem;
let last = [];

export async function init({ threads, settings }) {
  const folder = `${settings.modules}@litertjs/core`;
  // The query makes a library of its own for each number of threads.
  litert = await import(`${folder}/dist/index.js?threads=${threads}`);
  // It warns of a GPU that is not there, and that nobody asked for.
  const { warn } = console;
  console.warn = () => {};
  try {
    await litert.loadLiteRt(`${folder}/wasm/`, { threads: threads > 1 });
  } finally {
    console.warn = warn;
  }
  threadCount = threads;
  const { version } = await (await fetch(`${folder}/package.json`)).json();
  const relaxed = await litert.supportsFeature("relaxedSimd");
  return { version, kernel: `XNNPACK, ${relaxed ? "relaxed" : "no"} SIMD`, threads };
}

function open(model) {
  return litert.loadAndCompile(model, {
    accelerator: "wasm",
    cpuOptions: { numThreads: threadCount },
  });
}

export async function prepare({ batch = 1, m, n, k, a, b, transposed = false }) {
  const many = batch > 1 ? [batch] : [];
  const shapes = {
    a: [...many, m, k],
    b: [...many, ...(transposed ? [n, k] : [k, n])],
    c: [...many, m, n],
  };
  const left = new litert.Tensor(a, shapes.a);
  const right = new litert.Tensor(b, shapes.b);
  problem = {
    "fresh B": { model: await open(matMulModel(shapes, { transposed })), inputs: [left, right] },
    "same B": {
      model: await open(matMulModel(shapes, { constant: b, transposed })),
      inputs: [left],
    },
  };
}

async function product({ model, inputs }) {
  const outputs = await model.run(inputs);
  last.forEach((tensor) => tensor.delete());
  last = outputs;
}

export async function run({ variant, count, leadIn }) {
  const each = problem[variant];
  if (leadIn) {
    await product(each);
  }
  const begin = performance.now();
  for (let i = 0; i < count; i += 1) {
    await product(each);
  }
  return (performance.now() - begin) / 1000;
}

export function result() {
  return last[0].toTypedArray().slice();
}

export function release() {
  last.forEach((tensor) => tensor.delete());
  last = [];
  problem["fresh B"].inputs.forEach((tensor) => tensor.delete());
  problem["fresh B"].model.delete();
  problem["same B"].model.delete();
  problem = undefined;
}
