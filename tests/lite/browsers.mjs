// A page of Chromium or Firefox that notes whatever should not happen: requests that leave the site,
// and errors in the console.
import { openPage } from "../../pyodide-build/chromium.mjs";
import { npmPackage, required } from "../../pyodide-build/settings.mjs";

async function firefox() {
  const puppeteer = npmPackage("puppeteer-core");
  const browser = await puppeteer.launch({
    browser: "firefox",
    executablePath: required("FIREFOX"),
    headless: true,
    // Nothing here may call home.
    extraPrefsFirefox: {
      "network.captive-portal-service.enabled": false,
      "network.connectivity-service.enabled": false,
    },
  });
  const page = await browser.newPage();
  await page.setViewport({ width: 1280, height: 720 });
  return { browser, page };
}

/** Resolves to { page, close }; what goes wrong in the page is added to `mistakes`. */
export async function open(kind, site, mistakes) {
  const { browser, page } =
    kind === "firefox" ? await firefox() : await openPage({ onEvent: () => {} });
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(site) && !/^(data|blob|about|wss?):/.test(url)) {
      mistakes.push(`${kind}: a request left the site: ${url}`);
    }
  });
  page.on("console", (message) => {
    const where = message.location?.()?.url ?? "";
    // JupyterLab asks whether what looks like a path in an output is one, and for folders of /drive.
    if (message.type() === "error" && !/\/api\/(resolvePath\?|contents\/)/.test(where)) {
      mistakes.push(`${kind}: the console says: ${message.text()} (${where})`);
    }
  });
  return { page, close: () => browser.close() };
}
