// Headless Chromium on a machine that reaches nothing: one browser, one page, a fresh profile.
import { npmPackage, required } from "./settings.mjs";

// Nothing here may call home, wait for a dialogue, or ask for a GPU that is not there.
export const FLAGS = [
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // /dev/shm is tiny in many containers.
  "--disable-dev-shm-usage",
];

/**
 * Opens a page and hands every event it reports to onEvent; `runnerEvent(event)` is what the page
 * calls. `context` is what playwright's newContext() takes. Resolves to { browser, page, version,
 * failed }: failed is a promise that rejects when the page or the browser dies.
 */
export async function openPage({ onEvent, flags = [], context = {} }) {
  const { chromium } = npmPackage("playwright-core");
  const browser = await chromium.launch({
    executablePath: required("CHROMIUM"),
    headless: true,
    args: [...FLAGS, ...flags],
    // Chromium refuses to run its sandbox as root.
    chromiumSandbox: process.getuid?.() !== 0,
  });
  const page = await browser.newPage(context);
  await page.exposeFunction("runnerEvent", onEvent);
  const failed = new Promise((_, reject) => {
    page.on("crash", () => reject(new Error("the page crashed (out of memory?)")));
    page.on("pageerror", (error) => reject(new Error(`in the page: ${error.message}`)));
    browser.on("disconnected", () => reject(new Error("Chromium ended")));
  });
  failed.catch(() => {}); // it may reject after everybody lost interest
  return { browser, page, version: browser.version(), failed };
}
