// A page with PyScript that has rumpy's wheel in its configuration, as pyodide-build/README.md says.
//
//   node --test tests/lite/pyscript.test.mjs
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { test } from "node:test";

import { serve } from "../../pyodide-build/server.mjs";
import { required, ROOT } from "../../pyodide-build/settings.mjs";
import { open } from "./browsers.mjs";

const SITE = path.join(ROOT, "dist", "lite"); // for its Pyodide, with micropip and cffi
const PYODIDE = path.join(SITE, "static", "pyodide");

function pageOf(site, attribute) {
  const wheel = fs.readdirSync(PYODIDE).find((name) => name.startsWith("rumpy-"));
  const config = {
    interpreter: "/static/pyodide/pyodide.mjs",
    packages: [`${site}/static/pyodide/${wheel}`],
  };
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>PyScript</title><link rel="icon" href="data:,">
<script type="module" src="/pyscript/core.js"></script></head>
<body><p id="said"></p>
<script type="py" ${attribute} config='${JSON.stringify(config)}'>
import rumpy as np
from pyscript import document
await np.threads.start()
product = np.full((512, 512), 2.0, "float32") @ np.ones((512, 512), "float32")
document.querySelector("#said").textContent = (
    f"{np.ones(3) @ np.ones(3)} {(product == 1024).all()} {np.threads.get_num_threads() > 1}")
</script></body></html>`;
}

for (const [where, attribute] of [["the page", ""], ["a worker", "worker"]]) {
  test(`PyScript in ${where} takes the wheel by its address, and there are threads`, async () => {
    const files = {};
    const server = await serve({
      folders: { "/": SITE, "/pyscript/": path.join(required("NODE_MODULES"), "@pyscript", "core", "dist") },
      files,
    });
    files["/page.html"] = Buffer.from(pageOf(server.url, attribute));
    const mistakes = [];
    const { page, close } = await open("chromium", server.url, mistakes);
    try {
      await page.goto(`${server.url}/page.html`);
      await page.waitForFunction(() => document.querySelector("#said").textContent);
      assert.equal(await page.textContent("#said"), "3.0 True True");
      assert.deepEqual(mistakes, []);
    } finally {
      await close();
      await server.close();
    }
  });
}
