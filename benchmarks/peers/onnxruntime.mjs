// ONNX Runtime Web on its WebAssembly backend (MLAS): sessions of a model that is one MatMul.
//
// "fresh B": B is an input, as in `a @ b`. "same B": B is part of the model, which packs it once.
// Either way the runtime copies what goes in and what comes out, each time: it has no other way.
import { matMulModel } from "./onnx_model.mjs";

export const name = "onnxruntime";
export const variants = ["fresh B", "same B"];
// The number of threads is taken once, at the start.
export const fixedThreads = true;
export const batches = true;

let ort;
let problem;
let last;

export async function init({ threads, settings }) {
  ort = await import(`${settings.modules}onnxruntime-web/dist/ort.wasm.min.mjs`);
  ort.env.wasm.wasmPaths = new URL(`${settings.modules}onnxruntime-web/dist/`, self.location).href;
  ort.env.wasm.numThreads = threads;
  ort.env.logLevel = "error";
  const tiny = { a: [2, 2], b: [2, 2], c: [2, 2] };
  await (await open(matMulModel(tiny))).release();
  return {
    version: ort.env.versions.web,
    kernel: "MLAS, simd128",
    threads: self.crossOriginIsolated ? ort.env.wasm.numThreads : 1,
  };
}

function open(model) {
  return ort.InferenceSession.create(model, {
    executionProviders: ["wasm"],
    graphOptimizationLevel: "all",
  });
}

export async function prepare({ batch = 1, m, n, k, a, b, transposed = false }) {
  const many = batch > 1 ? [batch] : [];
  const shapes = {
    a: [...many, m, k],
    b: [...many, ...(transposed ? [n, k] : [k, n])],
    c: [...many, m, n],
  };
  problem = {
    "fresh B": {
      session: await open(matMulModel(shapes, { transposed })),
      feeds: { a: new ort.Tensor("float32", a, shapes.a), b: new ort.Tensor("float32", b, shapes.b) },
    },
    "same B": {
      session: await open(matMulModel(shapes, { constant: b, transposed })),
      feeds: { a: new ort.Tensor("float32", a, shapes.a) },
    },
  };
}

export async function run({ variant, count, leadIn }) {
  const { session, feeds } = problem[variant];
  if (leadIn) {
    last = await session.run(feeds);
  }
  const begin = performance.now();
  for (let i = 0; i < count; i += 1) {
    last = await session.run(feeds);
  }
  return (performance.now() - begin) / 1000;
}

export function result() {
  return last.c.data;
}

export async function release() {
  await problem["fresh B"].session.release();
  await problem["same B"].session.release();
  problem = last = undefined;
}
