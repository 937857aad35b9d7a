// The site where something is missing, refused, exhausted or slow, and what a visitor sees then.
//
//   node --test tests/lite/site.test.mjs
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, describe, test } from "node:test";

import { serve } from "../../pyodide-build/server.mjs";
import { required, ROOT } from "../../pyodide-build/settings.mjs";
import { open } from "./browsers.mjs";
import { canStart, openLab, startKernel } from "./kernel.mjs";

const SITE = path.join(ROOT, "dist", "lite");
const LARGEST = 60e6; // bytes

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** A page of the site, served with these options: { url, page, browser, mistakes, close }. */
async function visit(options = {}, kind = "chromium", more = {}) {
  const server = await serve({ folders: { "/": SITE }, ...options });
  const mistakes = [];
  const opened = await open(kind, server.url, mistakes, more);
  return {
    ...opened,
    url: server.url,
    mistakes,
    async close() {
      await opened.close();
      await server.close();
    },
  };
}

test("a wheel that is missing is named by the build", () => {
  const program =
    "import sys; sys.path.insert(0, sys.argv[1]); import build_site; from pathlib import Path; " +
    "build_site.DIST = Path(sys.argv[2]); sys.argv[1:] = ['--out', sys.argv[2] + '/site']; " +
    "sys.exit(build_site.main())";
  const empty = fs.mkdtempSync(path.join(os.tmpdir(), "no-wheel-"));
  try {
    const recipe = path.join(ROOT, "pyodide-build", "lite");
    const { status, stderr } = spawnSync(required("VENV_PYTHON"), ["-c", program, recipe, empty], {
      encoding: "utf8",
    });
    assert.match(stderr, /^build_site: there is no wheel of rumpy in dist\/: run `make wheel` first\n$/);
    assert.equal(status, 1);
    assert.deepEqual(fs.readdirSync(empty), []);
  } finally {
    fs.rmSync(empty, { recursive: true });
  }
});

