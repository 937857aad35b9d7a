// rumpy as users call it: `a @ b` in Python, in Pyodide, in a worker. "same B": `a @ p` with
// p = rumpy.linalg.prepack(b), packed before the clock starts. "mul+add": with the kernel of engines
// without relaxed SIMD.
import { pythonPeer } from "./python.mjs";

export const name = "rumpy";
export const variants = [""]; // init() tells of the others, where this rumpy has them
export const { init, prepare, run, result, release } = pythonPeer("rumpy");
