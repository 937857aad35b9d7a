// Kernels of the JupyterLite site without a notebook: code goes in, what it shows comes out.

/** Waits until the page's JupyterLab knows of Python's kernel. */
export async function canStart(page) {
  await page.waitForFunction(
    () => globalThis.jupyterapp?.serviceManager?.kernelspecs?.specs?.kernelspecs?.python,
  );
}

/** Opens the site's JupyterLab and waits until it can start kernels. */
export async function openLab(page, site) {
  await page.goto(`${site}/lab/index.html`);
  await canStart(page);
}

// Runs inside the page.
async function startNew() {
  const kernel = await globalThis.jupyterapp.serviceManager.kernels.startNew({ name: "python" });
  globalThis.testKernels ??= new Map();
  globalThis.testKernels.set(kernel.id, kernel);
  return kernel.id;
}

// Runs inside the page.
async function execute({ id, code }) {
  const future = globalThis.testKernels.get(id).requestExecute({ code });
  const shown = { text: "", error: null };
  future.onIOPub = ({ content }) => {
    shown.text += content.text ?? content.data?.["text/plain"] ?? "";
    shown.error ??= content.ename ? `${content.ename}: ${content.evalue}` : null;
  };
  await future.done;
  return shown;
}

/**
 * A new kernel in the page: { run, begin, restart, shutdown }. run(code) resolves to what the code
 * shows; an error of its own is thrown here. begin(code) doesn't wait for the end.
 */
export async function startKernel(page) {
  const id = await page.evaluate(startNew);
  const call = (method) =>
    page.evaluate(([key, name]) => globalThis.testKernels.get(key)[name](), [id, method]);
  return {
    async run(code) {
      const { text, error } = await page.evaluate(execute, { id, code });
      if (error) {
        throw new Error(`the kernel says: ${error}`);
      }
      return text;
    },
    begin: (code) =>
      page.evaluate(
        ([key, text]) => void globalThis.testKernels.get(key).requestExecute({ code: text }),
        [id, code],
      ),
    restart: () => call("restart"),
    shutdown: () => call("shutdown"),
  };
}
