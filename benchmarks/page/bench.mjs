// The benchmark's page: interleaves the participants and reports every figure to run.mjs.
//
// A participant is a peer with one of its variants and a number of threads. For each case all of
// them get the same matrices, all are checked, and then they take turns: each round gives every
// participant one sample, in an order that changes from round to round, so that whatever the
// machine does meanwhile meets all alike.
import { Peer } from "./host.mjs";
import { median } from "./median.mjs";
import { operands, randomSource } from "./truth.mjs";

const report = (event) => globalThis.runnerEvent(event);
const say = (text) => report({ type: "progress", text });

function shuffled(list, next) {
  const out = [...list];
  for (let i = out.length - 1; i > 0; i -= 1) {
    const j = (next() >>> 0) % (i + 1);
    [out[i], out[j]] = [out[j], out[i]];
  }
  return out;
}

/** Starts every peer; those that can't start are told of in `notes`, and stay away. */
async function openPeers(plan, notes) {
  const peers = [];
  const participants = [];
  for (const { url, name } of plan.peers) {
    const about = await import(url);
    const wanted = plan.threads.filter((threads) => threads <= (about.mostThreads ?? Infinity));
    const instances = about.fixedThreads ? wanted.map((threads) => [threads]) : [wanted];
    for (const counts of instances) {
      const most = Math.max(...counts);
      try {
        await report({ type: "before" });
        const peer = await Peer.open(url, most, plan.settings);
        peers.push(peer);
        for (const threads of counts) {
          if (threads > peer.info.threads) {
            const why = peer.info.note ? `: ${peer.info.note}` : "";
            notes.push(`${name} has no ${threads} threads here${why}`);
            continue;
          }
          for (const variant of peer.info.variants ?? about.variants) {
            const id = [about.name, variant, threads].filter((part) => part !== "").join(" / ");
            participants.push({ id, peer, about, variant, threads });
          }
        }
        await warmUp(peer, participants.filter((each) => each.peer === peer));
        const placed = await report({
          type: "after",
          inPage: about.where === "page",
          callerIdles: about.callerIdles ?? false,
        });
        say(`${name} ${peer.info.version}: ${peer.info.kernel}, ${most} thread(s)${placed}`);
      } catch (error) {
        const what = `${name} did not start for ${most} thread${most > 1 ? "s" : ""}`;
        notes.push(`${what}: ${error.message.split("\n")[0]}`);
        say(`${what}: ${error.message}`);
      }
    }
  }
  return { peers, participants };
}

// Enough products that the engine compiles the kernels with its best compiler.
async function warmUp(peer, participants) {
  const each = complete({ m: 192, n: 192, k: 192 });
  const { a, b } = operands(each);
  await peer.call("prepare", { ...each, a, b });
  for (const { about, variant, threads } of participants) {
    if (about.takes?.(each, variant) ?? true) {
      for (let seconds = 0; seconds < 0.3; ) {
        const took = await peer.call("run", { variant, threads, count: 5, leadIn: true });
        seconds += Math.max(0.01, took);
      }
    }
  }
  await peer.call("release");
}

const ITEM_SIZE = { float64: 8, int64: 8, int32: 4, int16: 2, int8: 1, complex64: 8, complex128: 16 };

// A case with what it left out, and how much there is to compute and to read.
function complete(given) {
  const each = { batch: 1, transposed: false, layout: "plain", dtype: "float32", ...given };
  const { batch, m, n, k, dtype } = each;
  each.flops = 2 * batch * m * n * k * (dtype.startsWith("complex") ? 4 : 1);
  each.bytes = batch * (m * k + k * n) * (ITEM_SIZE[dtype] ?? 4);
  return each;
}

// Whether a participant has a figure in this case.
function takesPart({ about, variant, threads }, each, group) {
  const { batch, m, n, k, transposed, layout, dtype } = each;
  const simple = layout === "plain" && dtype === "float32";
  const single = batch === 1 && !transposed;
  const anything = ["rumpy", "numpy", "limit"].includes(about.name);
  return (
    (group.peers?.includes(about.name) ?? true) &&
    group.threads.includes(threads) &&
    (anything || (simple && (single || about.batches))) &&
    batch * m * n * k <= (about.largest ?? Infinity) ** 3 &&
    (variant !== "same B" || (group.sameB ?? true)) &&
    // The kernel of other engines: one table, beside its own limit.
    (variant !== "mul+add" || about.name === "limit" || (group.mulAdd === true && threads === 1)) &&
    // rumpy prepacks one matrix.
    (variant !== "same B" || about.name !== "rumpy" || (simple && single)) &&
    (about.takes?.(each, variant) ?? true)
  );
}

