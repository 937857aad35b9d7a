// Calls `measure` of a file of benchmarks/guest/ in a fresh Pyodide, and reports what it returned.
// `files`, of benchmarks/ too, are put where that file imports them from.
import { pythonFile } from "/benchmarks/peers/python.mjs";

self.onmessage = async ({ data: { file, args, settings, files } }) => {
  try {
    const begin = performance.now();
    const { pyodide, scope } = await pythonFile(file, settings);
    const started = (performance.now() - begin) / 1000;
    for (const name of files ?? []) {
      const place = `/benchmarks/${name}`;
      pyodide.FS.mkdirTree(place.slice(0, place.lastIndexOf("/")));
      pyodide.FS.writeFile(place, await (await fetch(place)).text());
    }
    const given = args.map((each) => pyodide.toPy(each));
    self.postMessage({ result: scope.get("measure")(...given), started });
  } catch (error) {
    self.postMessage({ error: String(error.stack ?? error) });
  }
};
