// numpy-ts: NumPy's functions in TypeScript over WebAssembly kernels. It has no threads, and keeps
// no packed B.

export const name = "numpy-ts";
export const variants = [""];
export const mostThreads = 1;
export const largest = 2048;

let np;
let problem;
let last;

export async function init({ settings }) {
  np = await import(`${settings.modules}numpy-ts/dist/numpy-ts.browser.js`);
  // Enough that arrays stay where its kernels find them without copying.
  np.configureWasm({ maxMemory: 2 ** 30 });
  const { version } = await (await fetch(`${settings.modules}numpy-ts/package.json`)).json();
  return { version, kernel: "Zig, relaxed SIMD", threads: 1 };
}

function matrix(values, rows, columns) {
  const out = np.zeros([rows, columns], "float32");
  out.data.set(values);
  return out;
}

export function prepare({ m, n, k, a, b }) {
  problem = { left: matrix(a, m, k), right: matrix(b, k, n) };
}

function product() {
  const c = np.matmul(problem.left, problem.right);
  last?.dispose();
  last = c;
}

export function run({ count, leadIn }) {
  if (leadIn) {
    product();
  }
  const begin = performance.now();
  for (let i = 0; i < count; i += 1) {
    product();
  }
  return (performance.now() - begin) / 1000;
}

export function result() {
  return last.data.slice();
}

export function release() {
  [problem.left, problem.right, last].forEach((each) => each?.dispose());
  problem = last = undefined;
}
