// node run.mjs [options]: the whole benchmark in one page of headless Chromium.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { openPage } from "../pyodide-build/chromium.mjs";
import { serve } from "../pyodide-build/server.mjs";
import { builtWheels, optional, PAGE, required, ROOT } from "../pyodide-build/settings.mjs";
import { confine, describeMachine, Placement } from "./machine.mjs";
import { buildLimit } from "./limit/build.mjs";
import { cliffSeries, DTYPES, SHAPES, SMALL, squares } from "./cases.mjs";
import { brief, markdown, updateReadme } from "./report.mjs";

const HERE = path.dirname(fileURLToPath(import.meta.url));

const PEERS = ["limit", "rumpy", "numpy", "tfjs", "litert", "onnxruntime", "jax-js", "numpy-ts"];

const HELP = `\
usage: node run.mjs [options]

  --quick            fewer sizes, rounds and tables: about three minutes instead of twenty-five
  --only LIST        tables to measure (square,small,shapes,dtypes,cliffs,calls,operations,linalg,
                     programs; common: more small calls)
  --sizes LIST       n of the square products, as 64,512; nothing else but what --only names
  --cliffs LIST      k of the studied sizes 2^k-8 .. 2^k+8 (8,9,10,11); 12 has three sizes only
  --threads LIST     numbers of threads (1,2)
  --rounds N         samples a figure
  --peers LIST       files of peers/, without .mjs (${PEERS.join(",")})
  --cores LIST       cores to run on (as many as threads, from 0); Linux, with taskset
  --no-pin           leave the placing of threads to the kernel
  --no-isolation     a page without SharedArrayBuffer: nobody has threads
  --out DIR          where bench.json and bench.md go (build/bench)
  --update-readme    also put the short tables into README.md, and both files into benchmarks/results
  --timeout SECONDS  give up after this long (3600)
`;

// What is measured in one Pyodide with rumpy and NumPy: a file of guest/, and for each run of its
// `measure` what it is given after the modules' names.
const LARGE = ["solve", "inv", "qr", "svd", "eigh", "einsum"];
const GUESTS = {
  calls: ({ rounds, sampleSeconds }) => ({
    file: "small_calls.py",
    runs: [[rounds, sampleSeconds]],
    imports: true,
  }),
  operations: () => ({ file: "operations.py", runs: [[7]] }),
  linalg: () => ({
    file: "linalg.py",
    runs: [
      ["float64", [2, 8, 100, 300]],
      ["float64", [1000], LARGE],
    ],
  }),
  programs: () => ({
    file: "programs.py",
    runs: [[3]],
    files: fs.globSync("programs/*.py", { cwd: HERE }),
  }),
  common: ({ rounds, sampleSeconds }) => ({
    file: "common_calls.py",
    runs: [[rounds, sampleSeconds]],
    files: ["guest/small_calls.py"],
  }),
};

const FULL = {
  sizes: [16, 32, 64, 128, 256, 512, 768, 1024, 2048, 4096],
  only: ["square", "small", "shapes", "dtypes", "cliffs", "calls", "operations", "linalg", "programs"],
  cliffs: [8, 9, 10, 11],
  rounds: 9,
  roundsLarge: 5,
  roundsSeries: 5,
  importRounds: 5,
  sampleSeconds: 0.05,
};
const QUICK = {
  sizes: [32, 128, 512, 1024],
  only: ["square", "small", "calls"],
  cliffs: [8, 9],
  rounds: 3,
  roundsLarge: 3,
  roundsSeries: 3,
  importRounds: 1,
  sampleSeconds: 0.02,
};

const VALUED = [
  ...["--only", "--sizes", "--cliffs", "--threads", "--rounds", "--peers", "--cores", "--out"],
  "--timeout",
];
const FLAGS = ["--quick", "--no-pin", "--no-isolation", "--update-readme"];

function usage(message) {
  console.error(`bench: ${message}\n\n${HELP}`);
  process.exit(64);
}

function numbers(option, text) {
  const list = text.split(",").map(Number);
  if (list.some((each) => !Number.isInteger(each) || each < 0)) {
    usage(`${option} wants whole numbers, as 1,2, and got '${text}'`);
  }
  return list;
}

function parse(argv) {
  const options = {};
  for (let at = 0; at < argv.length; at += 1) {
    if (VALUED.includes(argv[at])) {
      options[argv[at]] = argv[at + 1] ?? usage(`${argv[at]} wants a value`);
      at += 1;
    } else if (FLAGS.includes(argv[at])) {
      options[argv[at]] = true;
    } else if (argv[at] === "--help" || argv[at] === "-h") {
      process.stdout.write(HELP);
      process.exit(0);
    } else {
      usage(`unknown option ${argv[at]}`);
    }
  }
  return options;
}

