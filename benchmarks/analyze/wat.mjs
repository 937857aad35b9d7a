// WebAssembly text as Binaryen's wasm-dis prints it: one expression a line, nested by parentheses.
import fs from "node:fs";
import readline from "node:readline";

/** A function of a module: `index` counts imported functions, too, as engines do. */
function parseFunction(lines, index, name) {
  const top = { op: "func", immediates: "", children: [] };
  const open = [top];
  for (const line of lines) {
    if (line === ")") {
      open.pop();
      continue;
    }
    const [, op, immediates] = /^\(([^\s()]+)([^()]*)/.exec(line);
    const node = { op, immediates: immediates.trim(), children: [] };
    open.at(-1).children.push(node);
    // `(block $a (result i32)` stays open, `(local.get $0)` does not.
    if (line.split("(").length > line.split(")").length) {
      open.push(node);
    }
  }
  return { index, name, body: top.children };
}

/** The functions of a text file, one after the other: a file may be larger than memory. */
export async function* functionsOf(file) {
  let index = 0;
  let lines = null;
  let name = "";
  for await (const line of readline.createInterface({ input: fs.createReadStream(file) })) {
    if (lines === null) {
      if (/^ \(import .*\(func /.test(line)) {
        index += 1;
      } else if (line.startsWith(" (func ")) {
        name = /^ \(func \$(\S+)/.exec(line)[1];
        lines = [];
      }
    } else if (line === " )") {
      yield parseFunction(lines, index, name);
      index += 1;
      lines = null;
    } else if (!line.trimStart().startsWith(";;")) {
      lines.push(line.trim());
    }
  }
}
