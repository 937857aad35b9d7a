// The visitor's benchmark in the site, its shortest programme: it must show figures.
//
//   node bench.mjs [--site FOLDER] [--browser chromium|firefox] [--shots FOLDER]
import fs from "node:fs";
import path from "node:path";

import { serve } from "../../pyodide-build/server.mjs";
import { open } from "./browsers.mjs";
import { parse } from "./options.mjs";

const SECONDS = 120;

// Runs inside the page: only the smallest size, on one thread.
function begin() {
  for (const box of document.querySelectorAll("input[type=checkbox]")) {
    box.checked = box.value === (box.name === "size" ? "64" : "1");
  }
  document.getElementById("start").click();
}

function stateOfPage() {
  const cells = [...document.querySelectorAll("#results td")].map((cell) => cell.textContent);
  return { now: document.getElementById("now").textContent, cells };
}

const { options } = parse(process.argv.slice(2));
const server = await serve({ folders: { "/": options.site } });
const mistakes = [];
const { page, close } = await open(options.browser, server.url, mistakes);
try {
  await page.goto(`${server.url}/bench/`);
  await page.waitForSelector("input[name=size]");
  await page.evaluate(begin);
  const end = Date.now() + SECONDS * 1000;
  let state;
  do {
    await new Promise((resolve) => setTimeout(resolve, 500));
    state = await page.evaluate(stateOfPage);
  } while (!/^(Done|It ended)/.test(state.now) && Date.now() < end);
  const [n, limit, rumpy] = state.cells.map(Number);
  console.log(`the benchmark page in ${options.browser}: n = ${n}, limit ${limit}, rumpy ${rumpy} GFLOP/s`);
  if (!state.now.startsWith("Done") || n !== 64 || !(rumpy > 0) || !(limit > 0)) {
    mistakes.push(`the benchmark page shows: ${JSON.stringify(state)}`);
  }
  if (options.shots) {
    fs.mkdirSync(options.shots, { recursive: true });
    await page.screenshot({ path: path.join(options.shots, `bench-${options.browser}.png`), fullPage: true });
  }
} catch (error) {
  mistakes.push(error.message);
} finally {
  await close();
  await server.close();
}
mistakes.forEach((mistake) => console.error(mistake));
console.log(mistakes.length ? "0 passed, 1 failed" : "1 passed, 0 failed");
process.exitCode = mistakes.length ? 1 : 0;