/** The wheels of each module, where they can be had: { rumpy: [...], numpy: [...] }, and why not. */
function findWheels(notes) {
  const wheels = {};
  const built = builtWheels();
  if (built.some((file) => path.basename(file).startsWith("rumpy-"))) {
    wheels.rumpy = built;
  } else {
    notes.push("rumpy is absent: there is no wheel in dist/ (`make wheel` builds it)");
  }
  const numpy = optional("NUMPY_WASM_WHEEL");
  if (numpy && (/^https?:/.test(numpy) || fs.existsSync(numpy))) {
    wheels.numpy = [numpy];
  } else {
    notes.push("NumPy is absent: no wheel of it for Pyodide was found (set NUMPY_WASM_WHEEL)");
  }
  return wheels;
}

// The tables that are measured, each a group of cases or of series of cases.
function makeGroups({ only, sizes, cliffs, threads }) {
  const makers = {
    square: () => ({ cases: squares(sizes), threads, mulAdd: true }),
    small: () => ({ cases: SMALL, threads: [1], peers: ["limit", "rumpy", "numpy"], sameB: false }),
    shapes: () => ({ cases: SHAPES, threads, peers: ["limit", "rumpy", "litert", "onnxruntime"] }),
    dtypes: () => ({ cases: DTYPES, threads: [1], peers: ["limit", "rumpy", "numpy"] }),
    cliffs: () => ({ series: cliffSeries(cliffs), threads, peers: ["rumpy"], sameB: false }),
  };
  const unknown = only.find((name) => !Object.hasOwn(makers, name) && !Object.hasOwn(GUESTS, name));
  if (unknown !== undefined) {
    usage(`there is no table '${unknown}'`);
  }
  return only.filter((name) => makers[name]).map((name) => ({ name, ...makers[name]() }));
}

// The guests of a plan; without NumPy there is nothing to compare operations with.
function makeGuests(plan, notes) {
  const guests = plan.only.filter((name) => GUESTS[name]).map((name) => ({ table: name, ...GUESTS[name](plan) }));
  return guests.filter(({ table }) => {
    const sound = plan.modules.length === 2 || (table === "calls" && plan.modules.length > 0);
    if (!sound) {
      notes.push(`${table}: left out, since it compares rumpy with NumPy, and not both are there`);
    }
    return sound;
  });
}

function makePlan(options, notes) {
  const plan = { ...(options["--quick"] ? QUICK : FULL), threads: [1, 2] };
  if (options["--sizes"]) {
    plan.sizes = numbers("--sizes", options["--sizes"]);
    plan.only = ["square"];
  }
  if (options["--cliffs"]) {
    plan.cliffs = numbers("--cliffs", options["--cliffs"]);
    plan.only = ["cliffs"];
  }
  if (options["--only"]) {
    plan.only = options["--only"].split(",");
  }
  if (options["--threads"]) {
    plan.threads = numbers("--threads", options["--threads"]);
  }
  if (options["--rounds"]) {
    const [rounds] = numbers("--rounds", options["--rounds"]);
    Object.assign(plan, { rounds, roundsLarge: rounds, roundsSeries: rounds });
  }
  plan.groups = makeGroups(plan);
  const wheels = findWheels(notes);
  const asked = options["--peers"]?.split(",") ?? PEERS;
  for (const name of asked) {
    if (!fs.existsSync(path.join(HERE, "peers", `${name}.mjs`))) {
      usage(`there is no peer '${name}'`);
    }
  }
  const inPython = ["rumpy", "numpy"].filter((name) => asked.includes(name) && wheels[name]);
  const needed = (name) => plan.groups.some(({ peers }) => !peers || peers.includes(name));
  plan.peers = asked
    .filter((name) => inPython.includes(name) || !["rumpy", "numpy"].includes(name))
    .filter(needed)
    .map((name) => ({ name, url: `/benchmarks/peers/${name}.mjs` }));
  plan.modules = inPython;
  plan.guests = makeGuests(plan, notes);
  plan.imports = plan.guests.some(({ imports }) => imports);
  return { plan, wheels };
}

function wheelSizes(wheels) {
  const describe = (file) => ({ name: path.basename(file).split("-")[0], bytes: fs.statSync(file).size });
  return Object.fromEntries(
    Object.entries(wheels).map(([name, files]) => [
      name,
      files.filter((file) => fs.existsSync(file)).map(describe),
    ]),
  );
}