// How many products make a sample long enough for the clock, and whether one should lead in.
async function calibrate({ peer, variant, threads }, first, seconds) {
  if (first > 4 * seconds) {
    return { count: 1, leadIn: first < 0.1, each: first };
  }
  let count = 1;
  for (;;) {
    const took = await peer.call("run", { variant, threads, count, leadIn: count > 1 });
    if (took >= seconds || count >= 1e6) {
      return { count, leadIn: took / count < 0.1, each: took / count };
    }
    count = Math.ceil(count * Math.min(20, Math.max(1.3, (1.2 * seconds) / Math.max(took, 1e-5))));
  }
}

function describe(samples, count, flops) {
  const seconds = median(samples);
  return {
    gflops: flops / seconds / 1e9,
    seconds,
    spread: [Math.min(...samples), Math.max(...samples)],
    samples: samples.length,
    count,
  };
}

// The first product of each participant, checked: those that were right, with how to sample them.
async function begin(each, taking, check, plan, { mistakes, notes }) {
  const right = [];
  for (const participant of taking) {
    const { about, id, peer, variant, threads } = participant;
    try {
      const first = await peer.call("run", { variant, threads, count: 1, leadIn: false });
      const wrong = about.checked === false ? null : check(await peer.call("result"));
      if (wrong === null) {
        const pace = await calibrate(participant, first, plan.sampleSeconds);
        right.push({ ...participant, ...pace, samples: [] });
      } else {
        mistakes.push(`${id}, ${each.label}: ${wrong}`);
      }
    } catch (error) {
      // What a peer can't do is no mistake of ours.
      const list = about.name === "rumpy" ? mistakes : notes;
      list.push(`${id}, ${each.label}: ${error.message.split("\n")[0]}`);
    }
  }
  return right;
}

async function prepareAll(peers, each, matrices, notes) {
  const { a, b } = matrices;
  const ready = [];
  for (const peer of peers) {
    try {
      await peer.call("prepare", { ...each, a, b });
      ready.push(peer);
    } catch (error) {
      notes.push(`${peer.name}, ${each.label}: ${error.message.split("\n")[0]}`);
    }
  }
  return ready;
}

function line({ label }, right, results) {
  const figures = right.map(({ id }) => `${id} ${results[id].gflops.toFixed(1)}`);
  say(`${label}: ${figures.join(", ")}`);
}

/** One row: { label, m, n, k, ..., results: { id: { seconds, gflops, spread, samples, count } } }. */
async function measureCase(given, group, plan, { peers, participants }, { mistakes, notes }) {
  const each = complete(given);
  const able = participants.filter((participant) => takesPart(participant, each, group));
  const { check, ...matrices } = operands(each);
  const present = await prepareAll(
    peers.filter((peer) => able.some((participant) => participant.peer === peer)),
    each,
    matrices,
    notes,
  );
  const taking = able.filter(({ peer }) => present.includes(peer));
  const right = await begin(each, taking, check, plan, { mistakes, notes });

  const next = randomSource(each.flops);
  const rounds = each.flops > 2.7e9 ? plan.roundsLarge : plan.rounds;
  for (let round = 0; round < rounds; round += 1) {
    for (const participant of shuffled(right, next)) {
      const { peer, variant, threads, count, leadIn, samples } = participant;
      if (participant.each > 1.5 && round >= 2) {
        continue; // a participant that takes seconds would hold up all others
      }
      samples.push((await peer.call("run", { variant, threads, count, leadIn })) / count);
    }
  }
  for (const peer of present) {
    await peer.call("release");
  }
  const results = Object.fromEntries(
    right.map(({ id, samples, count }) => [id, describe(samples, count, each.flops)]),
  );
  line(each, right, results);
  return { group: group.name, ...each, results };
}

/**
 * Sizes that stand beside each other, in turns: a round takes each of them once, so that what the
 * machine does over minutes is no cliff. One row a size, as of measureCase.
 */
