// Seconds from opening a notebook to its first result, in the JupyterLite site with rumpy and in the same
// site without it, in turns, each in a fresh browser.
//
//   node startup.mjs [ROUNDS]
import { spawnSync } from "node:child_process";
import path from "node:path";

import { serve } from "../pyodide-build/server.mjs";
import { required, ROOT } from "../pyodide-build/settings.mjs";
import { open } from "../tests/lite/browsers.mjs";
import { runNotebook } from "../tests/lite/notebook.mjs";
import { median } from "./page/median.mjs";

const NAME = "01-first-steps.ipynb"; // takes this notebook's place
const BARE = path.join(ROOT, "build", "lite-bare");
const SITES = [
  {
    name: "with rumpy",
    folder: path.join(ROOT, "dist", "lite"),
    source: "import rumpy as np\nprint((np.ones((64, 64)) @ np.ones((64, 64)))[0, 0])",
  },
  { name: "without", folder: BARE, source: "print(64.0)" },
];

function notebook(source) {
  const cell = { cell_type: "code", id: "one", execution_count: null, metadata: {}, outputs: [], source };
  const metadata = { kernelspec: { display_name: "Python", language: "python", name: "python" } };
  return Buffer.from(JSON.stringify({ cells: [cell], metadata, nbformat: 4, nbformat_minor: 5 }));
}

async function seconds({ folder, source }) {
  const server = await serve({
    folders: { "/": folder },
    files: { [`/files/${NAME}`]: notebook(source) },
  });
  const { page, close } = await open("chromium", server.url, []);
  try {
    const ran = await runNotebook(page, `${server.url}/`, NAME, { poll: 20 });
    const [{ outputs }] = ran.cells;
    if (outputs.length !== 1 || outputs[0].text !== "64.0\n") {
      throw new Error(`the cell shows ${JSON.stringify(outputs)}`);
    }
    return ran.seconds.last;
  } finally {
    await close();
    await server.close();
  }
}

const rounds = Number(process.argv[2] ?? 5);
const recipe = path.join(ROOT, "pyodide-build", "lite", "build_site.py");
const built = spawnSync(required("VENV_PYTHON"), [recipe, "--no-rumpy", "--out", BARE], { stdio: "inherit" });
if (built.status !== 0) {
  throw new Error("the site without rumpy could not be built");
}
const times = SITES.map(() => []);
for (let round = 0; round < rounds; round += 1) {
  for (const [index, site] of SITES.entries()) {
    times[index].push(await seconds(site));
  }
}
for (const [index, { name }] of SITES.entries()) {
  console.log(`${name}: ${median(times[index]).toFixed(2)} s (${times[index].map((each) => each.toFixed(2)).join(", ")})`);
}
console.log(`rumpy adds ${(median(times[0]) - median(times[1])).toFixed(2)} s`);
