// The visitor's race: what the page's controls say is run, shown while it goes on, and to be copied.
import { Peer } from "../page/host.mjs";
import { median } from "../page/median.mjs";
import { operands } from "../page/truth.mjs";
import { draw, narrow } from "./chart.mjs";
import { markdown, show } from "./table.mjs";

const SIZES = [64, 128, 256, 512, 1024, 2048];
const CHOSEN = [64, 256, 512, 1024];
const ROUNDS = 5;
const SAMPLE_SECONDS = 0.06;
const element = (id) => document.getElementById(id);
const settings = await (await fetch("settings.json")).json();
// Addresses that workers elsewhere understand, too.
settings.indexURL = new URL(settings.indexURL, location).href;
settings.modules = new URL(settings.modules, location).href;
for (const [name, wheels] of Object.entries(settings.wheels)) {
  settings.wheels[name] = wheels.map((wheel) => new URL(wheel, location).href);
}

const RACERS = [
  { name: "limit", most: 1, variant: "fused", label: "limit of one core" },
  { name: "rumpy", variant: "", label: "rumpy" },
  { name: "tfjs", variant: "fresh B", label: "tfjs, fresh B" },
  { name: "tfjs", variant: "same B", label: "tfjs, same B" },
  { name: "numpy", most: 1, largest: 512, variant: "", label: "NumPy" },
].filter(({ name }) => name !== "numpy" || settings.wheels.numpy);

let stopped = false;
let report = null;

function choices(container, name, options) {
  for (const { value, text, checked } of options) {
    const label = document.createElement("label");
    const box = Object.assign(document.createElement("input"), { type: "checkbox", name, value, checked });
    label.append(box, ` ${text}`);
    container.append(label);
  }
}

const chosen = (name) =>
  [...document.querySelectorAll(`input[name=${name}]:checked`)].map((box) => Number(box.value));

function say(text, done) {
  element("now").textContent = text;
  if (done !== undefined) {
    element("progress").value = done;
  }
}

/** A peer for each module and number of threads: { racer, threads, peer }. */
async function open(counts) {
  const entries = [];
  for (const name of new Set(RACERS.map((racer) => racer.name))) {
    const racers = RACERS.filter((racer) => racer.name === name);
    for (const threads of counts.filter((count) => count <= (racers[0].most ?? Infinity))) {
      say(`Starting ${name}${threads > 1 ? ` on ${threads} threads` : ""} ...`);
      const url = new URL(`../peers/${name}.mjs`, import.meta.url).href;
      const peer = await Peer.open(url, threads, settings);
      for (const racer of racers) {
        const variant = peer.info.variants?.includes(racer.variant) === false ? "mul+add" : racer.variant;
        entries.push({ ...racer, variant, threads, peer });
      }
    }
  }
  return entries;
}

// Each peer's time for as many products as make a sample, after a check of the first.
async function first(entry, check) {
  const { peer, variant, threads } = entry;
  const run = (count) => peer.call("run", { variant, threads, count, leadIn: count > 1 });
  await run(1);
  if (entry.name !== "limit") {
    const wrong = check(await peer.call("result"));
    if (wrong) {
      throw new Error(`${entry.label}: ${wrong}`);
    }
  }
  let count = 1;
  for (;;) {
    const seconds = await run(count);
    if (seconds >= SAMPLE_SECONDS / 2) {
      return Math.max(1, Math.round((count * SAMPLE_SECONDS) / seconds));
    }
    count *= 4;
  }
}

