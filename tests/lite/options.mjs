// The command line that the tests of the site share.
import path from "node:path";
import { parseArgs } from "node:util";

import { ROOT } from "../../pyodide-build/settings.mjs";

/** { options, names }: what begins with -- and what doesn't. */
export function parse(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      site: { type: "string", default: path.join(ROOT, "dist", "lite") },
      browser: { type: "string", default: "chromium" },
      shots: { type: "string", default: "" },
      full: { type: "boolean", default: false },
      update: { type: "boolean", default: false },
    },
  });
  return { options: values, names: positionals };
}
