// node run_node.mjs [options] script.py [arguments]: a Python file in Pyodide under Node.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

import { COMMON_HELP, EXIT, parse, runMain, writeOut } from "./options.mjs";
import { filesUnder, runScript, start } from "./page/boot.mjs";
import { PAGE, required } from "./settings.mjs";

const HELP = `\
usage: node run_node.mjs [options] script.py [arguments]

Runs a Python file in Pyodide under this Node, as \`python script.py\` would run it; top-level
await is allowed. The exit code is the script's (70: the runner itself failed, 64: usage).

${COMMON_HELP}
Settings: PYODIDE_DIR, DIST (from the environment, else from toolchain.py).
`;

// All of it, even where the pipe is full: Python's output must not be lost at exit.
function writeWhole(fd, bytes) {
  for (let at = 0; at < bytes.length; ) {
    try {
      at += fs.writeSync(fd, bytes, at);
    } catch (error) {
      if (error.code !== "EAGAIN") {
        throw error;
      }
    }
  }
}

async function main(argv) {
  const { job } = parse(argv);
  const folder = required("PYODIDE_DIR");
  const { loadPyodide } = await import(pathToFileURL(path.join(folder, "pyodide.mjs")));
  const pyodide = await start({
    loadPyodide,
    indexURL: folder + path.sep,
    wheels: job.wheels.map((wheel) =>
      /^https?:/.test(wheel) ? wheel : pathToFileURL(path.resolve(wheel)).href,
    ),
    env: job.env,
    write: writeWhole,
  });
  for (const { host, guest } of job.mounts) {
    pyodide.FS.mkdirTree(guest);
    pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root: host }, guest);
  }
  const code = await runScript(pyodide, {
    name: path.basename(job.script),
    text: fs.readFileSync(job.script, "utf8"),
    args: job.args,
    guest: fs.readFileSync(path.join(PAGE, "guest.py"), "utf8"),
  });
  for (const { guest, host } of job.out) {
    for (const [relative, bytes] of filesUnder(pyodide, guest)) {
      writeOut(host, relative, bytes);
    }
  }
  return code;
}

// A fatal error inside Pyodide (a trap in wasm) comes from its event loop, past every caller.
for (const event of ["uncaughtException", "unhandledRejection"]) {
  process.on(event, (error) => {
    console.error(`run_node: Pyodide died: ${error?.stack ?? error}`);
    process.exit(EXIT.failure);
  });
}

const code = await runMain("run_node", HELP, main);
process.exit(code); // workers that a script left running must not keep Node alive
