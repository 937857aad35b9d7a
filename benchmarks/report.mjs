// The results of a run as Markdown, and the README's copy of it.
import fs from "node:fs";

const BEGIN = "<!-- bench:begin -->";
const END = "<!-- bench:end -->";

const LABELS = { rumpy: "rumpy", numpy: "NumPy", tfjs: "tfjs" };

function table(head, rows) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map((_, i) => (i ? "--:" : ":--"))), ...rows.map(line)].join("\n");
}

function figure(value) {
  return value === undefined || !Number.isFinite(value)
    ? ""
    : value >= 100
      ? value.toFixed(0)
      : value >= 10
        ? value.toFixed(1)
        : value.toFixed(2);
}

function times(value) {
  return figure(value) && `${figure(value)}x`;
}

function quotient(x, y) {
  return x === undefined || y === undefined ? undefined : x / y;
}

// The figures of one run by participant: gflops("rumpy", "", 1, n).
function reader({ participants, matmul }) {
  const rows = new Map(matmul.map((row) => [row.n, row.results]));
  return (peer, variant, threads, n) => {
    const found = participants.find(
      (each) => each.peer === peer && each.variant === variant && each.threads === threads,
    );
    return found && rows.get(n)?.[found.id]?.gflops;
  };
}

function kinds({ participants }, threads) {
  return participants.filter((each) => each.threads === threads);
}

function heading({ peer, variant }) {
  const label = LABELS[peer] ?? peer;
  return variant ? `${label}, ${variant}` : label;
}

function products(results, threads) {
  const read = reader(results);
  const columns = kinds(results, threads);
  const rivals = columns.filter(({ peer }) => peer !== "rumpy");
  const mine = columns.some(({ peer }) => peer === "rumpy");
  const head = ["n", ...columns.map(heading)];
  if (mine) {
    head.push(...rivals.map((each) => `rumpy / ${heading(each)}`));
    if (threads > 1) {
      head.push(`${threads} threads / 1`);
    }
  }
  const rows = results.matmul.map(({ n }) => {
    const row = [n, ...columns.map(({ peer, variant }) => figure(read(peer, variant, threads, n)))];
    if (mine) {
      const own = read("rumpy", "", threads, n);
      for (const { peer, variant } of rivals) {
        row.push(times(quotient(own, read(peer, variant, threads, n))));
      }
      if (threads > 1) {
        row.push(times(quotient(own, read("rumpy", "", 1, n))));
      }
    }
    return row;
  });
  return table(head, rows);
}

function smallCalls({ smallCalls: rows }) {
  const names = ["rumpy", "numpy"].filter((name) => rows.some((row) => name in row));
  const both = names.length === 2;
  const head = ["call", ...names.map((name) => `${LABELS[name]}, ns`)];
  return table(
    both ? [...head, "NumPy / rumpy"] : head,
    rows.map((row) => {
      const cells = [
        `\`${row.statement}\``,
        ...names.map((name) => (name in row ? row[name].toFixed(0) : "")),
      ];
      return both ? [...cells, times(quotient(row.numpy, row.rumpy))] : cells;
    }),
  );
}

function loading({ imports, wheels }) {
  const names = Object.keys(imports);
  return table(
    ["", ...names.map((name) => LABELS[name] ?? name)],
    [
      ["import, s", ...names.map((name) => imports[name].toFixed(3))],
      [
        "wheels, kB",
        ...names.map((name) =>
          (wheels[name] ?? []).map((wheel) => `${(wheel.bytes / 1000).toFixed(0)} (${wheel.name})`).join(" + "),
        ),
      ],
    ],
  );
}

function lowest(pairs) {
  const known = pairs.filter(([, value]) => value !== undefined);
  if (known.length === 0) {
    return null;
  }
  const [where, value] = known.reduce((best, each) => (each[1] < best[1] ? each : best));
  return { where, value, all: known.map(([n]) => n) };
}

