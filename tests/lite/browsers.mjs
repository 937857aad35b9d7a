// A page of Chromium or Firefox that notes whatever should not happen: requests that leave the site,
// and errors in the console.
import { FLAGS, openPage } from "../../pyodide-build/chromium.mjs";
import { npmPackage, required } from "../../pyodide-build/settings.mjs";

/** Milliseconds after which something hangs: far beyond what a small and busy machine needs. */
export const PATIENCE = 600_000;

async function withPuppeteer(more) {
  const puppeteer = npmPackage("puppeteer-core");
  const browser = await puppeteer.launch({
    headless: true,
    timeout: PATIENCE,
    protocolTimeout: PATIENCE,
    ...more,
  });
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 720 });
  return { browser, page };
}

const OPENERS = {
  chromium: (more) => openPage({ onEvent: () => {}, ...more }),
  firefox: () =>
    withPuppeteer({
      browser: "firefox",
      executablePath: required("FIREFOX"),
      // Nothing here may call home.
      extraPrefsFirefox: {
        "network.captive-portal-service.enabled": false,
        "network.connectivity-service.enabled": false,
      },
    }),
  // Playwright's pages are visible always, and their timers never slow. Here it is as for a visitor.
  "chromium with tabs": () =>
    withPuppeteer({
      executablePath: required("CHROMIUM"),
      args: [...FLAGS, ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
      ignoreDefaultArgs: [
        "--disable-background-timer-throttling",
        "--disable-backgrounding-occluded-windows",
        "--disable-renderer-backgrounding",
      ],
    }),
};

export const resize = (page, width, height) =>
  (page.setViewportSize ?? page.setViewport).call(page, { width, height });

/**
 * Resolves to { browser, page, close }; what goes wrong in the page is added to `mistakes`. `more`: what
 * chromium.mjs takes.
 */
export async function open(kind, site, mistakes, more = {}) {
  const { browser, page } = await OPENERS[kind](more);
  page.setDefaultTimeout(PATIENCE);
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(site) && !/^(data|blob|about|wss?):/.test(url)) {
      mistakes.push(`${kind}: a request left the site: ${url}`);
    }
  });
  page.on("pageerror", (error) => mistakes.push(`${kind}: an error in the page: ${error.message}`));
  page.on("console", (message) => {
    const where = message.location?.()?.url ?? "";
    // JupyterLab asks whether what looks like a path in an output is one, and for folders of /drive.
    if (message.type() === "error" && !/\/api\/(resolvePath\?|contents\/)/.test(where)) {
      mistakes.push(`${kind}: the console says: ${message.text()} (${where})`);
    }
  });
  return { browser, page, close: () => browser.close() };
}
