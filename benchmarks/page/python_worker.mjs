// Calls `measure` of a file of benchmarks/guest/ in a fresh Pyodide, and reports what it returned.
// `programs` are put where that file imports them from.
import { pythonFile } from "/benchmarks/peers/python.mjs";

self.onmessage = async ({ data: { file, args, settings, programs } }) => {
  try {
    const begin = performance.now();
    const { pyodide, scope } = await pythonFile(file, settings);
    const started = (performance.now() - begin) / 1000;
    pyodide.FS.mkdirTree("/benchmarks/programs");
    for (const name of programs ?? []) {
      const source = await (await fetch(`/benchmarks/programs/${name}`)).text();
      pyodide.FS.writeFile(`/benchmarks/programs/${name}`, source);
    }
    const given = args.map((each) => pyodide.toPy(each));
    self.postMessage({ result: scope.get("measure")(...given), started });
  } catch (error) {
    self.postMessage({ error: String(error.stack ?? error) });
  }
};
