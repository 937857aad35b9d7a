// What Node and the browser do alike: start Pyodide, load wheels, run a script as `python` would.

const SCRIPT_FOLDER = "/script";

/**
 * A Pyodide with wheels loaded, whose output goes to write(fd, bytes).
 * wheels: addresses that loadPackage takes. env: the environment of its Python.
 */
export async function start({ loadPyodide, indexURL, wheels = [], env = {}, write }) {
  const pyodide = await loadPyodide({
    indexURL,
    env: { HOME: "/home/pyodide", ...env },
  });
  for (const [fd, set] of [[1, "setStdout"], [2, "setStderr"]]) {
    pyodide[set]({
      isatty: false,
      write(bytes) {
        write(fd, bytes);
        return bytes.length;
      },
    });
  }
  pyodide.setStdin({ stdin: () => null });
  await loadWheels(pyodide, wheels);
  return pyodide;
}

// Pyodide reports a wheel that it could not load, and goes on; here that is an error.
async function loadWheels(pyodide, wheels) {
  const complaints = [];
  if (wheels.length > 0) {
    await pyodide.loadPackage(wheels, {
      checkIntegrity: false,
      messageCallback() {},
      errorCallback: (message) => complaints.push(message),
    });
  }
  if (complaints.length > 0) {
    throw new Error(`wheels: ${complaints.join("; ")}`);
  }
}

/**
 * Runs a script: sys.argv, `__main__`, top-level await, traceback, exit code as CPython's.
 * guest: the text of guest.py, which does the Python side of it.
 */
export async function runScript(pyodide, { name, text, args, guest }) {
  const file = `${SCRIPT_FOLDER}/${name}`;
  pyodide.FS.mkdirTree(SCRIPT_FOLDER);
  pyodide.FS.writeFile(file, text);
  const scope = pyodide.globals.get("dict")();
  pyodide.runPython(guest, { globals: scope, filename: "guest.py" });
  const main = scope.get("main");
  try {
    // Where the engine can suspend a wasm stack, run_sync() works in the script.
    return await ("Suspending" in WebAssembly ? main.callPromising(file, args) : main(file, args));
  } finally {
    main.destroy();
    scope.destroy();
  }
}

// Every file under a folder, as [path relative to it, bytes].
export function filesUnder(pyodide, folder) {
  const { FS } = pyodide;
  const found = [];
  const walk = (place, prefix) => {
    for (const name of FS.readdir(place)) {
      if (name !== "." && name !== "..") {
        const full = `${place}/${name}`;
        const relative = prefix + name;
        if (FS.isDir(FS.stat(full).mode)) {
          walk(full, `${relative}/`);
        } else {
          found.push([relative, FS.readFile(full)]);
        }
      }
    }
  };
  if (FS.analyzePath(folder).exists) {
    walk(folder, "");
  }
  return found;
}
