// What the peers that live in Pyodide share; the timed loop is guest/matmul.py.
import { start } from "../../page/boot.mjs";

async function text(url) {
  const response = await fetch(url);
  if (!response.ok) {
    throw new Error(`${url}: ${response.status}`);
  }
  return response.text();
}

// A fresh Pyodide with these wheels, and the functions of a file of benchmarks/guest/.
export async function pythonFile(name, { indexURL, wheels }) {
  const { loadPyodide } = await import(`${indexURL}pyodide.mjs`);
  const write = (fd, bytes) => console.log(new TextDecoder().decode(bytes).trimEnd());
  const pyodide = await start({ loadPyodide, indexURL, wheels, write });
  const scope = pyodide.globals.get("dict")();
  pyodide.runPython(await text(new URL(`../guest/${name}`, import.meta.url)), { globals: scope, filename: name });
  return { pyodide, scope };
}

// The functions of a peer (see benchmarks/README.md) for a Python module with NumPy's names.
export function pythonPeer(moduleName) {
  let product;
  return {
    async init({ threads, settings }) {
      const { pyodide, scope } = await pythonFile("matmul.py", {
        indexURL: settings.indexURL,
        wheels: settings.wheels[moduleName],
      });
      product = scope.get("Product")(moduleName);
      const info = JSON.parse(await product.start(threads));
      return { ...info, pyodide: pyodide.version };
    },
    prepare({ batch = 1, m, n, k, a, b, transposed = false, layout = "plain", dtype = "float32" }) {
      product.prepare({ batch, m, n, k, transposed, layout, dtype }, a, b);
    },
    run({ variant, threads, count, leadIn }) {
      return product.run(variant, threads, count, leadIn);
    },
    result() {
      const proxy = product.result();
      const view = proxy.getBuffer("f32");
      try {
        return view.data.slice(view.offset, view.offset + view.data.length);
      } finally {
        view.release();
        proxy.destroy();
      }
    },
    release() {
      product.release();
    },
  };
}
