// node run_chromium.mjs [options] script.py [arguments]: a Python file in Pyodide in Chromium.
import fs from "node:fs";
import path from "node:path";

import { openPage } from "./chromium.mjs";
import { COMMON_HELP, EXIT, parse, runMain, UsageError, writeOut } from "./options.mjs";
import { serve } from "./server.mjs";
import { PAGE, required } from "./settings.mjs";
import { tarOf } from "./tar.mjs";

const HELP = `\
usage: node run_chromium.mjs [options] script.py [arguments]

Runs a Python file in Pyodide in a worker of an isolated page of headless Chromium, as
\`python script.py\` would run it; top-level await is allowed. The exit code is the script's
(124: it ran out of time, 70: the runner itself failed, 64: usage).

${COMMON_HELP}\
  --main-thread       run Pyodide on the page's main thread, not in a worker
  --no-isolation      a page without SharedArrayBuffer
  --strict-csp        a page that allows no eval and no blob workers
  --timeout SECONDS   give up after this long (600)

Folders are copied into the page's memory: --mount is read-only here.
Settings: CHROMIUM, NODE_MODULES, PYODIDE_DIR, DIST (from the environment, else toolchain.py).
`;

// The files of a job under addresses of their own, and the job that names them.
function publish(job, options) {
  const files = { "/": path.join(PAGE, "index.html") };
  const wheels = job.wheels.map((wheel) => {
    if (/^https?:/.test(wheel)) {
      return wheel;
    }
    const address = `/wheels/${path.basename(wheel)}`;
    files[address] = path.resolve(wheel);
    return address;
  });
  const mounts = job.mounts.map(({ host, guest }, index) => {
    files[`/mounts/${index}.tar`] = tarOf(host);
    return { url: `/mounts/${index}.tar`, guest };
  });
  files["/script.py"] = path.resolve(job.script);
  const description = {
    indexURL: "/pyodide/",
    wheels,
    mounts,
    env: job.env,
    script: { name: path.basename(job.script), url: "/script.py" },
    args: job.args,
    out: job.out.map(({ guest }) => guest),
    mainThread: options["--main-thread"],
  };
  files["/job.json"] = Buffer.from(JSON.stringify(description));
  return files;
}

function timer(seconds) {
  let handle;
  const expired = new Promise((resolve) => {
    handle = setTimeout(() => resolve(EXIT.timeout), seconds * 1000);
  });
  return { expired, stop: () => clearTimeout(handle) };
}

async function main(argv) {
  const { job, options } = parse(argv, {
    "--main-thread": false,
    "--no-isolation": false,
    "--strict-csp": false,
    "--timeout": "600",
  });
  const seconds = Number(options["--timeout"]);
  if (!(seconds > 0)) {
    throw new UsageError(`--timeout wants a number of seconds, and got '${options["--timeout"]}'`);
  }
  const server = await serve({
    folders: { "/page/": PAGE, "/pyodide/": required("PYODIDE_DIR") },
    files: publish(job, options),
    isolated: !options["--no-isolation"],
    strictCsp: options["--strict-csp"],
  });

  let finish;
  const finished = new Promise((resolve, reject) => {
    finish = { resolve, reject };
  });
  const streams = { 1: process.stdout, 2: process.stderr };
  const onEvent = (event) => {
    if (event.type === "output") {
      streams[event.fd].write(event.text);
    } else if (event.type === "file") {
      writeOut(job.out[event.index].host, event.path, Buffer.from(event.data, "base64"));
    } else if (event.type === "exit") {
      finish.resolve(event.code);
    } else {
      // The page's own account is the one worth reading, not this file's stack.
      finish.reject(Object.assign(new Error(event.message), { stack: event.message }));
    }
  };

  let browser = null;
  const { expired, stop } = timer(seconds);
  try {
    const opened = await openPage({ onEvent });
    browser = opened.browser;
    opened.page.on("console", (message) => console.error(`[console] ${message.text()}`));
    await opened.page.goto(`${server.url}/`);
    const code = await Promise.race([finished, opened.failed, expired]);
    if (code === EXIT.timeout) {
      console.error(`run_chromium: ${path.basename(job.script)}: no end after ${seconds} s`);
    }
    return code;
  } finally {
    stop();
    await browser?.close();
    await server.close();
  }
}

await runMain("run_chromium", HELP, main);
