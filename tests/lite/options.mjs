// The command line that the tests of the site share.
import path from "node:path";

import { ROOT } from "../../pyodide-build/settings.mjs";

/** { options, names }: what begins with -- and what doesn't. */
export function parse(argv) {
  const options = { site: path.join(ROOT, "dist", "lite"), browser: "chromium", shots: "", update: false };
  const names = [];
  for (let at = 0; at < argv.length; at += 1) {
    const name = argv[at].replace(/^--/, "");
    if (name === argv[at]) {
      names.push(name);
    } else if (!(name in options)) {
      throw new Error(`unknown option ${argv[at]}`);
    } else if (typeof options[name] === "boolean") {
      options[name] = true;
    } else {
      at += 1;
      options[name] = argv[at];
    }
  }
  return { options, names };
}
