// What rumpy adds to the time from opening a notebook to its first result, in the JupyterLite site:
// seconds from the end of a cell that only prints to the end of the next, which imports rumpy for
// the first time and multiplies two matrices. Each round is a fresh browser with empty caches. (A site
// without rumpy, opened in turns with it, would say the same, but single starts of JupyterLab
// and Pyodide differ by seconds.)
//
//   node startup.mjs [ROUNDS]
import path from "node:path";

import { serve } from "../pyodide-build/server.mjs";
import { ROOT } from "../pyodide-build/settings.mjs";
import { open } from "../tests/lite/browsers.mjs";
import { runNotebook } from "../tests/lite/notebook.mjs";
import { median } from "./page/median.mjs";

const NAME = "01-first-steps.ipynb"; // takes this notebook's place
const CELLS = [
  "print(64.0)",
  "import rumpy as np\nprint((np.ones((64, 64)) @ np.ones((64, 64)))[0, 0])",
];

function notebook(sources) {
  const cells = sources.map((source, index) => ({
    ...{ cell_type: "code", id: `cell-${index}`, source },
    ...{ execution_count: null, metadata: {}, outputs: [] },
  }));
  const metadata = { kernelspec: { display_name: "Python", language: "python", name: "python" } };
  return Buffer.from(JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }));
}

async function start() {
  const server = await serve({
    folders: { "/": path.join(ROOT, "dist", "lite") },
    files: { [`/files/${NAME}`]: notebook(CELLS) },
  });
  const { page, close } = await open("chromium", server.url, []);
  try {
    const { cells, seconds } = await runNotebook(page, `${server.url}/`, NAME, { poll: 20 });
    for (const { outputs } of cells) {
      if (outputs.length !== 1 || outputs[0].text !== "64.0\n") {
        throw new Error(`a cell shows ${JSON.stringify(outputs)}`);
      }
    }
    return seconds;
  } finally {
    await close();
    await server.close();
  }
}

const rounds = Number(process.argv[2] ?? 5);
const first = [];
const added = [];
for (let round = 0; round < rounds; round += 1) {
  const seconds = await start();
  first.push(seconds.first);
  added.push(seconds.last - seconds.first);
}
const show = (times) => `${median(times).toFixed(2)} s (${times.map((each) => each.toFixed(2)).join(", ")})`;
console.log(`from opening the notebook to the first cell's end: ${show(first)}`);
console.log(`rumpy adds ${show(added)}`);