/** One line for each question that the benchmark answers: the worst case, and where it is. */
export function summary(results) {
  const read = reader(results);
  const sizes = results.matmul.map(({ n }) => n);
  const lines = [];
  const add = (text, found) => {
    if (found) {
      lines.push(`${text}: at least ${times(found.value)} (n = ${found.where})`);
    }
  };
  const main = sizes.filter((n) => n >= 128 && n <= 2048);
  for (const threads of [1, 2]) {
    for (const variant of ["same B", "fresh B"]) {
      add(
        `rumpy / tfjs with ${variant === "same B" ? "the same" : "a fresh"} B, ` +
          `${threads} thread${threads > 1 ? "s" : ""}, n = 128..2048`,
        lowest(
          main.map((n) => [
            n,
            quotient(read("rumpy", "", threads, n), read("tfjs", variant, threads, n)),
          ]),
        ),
      );
    }
  }
  add(
    "rumpy / NumPy, 1 thread, n >= 256",
    lowest(
      sizes
        .filter((n) => n >= 256)
        .map((n) => [n, quotient(read("rumpy", "", 1, n), read("numpy", "", 1, n))]),
    ),
  );
  add(
    "rumpy on 2 threads / 1, n = 1024 and 2048",
    lowest(
      [1024, 2048].map((n) => [n, quotient(read("rumpy", "", 2, n), read("rumpy", "", 1, n))]),
    ),
  );
  for (const threads of [1, 2]) {
    const cliffs = sizes
      .filter((n) => sizes.includes(n - 1) && sizes.includes(n + 1))
      .map((n) => {
        const around = [n - 1, n + 1].map((each) => read("rumpy", "", threads, each));
        return [n, quotient(read("rumpy", "", threads, n), Math.max(...around.map(Number)))];
      })
      .filter(([, value]) => Number.isFinite(value));
    add(`2^n / the faster of 2^n-1 and 2^n+1, ${threads} thread${threads > 1 ? "s" : ""}`, lowest(cliffs));
  }
  for (const row of results.smallCalls) {
    if (row.rumpy > row.numpy) {
      lines.push(`slower than NumPy: ${row.statement} (${times(row.rumpy / row.numpy)} its time)`);
    }
  }
  if (results.imports.rumpy && results.imports.numpy) {
    lines.push(
      `import: ${((100 * results.imports.rumpy) / results.imports.numpy).toFixed(0)}% of NumPy's time`,
    );
  }
  return lines;
}

function header(results) {
  const { machine, browser, peers, date, cores, pinned, isolated } = results;
  const seen = new Set();
  const versions = [];
  for (const { name, version, kernel, pyodide } of peers) {
    if (!seen.has(name)) {
      seen.add(name);
      const inside = pyodide ? ` in Pyodide ${pyodide}` : "";
      versions.push(`${LABELS[name] ?? name} ${version}${inside} (${kernel})`);
    }
  }
  return [
    `${date.slice(0, 10)}, ${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ` +
      `${machine.system}; Chromium ${browser}, headless, page ${isolated ? "" : "not "}isolated; ` +
      (pinned ? `every thread pinned to a core of its own (of ${cores.join(", ")}).` : "threads not pinned."),
    "",
    `${versions.join("; ")}.`,
    "",
    `GFLOP/s of float32 products of n x n matrices, medians of up to ${results.rounds} interleaved ` +
      "rounds, every participant's result checked to the last bit first. rumpy and NumPy: `a @ b` in " +
      "Python. tfjs: `tf.matMul`, with a B it has never seen (as `a @ b` has), and with the same B each " +
      "time, which it keeps packed.",
  ];
}

export function markdown(results) {
  const parts = [...header(results)];
  for (const threads of results.threads) {
    if (kinds(results, threads).length > 0) {
      parts.push("", threads === 1 ? "**One thread**" : `**${threads} threads**`, "");
      parts.push(products(results, threads));
    }
  }
  if (results.smallCalls.length > 0) {
    parts.push("", "**Small calls** (`a`: 10 float64, `m`: 3x3; one Pyodide, interleaved medians)", "");
    parts.push(smallCalls(results));
  }
  if (Object.keys(results.imports).length > 0) {
    parts.push("", "**Loading** (a fresh Pyodide each time)", "", loading(results));
  }
  if (results.notes.length > 0) {
    parts.push("", ...results.notes.map((note) => `- ${note}`));
  }
  return `${parts.join("\n")}\n`;
}

/** Puts the text between the README's markers; an error where they are not there. */
export function updateReadme(file, text) {
  const old = fs.readFileSync(file, "utf8");
  const from = old.indexOf(BEGIN);
  const to = old.indexOf(END);
  if (from < 0 || to < from) {
    throw new Error(`${file} has no lines ${BEGIN} and ${END}`);
  }
  fs.writeFileSync(file, `${old.slice(0, from + BEGIN.length)}\n${text}${old.slice(to)}`);
}
