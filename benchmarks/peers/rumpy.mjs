// rumpy as users call it: `a @ b` in Python, in Pyodide, in a worker.
import { pythonPeer } from "./python.mjs";

export const name = "rumpy";
export const variants = [""];
export const { init, prepare, run, result, release } = pythonPeer("rumpy");
