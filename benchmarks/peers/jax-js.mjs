// jax-js on its WebAssembly backend, which generates a kernel for each shape.
//
// On one thread: read at once, which computes where it is called. On several: its own workers, as
// many as there are threads, while the caller waits. It keeps no packed B, so there is one variant.

export const name = "jax-js";
export const variants = [""];
// It starts a worker for each core that it is told of.
export const fixedThreads = true;
// Its workers compute, and the one that calls does not.
export const callerIdles = true;
export const largest = 2048;

let np;
let problem;
let last;
let alone;

export async function init({ threads, settings }) {
  Object.defineProperty(navigator, "hardwareConcurrency", { value: threads });
  alone = threads === 1;
  const jax = await import(`${settings.modules}@jax-js/jax/dist/index.js`);
  np = jax.numpy;
  await jax.init("wasm");
  jax.defaultDevice("wasm");
  const { version } = await (await fetch(`${settings.modules}@jax-js/jax/package.json`)).json();
  return { version, kernel: "generated, simd128", threads: self.crossOriginIsolated ? threads : 1 };
}

export function prepare({ m, n, k, a, b }) {
  // Arrays of its own: it takes over what it is given.
  problem = { left: np.array(a.slice()).reshape([m, k]), right: np.array(b.slice()).reshape([k, n]) };
}

async function product() {
  const c = np.matmul(problem.left.ref, problem.right.ref);
  if (alone) {
    last = c.dataSync();
  } else {
    await c.blockUntilReady();
    last?.dispose();
    last = c;
  }
}

export async function run({ count, leadIn }) {
  if (leadIn) {
    await product();
  }
  const begin = performance.now();
  for (let i = 0; i < count; i += 1) {
    await product();
  }
  return (performance.now() - begin) / 1000;
}

export function result() {
  return alone ? last : last.ref.data();
}

export function release() {
  problem.left.dispose();
  problem.right.dispose();
  if (!alone) {
    last?.dispose();
  }
  problem = last = undefined;
}
