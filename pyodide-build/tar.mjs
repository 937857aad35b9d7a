// A folder as one tar file (POSIX ustar), which Pyodide's unpackArchive takes.
import fs from "node:fs";
import path from "node:path";

const BLOCK = 512;
// Left behind by tools, and of no use inside Pyodide.
const SKIPPED = new Set(["__pycache__", ".pytest_cache", ".hypothesis", "node_modules", ".git"]);

// The path in ustar's two fields: a name of at most 100 bytes, a prefix of at most 155.
function splitName(relative) {
  const bytes = Buffer.from(relative);
  if (bytes.length <= 100) {
    return ["", relative];
  }
  for (let at = relative.indexOf("/"); at > 0; at = relative.indexOf("/", at + 1)) {
    const [prefix, name] = [relative.slice(0, at), relative.slice(at + 1)];
    if (Buffer.byteLength(name) <= 100 && Buffer.byteLength(prefix) <= 155) {
      return [prefix, name];
    }
  }
  throw new Error(`the path is too long for a tar file: ${relative}`);
}

function header(relative, size) {
  const [prefix, name] = splitName(relative);
  const block = Buffer.alloc(BLOCK);
  const octal = (value, digits) => `${value.toString(8).padStart(digits, "0")}\0`;
  block.write(name, 0);
  block.write(octal(0o644, 7), 100);
  block.write(octal(0, 7), 108);
  block.write(octal(0, 7), 116);
  block.write(octal(size, 11), 124);
  block.write(octal(0, 11), 136);
  block.write("        ", 148); // the checksum counts as blanks while it is made
  block.write("0", 156);
  block.write("ustar\u000000", 257);
  block.write(prefix, 345);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return block;
}

export function tarOf(folder) {
  const parts = [];
  const walk = (relative) => {
    for (const entry of fs.readdirSync(path.join(folder, relative), { withFileTypes: true })) {
      const below = relative ? `${relative}/${entry.name}` : entry.name;
      if (SKIPPED.has(entry.name)) {
        continue;
      }
      if (entry.isDirectory()) {
        walk(below);
      } else if (entry.isFile()) {
        const bytes = fs.readFileSync(path.join(folder, below));
        parts.push(header(below, bytes.length), bytes);
        parts.push(Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK));
      }
    }
  };
  walk("");
  parts.push(Buffer.alloc(2 * BLOCK));
  return Buffer.concat(parts);
}
