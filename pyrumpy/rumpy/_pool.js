// The worker pool, as JavaScript sees it: starts workers, and moves matrices between memories.
//
// Pyodide's memory can't be shared with other threads, so the pool has a memory of its own. The same
// WebAssembly module (libarray/src/pool) is instantiated here and in every worker, all on that
// memory. A product copies A and B into it, calls pool_gemm, in which this thread works too, and
// copies C back. Nothing here computes.
//
// The value of this script is a function that makes pools. `host` is Pyodide's Module, or whatever
// has its memory as HEAPU8, HEAP32 and HEAPU32.
(function () {
    "use strict";

    const PAGE = 65536;
    // The most the pool's memory may grow to, in bytes: the first that the engine agrees to.
    const MAXIMA = [2 ** 32, 2 ** 30, 2 ** 28];
    // Indices of la_futex_state's counters, in words from its start (libarray/src/threads/futex.h).
    const STATE = { alive: 49, broken: 50, maySleep: 53, spin: 54, patience: 55 };

    // Node's worker_threads; undefined in a browser.
    const threads = globalThis.process?.versions?.node
        ? globalThis.process.getBuiltinModule?.("node:worker_threads")
        : undefined;

    // What a worker runs. It gets everything in one message and never reads another.
    const WORKER = `
        "use strict";
        const threads = globalThis.process?.versions?.node
            ? globalThis.process.getBuiltinModule("node:worker_threads")
            : undefined;
        function live({ module, memory, thread, stack, broken }) {
            try {
                const env = { memory, now: () => performance.now() };
                const { exports } = new WebAssembly.Instance(module, { env });
                exports.__stack_pointer.value = stack;
                (threads ? threads.parentPort : globalThis).postMessage("up");
                exports.pool_work(thread);
            } catch (error) {
                Atomics.store(new Int32Array(memory.buffer), broken, 1);
                throw error;
            }
        }
        if (threads) live(threads.workerData);
        else onmessage = (event) => live(event.data);
    `;

    // Why there can be no pool here: "" if there can.
    function obstacle() {
        if (globalThis.process?.versions?.node) {
            return threads ? "" : "this version of Node does not offer worker_threads to scripts";
        }
        if (typeof Worker === "undefined") return "there are no workers in this environment";
        if (typeof SharedArrayBuffer === "undefined" || globalThis.crossOriginIsolated === false) {
            return "the page is not cross-origin isolated (it lacks the headers COOP and COEP)";
        }
        return "";
    }

    function hardwareThreads() {
        if (threads) return globalThis.process.getBuiltinModule("node:os").availableParallelism();
        return globalThis.navigator?.hardwareConcurrency ?? 1;
    }

    // Atomics.wait is refused on a page's main thread.
    function maySleep() {
        try {
            Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 1, 0);
            return true;
        } catch {
            return false;
        }
    }

    function newMemory() {
        for (const maximum of MAXIMA) {
            try {
                return new WebAssembly.Memory({ initial: 16, maximum: maximum / PAGE, shared: true });
            } catch (error) {
                if (maximum === MAXIMA.at(-1)) throw error;
            }
        }
    }

    class Pool {
        // wasm: the module's bytes. kernel: where the name of the kernel lies, in the host's memory,
        // that products of a type run on; asked at each product.
        constructor(host, wasm, kernel) {
            this.host = host;
            this.kernel = kernel;
            this.reason = ""; // why the pool failed, or the last product was not made here
            this.failed = false;
            this.products = 0;
            this.workers = [];
            this.starting = []; // a promise for each worker
            this.memory = newMemory();
            this.module = new WebAssembly.Module(wasm);
            const env = { memory: this.memory, now: () => performance.now() };
            this.exports = new WebAssembly.Instance(this.module, { env }).exports;
            this.state = this.exports.pool_state() >>> 2;
            this.words = new Int32Array(this.memory.buffer);
            this.words[this.state + STATE.maySleep] = maySleep() ? 1 : 0;
            this.kernels = new Map(); // name -> index in the module
            for (let i = 0, text; (text = this.exports.pool_kernel(i)) !== 0; i++) {
                this.kernels.set(readText(this.memory.buffer, text), i);
            }
            this.indices = new Map(); // where the host has a name -> the same index
        }

        // Posts workers until there are `count`. They come up on their own: in a browser only once
        // this thread returns to its event loop.
        addWorkers(count) {
            let url;
            if (!threads && this.workers.length < count) {
                url = URL.createObjectURL(new Blob([WORKER], { type: "text/javascript" }));
            }
            while (this.workers.length < count) {
                const stack = this.exports.pool_stack();
                if (stack === 0) throw new Error("no memory for a worker's stack");
                const data = {
                    module: this.module,
                    memory: this.memory,
                    thread: this.workers.length + 1,
                    stack,
                    broken: this.state + STATE.broken,
                };
                const worker = threads
                    ? new threads.Worker(WORKER, { eval: true, workerData: data })
                    : new Worker(url, { name: `rumpy ${data.thread}` });
                this.workers.push(worker);
                this.starting.push(new Promise((resolve) => this.watch(worker, resolve)));
                if (!threads) worker.postMessage(data);
            }
            if (url) Promise.all(this.starting).then(() => URL.revokeObjectURL(url));
        }

        // Resolves `started` when the worker is up, or never will be.
        watch(worker, started) {
            const dead = (why) => {
                this.fail(`a worker died: ${why}`);
                started();
            };
            if (threads) {
                worker.on("message", started);
                worker.on("error", (error) => dead(error.message));
                worker.on("exit", () => dead("it ended"));
                worker.unref(); // last: the process may end while it waits
            } else {
                worker.onmessage = started;
                worker.onerror = (event) => {
                    event.preventDefault?.();
                    dead(event.message || "its script was refused (Content Security Policy?)");
                };
            }
        }

        // Resolves when every worker is up or has failed, and at the latest after so many seconds.
        async ready(seconds) {
            let timer;
            const late = new Promise((resolve) => (timer = setTimeout(resolve, seconds * 1000)));
            if (threads) for (const worker of this.workers) worker.ref();
            await Promise.race([Promise.all(this.starting), late]);
            if (threads) for (const worker of this.workers) worker.unref();
            clearTimeout(timer);
            // An up worker enters its loop at once; its count tells. Up to 0.1 s, mostly 0.
            for (let i = 0; i < 20 && !this.failed && this.alive() < this.workers.length; i++) {
                await new Promise((resolve) => setTimeout(resolve, 5));
            }
            return this.alive();
        }

        // Workers in their loop now.
        alive() {
            return this.failed ? 0 : Atomics.load(this.words, this.state + STATE.alive);
        }

        memoryBytes() {
            return this.memory.buffer.byteLength;
        }

        // How long, in milliseconds, a product waits for workers that finish nothing.
        setPatience(milliseconds) {
            this.words[this.state + STATE.patience] = milliseconds;
        }

        // How long, in microseconds, workers spin before they sleep.
        setSpin(microseconds) {
            this.words[this.state + STATE.spin] = microseconds;
        }

        fail(reason) {
            if (this.failed) return;
            this.failed = true;
            this.reason = reason;
            for (const worker of this.workers) worker.terminate();
        }

        stop() {
            this.fail("stopped");
        }

        // The product described by la_gemm_args at `address` of the host's memory. False: it is not
        // made here, and `reason` says why.
        multiply(address, numThreads) {
            if (this.failed) return false;
            if (this.alive() === 0) {
                this.reason = "no worker has started yet";
                return false;
            }
            const words = this.host.HEAP32;
            const i = address >>> 2;
            const [type, m, n, k] = words.subarray(i, i + 4);
            const kernel = this.kernelOf(type);
            if (kernel === undefined) {
                const name = readText(this.host.HEAPU8.buffer, this.kernel(type));
                this.reason = `the pool has no kernel named ${name}`;
                return false;
            }
            const { exports } = this;
            try {
                exports.pool_use_kernel(kernel);
                exports.pool_reset();
                const size = exports.pool_itemsize(type);
                const a = this.bring(matrixAt(words, i + 4, m, k, size));
                const b = a && this.bring(matrixAt(words, i + 7, k, n, size), a);
                const c = matrixAt(words, i + 10, m, n, size);
                const made = b && this.make(c);
                if (!made || !exports.pool_gemm(type, m, n, k, a.address, a.rs, a.cs, b.address,
                                                b.rs, b.cs, made.address, made.rs, made.cs,
                                                numThreads)) {
                    this.reason = "the pool's memory can't hold the product's matrices";
                    return false;
                }
                copyMatrix(new Uint8Array(this.memory.buffer), made, this.host.HEAPU8, c);
            } catch (error) {
                const dead = Atomics.load(this.words, this.state + STATE.broken) !== 0;
                this.fail(dead ? "a worker died or stalled in a product" : String(error));
                return false;
            }
            this.products++;
            return true;
        }

        // The index here of the kernel that the host's products of a type run on: it must be the very
        // same, for the same bits. undefined: there is none.
        kernelOf(type) {
            const at = this.kernel(type);
            if (!this.indices.has(at)) {
                const name = readText(this.host.HEAPU8.buffer, at);
                this.indices.set(at, this.kernels.get(name));
            }
            return this.indices.get(at);
        }

        // A copy of one of the host's matrices; null where there is no memory for it. brought: a copy
        // already made, which serves both where they are the same bytes, as in A^T A.
        bring(matrix, brought) {
            const { rows, columns, size } = matrix;
            if (!isNearlyDense(matrix)) {
                const [rs, cs] = matrix.rs === 1 ? [1, rows] : [columns, 1];
                const copy = { ...matrix, address: this.alloc(rows * columns * size), rs, cs };
                if (copy.address === 0) return null;
                copyMatrix(this.host.HEAPU8, matrix, new Uint8Array(this.memory.buffer), copy);
                return copy;
            }
            const from = matrix.address;
            const nbytes = ((rows - 1) * matrix.rs + (columns - 1) * matrix.cs + 1) * size;
            if (brought?.from === from && brought.nbytes === nbytes) {
                return { ...matrix, address: brought.address };
            }
            const address = this.alloc(nbytes);
            if (address === 0) return null;
            const bytes = this.host.HEAPU8.subarray(from, from + nbytes);
            new Uint8Array(this.memory.buffer).set(bytes, address);
            return { ...matrix, address, from, nbytes };
        }

        // Room for a result that will be copied to `matrix`; null where there is none.
        make(matrix) {
            const { rows, columns, size } = matrix;
            const address = this.alloc(rows * columns * size);
            if (address === 0) return null;
            const [rs, cs] = matrix.rs === 1 && matrix.cs !== 1 ? [1, rows] : [columns, 1];
            return { ...matrix, address, rs, cs };
        }

        alloc(nbytes) {
            return nbytes < 2 ** 32 ? this.exports.pool_alloc(nbytes) >>> 0 : 0;
        }
    }

    // The table index of a function by which C offers products to the pool (la_gemm_offload_fn).
    function offload(host, pool) {
        return host.addFunction((address, n) => (pool.multiply(address, n) ? 1 : 0), "iii");
    }

    function readText(buffer, address) {
        const bytes = new Uint8Array(buffer, address >>> 0);
        return String.fromCharCode(...bytes.slice(0, bytes.indexOf(0)));
    }

    // A matrix as la_gemm_args has it: an address, and strides in elements of `size` bytes.
    function matrixAt(words, i, rows, columns, size) {
        return { address: words[i] >>> 0, rs: words[i + 1], cs: words[i + 2], rows, columns, size };
    }

    // Whether the bytes from the first element to the last are little more than the elements.
    function isNearlyDense({ rows, columns, rs, cs }) {
        if (rs < 1 || cs < 1) return false;
        return (rows - 1) * rs + (columns - 1) * cs + 1 <= 1.25 * rows * columns + 1;
    }

    // target[i, j] = source[i, j] between two memories (Uint8Arrays).
    function copyMatrix(from, source, to, target) {
        const { rows, columns, size } = source;
        if (source.cs === 1 && target.cs === 1) {
            copyLines(from, source.address, source.rs * size, to, target.address, target.rs * size,
                      rows, columns * size);
        } else if (source.rs === 1 && target.rs === 1) {
            copyLines(from, source.address, source.cs * size, to, target.address, target.cs * size,
                      columns, rows * size);
        } else {
            copyElements(from, source, to, target);
        }
    }

    function copyLines(from, source, sourceStep, to, target, targetStep, count, nbytes) {
        if (sourceStep === nbytes && targetStep === nbytes) {
            nbytes *= count;
            count = 1;
        }
        for (let i = 0; i < count; i++) {
            to.set(from.subarray(source, source + nbytes), target);
            source += sourceStep;
            target += targetStep;
        }
    }

    // Element by element, each as one or more units of up to four bytes.
    function copyElements(from, source, to, target) {
        const { rows, columns, size } = source;
        let unit = Math.min(size, 4);
        while (source.address % unit || target.address % unit) unit /= 2;
        const units = size / unit;
        const Type = { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array }[unit];
        from = new Type(from.buffer, from.byteOffset);
        to = new Type(to.buffer, to.byteOffset);
        for (let i = 0; i < rows; i++) {
            let s = source.address / unit + i * source.rs * units;
            let t = target.address / unit + i * target.rs * units;
            for (let j = 0; j < columns; j++) {
                for (let u = 0; u < units; u++) to[t + u] = from[s + u];
                s += source.cs * units;
                t += target.cs * units;
            }
        }
    }

    return { Pool, obstacle, hardwareThreads, offload };
})()
