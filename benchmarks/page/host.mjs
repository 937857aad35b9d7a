// A peer in a worker of its own, or in the page where its module says so: the same calls for both.
//
// The module's interface is described in benchmarks/README.md.

export class Peer {
  /** url: the peer's module. threads: the number it must be able to run with. */
  static async open(url, threads, settings) {
    const about = await import(url);
    const peer = new Peer();
    peer.name = about.name;
    if (about.where === "page") {
      // The query gives each instance a module, and hence a state, of its own.
      const module = await import(`${url}?threads=${threads}`);
      peer.call = async (method, ...args) => module[method](...args);
      peer.close = () => {};
    } else {
      peer.#openWorker(url);
    }
    peer.info = await peer.call("init", { threads, settings });
    return peer;
  }

  #openWorker(url) {
    const worker = new Worker(new URL("peer_worker.mjs", import.meta.url), { type: "module" });
    const waiting = new Map();
    let count = 0;
    const fail = (message) => {
      for (const { reject } of waiting.values()) {
        reject(new Error(message));
      }
      waiting.clear();
    };
    worker.onerror = (event) => fail(`${this.name}: the worker failed: ${event.message}`);
    worker.onmessage = ({ data }) => {
      const { resolve, reject } = waiting.get(data.id);
      waiting.delete(data.id);
      if ("error" in data) {
        reject(new Error(`${this.name}: ${data.error}`));
      } else {
        resolve(data.result);
      }
    };
    this.call = (method, ...args) =>
      new Promise((resolve, reject) => {
        count += 1;
        waiting.set(count, { resolve, reject });
        worker.postMessage({ id: count, url, method, args });
      });
    this.close = () => worker.terminate();
  }
}
