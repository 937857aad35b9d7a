// Opens a notebook of the JupyterLite site in a page, runs all its cells, and tells what came out.

import { PATIENCE } from "./browsers.mjs";

/** Runs inside the page: the state of the notebook in front, as plain data. */
function stateOfNotebook() {
  const app = globalThis.jupyterapp;
  const panel = app?.shell.currentWidget;
  const model = panel?.content?.model;
  if (!model || !panel.sessionContext) {
    return null;
  }
  const { session } = panel.sessionContext;
  return {
    ready: panel.sessionContext.isReady && panel.context.isReady,
    kernel: session?.kernel?.status ?? "none",
    cells: panel.content.widgets.map(({ model: cell, promptNode }) => ({
      type: cell.type,
      count: cell.executionCount ?? null,
      running: promptNode?.textContent?.includes("*") ?? false,
      outputs: cell.type === "code" ? cell.outputs.toJSON() : [],
    })),
  };
}

async function until(what, page, poll, found) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    // While the page navigates there is nothing to ask.
    const value = await page.evaluate(stateOfNotebook).then(found, () => null);
    if (value) {
      return value;
    }
    if (Date.now() > end) {
      throw new Error(`${what}: not within ${PATIENCE / 1000} s`);
    }
    await new Promise((resolve) => setTimeout(resolve, poll));
  }
}

/**
 * Resolves to { cells, seconds }: the cells with their outputs, and how long it took from opening the
 * page to the kernel's being ready, to the first cell's end, to the last cell's. poll: milliseconds
 * from one look to the next.
 */
export async function runNotebook(page, site, name, { poll = 250 } = {}) {
  const began = performance.now();
  const since = () => (performance.now() - began) / 1000;
  await page.goto(`${site}lab/?path=${name}`);
  await until("the notebook", page, poll, (state) => state?.ready && state.kernel === "idle");
  const seconds = { ready: since() };
  await page.evaluate(async () => {
    const { commands } = globalThis.jupyterapp;
    // What the file holds from an earlier run must not be taken for this one's.
    await commands.execute("notebook:clear-all-cell-outputs");
    commands.execute("notebook:run-all-cells").catch(() => {});
  });
  const codeCells = (state) => state.cells.filter((cell) => cell.type === "code");
  await until("the first cell", page, poll, (state) => codeCells(state)[0].count !== null);
  seconds.first = since();
  const cells = await until("the last cell", page, poll, (state) => {
    const code = codeCells(state);
    const failed = code.some((cell) => cell.outputs.some((out) => out.output_type === "error"));
    const done = code.every((cell) => cell.count !== null && !cell.running);
    return (failed || (done && state.kernel === "idle")) && code;
  });
  seconds.last = since();
  return { cells, seconds };
}
