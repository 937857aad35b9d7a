// TensorFlow.js on its WebAssembly backend (XNNPACK).
//
// "fresh B": every product has a B that it never saw, so XNNPACK packs it, as `a @ b` must. The
// tensors are made before the clock starts and freed after it stops, so only the product counts.
// "same B": one B for all products. XNNPACK keeps its packed form: the best that tfjs can do.

export const name = "tfjs";
export const variants = ["fresh B", "same B"];
// tfjs takes its number of threads when it starts, for good.
export const fixedThreads = true;
export const batches = true;

let tf;
let problem;
let last;

export async function init({ threads, settings }) {
  // UMD files: they leave their names in globalThis.tf.
  await import(`${settings.modules}@tensorflow/tfjs-core/dist/tf-core.min.js`);
  await import(`${settings.modules}@tensorflow/tfjs-backend-wasm/dist/tf-backend-wasm.min.js`);
  tf = globalThis.tf;
  if (threads === 1) {
    // The build without threads is the faster one for a single thread.
    tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  } else {
    // tfjs takes at most half of the cores it is told of; it shall have the threads asked for.
    Object.defineProperty(navigator, "hardwareConcurrency", { value: 2 * threads });
  }
  tf.wasm.setThreadsCount(threads);
  tf.wasm.setWasmPaths(`${settings.modules}@tensorflow/tfjs-backend-wasm/dist/`);
  if (!(await tf.setBackend("wasm"))) {
    throw new Error("the wasm backend did not start");
  }
  await tf.ready();
  const shared = await tf.env().getAsync("WASM_HAS_MULTITHREAD_SUPPORT");
  const simd = await tf.env().getAsync("WASM_HAS_SIMD_SUPPORT");
  return {
    version: tf.wasm.version_wasm,
    kernel: `XNNPACK, ${simd ? "simd128" : "scalar"}`,
    // The backend reports the wish where it has no threads at all.
    threads: shared ? tf.wasm.getThreadsCount() : 1,
  };
}

export function prepare({ batch = 1, m, n, k, a, b, transposed = false }) {
  const many = batch > 1 ? [batch] : [];
  const shape = [...many, ...(transposed ? [n, k] : [k, n])];
  problem = {
    b,
    shape,
    transposed,
    left: tf.tensor(a, [...many, m, k]),
    right: tf.tensor(b, shape),
  };
}

function product(right) {
  const c = tf.matMul(problem.left, right, false, problem.transposed);
  last?.dispose();
  last = c;
}

export function run({ variant, count, leadIn }) {
  const fresh = variant === "fresh B";
  const total = count + (leadIn ? 1 : 0);
  const rights = fresh
    ? Array.from({ length: total }, () => tf.tensor(problem.b, problem.shape))
    : Array(total).fill(problem.right);
  if (leadIn) {
    product(rights[count]);
  }
  const begin = performance.now();
  for (let i = 0; i < count; i += 1) {
    product(rights[i]);
  }
  const seconds = (performance.now() - begin) / 1000;
  if (fresh) {
    rights.forEach((right) => right.dispose());
  }
  return seconds;
}

export function result() {
  return last.dataSync().slice();
}

export function release() {
  [problem.left, problem.right, last].forEach((tensor) => tensor?.dispose());
  problem = last = undefined;
}
