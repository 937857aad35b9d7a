// NumPy in Pyodide, built as Pyodide builds it: no BLAS, no SIMD, one thread.
import { pythonPeer } from "./python.mjs";

export const name = "numpy";
export const variants = [""];
export const mostThreads = 1;
// Beyond this a single product takes many seconds; the neighbours of powers of two teach nothing.
export const largest = 1024;
export const neighbours = false;
export const { init, prepare, run, result, release } = pythonPeer("numpy");
