// A runner's job in a browser, in a page or in a worker.
//
// job: { indexURL, wheels, mounts: [{ url, guest }], env, script: { name, url }, args, out }
// What happens is reported as { type: "output" | "file" | "exit" | "failure", ... }.
import { filesUnder, runScript, start } from "./boot.mjs";

async function get(url) {
  const response = await fetch(url);
  if (!response.ok) {
    throw new Error(`${url}: ${response.status}`);
  }
  return response;
}

// Binary data travels as text through the browser's debugging protocol.
function toBase64(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000) {
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return btoa(text);
}

export async function runJob(job, report) {
  const decoders = { 1: new TextDecoder(), 2: new TextDecoder() };
  const write = (fd, bytes) => {
    report({ type: "output", fd, text: decoders[fd].decode(bytes, { stream: true }) });
  };
  try {
    const { loadPyodide } = await import(`${job.indexURL}pyodide.mjs`);
    const pyodide = await start({ ...job, loadPyodide, write });
    for (const { url, guest } of job.mounts) {
      pyodide.FS.mkdirTree(guest);
      pyodide.unpackArchive(await (await get(url)).arrayBuffer(), "tar", { extractDir: guest });
    }
    const code = await runScript(pyodide, {
      name: job.script.name,
      text: await (await get(job.script.url)).text(),
      args: job.args,
      guest: await (await get("/page/guest.py")).text(),
    });
    job.out.forEach((folder, index) => {
      for (const [path, bytes] of filesUnder(pyodide, folder)) {
        report({ type: "file", index, path, data: toBase64(bytes) });
      }
    });
    report({ type: "exit", code });
  } catch (error) {
    report({ type: "failure", message: String(error.stack ?? error) });
  }
}
