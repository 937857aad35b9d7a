// What the machine is, and which of its cores the benchmark's threads run on (Linux only).
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";

function read(file) {
  try {
    return fs.readFileSync(file, "utf8");
  } catch {
    return ""; // it ended meanwhile
  }
}

export function describeMachine() {
  const release = /^PRETTY_NAME="(.*)"$/m.exec(read("/etc/os-release"));
  return {
    cpu: os.cpus()[0]?.model.trim() ?? "unknown",
    cores: os.cpus().length,
    memoryGiB: Math.round(os.totalmem() / 2 ** 30),
    system: `${release ? release[1] : os.type()}, ${os.arch()}, Linux ${os.release().split("-")[0]}`.replace(
      "Linux",
      os.type(),
    ),
  };
}

function taskset(...args) {
  return spawnSync("taskset", args, { stdio: "ignore" }).status === 0;
}

// Keeps this process, and all that it starts from now on, to these cores.
export function confine(cores) {
  return taskset("-a", "-c", "-p", cores.join(","), String(process.pid));
}

function descendants(root) {
  const children = new Map();
  for (const entry of fs.readdirSync("/proc")) {
    // "pid (name) state parent": the name may hold anything, so read behind its last bracket.
    const parent = /^\d+$/.test(entry) && /.*\) \S (\d+) /s.exec(read(`/proc/${entry}/stat`));
    if (parent) {
      const list = children.get(Number(parent[1])) ?? [];
      list.push(Number(entry));
      children.set(Number(parent[1]), list);
    }
  }
  const found = [];
  for (const queue = [root]; queue.length > 0; ) {
    const next = children.get(queue.pop()) ?? [];
    found.push(...next);
    queue.push(...next);
  }
  return found;
}

/** The threads that run workers in Chromium: Map of thread id to { pid, ticks of CPU time }. */
function workerThreads() {
  const threads = new Map();
  for (const pid of descendants(process.pid)) {
    let tasks = [];
    try {
      tasks = fs.readdirSync(`/proc/${pid}/task`);
    } catch {
      continue;
    }
    for (const tid of tasks) {
      const stat = read(`/proc/${pid}/task/${tid}/stat`);
      const [, name, rest] = /^\d+ \((.*)\) (.*)$/s.exec(stat) ?? [];
      if (name?.startsWith("DedicatedWorker")) {
        const fields = rest.split(" ");
        threads.set(Number(tid), { pid, ticks: Number(fields[11]) + Number(fields[12]) });
      }
    }
  }
  return threads;
}

/**
 * Gives every worker of a peer a core of its own, so that the kernel can't put two of them on one:
 * on a guest of few cores that happens often enough to make two-thread figures worthless.
 *
 * before() notes which workers there are; after() takes the new ones. The thread that calls (the
 * first new worker, or the page's own for a peer that runs there) goes to the first core, the others
 * to the next cores, the busiest first: some peers start more workers than they use. Where the caller
 * only waits, its core is one of those.
 */
export class Placement {
  #cores;
  #known = new Map();

  constructor(cores) {
    this.#cores = cores;
  }

  before() {
    this.#known = workerThreads();
  }

  /** Pins what is new, and tells how much of it. */
  after({ inPage, callerIdles }) {
    const fresh = [...workerThreads()].filter(([tid]) => !this.#known.has(tid));
    if (fresh.length === 0) {
      return "";
    }
    fresh.sort(([x], [y]) => x - y);
    const caller = inPage ? fresh[0][1].pid : fresh.shift()[0];
    fresh.sort(([, x], [, y]) => y.ticks - x.ticks);
    const shared = callerIdles || this.#cores.length === 1;
    const rest = shared ? this.#cores : this.#cores.slice(1);
    const pins = [[caller, this.#cores[0]]];
    fresh.forEach(([tid], index) => pins.push([tid, rest[index % rest.length]]));
    const placed = pins.filter(([tid, core]) => taskset("-c", "-p", String(core), String(tid)));
    return `, ${placed.length} of ${pins.length} thread(s) pinned`;
  }
}
