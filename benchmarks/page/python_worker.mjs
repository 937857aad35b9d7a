// Calls `measure` of a file of benchmarks/guest/ in a fresh Pyodide, and reports what it returned.
import { pythonFile } from "/benchmarks/peers/python.mjs";

self.onmessage = async ({ data: { file, args, settings } }) => {
  try {
    const begin = performance.now();
    const { scope } = await pythonFile(file, settings);
    const started = (performance.now() - begin) / 1000;
    self.postMessage({ result: scope.get("measure")(...args), started });
  } catch (error) {
    self.postMessage({ error: String(error.stack ?? error) });
  }
};
