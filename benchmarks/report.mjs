// The results of a run as Markdown, and the README's copy of it.
import fs from "node:fs";

import { median } from "./page/median.mjs";

const LABELS = {
  numpy: "NumPy",
  litert: "LiteRT.js",
  onnxruntime: "ONNX Runtime",
  limit: "limit",
};

const LAYOUTS = { plain: "plain", transposed: "A transposed", padded: "rows padded" };

export function table(head, rows) {
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

function percent(value) {
  return value === undefined || !Number.isFinite(value) ? "" : `${(100 * value).toFixed(0)}%`;
}

const NO_FIGURE = {};

// The figures of a row by participant: of(row, "rumpy", "", 1) is { gflops, seconds, ... } or {}.
function reader({ participants }) {
  return (row, peer, variant, threads) => {
    const found = participants.find(
      (each) => each.peer === peer && each.variant === variant && each.threads === threads,
    );
    return (found && row.results[found.id]) ?? NO_FIGURE;
  };
}

function rowsOf({ rows }, group) {
  return rows.filter((row) => row.group === group);
}

function heading({ peer, variant }) {
  const label = LABELS[peer] ?? peer;
  return variant ? `${label}, ${variant}` : label;
}

/** The one core's limit of a row: what its kernel could do at best. */
function limitOf({ participants, peers }, row, kind) {
  const own = peers.find(({ name }) => name === "rumpy");
  const fused = own ? own.kernel.includes("relaxed") : true;
  const wanted = kind ?? (fused && !row.dtype.startsWith("int") ? "fused" : "mul+add");
  return reader({ participants })(row, "limit", wanted, 1);
}

/**
 * The fastest of the others in a row: { peer, variant, gflops } or null. same: with a B that they
 * may have seen before, else one that they have not.
 */
function best({ participants }, row, threads, same) {
  let found = null;
  for (const { id, peer, variant, threads: each } of participants) {
    const rival = each === threads && !["rumpy", "limit"].includes(peer);
    const gflops = row.results[id]?.gflops;
    if (rival && (same || variant !== "same B") && gflops > (found?.gflops ?? 0)) {
      found = { peer, variant, gflops };
    }
  }
  return found;
}

const name = (found) => (found ? `${figure(found.gflops)} (${LABELS[found.peer] ?? found.peer})` : "");

const hasPrepacked = ({ participants }) =>
  participants.some(({ peer, variant }) => peer === "rumpy" && variant === "same B");

/** rumpy beside the best of the others. */
function againstBest(results, threads) {
  const of = reader(results);
  const packed = hasPrepacked(results);
  const head = ["n", "rumpy", ...(threads === 1 ? ["of the limit"] : [`${threads} threads / 1`])];
  head.push("best other, fresh B", "rumpy / it");
  head.push(...(packed ? ["rumpy, prepacked"] : []), "best other, same B");
  head.push(packed ? "prepacked / it" : "rumpy / it");
  return table(
    head,
    rowsOf(results, "square").map((row) => {
      const own = of(row, "rumpy", "", threads).gflops;
      const again = packed ? of(row, "rumpy", "same B", threads).gflops : own;
      const [fresh, same] = [false, true].map((which) => best(results, row, threads, which));
      return [
        row.n,
        figure(own),
        threads === 1
          ? percent(quotient(own, limitOf(results, row).gflops))
          : times(quotient(own, of(row, "rumpy", "", 1).gflops)),
        name(fresh),
        times(quotient(own, fresh?.gflops)),
        ...(packed ? [figure(again)] : []),
        name(same),
        times(quotient(again, same?.gflops)),
      ];
    }),
  );
}

/** rumpy's kernel for engines without relaxed SIMD, beside what that can do at most. */
function mulAdd(results) {
  const of = reader(results);
  return table(
    ["n", "rumpy, mul+add", "limit, mul+add", "of the limit"],
    rowsOf(results, "square").map((row) => {
      const own = of(row, "rumpy", "mul+add", 1).gflops;
      const limit = limitOf(results, row, "mul+add").gflops;
      return [row.n, figure(own), figure(limit), percent(quotient(own, limit))];
    }),
  );
}

/** Everybody's figures. */
function everybody(results, group, threads, label) {
  const of = reader(results);
  const rows = rowsOf(results, group);
  const columns = results.participants.filter(
    ({ id, threads: each }) => each === threads && rows.some((row) => id in row.results),
  );
  return table(
    [label.head, ...columns.map(heading)],
    rows.map((row) => [
      label.of(row),
      ...columns.map(({ peer, variant }) => figure(of(row, peer, variant, threads).gflops)),
    ]),
  );
}

/** What a call takes, and how much of it is not arithmetic at the limit's speed. */
function smallProducts(results) {
  const of = reader(results);
  const nanoseconds = (seconds) => (seconds === undefined ? "" : (1e9 * seconds).toFixed(0));
  return table(
    ["n", "rumpy, ns", "at the limit, ns", "beside it, ns", "NumPy, ns", "NumPy / rumpy"],
    rowsOf(results, "small").map((row) => {
      const own = of(row, "rumpy", "", 1).seconds;
      const least = limitOf(results, row).seconds;
      const numpy = of(row, "numpy", "", 1).seconds;
      return [
        row.n,
        nanoseconds(own),
        nanoseconds(least),
        own === undefined || least === undefined ? "" : nanoseconds(own - least),
        nanoseconds(numpy),
        times(quotient(numpy, own)),
      ];
    }),
  );
}

// A share of one core's limit, or of the speed at which it reads memory, and which of them.
function share(results, row) {
  const own = reader(results)(row, "rumpy", "", 1);
  if (row.memory) {
    const seconds = reader(results)(row, "limit", "read", 1).seconds;
    return quotient(seconds, own.seconds);
  }
  return quotient(own.gflops, limitOf(results, row).gflops);
}

function shapes(results) {
  const of = reader(results);
  const two = results.threads.find((each) => each > 1);
  const head = ["float32", "rumpy", "of the limit", "GB/s", "best other, fresh B", "rumpy / it"];
  if (two) {
    head.push(`rumpy, ${two} threads`, `best other, ${two} threads`, "rumpy / it");
  }
  return table(
    head,
    rowsOf(results, "shapes").map((row) => {
      const own = of(row, "rumpy", "", 1);
      const other = best(results, row, 1, false);
      const part = percent(share(results, row));
      const cells = [
        row.label,
        figure(own.gflops),
        row.memory && part ? `${part} of reading` : part,
        row.memory ? figure(quotient(row.bytes / 1e9, own.seconds)) : "",
        name(other),
        times(quotient(own.gflops, other?.gflops)),
      ];
      if (two) {
        const both = of(row, "rumpy", "", two).gflops;
        const rival = best(results, row, two, false);
        cells.push(figure(both), name(rival), times(quotient(both, rival?.gflops)));
      }
      return cells;
    }),
  );
}

function dtypes(results) {
  const of = reader(results);
  return table(
    ["", "rumpy", "of the limit", "NumPy", "rumpy / NumPy"],
    rowsOf(results, "dtypes").map((row) => {
      const own = of(row, "rumpy", "", 1).gflops;
      const numpy = of(row, "numpy", "", 1).gflops;
      return [
        row.label,
        figure(own),
        percent(quotient(own, limitOf(results, row).gflops)),
        figure(numpy),
        times(quotient(own, numpy)),
      ];
    }),
  );
}

/** Of each series of neighbouring sizes: the one furthest below the median of all others in it. */
function worstNeighbours(results, threads) {
  const of = reader(results);
  const series = new Map();
  for (const row of rowsOf(results, "cliffs")) {
    const gflops = of(row, "rumpy", "", threads).gflops;
    if (gflops !== undefined) {
      const key = `${row.power} ${row.layout}`;
      series.set(key, [...(series.get(key) ?? []), { ...row, gflops }]);
    }
  }
  return [...series.values()]
    .filter((rows) => rows.length > 1)
    .map((rows) => {
      const shares = rows.map((row) => {
        const others = rows.filter((other) => other !== row).map(({ gflops }) => gflops);
        return { ...row, typical: median(others), share: row.gflops / median(others) };
      });
      return shares.reduce((worst, each) => (each.share < worst.share ? each : worst));
    });
}

function cliffs(results) {
  return table(
    ["sizes around", "threads", "layout", "worst n", "GFLOP/s", "median of the others", "worst / it"],
    results.threads.flatMap((threads) =>
      worstNeighbours(results, threads).map(({ power, layout, n, gflops, typical, share }) => [
        power,
        threads,
        LAYOUTS[layout],
        n,
        figure(gflops),
        figure(typical),
        percent(share),
      ]),
    ),
  );
}

function geometricMean(values) {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

const ratio = (row) => quotient(row.numpy, row.rumpy);

// "Geometric mean 2.50x; slower than NumPy: 3 of 80 (the worst: ...)."
function overall(rows, label) {
  const known = rows.filter((row) => Number.isFinite(ratio(row)));
  if (known.length === 0) {
    return "";
  }
  const worst = known.reduce((least, row) => (ratio(row) < ratio(least) ? row : least));
  const slower = known.filter((row) => ratio(row) < 1).length;
  return (
    `Geometric mean ${times(geometricMean(known.map(ratio)))}; slower than NumPy: ${slower} of ` +
    `${known.length}; the worst: ${label(worst)}, ${times(ratio(worst))}.`
  );
}

// A row for each statement: rumpy, NumPy and their ratio, of each group of columns.
function besideNumpy(head, rows, groups, show) {
  const statements = [...new Set(rows.map(({ statement }) => statement))];
  const names = ["rumpy", "numpy"].filter((name) => rows.some((row) => name in row));
  const both = names.length === 2;
  const label = (group) => (group.label ? `, ${group.label}` : "");
  return table(
    [
      head,
      ...groups.flatMap((group) => [
        ...names.map((name) => `${LABELS[name] ?? name}${label(group)}`),
        ...(both ? ["NumPy / rumpy"] : []),
      ]),
    ],
    statements.map((statement) => [
      statement,
      ...groups.flatMap((group) => {
        const row = rows.find((each) => each.statement === statement && group.has(each)) ?? {};
        const cells = names.map((name) => (row[name] === undefined ? "" : show(row[name])));
        return both ? [...cells, times(ratio(row))] : cells;
      }),
    ]),
  );
}

// Rows whose statements are code.
const quoted = (rows) => rows.map((row) => ({ ...row, statement: `\`${row.statement}\`` }));

const ALL = [{ has: () => true }];

function smallCalls(rows) {
  const text = besideNumpy("call, ns", quoted(rows), ALL, (ns) => ns.toFixed(0));
  const said = overall(quoted(rows), ({ statement }) => statement);
  return said ? `${text}\n\n${said}` : text;
}

// In the README: what is used most.
const USUAL = [
  "x + y", "np.exp(x)", "np.log(positive)", "np.sin(x)", "np.tanh(x)", "positive ** y",
  "np.where(mask, x, y)", "x.sum()", "x.std()", "np.cumsum(x)", "np.sort(x)", "np.argsort(x)",
  "np.searchsorted(ordered, y)", "x[mask]", "np.fft.fft(signal)", "rng.standard_normal(N)",
]; // prettier-ignore

function operations(rows, chosen) {
  const shown = rows.filter(({ statement }) => chosen?.includes(statement) ?? true);
  const groups = ["float32", "float64"].map((dtype) => ({
    label: dtype,
    has: (row) => row.dtype === dtype,
  }));
  const text = besideNumpy("ns an element", quoted(shown), groups, figure);
  return `${text}\n\n${overall(quoted(rows), ({ statement, dtype }) => `${statement} of ${dtype}`)}`;
}

function linalg(rows) {
  const sizes = [...new Set(rows.map(({ n }) => n))];
  const statements = [...new Set(rows.map(({ statement }) => statement))];
  const found = (statement, n) =>
    rows.find((row) => row.statement === statement && row.n === n) ?? {};
  const milliseconds = (seconds) => figure(seconds * 1000);
  const cell = (row) =>
    row.rumpy === undefined ? "" : `${milliseconds(row.rumpy)} / ${milliseconds(row.numpy)} = ${times(ratio(row))}`;
  const means = sizes.map((n) => geometricMean(rows.filter((row) => row.n === n).map(ratio)));
  return table(
    ["ms: rumpy / NumPy", ...sizes.map((n) => `n = ${n}`)],
    [
      ...statements.map((statement) => [statement, ...sizes.map((n) => cell(found(statement, n)))]),
      ["geometric mean", ...means.map(times)],
    ],
  );
}

function wholePrograms(rows) {
  return besideNumpy("seconds", rows, ALL, figure);
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

// The lowest value of [where, value] pairs that have one, as a line.
function atLeast(text, pairs, show) {
  const known = pairs.filter(([, value]) => Number.isFinite(value));
  if (known.length === 0) {
    return [];
  }
  const [where, value] = known.reduce((least, each) => (each[1] < least[1] ? each : least));
  return [`${text}: at least ${show(value)} (${where})`];
}

/** One line for each question that the benchmark answers: the worst case, and where it is. */
export function summary(results) {
  const of = reader(results);
  const square = rowsOf(results, "square");
  const packed = hasPrepacked(results) ? "same B" : "";
  const lines = [];
  lines.push(
    ...atLeast(
      "share of one core's limit, n >= 256",
      square
        .filter(({ n }) => n >= 256)
        .map((row) => [row.label, quotient(of(row, "rumpy", "", 1).gflops, limitOf(results, row).gflops)]),
      percent,
    ),
  );
  lines.push(
    ...atLeast(
      "share of the mul+add limit without relaxed SIMD, n >= 256",
      square
        .filter(({ n }) => n >= 256)
        .map((row) => [
          row.label,
          quotient(of(row, "rumpy", "mul+add", 1).gflops, limitOf(results, row, "mul+add").gflops),
        ]),
      percent,
    ),
  );
  for (const threads of results.threads) {
    const rows = square.filter(({ n }) => threads === 1 || n >= 256);
    const on = threads === 1 ? "1 thread" : `${threads} threads, n >= 256`;
    const against = (variant, same) =>
      rows.map((row) => {
        const found = best(results, row, threads, same);
        const own = of(row, "rumpy", variant, threads).gflops;
        return [`${row.label}, ${LABELS[found?.peer] ?? found?.peer}`, quotient(own, found?.gflops)];
      });
    lines.push(
      ...atLeast(`rumpy / best other with a fresh B, ${on}`, against("", false), times),
      ...atLeast(
        `rumpy${packed && ", prepacked,"} / best other with the same B, ${on}`,
        against(packed, true),
        times,
      ),
    );
    if (threads > 1) {
      const faster = (least) =>
        square
          .filter(({ n }) => n >= least)
          .map((row) => [
            row.label,
            quotient(of(row, "rumpy", "", threads).gflops, of(row, "rumpy", "", 1).gflops),
          ]);
      lines.push(
        ...atLeast(`${threads} threads / 1`, faster(0), times),
        ...atLeast(`${threads} threads / 1, n >= 512`, faster(512), times),
      );
    }
    lines.push(
      ...atLeast(
        `neighbours of powers of two, ${threads} thread${threads > 1 ? "s" : ""}: worst / median`,
        worstNeighbours(results, threads).map(({ label, share: part }) => [label, part]),
        percent,
      ),
    );
  }
  lines.push(
    ...atLeast(
      "shapes, share of one core's limit or of reading memory",
      rowsOf(results, "shapes").map((row) => [row.label, share(results, row)]),
      percent,
    ),
    ...atLeast(
      "dtypes, share of one core's limit",
      rowsOf(results, "dtypes").map((row) => [
        row.label,
        quotient(of(row, "rumpy", "", 1).gflops, limitOf(results, row).gflops),
      ]),
      percent,
    ),
  );
  for (const row of results.guests.calls ?? []) {
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
  for (const { name: each, version, kernel, pyodide } of peers) {
    if (!seen.has(each)) {
      seen.add(each);
      const inside = pyodide ? ` in Pyodide ${pyodide}` : "";
      versions.push(`${LABELS[each] ?? each} ${version}${inside} (${kernel})`);
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
      "Python. The limit: multiply-adds from registers alone on one core. *Fresh B*: a B that was not " +
      "seen before, as each `a @ b` has. *Same B*: one B for all products, which may be kept packed.",
  ];
}

const count = (threads) => (threads === 1 ? "one thread" : `${threads} threads`);

// A titled part, where there is anything to show.
function part(title, present, make) {
  return present ? ["", `**${title}**`, "", make()] : [];
}

function hasRows(results, group, threads) {
  return rowsOf(results, group).some((row) =>
    results.participants.some((each) => each.threads === threads && each.id in row.results),
  );
}

function ownRows(results, group, threads) {
  const of = reader(results);
  return rowsOf(results, group).some((row) => of(row, "rumpy", "", threads) !== NO_FIGURE);
}

// What rumpy does beside matrix products; `short` is the README's choice.
function besides(results, short) {
  const { guests, imports } = results;
  const guest = (title, name, make) =>
    part(title, (guests[name] ?? []).length > 0, () => make(guests[name]));
  return [
    ...guest(
      "Operations on a million elements (one Pyodide, interleaved medians)",
      "operations",
      (rows) => operations(rows, short ? USUAL : null),
    ),
    ...guest("Linear algebra and transforms, float64", "linalg", linalg),
    ...guest(
      "Whole programs, as people write them for NumPy; both print the same",
      "programs",
      wholePrograms,
    ),
    ...guest("Small calls (`a`: 10 float64, `m`: 3x3)", "calls", smallCalls),
    ...guest("More small calls, of what programs call in loops", "common", smallCalls),
    ...part("Loading (a fresh Pyodide each time)", Object.keys(imports).length > 0, () =>
      loading(results),
    ),
  ];
}

function noted({ notes }) {
  return notes.length > 0 ? ["", ...notes.map((note) => `- ${note}`)] : [];
}

function againstAll(results) {
  return results.threads.flatMap((threads) =>
    part(`rumpy and the best of the others, ${count(threads)}`, ownRows(results, "square", threads), () =>
      againstBest(results, threads),
    ),
  );
}

/** All tables. */
export function markdown(results) {
  const byN = { head: "n", of: ({ n }) => n };
  const byLabel = { head: "float32", of: ({ label }) => label };
  const everywhere = (title, group, label) =>
    results.threads.flatMap((threads) =>
      part(`${title}, ${count(threads)}`, hasRows(results, group, threads), () =>
        everybody(results, group, threads, label),
      ),
    );
  const own = (group) => ownRows(results, group, 1);
  const parts = [
    ...header(results),
    ...againstAll(results),
    ...part(
      "rumpy as in an engine without relaxed SIMD, one thread",
      results.participants.some(({ peer, variant }) => peer === "rumpy" && variant === "mul+add") &&
        own("square"),
      () => mulAdd(results),
    ),
    ...everywhere("All figures", "square", byN),
    ...part("Products of small matrices, one thread", own("small"), () => smallProducts(results)),
    ...part("Shapes", own("shapes"), () => shapes(results)),
    ...everywhere("All figures for these shapes", "shapes", byLabel),
    ...part("Other dtypes, one thread", own("dtypes"), () => dtypes(results)),
    ...part(
      "Sizes 2^k-8 .. 2^k+8: the worst beside the median of the others",
      results.threads.some((threads) => ownRows(results, "cliffs", threads)),
      () => cliffs(results),
    ),
    ...besides(results, false),
  ];
  const lines = summary(results).map((line) => `- ${line}`);
  if (lines.length > 0) {
    parts.push("", "**The worst of each**", "", ...lines);
  }
  return `${[...parts, ...noted(results)].join("\n")}\n`;
}

/** What the README shows: rumpy beside the best of the others, and beside NumPy. */
export function brief(results) {
  const more =
    "All participants, shapes, dtypes and operations: " +
    "[benchmarks/results/bench.md](benchmarks/results/bench.md).";
  return `${[
    ...header(results),
    ...againstAll(results),
    ...besides(results, true),
    "",
    more,
    ...noted(results),
  ].join("\n")}\n`;
}

/** Puts the text between the lines `<!-- NAME:begin -->` and `<!-- NAME:end -->`; an error without them. */
export function updateReadme(file, text, name = "bench") {
  const [begin, end] = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`];
  const old = fs.readFileSync(file, "utf8");
  const from = old.indexOf(begin);
  const to = old.indexOf(end);
  if (from < 0 || to < from) {
    throw new Error(`${file} has no lines ${begin} and ${end}`);
  }
  fs.writeFileSync(file, `${old.slice(0, from + begin.length)}\n${text}${old.slice(to)}`);
}
