// NumPy in Pyodide, built as Pyodide builds it: no BLAS, no SIMD, one thread.
import { pythonPeer } from "./python.mjs";

export const name = "numpy";
export const variants = [""];
export const mostThreads = 1;
// Beyond this a single product takes many seconds.
export const largest = 1024;

export function takes({ dtype = "float32", n }) {
  return dtype === "float32" || n <= 256;
}

export const { init, prepare, run, result, release } = pythonPeer("numpy");
