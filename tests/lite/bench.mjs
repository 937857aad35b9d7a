// The visitor's benchmark in the site, its shortest programme, started with the keyboard: it must show
// figures, name its controls, fit a phone, and hold still while it runs.
//
//   node bench.mjs [--site FOLDER] [--browser chromium|firefox] [--shots FOLDER] [--full]
//
// --full runs what the page itself has chosen, for a picture worth looking at.
import fs from "node:fs";
import path from "node:path";

import { serve } from "../../pyodide-build/server.mjs";
import { open, PATIENCE, resize } from "./browsers.mjs";
import { parse } from "./options.mjs";

const PHONE = 375;

// Runs inside the page: what can be operated and has no name that a screen reader could say.
function nameless() {
  const name = (node) =>
    [...(node.labels ?? []), node].map((each) => each.textContent).join("") +
    (node.getAttribute("aria-label") ?? "");
  return [...document.querySelectorAll("a, button, input, progress, [tabindex], [role=img]")]
    .filter((node) => name(node).trim() === "")
    .map((node) => node.outerHTML);
}

// Runs inside the page: notes what moves without having been asked for, where the browser tells.
function watchShifts() {
  globalThis.shifts = [];
  if (PerformanceObserver.supportedEntryTypes.includes("layout-shift")) {
    new PerformanceObserver((list) => {
      const unasked = list.getEntries().filter((entry) => !entry.hadRecentInput);
      globalThis.shifts.push(
        ...unasked.flatMap(({ sources }) => sources.map(({ node }) => node?.id || node?.nodeName)),
      );
    }).observe({ type: "layout-shift" });
  }
}

function stateOfPage() {
  const cells = [...document.querySelectorAll("#results td")].map((cell) => cell.textContent);
  return { now: document.getElementById("now").textContent, cells, shifts: globalThis.shifts };
}

const boxes = () =>
  [...document.querySelectorAll("input[type=checkbox]")].map(({ name, value, checked }) => ({
    name,
    value,
    checked,
  }));

async function tabTo(page, selector) {
  for (let presses = 0; presses < 50; presses += 1) {
    if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) {
      return;
    }
    await page.keyboard.press("Tab");
  }
  throw new Error(`no Tab leads to ${selector}`);
}

// Only the smallest size, on one thread, unless all is wanted.
async function begin(page, full) {
  for (const { name, value, checked } of full ? [] : await page.evaluate(boxes)) {
    if (checked !== (value === (name === "size" ? "64" : "1"))) {
      await tabTo(page, `input[name=${name}][value="${value}"]`);
      await page.keyboard.press(" ");
    }
  }
  await tabTo(page, "#start");
  await page.keyboard.press("Enter");
}

async function shoot(page, name) {
  await page.screenshot({ path: path.join(options.shots, `bench-${name}.png`), fullPage: true });
}

async function checkWidth(page, when) {
  await resize(page, PHONE, 700);
  const needed = await page.evaluate(() => document.documentElement.scrollWidth);
  if (needed > PHONE) {
    mistakes.push(`the benchmark page ${when} is ${needed} pixels wide on a phone of ${PHONE}`);
  }
}

const { options } = parse(process.argv.slice(2));
const server = await serve({ folders: { "/": options.site } });
const mistakes = [];
const { page, close } = await open(options.browser, server.url, mistakes);
try {
  await page.goto(`${server.url}/bench/`);
  await page.waitForSelector("input[name=size]");
  await checkWidth(page, "before a run");
  await resize(page, 1000, 1250);
  mistakes.push(...(await page.evaluate(nameless)).map((node) => `without a name: ${node}`));
  await page.evaluate(watchShifts);
  await begin(page, options.full);
  const end = Date.now() + PATIENCE;
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
  mistakes.push(...state.shifts.map((node) => `moved while it ran: ${node}`));
  if (options.shots) {
    fs.mkdirSync(options.shots, { recursive: true });
    await shoot(page, options.browser);
    if (page.emulateMedia) {
      await page.emulateMedia({ colorScheme: "dark" });
      await shoot(page, `${options.browser}-dark`);
    }
  }
  await checkWidth(page, "after a run");
  if (options.shots) {
    await shoot(page, `${options.browser}-phone`);
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
