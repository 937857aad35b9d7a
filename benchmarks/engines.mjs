// What each engine gives: rumpy's kernel, threads and GFLOP/s (float32, n = 1024) in Chromium and Firefox,
// in the JupyterLite site's kernel, and in Node. Prints the README's table.
//
//   node engines.mjs [--node PATH] ... [--update-readme]
//
// --node names a further Node.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";

import { serve } from "../pyodide-build/server.mjs";
import { required, ROOT } from "../pyodide-build/settings.mjs";
import { open } from "../tests/lite/browsers.mjs";
import { openLab, startKernel } from "../tests/lite/kernel.mjs";
import { table, updateReadme } from "./report.mjs";

const SCRIPT = path.join(ROOT, "benchmarks", "guest", "engine.py");

function output(command, args) {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: "utf8" });
  if (status !== 0) {
    throw new Error(`${command}: ${stderr}`);
  }
  return stdout.trim();
}

function inNode(node) {
  const found = output(node, [path.join(ROOT, "pyodide-build", "run_node.mjs"), SCRIPT]);
  return { name: `Node ${output(node, ["--version"]).slice(1)}`, ...JSON.parse(found) };
}

async function inBrowser(kind) {
  const server = await serve({ folders: { "/": path.join(ROOT, "dist", "lite") } });
  const { browser, page, close } = await open(kind, server.url, []);
  try {
    const version = (await browser.version()).replace(/^\D*/, "");
    await openLab(page, server.url);
    const kernel = await startKernel(page);
    const found = await kernel.run(fs.readFileSync(SCRIPT, "utf8"));
    return { name: `${kind === "firefox" ? "Firefox" : "Chromium"} ${version}`, ...JSON.parse(found) };
  } finally {
    await close();
    await server.close();
  }
}

const { values } = parseArgs({
  options: {
    node: { type: "string", multiple: true, default: [] },
    "update-readme": { type: "boolean", default: false },
  },
});
const engines = [await inBrowser("chromium"), await inBrowser("firefox")];
for (const node of [required("NODE20"), required("NODE"), ...values.node]) {
  engines.push(inNode(node));
}
const head = ["engine", "kernel", "threads", "GFLOP/s, one thread", "all threads"];
const rows = engines.map(({ name, kernel, threads, one, all }) => {
  return [name, `\`${kernel}\``, String(threads), one.toFixed(1), all.toFixed(1)];
});
const text = `${table(head, rows)}\n`;
process.stdout.write(text);
if (values["update-readme"]) {
  updateReadme(path.join(ROOT, "README.md"), text, "engines");
}
