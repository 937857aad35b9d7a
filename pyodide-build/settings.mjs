// Where the toolchain put things: environment variables, else what `toolchain.py env` says.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

const HERE = path.dirname(fileURLToPath(import.meta.url));
export const ROOT = path.dirname(HERE);
export const PAGE = path.join(HERE, "page");

let asked = null;

function ask() {
  if (asked === null) {
    const answer = spawnSync("python3", [path.join(HERE, "toolchain.py"), "env"], {
      encoding: "utf8",
    });
    const lines = answer.status === 0 ? answer.stdout.split("\n") : [];
    asked = Object.fromEntries(
      lines.filter((line) => line.includes("=")).map((line) => {
        const at = line.indexOf("=");
        return [line.slice(0, at), line.slice(at + 1)];
      }),
    );
  }
  return asked;
}

// A setting that may be empty ("" where it is unknown).
export function optional(name) {
  return process.env[name] ?? ask()[name] ?? "";
}

// A setting that names a file or folder that must be there.
export function required(name) {
  const value = optional(name);
  if (!value || !fs.existsSync(value)) {
    throw new Error(
      `${name} is ${value ? `'${value}', which does not exist` : "not set"}: ` +
        "run `python3 pyodide-build/toolchain.py` first",
    );
  }
  return path.resolve(value);
}

// A package from NODE_MODULES, which need not lie beside this file.
export function npmPackage(name) {
  return createRequire(path.join(required("NODE_MODULES"), "here.js"))(name);
}

// Wheels that Pyodide can load, in a folder or by name; the newest where a project has several.
export function wheelsIn(place) {
  if (/^https?:/.test(place) || !fs.statSync(place).isDirectory()) {
    return [place];
  }
  const newest = new Map();
  for (const name of fs.readdirSync(place).sort()) {
    if (/(-none-any|_wasm32)\.whl$/.test(name)) {
      const file = path.join(place, name);
      const project = name.split("-")[0].toLowerCase();
      const other = newest.get(project);
      if (!other || fs.statSync(other).mtimeMs <= fs.statSync(file).mtimeMs) {
        newest.set(project, file);
      }
    }
  }
  return [...newest.values()];
}

// What `make wheel` leaves: rumpy's own wheel, and what it needs at run time.
export function builtWheels() {
  const dist = path.resolve(optional("DIST") || path.join(ROOT, "dist"));
  return [dist, path.join(dist, "deps")].flatMap((place) =>
    fs.existsSync(place) ? wheelsIn(place) : [],
  );
}
