// A small static server on 127.0.0.1: GET only, nothing outside of the folders it was given.
//
//   node server.mjs [--port N] [--no-isolation] [--strict-csp] [--at /PREFIX/] FOLDER ...
//
// Isolated (the default) means the two headers without which a page has no SharedArrayBuffer, and
// hence no threads.
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { pathToFileURL } from "node:url";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".data": "application/octet-stream",
  ".gif": "image/gif",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/vnd.microsoft.icon",
  ".ipynb": "application/json",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".map": "application/json",
  ".md": "text/markdown; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".py": "text/x-python; charset=utf-8",
  ".svg": "image/svg+xml",
  ".ttf": "font/ttf",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".whl": "application/zip",
  ".woff": "font/woff",
  ".woff2": "font/woff2",
  ".zip": "application/zip",
};

const ISOLATION = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "require-corp",
  "Cross-Origin-Resource-Policy": "same-origin",
};

// What a careful site sends: wasm may be compiled, but no eval, no inline script, no blob worker.
const STRICT_CSP =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; " +
  "connect-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'";

// The file that a request path names below a folder, or null; links may not lead out of it.
function fileBelow(folder, relative) {
  const wanted = path.join(folder, relative);
  let real;
  try {
    real = fs.realpathSync(wanted);
  } catch {
    return null;
  }
  const root = fs.realpathSync(folder);
  return real === root || real.startsWith(root + path.sep) ? real : null;
}

// The path of a request, decoded and free of tricks, or null.
function requestPath(url) {
  let decoded;
  try {
    decoded = decodeURIComponent(url.split(/[?#]/, 1)[0]);
  } catch {
    return null;
  }
  const sound =
    decoded.startsWith("/") &&
    !/[\0\\]/.test(decoded) &&
    !decoded.split("/").some((part) => part === ".." || part === ".");
  return sound ? decoded : null;
}

/**
 * Starts a server and resolves to { url, port, close() }.
 *
 * folders: { "/prefix/": folder }, the longest prefix that fits wins.
 * files: { "/path": file or Buffer }, single ones, which go before the folders.
 */
export async function serve({ folders = {}, files = {}, port = 0, isolated = true, strictCsp = false }) {
  const prefixes = Object.keys(folders).sort((a, b) => b.length - a.length);
  const common = {
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
    ...(isolated ? ISOLATION : {}),
    ...(strictCsp ? { "Content-Security-Policy": STRICT_CSP } : {}),
  };

  const answer = (request, response) => {
    const end = (status, text, headers = {}) => {
      response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8", ...common, ...headers });
      response.end(text);
    };
    if (request.method !== "GET") {
      return end(405, "only GET\n", { Allow: "GET" });
    }
    // Another site's name that was made to point here must not read the files.
    if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(request.headers.host ?? "")) {
      return end(403, "unknown host\n");
    }
    const where = requestPath(request.url);
    if (where === null) {
      return end(400, "bad path\n");
    }
    let source = Object.hasOwn(files, where) ? files[where] : null;
    if (source === null) {
      const prefix = prefixes.find((each) => where.startsWith(each));
      source = prefix && fileBelow(folders[prefix], where.slice(prefix.length));
      if (source && fs.statSync(source).isDirectory()) {
        if (!where.endsWith("/")) {
          // From the root's own slash on: "//host" would lead to another site.
          return end(301, "", { Location: encodeURI(`/${where.replace(/^\/+/, "")}/`) });
        }
        source = fileBelow(folders[prefix], path.join(where.slice(prefix.length), "index.html"));
      }
    }
    if (!source) {
      return end(404, "not found\n");
    }
    const headers = {
      ...common,
      "Content-Type": TYPES[path.extname(where.endsWith("/") ? "index.html" : where)] ??
        "application/octet-stream",
    };
    if (Buffer.isBuffer(source)) {
      response.writeHead(200, { ...headers, "Content-Length": source.length });
      return response.end(source);
    }
    const size = fs.statSync(source).size;
    const stream = fs.createReadStream(source);
    stream.on("open", () => response.writeHead(200, { ...headers, "Content-Length": size }));
    stream.on("error", () => (response.headersSent ? response.destroy() : end(404, "not found\n")));
    stream.pipe(response);
  };

  const server = http.createServer((request, response) => {
    try {
      answer(request, response);
    } catch (error) {
      console.error(`server: ${request.url}: ${error.message}`);
      response.destroy();
    }
  });
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const actual = server.address().port;
  return {
    port: actual,
    url: `http://127.0.0.1:${actual}`,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

async function main(argv) {
  const options = { folders: {}, port: 8000, isolated: true, strictCsp: false };
  let prefix = "/";
  for (let at = 0; at < argv.length; at += 1) {
    if (argv[at] === "--port") {
      options.port = Number(argv[(at += 1)]);
    } else if (argv[at] === "--at") {
      prefix = argv[(at += 1)];
    } else if (argv[at] === "--no-isolation") {
      options.isolated = false;
    } else if (argv[at] === "--strict-csp") {
      options.strictCsp = true;
    } else if (argv[at].startsWith("-") || !fs.existsSync(argv[at])) {
      console.error(`server: no folder and no option: ${argv[at]}`);
      process.exit(64);
    } else {
      options.folders[prefix] = argv[at];
    }
  }
  if (Object.keys(options.folders).length === 0 || !Number.isInteger(options.port)) {
    console.error(
      "usage: node server.mjs [--port N] [--no-isolation] [--strict-csp] [--at /PREFIX/] FOLDER ...",
    );
    process.exit(64);
  }
  const { url } = await serve(options);
  console.log(`${url}/  (${options.isolated ? "isolated" : "not isolated"}; Ctrl-C ends it)`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(process.argv.slice(2));
}