// What the page may fetch: its own files, Pyodide, npm's packages and the wheels.
async function publish(plan, wheels, isolated, notes) {
  const files = { "/": path.join(HERE, "page", "index.html") };
  plan.settings = { indexURL: "/pyodide/", modules: "/modules/", wheels: {} };
  for (const [name, list] of Object.entries(wheels)) {
    plan.settings.wheels[name] = list.map((file) => {
      if (/^https?:/.test(file)) {
        return file;
      }
      files[`/wheels/${path.basename(file)}`] = path.resolve(file);
      return `/wheels/${path.basename(file)}`;
    });
  }
  try {
    const limit = buildLimit(path.join(ROOT, "build", "bench", "limit"));
    files["/limit/relaxed.wasm"] = limit.relaxed;
    files["/limit/simd128.wasm"] = limit.simd128;
  } catch (error) {
    notes.push(`the limit could not be built: ${error.message}`);
  }
  files["/plan.json"] = Buffer.from(JSON.stringify(plan));
  return serve({
    folders: {
      "/benchmarks/": HERE,
      "/page/": PAGE,
      "/pyodide/": required("PYODIDE_DIR"),
      "/modules/": required("NODE_MODULES"),
    },
    files,
    isolated,
  });
}

// Runs the page to its end: { browser, results }.
async function runPage(server, placement, seconds) {
  let finish;
  const finished = new Promise((resolve, reject) => {
    finish = { resolve, reject };
  });
  const started = Date.now();
  const onEvent = (event) => {
    if (event.type === "progress") {
      console.log(`[${((Date.now() - started) / 1000).toFixed(0).padStart(4)} s] ${event.text}`);
    } else if (event.type === "before") {
      placement?.before();
    } else if (event.type === "after") {
      return placement?.after(event) ?? "";
    } else if (event.type === "done") {
      finish.resolve(event.results);
    } else {
      finish.reject(Object.assign(new Error(event.message), { stack: event.message }));
    }
    return null;
  };
  const { browser, page, version, failed } = await openPage({ onEvent });
  const late = setTimeout(
    () => finish.reject(new Error(`no end after ${seconds} s`)),
    seconds * 1000,
  );
  try {
    page.on("console", (message) => {
      // Some peers send their log there, too.
      const log = /^(INFO|WARNING): |^No available adapters/.test(message.text());
      if (["error", "warning"].includes(message.type()) && !log) {
        console.error(`[console] ${message.text()}`);
      }
    });
    await page.goto(`${server.url}/`);
    return { browser: version, results: await Promise.race([finished, failed]) };
  } finally {
    clearTimeout(late);
    await browser.close();
  }
}

function save(folder, results, text) {
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, "bench.json"), `${JSON.stringify(results, null, 1)}\n`);
  fs.writeFileSync(path.join(folder, "bench.md"), text);
}

async function main(argv) {
  const options = parse(argv);
  const notes = [];
  const { plan, wheels } = makePlan(options, notes);
  const [load] = os.loadavg();
  if (load > 0.5) {
    notes.push(
      `the machine was busy when the run began (load average ${load.toFixed(1)}): ` +
        "the figures are indications, and above all those of several threads",
    );
  }
  notes.forEach((note) => console.log(note));
  const cores = options["--cores"]
    ? numbers("--cores", options["--cores"])
    : Array.from({ length: Math.max(...plan.threads) }, (_, core) => core);
  // Before Chromium starts: what it starts stays on these cores, and counts them as all there are.
  const pinned = !options["--no-pin"] && confine(cores);
  const server = await publish(plan, wheels, !options["--no-isolation"], notes);
  let ran;
  try {
    const placement = pinned ? new Placement(cores) : null;
    ran = await runPage(server, placement, Number(options["--timeout"] ?? 3600));
  } finally {
    await server.close();
  }

  const results = {
    schema: 2,
    date: new Date().toISOString(),
    mode: options["--quick"] ? "quick" : "full",
    machine: describeMachine(),
    browser: ran.browser,
    cores,
    pinned,
    rounds: plan.rounds,
    threads: plan.threads,
    ...ran.results,
    wheels: wheelSizes(wheels),
    notes: [...notes, ...ran.results.notes],
  };
  const text = markdown(results);
  const folder = path.resolve(options["--out"] ?? path.join(ROOT, "build", "bench"));
  save(folder, results, text);
  console.log(`\n${text}`);
  console.log(`\nwritten: ${path.relative(process.cwd(), folder) || "."}/bench.json and bench.md`);
  if (options["--update-readme"]) {
    save(path.join(HERE, "results"), results, text);
    updateReadme(path.join(ROOT, "README.md"), brief(results));
    console.log("README.md updated");
  }
  results.mistakes.forEach((mistake) => console.error(`bench: WRONG RESULT: ${mistake}`));
  return results.mistakes.length > 0 ? 1 : 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  console.error(`bench: ${error.stack ?? error}`);
  process.exitCode = 70;
}
