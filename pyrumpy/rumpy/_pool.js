// The worker pool, as JavaScript sees it: starts workers, and moves matrices between memories.
//
// Pyodide's memory can't be shared with other threads, so the pool has a memory of its own. The same
// WebAssembly module (libarray/src/pool) is instantiated here and in every worker, all on that
// memory. A product calls pool_gemm, in which this thread works too: it asks back for A and B, a few
// lines at a time, while the workers already pack what has come, and gives C back as its rows get
// complete (libarray/src/gemm/transit.h). So does a batch, product by product (src/pool/batch.c). A
// prepacked operand is copied and packed once, and stays. Nothing here computes.
//
// The value of this script is a function that makes pools. `host` is Pyodide's Module, or whatever
// has its memory as HEAPU8, HEAP32 and HEAPU32, and as `memory`: without that, and in engines that
// don't allow a module two memories, JavaScript copies.
(function () {
    "use strict";

    const PAGE = 65536;
    // The most the pool's memory may grow to, in bytes: the first that the engine agrees to.
    const MAXIMA = [2 ** 32, 2 ** 30, 2 ** 28];
    // Indices of la_futex_state's counters, in words from its start (libarray/src/threads/futex.h).
    const STATE = { sleepers: 48, alive: 49, broken: 50, maySleep: 53, spin: 54, patience: 55 };

    // What pool_gemm and pool_batch return (libarray/src/pool/pool.h).
    const MADE = { not: 0, special: 2 };

    // What stands for an operand whose panels are there already.
    const NOT_BROUGHT = { copy: { address: 0, rs: 0, cs: 0 }, bring: () => 0 };

    // Multiplications, at least, in a group of products of a batch.
    const GROUP_WORK = 48 ** 3;
    // LA_MAXDIMS (libarray/include/libarray/array.h).
    const MAX_AXES = 64;

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
                const never = () => { throw new Error("only the caller copies"); };
                const env = { memory, now: () => performance.now(), bring: never, take: never };
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

    // Processors that this process may use; in Node on Linux no more than there are cores. A browser
    // doesn't tell them apart.
    function hardwareThreads() {
        if (!threads) return globalThis.navigator?.hardwareConcurrency ?? 1;
        const os = globalThis.process.getBuiltinModule("node:os");
        return Math.min(os.availableParallelism(), countCores(os.cpus().length) || Infinity);
    }

    // 0: unknown.
    function countCores(processors) {
        const fs = globalThis.process.getBuiltinModule("node:fs");
        const cores = new Set();
        try {
            for (let i = 0; i < processors; i++) {
                const topology = `/sys/devices/system/cpu/cpu${i}/topology`;
                cores.add(fs.readFileSync(`${topology}/thread_siblings_list`, "utf8"));
            }
        } catch {
            return 0;
        }
        return cores.size;
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

    // A browser refuses with a DOMException, around which Pyodide puts three lines of its own.
    function browserWorker(url, name) {
        try {
            return new Worker(url, { name });
        } catch (error) {
            throw new Error(`${error.name}: ${error.message}`);
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
            this.idle = null; // called once nothing was asked for in idleMs
            this.idleMs = Infinity;
            this.idleTimer = undefined;
            this.lastUse = 0;
            this.kept = new Map(); // a la_packed's id -> where its panels stand, and whose they are
            this.memory = newMemory();
            [this.inward, this.outward] = copiers(host, this.memory);
            this.module = new WebAssembly.Module(wasm);
            this.operands = []; // A and B of the product being made, and C: the shipments
            this.result = null;
            const env = {
                memory: this.memory,
                now: () => performance.now(),
                bring: (operand, lines) => this.operands[operand].ship(lines),
                take: (rows) => this.result.ship(rows),
            };
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
                    : browserWorker(url, `rumpy ${data.thread}`);
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

        // Has `call` called once the pool was of no use for so many milliseconds. The timer doesn't
        // keep a process alive, and a product only notes the time.
        setIdle(milliseconds, call) {
            this.idleMs = milliseconds;
            this.idle = call;
            this.lastUse = performance.now();
            this.watchIdle(milliseconds);
        }

        watchIdle(milliseconds) {
            clearTimeout(this.idleTimer);
            this.idleTimer = setTimeout(() => {
                const left = this.lastUse + this.idleMs - performance.now();
                if (left > 0) this.watchIdle(left);
                else if (!this.failed) this.idle();
            }, milliseconds);
            this.idleTimer.unref?.();
        }

        // Microseconds that an empty parallel region takes, the median of some: while the workers spin,
        // and when they sleep (NaN where they could not be found asleep).
        measure(numThreads) {
            const { exports } = this, items = 8 * numThreads;
            const region = () => {
                const began = performance.now();
                exports.pool_empty_region(items, numThreads);
                return (performance.now() - began) * 1000;
            };
            // Clocks of browsers tick in steps of 5 us and more: many regions, and then their mean.
            const many = () => {
                const began = performance.now(), count = 500;
                for (let i = 0; i < count; i++) exports.pool_empty_region(items, numThreads);
                return (performance.now() - began) / count * 1000;
            };
            region();
            const spinning = median(Array.from({ length: 9 }, many));
            const asleep = [];
            for (let i = 0; i < 40; i++) {
                if (!this.awaitSleep()) return { spinning, asleep: NaN };
                asleep.push(region());
            }
            // The mean, because of the clock's steps; without those in which others had the machine.
            const usual = asleep.sort((x, y) => x - y).slice(0, 30);
            return { spinning, asleep: usual.reduce((sum, x) => sum + x) / usual.length };
        }

        // Waits until all workers sleep; false if they don't within a tenth of a second. One that was
        // woken counts as asleep until it runs: only those that stay so for longer than that sleep.
        awaitSleep() {
            const stays = this.words[this.state + STATE.spin] / 1000 + 0.5;
            const began = performance.now();
            for (let since = began, now = began; now - since < stays; now = performance.now()) {
                if (now - began > 100) return false;
                if (Atomics.load(this.words, this.state + STATE.sleepers) < this.alive()) since = now;
            }
            return true;
        }

        fail(reason) {
            if (this.failed) return;
            this.failed = true;
            clearTimeout(this.idleTimer);
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
            const type = words[i];
            const kernel = this.kernelOf(type);
            if (kernel === undefined) {
                const name = readText(this.host.HEAPU8.buffer, this.kernel(type));
                this.reason = `the pool has no kernel named ${name}`;
                return false;
            }
            const { exports } = this;
            try {
                exports.pool_use_kernel(kernel);
                const panelsA = this.panels(words[i + 13] >>> 0, kernel);
                const panelsB = this.panels(words[i + 14] >>> 0, kernel);
                if (panelsA === null || panelsB === null) {
                    this.reason = "the pool's memory can't hold the prepacked matrix";
                    return false;
                }
                exports.pool_reset();
                const axes = readAxes(words, words[i + 16] >>> 2);
                const made = axes ? this.makeBatch(words, i, axes, numThreads, panelsA, panelsB)
                    : this.makeProduct(words, i, numThreads, panelsA, panelsB);
                if (made === MADE.not) {
                    this.reason = "the pool's memory can't hold the product's matrices";
                    return false;
                }
                const special = words[i + 17] >>> 0;
                if (made === MADE.special && special) this.host.HEAPU8[special] = 1;
            } catch (error) {
                const dead = Atomics.load(this.words, this.state + STATE.broken) !== 0;
                this.fail(dead ? "a worker died or stalled in a product" : String(error));
                return false;
            }
            this.products++;
            this.lastUse = performance.now();
            return true;
        }

        // The product at index i of the host's words: one of MADE.
        makeProduct(words, i, numThreads, panelsA, panelsB) {
            const { exports } = this;
            const [type, m, n, k] = words.subarray(i, i + 4);
            const size = exports.pool_itemsize(type);
            const b = panelsB ? NOT_BROUGHT : this.expect(matrixAt(words, i + 7, k, n, size));
            const a = panelsA ? NOT_BROUGHT
                : b && this.expect(matrixAt(words, i + 4, m, k, size), b);
            const c = a && this.make(matrixAt(words, i + 10, m, n, size));
            this.operands = [a, b];
            this.result = c;
            if (c === null) return MADE.not;
            return exports.pool_gemm(type, m, n, k, ...whereIs(a), ...whereIs(b), ...whereIs(c),
                                     numThreads, panelsA, panelsB);
        }

        // The products of a batch, of which the first is at index i of the host's words. Groups of
        // products are shipped, as lines are of a single one.
        makeBatch(words, i, axes, numThreads, panelsA, panelsB) {
            const { exports } = this;
            const [type, m, n, k] = words.subarray(i, i + 4);
            const { count, shape } = axes, size = exports.pool_itemsize(type);
            const group = Math.ceil(GROUP_WORK / (m * n * k)); // products in it
            const a = panelsA ? NOT_BROUGHT
                : this.expectAll(matrixAt(words, i + 4, m, k, size), shape, axes.a);
            const b = panelsB ? NOT_BROUGHT
                : a && this.expectAll(matrixAt(words, i + 7, k, n, size), shape, axes.b);
            const c = b && this.makeAll(matrixAt(words, i + 10, m, n, size), shape, axes.c, count);
            const places = c ? this.alloc(count * 12) : 0;
            if (places === 0) return MADE.not;
            const table = new Int32Array(this.memory.buffer);
            let brought = 0;
            const ship = (groups) => {
                for (const end = Math.min(groups * group, count); brought < end; brought++) {
                    const at = places / 4 + 3 * brought;
                    table[at] = a.bring(offsetOf(brought, shape, axes.a));
                    table[at + 1] = b.bring(offsetOf(brought, shape, axes.b));
                    table[at + 2] = c.copy.address + brought * m * n * size;
                }
            };
            this.operands = [{ ship }];
            this.result = { ship: (groups) => c.ship(groups * group) };
            const strides = [a, b, c].flatMap(({ copy }) => [copy.rs, copy.cs]);
            return exports.pool_batch(type, m, n, k, ...strides, numThreads, panelsA, panelsB, places,
                                      count, group);
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

        // Where the panels of the la_packed at `pointer` of the host's memory stand, by the kernel
        // of that index: packed now if they weren't. 0 for the null pointer, null where there is no
        // memory.
        panels(pointer, kernel) {
            if (pointer === 0) return 0;
            const words = this.host.HEAP32, i = pointer >>> 2;
            const id = words[i], left = words[i + 1] & 0xff, type = words[i + 2];
            const kept = this.kept.get(id);
            if (kept?.kernel === kernel) return kept.address;
            this.forget(id);
            const { exports } = this;
            const rows = words[i + 3], columns = words[i + 4];
            const count = left ? rows : columns, k = left ? columns : rows;
            const nbytes = exports.pool_packed_bytes(left, count, k);
            const address = nbytes < 2 ** 32 ? exports.pool_keep(nbytes) >>> 0 : 0;
            if (address === 0) return null;
            exports.pool_reset();
            const size = exports.pool_itemsize(type);
            const matrix = this.expect(matrixAt(words, i + 5, rows, columns, size));
            if (!matrix) {
                exports.pool_release(address);
                return null;
            }
            matrix.ship(Infinity);
            const { rs, cs, address: from } = matrix.copy;
            const [stride, depthStride] = left ? [rs, cs] : [cs, rs];
            exports.pool_pack(left, count, k, from, stride, depthStride, address);
            this.kept.set(id, { address, kernel });
            return address;
        }

        // The la_packed of that id is no more.
        forget(id) {
            const kept = this.kept.get(id);
            if (kept === undefined) return;
            this.kept.delete(id);
            this.exports.pool_release(kept.address);
        }

        // Room for one of the host's matrices, which will be copied as it is asked for; null where
        // there is no memory. other: one expected already, which serves both where they are the
        // same bytes, as in A^T A.
        expect(matrix, other) {
            const { rows, columns, size } = matrix;
            const dense = isNearlyDense(matrix);
            const [rs, cs] = dense ? [matrix.rs, matrix.cs]
                : matrix.rs === 1 ? [1, rows] : [columns, 1];
            const nbytes = ((rows - 1) * rs + (columns - 1) * cs + 1) * size;
            const from = dense && matrix.address;
            if (dense && other?.from === from && other.nbytes === nbytes) {
                return { copy: { ...matrix, address: other.copy.address }, ship: () => other.ship(Infinity) };
            }
            const address = this.alloc(nbytes);
            if (address === 0) return null;
            const copy = { ...matrix, address, rs, cs };
            const shipper = dense ? shipBytes : shipLines;
            return { copy, from, nbytes, ship: shipper(this.inward, matrix, copy, rs >= cs) };
        }

        // Room for a result whose rows go to `matrix` as they are given; null where there is none.
        make(matrix) {
            const { rows, columns, size } = matrix;
            const address = this.alloc(rows * columns * size);
            if (address === 0) return null;
            const [rs, cs] = matrix.rs === 1 && matrix.cs !== 1 ? [1, rows] : [columns, 1];
            const copy = { ...matrix, address, rs, cs };
            return { copy, ship: shipLines(this.outward, copy, matrix, true) };
        }

        // Room for an operand of a batch, all its matrices, of which `first` is one; null where there is
        // none. `bring` copies the matrix at an offset, in elements, unless it's here, and returns its
        // address here.
        expectAll(first, shape, strides) {
            const { rows, columns, size, rs, cs } = first, { inward } = this;
            const axes = strides.map((stride, i) => [stride, shape[i]]).filter(([stride]) => stride);
            const all = [...axes, [rs, rows], [cs, columns]];
            const elements = all.reduce((product, [, length]) => product * length, 1);
            const reach = all.reduce((sum, [stride, length]) => sum + stride * (length - 1), 1);
            if (all.every(([stride]) => stride >= 0) && reach <= 1.25 * elements + 1) {
                // Nearly all that lies between is the operand: it is copied as it lies.
                const address = this.alloc(reach * size);
                const length = (rows - 1) * rs + (columns - 1) * cs + 1;
                let copied = 0;
                const bring = (offset) => {
                    const end = (offset + length) * size;
                    if (end > copied) {
                        copyBytes(inward, first.address + copied, address + copied, end - copied);
                        copied = end;
                    }
                    return address + offset * size;
                };
                return address ? { copy: first, bring } : null;
            }
            const copy = { ...first, address: this.alloc(elements * size), rs: columns, cs: 1 };
            if (rs === 1) [copy.rs, copy.cs] = [1, rows];
            const known = new Map();
            const bring = (offset) => {
                if (!known.has(offset)) {
                    const address = copy.address + known.size * rows * columns * size;
                    known.set(offset, address);
                    copyMatrix(inward, { ...first, address: first.address + offset * size },
                               { ...copy, address });
                }
                return known.get(offset);
            };
            return copy.address ? { copy, bring } : null;
        }

        // Room for the results of a batch, one after the other, which go where those from `first` on
        // belong, as so many are given; null where there is none.
        makeAll(first, shape, strides, count) {
            const { rows, columns, size } = first, elements = rows * columns;
            const copy = { ...first, address: this.alloc(count * elements * size), rs: columns, cs: 1 };
            if (copy.address === 0) return null;
            const { outward } = this;
            if (first.rs === columns && first.cs === 1 && isDense(shape, strides, elements)) {
                const source = { ...copy, rows: count, columns: elements, rs: elements };
                const target = { ...source, address: first.address };
                return { copy, ship: shipLines(outward, source, target, true) };
            }
            let taken = 0;
            const ship = (products) => {
                for (; taken < Math.min(products, count); taken++) {
                    const offset = offsetOf(taken, shape, strides) * size;
                    copyMatrix(outward, { ...copy, address: copy.address + taken * elements * size },
                               { ...first, address: first.address + offset });
                }
            };
            return { copy, ship };
        }

        alloc(nbytes) {
            return nbytes < 2 ** 32 ? this.exports.pool_alloc(nbytes) >>> 0 : 0;
        }
    }

    // The table index of a function by which C offers products to the pool (la_gemm_offload_fn).
    function offload(host, pool) {
        return host.addFunction((address, n) => (pool.multiply(address, n) ? 1 : 0), "iii");
    }

    // And of one by which it says that a prepacked operand is no more (la_gemm_forget_fn).
    function forget(host, pool) {
        return host.addFunction((id) => pool.forget(id), "vi");
    }

    function median(values) {
        return values.sort((x, y) => x - y)[values.length >> 1];
    }

    function readText(buffer, address) {
        const bytes = new Uint8Array(buffer, address >>> 0);
        return String.fromCharCode(...bytes.slice(0, bytes.indexOf(0)));
    }

    // A matrix as la_gemm_args has it: an address, and strides in elements of `size` bytes.
    function matrixAt(words, i, rows, columns, size) {
        return { address: words[i] >>> 0, rs: words[i + 1], cs: words[i + 2], rows, columns, size };
    }

    function whereIs({ copy }) {
        return [copy.address, copy.rs, copy.cs];
    }

    // The la_gemm_axes at index i: how many products there are, the lengths of the axes, and how far
    // each axis moves the operands. undefined for the null pointer.
    function readAxes(words, i) {
        if (i === 0) return undefined;
        const ndim = words[i], count = words[i + 1];
        const [shape, a, b, c] = [0, 1, 2, 3].map((which) => {
            const start = i + 2 + which * MAX_AXES;
            return Array.from(words.subarray(start, start + ndim));
        });
        return { count, shape, a, b, c };
    }

    // How far the matrix of product `item` is from the first, in elements.
    function offsetOf(item, shape, strides) {
        let offset = 0;
        for (let i = shape.length - 1; i >= 0; i--) {
            offset += (item % shape[i]) * strides[i];
            item = Math.floor(item / shape[i]);
        }
        return offset;
    }

    // Whether matrices of so many elements follow one another along all axes.
    function isDense(shape, strides, elements) {
        for (let i = shape.length - 1; i >= 0; i--) {
            if (strides[i] !== elements) return false;
            elements *= shape[i];
        }
        return true;
    }

    // Whether the bytes from the first element to the last are little more than the elements.
    function isNearlyDense({ rows, columns, rs, cs }) {
        if (rs < 1 || cs < 1) return false;
        return (rows - 1) * rs + (columns - 1) * cs + 1 <= 1.25 * rows * columns + 1;
    }

    // Both ways between the host's memory and the pool's: { lines, from, to }. `lines` copies `count`
    // runs of nbytes, the first from `source` to `target`, each the steps after the last one. `from()`
    // and `to()` are the memories as they are now: Uint8Arrays.
    function copiers(host, memory) {
        const inHost = () => host.HEAPU8, inPool = () => new Uint8Array(memory.buffer);
        const ways = [{ from: inHost, to: inPool }, { from: inPool, to: inHost }];
        const exports = host.memory && twoMemories(host.memory, memory);
        ways[0].lines = exports?.inward ?? linesByScript(ways[0]);
        ways[1].lines = exports?.outward ?? linesByScript(ways[1]);
        return ways;
    }

    function linesByScript(way) {
        return (source, sourceStep, target, targetStep, count, nbytes) => {
            const from = way.from(), to = way.to();
            for (let i = 0; i < count; i++) {
                to.set(from.subarray(source, source + nbytes), target);
                source += sourceStep;
                target += targetStep;
            }
        };
    }

    // The same by a module that has both memories, so that the engine copies by memmove; to a shared
    // memory TypedArray.set does it word by word. undefined where an engine, or a page, refuses it.
    function twoMemories(host, pool) {
        const I32 = 0x7f, GET = 0x20, SET = 0x21, TEE = 0x22, ADD = 0x6a, SUB = 0x6b;
        const [SOURCE, SOURCE_STEP, TARGET, TARGET_STEP, COUNT, NBYTES] = [0, 1, 2, 3, 4, 5];
        const text = (name) => [name.length, ...new TextEncoder().encode(name)];
        const sized = (bytes) => [bytes.length, ...bytes];
        const section = (id, ...items) => [id, ...sized([items.length, ...items.flat()])];
        const advance = (address, step) => [GET, address, GET, step, ADD, SET, address];
        const copyLines = (from, to) => sized([
            0, // locals
            0x03, 0x40, // loop
            ...[GET, TARGET, GET, SOURCE, GET, NBYTES, 0xfc, 10, to, from], // memory.copy
            ...[...advance(SOURCE, SOURCE_STEP), ...advance(TARGET, TARGET_STEP)],
            ...[GET, COUNT, 0x41, 1, SUB, TEE, COUNT, 0x0d, 0], // i32.const, br_if
            ...[0x0b, 0x0b], // end of the loop and of the function
        ]);
        const bytes = [
            ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0], // "\0asm", version 1
            ...section(1, [0x60, 6, I32, I32, I32, I32, I32, I32, 0]),
            // Limits: at least 0 pages; shared, at least 0 and at most 65536.
            ...section(2, [...text("env"), ...text("host"), 2, 0, 0],
                       [...text("env"), ...text("pool"), 2, 3, 0, 0x80, 0x80, 0x04]),
            ...section(3, [0], [0]),
            ...section(7, [...text("inward"), 0, 0], [...text("outward"), 0, 1]),
            ...section(10, copyLines(0, 1), copyLines(1, 0)),
        ];
        try {
            const module = new WebAssembly.Module(new Uint8Array(bytes));
            return new WebAssembly.Instance(module, { env: { host, pool } }).exports;
        } catch {
            return undefined;
        }
    }

    function copyBytes(way, source, target, nbytes) {
        way.lines(source, 0, target, 0, 1, nbytes);
    }

    // What copies a matrix one way, little by little: a function that is told how many lines, rows or
    // columns, shall be there, and copies those that are missing.
    function shipLines(way, source, target, byRows) {
        const count = byRows ? source.rows : source.columns;
        const part = (matrix, first, end) => byRows
            ? { ...matrix, address: matrix.address + first * matrix.rs * matrix.size, rows: end - first }
            : { ...matrix, address: matrix.address + first * matrix.cs * matrix.size, columns: end - first };
        let done = 0;
        return (lines) => {
            const end = Math.min(lines, count);
            if (end <= done) return;
            copyMatrix(way, part(source, done, end), part(target, done, end));
            done = end;
        };
    }

    // The same where the strides stay, and what lies between elements is copied, too.
    function shipBytes(way, source, target, byRows) {
        const { rows, columns, rs, cs, size } = source;
        const count = byRows ? rows : columns, step = byRows ? rs : cs;
        const length = byRows ? (columns - 1) * cs + 1 : (rows - 1) * rs + 1;
        let done = 0;
        return (lines) => {
            const end = ((Math.min(lines, count) - 1) * step + length) * size;
            if (end <= done) return;
            copyBytes(way, source.address + done, target.address + done, end - done);
            done = end;
        };
    }

    // target[i, j] = source[i, j].
    function copyMatrix(way, source, target) {
        const { rows, columns, size } = source;
        const byRows = source.cs === 1 && target.cs === 1;
        if (!byRows && !(source.rs === 1 && target.rs === 1)) {
            copyElements(way.from(), source, way.to(), target);
            return;
        }
        let [count, nbytes] = byRows ? [rows, columns * size] : [columns, rows * size];
        const [sourceStep, targetStep] = [source, target].map((matrix) => (byRows ? matrix.rs : matrix.cs) * size);
        if (sourceStep === nbytes && targetStep === nbytes) {
            nbytes *= count;
            count = 1;
        }
        way.lines(source.address, sourceStep, target.address, targetStep, count, nbytes);
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

    return { Pool, obstacle, hardwareThreads, offload, forget };
})()