async function measureSeries(cases, group, plan, { peers, participants }, { mistakes, notes }) {
  const rows = cases.map((given) => ({ each: complete(given), right: null }));
  const next = randomSource(rows[0].each.flops);
  for (let round = 0; round < plan.roundsSeries; round += 1) {
    for (const row of shuffled(rows, next)) {
      const able = participants.filter((participant) => takesPart(participant, row.each, group));
      const { check, ...matrices } = operands(row.each);
      const present = await prepareAll(
        peers.filter((peer) => able.some((participant) => participant.peer === peer)),
        row.each,
        matrices,
        notes,
      );
      const taking = able.filter(({ peer }) => present.includes(peer));
      row.right ??= await begin(row.each, taking, check, plan, { mistakes, notes });
      for (const { peer, variant, threads, count, leadIn, samples } of shuffled(row.right, next)) {
        samples.push((await peer.call("run", { variant, threads, count, leadIn })) / count);
      }
      for (const peer of present) {
        await peer.call("release");
      }
    }
  }
  return rows.map(({ each, right }) => {
    const results = Object.fromEntries(
      right.map(({ id, samples, count }) => [id, describe(samples, count, each.flops)]),
    );
    line(each, right, results);
    return { group: group.name, ...each, results };
  });
}

// `measure` of a guest file in a fresh worker.
function python(request) {
  return new Promise((resolve, reject) => {
    const worker = new Worker("/benchmarks/page/python_worker.mjs", { type: "module" });
    worker.onerror = (event) => reject(new Error(event.message));
    worker.onmessage = ({ data }) => {
      worker.terminate();
      if ("error" in data) {
        reject(new Error(data.error));
      } else {
        resolve(data);
      }
    };
    worker.postMessage(request);
  });
}

// What is measured inside one Pyodide, rumpy and NumPy in turns: { table: rows }.
async function measureGuests({ guests, modules, settings }) {
  const wheels = [...new Set(modules.flatMap((name) => settings.wheels[name]))];
  const tables = {};
  for (const { table, file, runs, files } of guests) {
    say(`${table}: ${modules.join(", ")}`);
    tables[table] = [];
    for (const args of runs) {
      const request = { file, args: [modules, ...args], files };
      const { result } = await python({ ...request, settings: { indexURL: settings.indexURL, wheels } });
      tables[table].push(...JSON.parse(result));
    }
  }
  return tables;
}

async function measureImports(plan) {
  const { indexURL, wheels } = plan.settings;
  const samples = Object.fromEntries(plan.modules.map((name) => [name, []]));
  for (let round = 0; round < plan.importRounds; round += 1) {
    for (const name of plan.modules) {
      const settings = { indexURL, wheels: wheels[name] };
      samples[name].push((await python({ file: "import_time.py", args: [name], settings })).result);
    }
  }
  return Object.fromEntries(plan.modules.map((name) => [name, median(samples[name])]));
}

async function main() {
  const plan = await (await fetch("/plan.json")).json();
  const notes = [];
  const mistakes = [];
  const rows = [];
  const opened = await openPeers(plan, notes);
  for (const group of plan.groups) {
    say(`${group.name}:`);
    if (group.series) {
      for (const cases of group.series) {
        rows.push(...(await measureSeries(cases, group, plan, opened, { mistakes, notes })));
      }
    } else {
      for (const each of group.cases) {
        rows.push(await measureCase(each, group, plan, opened, { mistakes, notes }));
      }
    }
  }
  opened.peers.forEach((peer) => peer.close());

  const guests = await measureGuests(plan);
  let imports = {};
  if (plan.imports) {
    say("import times");
    imports = await measureImports(plan);
  }
  await report({
    type: "done",
    results: {
      isolated: globalThis.crossOriginIsolated,
      hardwareConcurrency: navigator.hardwareConcurrency,
      peers: opened.peers.map(({ name, info }) => ({ name, ...info })),
      participants: opened.participants.map(({ id, about, variant, threads }) => ({
        id,
        peer: about.name,
        variant,
        threads,
      })),
      rows,
      guests,
      imports,
      notes,
      mistakes,
    },
  });
}

try {
  await main();
} catch (error) {
  await report({ type: "failure", message: String(error.stack ?? error) });
}