async function race(n, entries, progress) {
  const flops = 2 * n ** 3;
  const problem = { batch: 1, m: n, n, k: n, flops, bytes: 8 * n * n };
  const { a, b, check } = operands({ ...problem, transposed: false, dtype: "float32" });
  const taking = entries.filter((entry) => n <= (entry.largest ?? Infinity));
  for (const peer of new Set(taking.map((entry) => entry.peer))) {
    await peer.call("prepare", { ...problem, a, b });
  }
  const times = new Map(taking.map((entry) => [entry, []]));
  const counts = new Map();
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const entry of taking) {
      if (stopped) {
        return null;
      }
      progress(`${n} x ${n}: ${entry.label}, ${entry.threads} thread${entry.threads > 1 ? "s" : ""}`, round);
      if (!counts.has(entry)) {
        counts.set(entry, await first(entry, check));
      }
      const { peer, variant, threads } = entry;
      const count = counts.get(entry);
      times.get(entry).push((await peer.call("run", { variant, threads, count, leadIn: true })) / count);
    }
  }
  for (const peer of new Set(taking.map((entry) => entry.peer))) {
    await peer.call("release");
  }
  return taking.map((entry) => ({
    n,
    label: entry.label,
    threads: entry.threads,
    gflops: flops / median(times.get(entry)) / 1e9,
  }));
}

function about(entries) {
  const seen = new Set(entries.map(({ name, peer }) => `${name} ${peer.info.version}: ${peer.info.kernel}`));
  const isolation = self.crossOriginIsolated ? "page isolated" : "page not isolated: one thread";
  return `${navigator.userAgent}; ${navigator.hardwareConcurrency} processors; ${isolation}. ${[...seen].join("; ")}.`;
}

async function run(event) {
  event.preventDefault();
  const [sizes, counts] = [chosen("size"), chosen("threads")];
  if (sizes.length === 0 || counts.length === 0) {
    say("Choose at least one size and one number of threads.");
    return;
  }
  stopped = false;
  element("start").disabled = true;
  element("stop").disabled = false;
  let entries = [];
  try {
    entries = await open(counts);
    element("about").textContent = about(entries);
    report = { about: element("about").textContent, date: new Date().toISOString(), results: [] };
    for (const [index, n] of sizes.entries()) {
      const done = (round) => (index + round / ROUNDS) / sizes.length;
      const found = await race(n, entries, (text, round) => say(text, done(round)));
      if (found === null) {
        break;
      }
      report.results.push(...found);
      show(element("results"), report.results);
      draw(element("chart"), report.results);
    }
    say(stopped ? "Stopped." : "Done.", stopped ? undefined : 1);
    for (const id of ["copy-markdown", "copy-json"]) {
      element(id).disabled = report.results.length === 0;
    }
  } catch (error) {
    say(`It ended with an error: ${error.message}`);
  } finally {
    for (const peer of new Set(entries.map((entry) => entry.peer))) {
      peer.close();
    }
    element("start").disabled = false;
    element("stop").disabled = true;
  }
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    say("Copied.");
  } catch (error) {
    say(`The browser doesn't allow it: ${error.message}`);
  }
}

const most = self.crossOriginIsolated ? navigator.hardwareConcurrency : 1;
choices(element("sizes"), "size", SIZES.map((n) => ({ value: n, text: n, checked: CHOSEN.includes(n) })));
choices(
  element("threads"),
  "threads",
  [...new Set([1, 2, 4, Math.min(most, 16)])]
    .filter((count) => count <= most)
    .sort((x, y) => x - y)
    .map((count) => ({ value: count, text: count, checked: count === 1 || count === Math.min(most, 16) })),
);
element("isolation").textContent = self.crossOriginIsolated
  ? `The page is isolated: threads can be had. This machine has ${most} processors.`
  : "The page is not cross-origin isolated, so there are no threads: the host sends no such headers.";
narrow.addEventListener("change", () => report?.results.length && draw(element("chart"), report.results));
element("plan").addEventListener("submit", run);
element("stop").addEventListener("click", () => {
  stopped = true;
  say("Stopping ...");
});
element("copy-markdown").addEventListener("click", () => copy(markdown(report)));
element("copy-json").addEventListener("click", () => copy(JSON.stringify(report, null, 1)));
