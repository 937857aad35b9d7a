// Runs the notebooks in the JupyterLite site itself, in a browser, and compares what they show with
// what is kept in them.
//
//   node run.mjs [--site FOLDER] [--browser chromium|firefox] [--shots FOLDER] [--update] NOTEBOOK ...
//
// Text of cells that aren't tagged "varies" must be the same. --update keeps the new outputs instead.
import fs from "node:fs";
import path from "node:path";

import { serve } from "../../pyodide-build/server.mjs";
import { ROOT } from "../../pyodide-build/settings.mjs";
import { open, resize } from "./browsers.mjs";
import { runNotebook } from "./notebook.mjs";
import { parse } from "./options.mjs";

const NOTEBOOKS = path.join(ROOT, "notebooks");

const text = (lines) => (Array.isArray(lines) ? lines.join("") : (lines ?? ""));

/** The part of a cell's outputs that is text and is the same each time. */
function textOf(outputs) {
  return outputs
    .map((out) => (out.output_type === "stream" ? text(out.text) : text(out.data?.["text/plain"])))
    .join("");
}

function errorsOf(outputs) {
  return outputs
    .filter((out) => out.output_type === "error")
    .map((out) => `${out.ename}: ${out.evalue}\n${text(out.traceback)}`);
}

// As nbformat has them: lists of lines, no state of widgets, progress bars as they ended.
function asKept(out) {
  const lines = (value) => value.match(/[^\n]*\n|[^\n]+/g) ?? [];
  if (out.output_type === "stream") {
    const ended = text(out.text).replace(/[^\r\n]*\r(?!\n)/g, "");
    return { name: out.name, output_type: "stream", text: lines(ended) };
  }
  const data = {};
  for (const [mime, value] of Object.entries(out.data ?? {})) {
    data[mime] = typeof value === "string" && mime.startsWith("text/") ? lines(value) : value;
  }
  return { ...out, data, metadata: out.metadata ?? {} };
}

function compare(name, kept, ran) {
  const mistakes = [];
  const cells = kept.cells.filter((cell) => cell.cell_type === "code");
  ran.forEach(({ outputs }, index) => {
    const where = `${name}, cell ${index + 1}`;
    mistakes.push(...errorsOf(outputs).map((error) => `${where}: ${error}`));
    if (!cells[index].metadata.tags?.includes("varies") && errorsOf(outputs).length === 0) {
      const [before, now] = [textOf(cells[index].outputs), textOf(outputs)];
      if (before !== now) {
        mistakes.push(`${where}: shows\n${now}\ninstead of\n${before}`);
      }
    }
  });
  if (ran.length !== cells.length) {
    mistakes.push(`${name}: ${ran.length} cells of ${cells.length} are there`);
  }
  return mistakes;
}

function update(file, kept, ran) {
  kept.cells
    .filter((cell) => cell.cell_type === "code")
    .forEach((cell, index) => {
      cell.execution_count = ran[index].count;
      cell.outputs = ran[index].outputs.map(asKept);
    });
  fs.writeFileSync(file, `${JSON.stringify(kept, null, 1)}\n`);
}

// All notebooks, or those whose names begin so.
function chosen(names) {
  const all = fs.readdirSync(NOTEBOOKS).filter((name) => name.endsWith(".ipynb")).sort();
  return names.length ? all.filter((each) => names.some((name) => each.startsWith(name))) : all;
}

async function one(name, options, server, mistakes) {
  const { page, close } = await open(options.browser, server.url, mistakes);
  try {
    const file = path.join(NOTEBOOKS, name);
    const kept = JSON.parse(fs.readFileSync(file, "utf8"));
    const { cells, seconds } = await runNotebook(page, `${server.url}/`, name);
    const rounded = Object.entries(seconds).map(([what, value]) => `${what} ${value.toFixed(1)} s`);
    console.log(`${name} in ${options.browser}: ${rounded.join(", ")}`);
    if (options.update) {
      mistakes.push(...cells.flatMap(({ outputs }) => errorsOf(outputs)));
      update(file, kept, cells);
    } else {
      mistakes.push(...compare(name, kept, cells));
    }
  } catch (error) {
    mistakes.push(`${name} in ${options.browser}: ${error.message}`);
  } finally {
    if (options.shots) {
      fs.mkdirSync(options.shots, { recursive: true });
      const shot = `${path.basename(name, ".ipynb")}-${options.browser}.png`;
      await resize(page, 1280, 4000);
      await page.evaluate(() => globalThis.jupyterapp?.shell.currentWidget?.content.scrollToItem(0));
      await new Promise((resolve) => setTimeout(resolve, 1000)); // charts are drawn anew
      await page.screenshot({ path: path.join(options.shots, shot) }).catch(() => {});
    }
    await close();
  }
}

const { options, names } = parse(process.argv.slice(2));
const notebooks = chosen(names);
const server = await serve({ folders: { "/": options.site } });
const mistakes = [];
for (const name of notebooks) {
  await one(name, options, server, mistakes);
}
await server.close();
for (const mistake of mistakes) {
  console.error(mistake);
}
const failed = Math.min(mistakes.length, notebooks.length);
console.log(`${notebooks.length - failed} passed, ${failed} failed`);
process.exitCode = mistakes.length ? 1 : 0;
