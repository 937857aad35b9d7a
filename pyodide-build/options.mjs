// The command line that run_node.mjs and run_chromium.mjs share.
import fs from "node:fs";
import path from "node:path";

import { builtWheels, wheelsIn } from "./settings.mjs";

// Exit codes of the runner itself; every other one is the script's.
export const EXIT = { usage: 64, failure: 70, timeout: 124 };

export class UsageError extends Error {}

export const COMMON_HELP = `\
  --wheel PATH        also load this wheel, or every wheel of this folder (may be repeated; an
                      empty PATH is ignored, so that an unset variable may be passed on)
  --no-dist           do not load dist/*.whl and dist/deps/*.whl
  --mount HOST:GUEST  show a folder of this machine to the script (may be repeated)
  --out GUEST:HOST    afterwards, copy the files under GUEST to HOST (may be repeated)
  --env NAME=VALUE    set a variable of the script's environment (may be repeated)
`;

// "a:b" into [a, b], where a may be a Windows path with a drive letter.
function pair(option, value) {
  const at = value.lastIndexOf(":");
  if (at < 1 || at === value.length - 1) {
    throw new UsageError(`${option} wants two paths, LEFT:RIGHT, and got '${value}'`);
  }
  return [value.slice(0, at), value.slice(at + 1)];
}

function guestFolder(option, folder) {
  if (!folder.startsWith("/") || folder.split("/").includes("..") || folder === "/") {
    throw new UsageError(`${option}: '${folder}' is no absolute folder inside Pyodide`);
  }
  return folder.replace(/\/+$/, "");
}

/**
 * Options before the script, its path, and all that follows for the script.
 * extra: what one runner adds, { "--flag": false, "--option": "default" }: a boolean takes no value.
 */
export function parse(argv, extra = {}) {
  const job = { wheels: [], mounts: [], out: [], env: {}, script: null, args: [] };
  const options = { ...extra };
  let dist = true;
  let at = 0;
  const value = (option) => {
    at += 1;
    if (at >= argv.length) {
      throw new UsageError(`${option} wants a value`);
    }
    return argv[at];
  };
  for (; at < argv.length; at += 1) {
    const option = argv[at];
    if (option === "--") {
      at += 1;
      break;
    } else if (!option.startsWith("-")) {
      break;
    } else if (option === "--no-dist") {
      dist = false;
    } else if (option === "--wheel") {
      const place = value(option);
      if (place !== "") {
        if (!/^https?:/.test(place) && !fs.existsSync(place)) {
          throw new UsageError(`--wheel: '${place}' does not exist`);
        }
        job.wheels.push(...wheelsIn(place));
      }
    } else if (option === "--mount") {
      const [host, guest] = pair(option, value(option));
      if (!fs.existsSync(host) || !fs.statSync(host).isDirectory()) {
        throw new UsageError(`--mount: '${host}' is no folder`);
      }
      job.mounts.push({ host: path.resolve(host), guest: guestFolder(option, guest) });
    } else if (option === "--out") {
      const [guest, host] = pair(option, value(option));
      job.out.push({ guest: guestFolder(option, guest), host: path.resolve(host) });
    } else if (option === "--env") {
      const text = value(option);
      const equals = text.indexOf("=");
      if (equals < 1) {
        throw new UsageError(`--env wants NAME=VALUE, and got '${text}'`);
      }
      job.env[text.slice(0, equals)] = text.slice(equals + 1);
    } else if (option in options) {
      options[option] = typeof extra[option] === "boolean" ? true : value(option);
    } else {
      throw new UsageError(`unknown option ${option}`);
    }
  }
  if (at >= argv.length) {
    throw new UsageError("no script given");
  }
  job.script = argv[at];
  job.args = argv.slice(at + 1);
  if (!fs.existsSync(job.script)) {
    throw new UsageError(`there is no script '${job.script}'`);
  }
  if (dist) {
    job.wheels.unshift(...builtWheels());
  }
  return { job, options };
}

// One file that a script left, into the folder that --out names, never outside of it.
export function writeOut(host, relative, bytes) {
  const target = path.resolve(host, relative);
  if (!target.startsWith(host + path.sep)) {
    throw new Error(`a file would be written outside of ${host}: ${relative}`);
  }
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.writeFileSync(target, bytes);
}

// Runs a runner's main function: its result is the exit code, its errors are one clear line.
export async function runMain(name, help, main) {
  const argv = process.argv.slice(2);
  if (argv[0] === "--help" || argv[0] === "-h") {
    process.stdout.write(help);
    return;
  }
  let code;
  try {
    code = await main(argv);
  } catch (error) {
    const usage = error instanceof UsageError;
    console.error(`${name}: ${usage ? error.message : (error.stack ?? error)}`);
    code = usage ? EXIT.usage : EXIT.failure;
  }
  process.exitCode = code;
  return code;
}
