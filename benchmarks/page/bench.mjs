// The benchmark's page: interleaves the participants and reports every figure to run.mjs.
//
// A participant is a peer with one of its variants and a number of threads. For each size all of
// them get the same matrices, all are checked, and then they take turns: each round gives every
// participant one sample, in an order that changes from round to round, so that whatever the
// machine does meanwhile meets all alike.
import { Peer } from "./host.mjs";
import { mistake, randomMatrix, randomSource } from "./truth.mjs";

const report = (event) => globalThis.runnerEvent(event);
const say = (text) => report({ type: "progress", text });

function median(values) {
  const sorted = [...values].sort((x, y) => x - y);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

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
          for (const variant of about.variants) {
            const id = [name, variant, threads].filter((part) => part !== "").join(" / ");
            participants.push({ id, peer, about, variant, threads });
          }
        }
        await warmUp(peer, participants.filter((each) => each.peer === peer));
        const placed = await report({ type: "after", inPage: about.where === "page" });
        say(`${name} ${peer.info.version}: ${peer.info.kernel}, ${most} thread(s)${placed}`);
      } catch (error) {
        notes.push(`${name} did not start: ${error.message.split("\n")[0]}`);
        say(`${name} did not start: ${error.message}`);
      }
    }
  }
  return { peers, participants };
}

// Enough products that the engine compiles the kernels with its best compiler.
async function warmUp(peer, participants) {
  const size = 192;
  const a = randomMatrix(size, size, 1);
  const b = randomMatrix(size, size, 2);
  await peer.call("prepare", { m: size, n: size, k: size, a, b });
  for (const { variant, threads } of participants) {
    for (let seconds = 0; seconds < 0.3; ) {
      seconds += Math.max(0.01, await peer.call("run", { variant, threads, count: 5, leadIn: true }));
    }
  }
  await peer.call("release");
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

/** One row: { n, results: { id: { seconds, gflops, spread, samples, count } } }. */
async function measureSize(n, plan, { peers, participants }, mistakes) {
  const isMain = plan.sizes.includes(n);
  const taking = participants.filter(
    ({ about }) => n <= (about.largest ?? Infinity) && (isMain || (about.neighbours ?? true)),
  );
  const a = randomMatrix(n, n, n);
  const b = randomMatrix(n, n, n + 1);
  const present = peers.filter((peer) => taking.some((each) => each.peer === peer));
  for (const peer of present) {
    await peer.call("prepare", { m: n, n, k: n, a, b });
  }

  const right = [];
  for (const each of taking) {
    const { peer, variant, threads } = each;
    const first = await peer.call("run", { variant, threads, count: 1, leadIn: false });
    const wrong = mistake(a, b, await peer.call("result"), { m: n, n, k: n });
    if (wrong === null) {
      right.push({ ...each, ...(await calibrate(each, first, plan.sampleSeconds)), samples: [] });
    } else {
      mistakes.push(`${each.id}, n = ${n}: ${wrong}`);
    }
  }

  const next = randomSource(n);
  const rounds = n > 1100 ? plan.roundsLarge : plan.rounds;
  for (let round = 0; round < rounds; round += 1) {
    for (const each of shuffled(right, next)) {
      const { peer, variant, threads, count, leadIn } = each;
      if (each.each > 1.5 && round >= 3) {
        continue; // a participant that takes seconds would hold up all others
      }
      each.samples.push((await peer.call("run", { variant, threads, count, leadIn })) / count);
    }
  }
  for (const peer of present) {
    await peer.call("release");
  }

  const results = {};
  for (const { id, samples, count } of right) {
    const seconds = median(samples);
    results[id] = {
      gflops: (2 * n ** 3) / seconds / 1e9,
      seconds,
      spread: [Math.min(...samples), Math.max(...samples)],
      samples: samples.length,
      count,
    };
  }
  const figures = right.map(({ id }) => `${id} ${results[id].gflops.toFixed(1)}`);
  say(`n = ${n}: ${figures.join(", ")}`);
  return { n, results };
}

// `measure` of a guest file in a fresh worker.
function python(file, args, settings) {
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
    worker.postMessage({ file, args, settings });
  });
}

async function measureSmallCalls(plan) {
  const { indexURL, wheels } = plan.settings;
  const all = plan.modules.flatMap((name) => wheels[name]);
  const settings = { indexURL, wheels: [...new Set(all)] };
  const { result } = await python(
    "small_calls.py",
    [plan.modules, plan.rounds, plan.sampleSeconds],
    settings,
  );
  return JSON.parse(result);
}

async function measureImports(plan) {
  const { indexURL, wheels } = plan.settings;
  const samples = Object.fromEntries(plan.modules.map((name) => [name, []]));
  for (let round = 0; round < plan.importRounds; round += 1) {
    for (const name of plan.modules) {
      const settings = { indexURL, wheels: wheels[name] };
      samples[name].push((await python("import_time.py", [name], settings)).result);
    }
  }
  return Object.fromEntries(plan.modules.map((name) => [name, median(samples[name])]));
}

async function main() {
  const plan = await (await fetch("/plan.json")).json();
  const notes = [];
  const mistakes = [];
  const matmul = [];
  const opened = await openPeers(plan, notes);
  for (const n of [...plan.sizes, ...plan.neighbours].sort((x, y) => x - y)) {
    matmul.push(await measureSize(n, plan, opened, mistakes));
  }
  opened.peers.forEach((peer) => peer.close());

  let smallCalls = [];
  let imports = {};
  if (plan.modules.length > 0) {
    say(`small calls: ${plan.modules.join(", ")}`);
    smallCalls = await measureSmallCalls(plan);
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
      matmul,
      smallCalls,
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