test("the site is small enough for any host", () => {
  const files = fs.readdirSync(SITE, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  const size = files.reduce((sum, each) => sum + fs.statSync(path.join(each.parentPath, each.name)).size, 0);
  assert.ok(size <= LARGEST, `${size} bytes`);
});

test("the first page leads to each notebook and to the benchmark, and that one back", async () => {
  const { url, page, mistakes, close } = await visit();
  const links = () => page.$$eval("a", (all) => all.map(({ href }) => href));
  try {
    await page.goto(`${url}/`);
    const first = await links();
    const notebooks = fs.readdirSync(path.join(ROOT, "notebooks")).filter((name) => name.endsWith(".ipynb"));
    for (const name of notebooks) {
      assert.ok(first.includes(`${url}/lab/index.html?path=${name}`), name);
    }
    assert.ok(first.includes(`${url}/bench/`));
    await page.goto(`${url}/bench/`);
    assert.ok((await links()).includes(`${url}/`));
    for (const link of first) {
      assert.equal((await fetch(link)).status, 200, link);
    }
    assert.deepEqual(mistakes, []);
  } finally {
    await close();
  }
});

describe("in an isolated page", () => {
  let site, devtools, kernel;

  before(async () => {
    site = await visit();
    devtools = await site.browser.newBrowserCDPSession();
    await openLab(site.page, site.url);
  });
  after(() => site.close());

  /** How many workers the browser has, those of workers too. */
  async function workers() {
    const { targetInfos } = await devtools.send("Target.getTargets", { filter: [{}] });
    return targetInfos.filter(({ type }) => type === "worker").length;
  }

  async function withKernel(work) {
    kernel = await startKernel(site.page);
    try {
      await work();
    } finally {
      await kernel.shutdown();
    }
  }

  test("no memory left: MemoryError, and the kernel goes on once some is free", () =>
    withKernel(async () => {
      const text = await kernel.run(`
import rumpy as np
held = []
try:
    while len(held) < 64:
        held.append(np.empty((4096, 8192)))  # 256 MiB
except MemoryError as error:
    print("MemoryError:", str(error)[:30], 4 <= len(held) <= 16)
a = np.arange(9.0).reshape(3, 3)
print((a @ a).sum())
del held
large = np.ones((4096, 8192))
print(large.sum())`);
      assert.match(text, /^MemoryError: .* True\n486\.0\n33554432\.0\n$/);
    }));

  test("more workers than the browser gives: one thread, and show_config() says so", () =>
    withKernel(async () => {
      const text = await kernel.run(`
from pyodide.code import run_js
run_js("""globalThis.Worker = class {
  constructor() { throw new DOMException("too many workers", "QuotaExceededError"); }
}""")
import rumpy as np
await np.threads.start()
a = np.full((512, 512), 2.0, "float32")
print((a @ a == 2048).all())
np.show_config()`);
      assert.match(text, /^True\n/);
      assert.match(text, /threads: +1 \(failed\)\nbecause: +the worker pool could not be made: .*too many workers/);
    }));

  test("a kernel restarted while a product runs leaves no worker behind", () =>
    withKernel(async () => {
      const start = "import rumpy as np; await np.threads.start(); print(np.threads.status()['workers'])";
      await kernel.run("print('alone')");
      const alone = await workers();
      assert.ok(Number(await kernel.run(start)) > 0);
      const many = await workers();
      assert.ok(many > alone, `${many} workers, ${alone} without threads`);
      await kernel.begin("a = np.ones((2048, 2048))\nwhile True: a @ a");
      await pause(1000);
      await kernel.restart();
      await kernel.run("print('again')");
      for (let wait = 0; (await workers()) > alone && wait < 100; wait += 1) {
        await pause(100);
      }
      assert.equal(await workers(), alone);
      assert.ok(Number(await kernel.run(start)) > 0);
      assert.equal(await workers(), many);
    }));

  test("micropip installs the wheels by their addresses", () =>
    withKernel(async () => {
      const names = fs.readdirSync(path.join(SITE, "static", "pyodide"));
      const addresses = ["cffi", "rumpy"].map(
        (name) => `${site.url}/static/pyodide/${names.find((each) => each.startsWith(`${name}-`))}`,
      );
      const text = await kernel.run(`
import micropip
await micropip.install(${JSON.stringify(addresses)}, deps=False)
import rumpy as np
print(np.ones(3) @ np.ones(3))`);
      assert.match(text, /3\.0\n$/);
    }));

  test("there is no other error, and nothing left the site", () => {
    // JupyterLite's own word for a kernel that was shut down.
    assert.deepEqual(site.mistakes.filter((mistake) => !/ was disposed$/.test(mistake)), []);
  });
});

test("a tab in the background: results are right", async () => {
  const { url, page, browser, close } = await visit({}, "chromium with tabs");
  try {
    await openLab(page, url);
    const kernel = await startKernel(page);
    await kernel.run("import rumpy as np");
    await (await browser.newPage()).bringToFront();
    assert.equal(await page.evaluate(() => document.visibilityState), "hidden");
    const text = await kernel.run(`
a = np.arange(512 * 512).reshape(512, 512) % 7
exact = a @ a
for dtype in ("float32", "float64", "complex64"):
    for _ in range(20):
        assert (a.astype(dtype) @ a.astype(dtype) == exact).all()
print(np.threads.get_num_threads() > 1)`);
    assert.equal(text, "True\n");
    assert.equal(await page.evaluate(() => document.visibilityState), "hidden");
  } finally {
    await close();
  }
});

const CONFIG = `
import rumpy as np
await np.threads.start()
np.show_config()`;

test("a host that sends no headers: a service worker adds them, and there are threads", async () => {
  const { url, page, close } = await visit({ isolated: false });
  try {
    await page.goto(`${url}/lab/index.html`);
    await page.waitForFunction(() => globalThis.crossOriginIsolated);
    await canStart(page);
    const kernel = await startKernel(page);
    assert.match(await kernel.run(CONFIG), /threads: +([2-9]|\d\d) \(running\)/);
  } finally {
    await close();
  }
});

test("the same, where no service worker may be: one thread, and show_config() says why", async () => {
  const { url, page, close } = await visit({ isolated: false }, "chromium", { context: { serviceWorkers: "block" } });
  try {
    await openLab(page, url);
    const kernel = await startKernel(page);
    assert.match(await kernel.run(CONFIG), /threads: +1 \(unavailable\)\nbecause: .*isolated/);
  } finally {
    await close();
  }
});

test("a strict Content Security Policy: JupyterLab says what it needs", async () => {
  const { url, page, close } = await visit({ strictCsp: true });
  try {
    await page.goto(`${url}/lab/index.html`);
    const said = await page.locator("[role=alert]").textContent();
    assert.match(said, /Content Security Policy .* script-src must have/);
  } finally {
    await close();
  }
});
