// The worker pool alone, without Python: products, bits, and what happens when things go wrong.
// Run by `node --test tests/wasm/*.test.mjs`, under every Node that Pyodide runs in.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import test from "node:test";

import { Host, TYPES, kernelsOf, script, wrong } from "./host.mjs";

async function withPool(workers, work, options) {
    const host = new Host(64);
    const pool = host.newPool(workers, options);
    try {
        assert.equal(await pool.ready(20), workers);
        await work(host, pool);
    } finally {
        pool.stop();
    }
}

// A test whose copies are made by a module with two memories, if there can be one, and by JavaScript.
function inBothWays(title, run) {
    for (const byScript of [false, true]) {
        test(byScript ? `${title}; copies by JavaScript` : title, () => run({ byScript }));
    }
}

test("copies are made by a module of two memories where the engine has such", async () => {
    await withPool(0, (host, pool) => {
        // An empty module of two memories.
        const bytes = [0, 97, 115, 109, 1, 0, 0, 0, 5, 5, 2, 0, 0, 0, 0];
        const native = /native code/.test(pool.inward.lines);
        assert.equal(native, WebAssembly.validate(Uint8Array.from(bytes)));
    });
});

test("products are right for every type, kernel and number of threads", async () => {
    await withPool(2, (host, pool) => {
        for (const type of Object.keys(TYPES)) {
            for (host.kernel of kernelsOf(pool, type)) {
                for (const [m, n, k] of [[1, 1, 1], [7, 5, 3], [64, 64, 64], [97, 131, 61]]) {
                    for (const threads of [1, 2, 3]) {
                        host.top = 1024;
                        const a = host.matrix(type, m, k), b = host.matrix(type, k, n);
                        const c = host.matrix(type, m, n, { fill: false });
                        c.elements.fill(99);
                        assert.ok(host.multiply(pool, a, b, c, threads), pool.reason);
                        assert.equal(wrong(a, b, c), "", `${host.kernel} ${m} ${n} ${k} ${threads}`);
                    }
                }
            }
        }
        assert.ok(pool.products > 0);
    });
});

test("an infinity or a NaN in a result is told of", async () => {
    await withPool(1, (host, pool) => {
        for (const type of ["float32", "float64"]) {
            for (const [count, m, n, k] of [[1, 97, 131, 61], [1, 7, 5, 400], [9, 20, 21, 22]]) {
                host.top = 1024;
                const a = host.matrix(type, count * m, k), b = host.matrix(type, count * k, n);
                const c = host.matrix(type, count * m, n, { fill: false });
                const rows = (matrix, each) => ({ ...matrix, rows: each });
                const axes = count > 1
                    ? { shape: [count], a: [m * k], b: [k * n], c: [m * n] } : undefined;
                const special = () => {
                    const operands = [rows(a, m), rows(b, k), rows(c, m)];
                    assert.ok(host.multiply(pool, ...operands, 2, {}, axes), pool.reason);
                    return host.special;
                };
                assert.equal(special(), false);
                for (const value of [Infinity, NaN, type === "float32" ? 3e38 : 1.7e308]) {
                    const last = a.elements.length - 1, before = a.elements[last];
                    b.elements.fill(100, b.elements.length - n);
                    a.elements[last] = value;
                    assert.equal(special(), true, `${type} ${m} ${n} ${k} ${value}`);
                    a.elements[last] = before;
                }
                assert.equal(special(), false);
            }
        }
    });
});

inBothWays("strides: transposed, padded, negative, stepped, repeated, and C in any order", async (options) => {
    await withPool(1, (host, pool) => {
        const m = 37, n = 43, k = 29;
        const layouts = (rows, columns) => ({
            dense: {},
            transposed: { rs: 1, cs: rows },
            padded: { rs: columns + 3 },
            farApart: { rs: 4 * columns },
            "transposed, far apart": { rs: 1, cs: 5 * rows },
            upsideDown: { rs: -columns },
            backwards: { rs: columns, cs: -1 },
            stepped: { rs: 3 * columns, cs: 3 },
            repeated: { rs: 0, cs: 1 },
        });
        for (const type of ["float32", "float64", "uint8", "int16"]) {
            for (const [nameA, layoutA] of Object.entries(layouts(m, k))) {
                for (const [nameB, layoutB] of Object.entries(layouts(k, n))) {
                    host.top = 1024;
                    const a = host.matrix(type, m, k, layoutA), b = host.matrix(type, k, n, layoutB);
                    const c = host.matrix(type, m, n, { fill: false });
                    assert.ok(host.multiply(pool, a, b, c, 2), pool.reason);
                    assert.equal(wrong(a, b, c), "", `${type}: ${nameA} by ${nameB}`);
                }
            }
            for (const [name, layout] of Object.entries(layouts(m, n))) {
                if (name === "repeated") continue;
                host.top = 1024;
                const a = host.matrix(type, m, k), b = host.matrix(type, k, n);
                const c = host.matrix(type, m, n, { ...layout, fill: false });
                c.elements.fill(99);
                assert.ok(host.multiply(pool, a, b, c, 2), pool.reason);
                assert.equal(wrong(a, b, c), "", `${type}: into C ${name}`);
                const within = m * n, touched = c.elements.filter((x) => x !== 99).length;
                assert.ok(touched <= within, `${type}: C ${name}: wrote between its elements`);
            }
        }
    }, options);
});

test("a matrix times itself and its transpose", async () => {
    await withPool(1, (host, pool) => {
        const n = 50, a = host.matrix("float32", n, n), c = host.matrix("float32", n, n);
        const t = { ...a, rs: 1, cs: n }, part = { ...a, rows: n - 1 };
        for (const [left, right] of [[a, a], [t, a], [a, t], [t, t]]) {
            assert.ok(host.multiply(pool, left, right, c, 2), pool.reason);
            assert.equal(wrong(left, right, c), "");
        }
        const d = { ...c, rows: n - 1 };
        assert.ok(host.multiply(pool, part, a, d, 2), pool.reason);
        assert.equal(wrong(part, a, d), "");
    });
});

test("an operand that isn't aligned to its element", async () => {
    await withPool(1, (host, pool) => {
        const b = host.matrix("float32", 4, 4, { cs: 2, rs: 8 });
        const c = host.matrix("float32", 4, 4, { fill: false });
        const { buffer, byteOffset, byteLength } = b.elements;
        const odd = host.top + 1;
        host.HEAPU8.set(new Uint8Array(buffer, byteOffset, byteLength), odd);
        assert.ok(host.multiply(pool, b, { ...b, address: odd }, c, 2), pool.reason);
        assert.equal(wrong(b, b, c), "");
    });
});

test("the same bits for 1 to 4 threads, every size about a tile's and a block's edge", async () => {
    await withPool(3, (host, pool) => {
        for (const type of ["float32", "float64"]) {
            for (host.kernel of kernelsOf(pool, type)) {
                for (const n of [5, 48, 95, 96, 97, 255, 256, 257, 300, 513]) {
                    host.top = 1024;
                    const a = host.matrix(type, n, n), b = host.matrix(type, n, n);
                    for (let i = 0; i < n * n; i++) {
                        a.elements[i] = Math.sin(i + 1);
                        b.elements[i] = Math.cos(i * 3 + 1);
                    }
                    const results = [1, 2, 3, 4].map((threads) => {
                        const c = host.matrix(type, n, n, { fill: false });
                        assert.ok(host.multiply(pool, a, b, c, threads), pool.reason);
                        return Buffer.from(host.HEAPU8.slice(c.address, c.address + c.elements.byteLength));
                    });
                    for (const other of results.slice(1)) {
                        assert.ok(results[0].equals(other), `${host.kernel} ${n}`);
                    }
                }
            }
        }
    });
});

// Batches: matrices of `shape`, as many as the lengths of `axes` say, of a batch that has the axes of
// `lengths`, each kept, or repeated where its place in `own` is false.
function stack(host, type, rows, columns, lengths, own, { gap = 0, layout = {}, fill = true } = {}) {
    const first = host.matrix(type, rows, columns, { ...layout, fill: false });
    const each = first.elements.length + gap, strides = [];
    let count = 1;
    for (let i = lengths.length - 1; i >= 0; i--) {
        strides.unshift(own[i] ? each * count : 0);
        if (own[i]) count *= lengths[i];
    }
    host.top = first.address - first.first * first.elements.BYTES_PER_ELEMENT;
    const all = host.matrix(type, 1, each * count, { fill });
    return { ...first, elements: all.elements, strides };
}

function matrixOf(stacked, lengths, item) {
    let offset = 0;
    for (let i = lengths.length - 1; i >= 0; i--) {
        offset += (item % lengths[i]) * stacked.strides[i];
        item = Math.floor(item / lengths[i]);
    }
    return { ...stacked, first: stacked.first + offset };
}

function wrongBatch(a, b, c, lengths) {
    const count = lengths.reduce((product, length) => product * length, 1);
    for (let i = 0; i < count; i++) {
        const where = wrong(...[a, b, c].map((x) => matrixOf(x, lengths, i)));
        if (where) return `product ${i}: ${where}`;
    }
    return "";
}

function multiplyBatch(host, pool, a, b, c, lengths, threads, packed) {
    const axes = { shape: lengths, a: a.strides, b: b.strides, c: c.strides };
    return host.multiply(pool, a, b, c, threads, packed, axes);
}

test("batches: every type, any number of threads, axes of A or B repeated", async () => {
    await withPool(2, (host, pool) => {
        const all = [true, true, true], lengths = [3, 2, 2];
        for (const type of Object.keys(TYPES)) {
            for (const ownA of [all, [true, false, true], [false, false, false], [false, true, true]]) {
                for (const ownB of [all, [false, true, false], [true, false, true]]) {
                    for (const [m, n, k] of [[5, 7, 3], [33, 40, 20]]) {
                        host.top = 1024;
                        const a = stack(host, type, m, k, lengths, ownA);
                        const b = stack(host, type, k, n, lengths, ownB);
                        const c = stack(host, type, m, n, lengths, all, { fill: false });
                        for (const threads of [1, 2, 3]) {
                            c.elements.fill(99);
                            assert.ok(multiplyBatch(host, pool, a, b, c, lengths, threads), pool.reason);
                            assert.equal(wrongBatch(a, b, c, lengths), "", `${type} ${m} ${n} ${k}`);
                        }
                    }
                }
            }
        }
    });
});

inBothWays("batches: strides of matrices and between them, and nothing written beside C", async (options) => {
    await withPool(1, (host, pool) => {
        const lengths = [4, 3], own = [true, true], m = 13, n = 17, k = 11;
        const layouts = (rows, columns) => [
            {}, { layout: { rs: 1, cs: rows } }, { gap: 7 }, { layout: { rs: columns + 3 } },
            { layout: { rs: 4 * columns }, gap: 5 }, { layout: { rs: -columns } },
            { layout: { rs: 3 * columns, cs: 3 } }, { layout: { rs: 1, cs: 5 * rows } },
        ];
        for (const type of ["float32", "float64", "uint8"]) {
            for (const howA of layouts(m, k)) {
                for (const howB of layouts(k, n)) {
                    host.top = 1024;
                    const a = stack(host, type, m, k, lengths, own, howA);
                    const b = stack(host, type, k, n, lengths, own, howB);
                    const c = stack(host, type, m, n, lengths, own, { fill: false });
                    assert.ok(multiplyBatch(host, pool, a, b, c, lengths, 2), pool.reason);
                    assert.equal(wrongBatch(a, b, c, lengths), "", JSON.stringify([type, howA, howB]));
                }
            }
            for (const howC of layouts(m, n)) {
                host.top = 1024;
                const a = stack(host, type, m, k, lengths, own);
                const b = stack(host, type, k, n, lengths, own);
                const c = stack(host, type, m, n, lengths, own, { ...howC, fill: false });
                c.elements.fill(99);
                assert.ok(multiplyBatch(host, pool, a, b, c, lengths, 2), pool.reason);
                assert.equal(wrongBatch(a, b, c, lengths), "", JSON.stringify([type, howC]));
                const touched = c.elements.filter((x) => x !== 99).length;
                assert.ok(touched <= 12 * m * n, "wrote between C's elements");
            }
        }
        // Heads inside of rows, as attention has them: (batch, sequence, heads, depth).
        const heads = 3, depth = 16, sequence = 20, width = heads * depth;
        const q = { ...host.matrix("float32", 4 * sequence, width), rows: sequence, columns: depth,
                    strides: [sequence * width, depth] };
        const kt = { ...q, rows: depth, columns: sequence, rs: 1, cs: width };
        const scores = stack(host, "float32", sequence, sequence, lengths, own, { fill: false });
        assert.ok(multiplyBatch(host, pool, q, kt, scores, lengths, 2), pool.reason);
        assert.equal(wrongBatch(q, kt, scores, lengths), "");
    }, options);
});

test("batches: the bits are those of each product alone", async () => {
    await withPool(3, (host, pool) => {
        const lengths = [11], n = 65;
        for (const [type, k, kernel] of [["float32", 400], ["float64", 400], ["float32", 60, kernelsOf(pool, "float32")[0]]]) {
            host.kernel = kernel;
            host.top = 1024;
            const a = stack(host, type, n, k, lengths, [true]), b = stack(host, type, k, n, lengths, [true]);
            for (let i = 0; i < a.elements.length; i++) a.elements[i] = Math.sin(i + 1);
            for (let i = 0; i < b.elements.length; i++) b.elements[i] = Math.cos(3 * i + 1);
            const c = stack(host, type, n, n, lengths, [true]), alone = c.elements.slice();
            const size = c.elements.BYTES_PER_ELEMENT;
            for (let i = 0; i < 11; i++) {
                const at = (x) => ({ ...x, address: x.address + i * x.strides[0] * size });
                assert.ok(host.multiply(pool, at(a), at(b), at(c), 2), pool.reason);
            }
            alone.set(c.elements);
            for (const threads of [1, 2, 3, 4]) {
                c.elements.fill(0);
                assert.ok(multiplyBatch(host, pool, a, b, c, lengths, threads), pool.reason);
                assert.deepEqual(c.elements, alone);
            }
        }
    });
});

test("products in slabs and chunks: operands come, and C goes, piece by piece", async () => {
    await withPool(2, (host, pool) => {
        const layouts = (rows, columns) => [{}, { rs: 1, cs: rows }, { rs: columns + 5 }, { rs: 2 * columns }];
        for (const [m, n, k] of [[1700, 260, 1900], [300, 40, 9000], [40, 300, 9000]]) {
            for (let i = 0; i < 4; i++) {
                host.top = 1024;
                const a = host.matrix("float32", m, k, layouts(m, k)[i]);
                const b = host.matrix("float32", k, n, layouts(k, n)[3 - i]);
                const results = [1, 3].map((threads) => {
                    const c = host.matrix("float32", m, n, { fill: false, rs: n + 1 });
                    c.elements.fill(99);
                    assert.ok(host.multiply(pool, a, b, c, threads), pool.reason);
                    const row = m - 1, last = { ...c, rows: 1, address: 0, first: row * c.rs };
                    assert.equal(wrong({ ...a, rows: 1, first: row * a.rs }, b, last), "");
                    return Buffer.from(host.HEAPU8.slice(c.address, c.address + c.elements.byteLength));
                });
                assert.ok(results[0].equals(results[1]), `${m} ${n} ${k}, layout ${i}`);
            }
        }
    });
});

test("batches with a prepacked operand", async () => {
    await withPool(1, (host, pool) => {
        const lengths = [6], m = 24, n = 36, k = 40;
        const a = stack(host, "float32", m, k, lengths, [false]);
        const b = stack(host, "float32", k, n, lengths, [true], { gap: 3 });
        const c = stack(host, "float32", m, n, lengths, [true], { fill: false });
        const left = { a: host.prepack(a, { left: true }) };
        assert.ok(multiplyBatch(host, pool, a, b, c, lengths, 2, left), pool.reason);
        assert.equal(wrongBatch(a, b, c, lengths), "");
        const d = stack(host, "float32", m, k, lengths, [true], { gap: 3 });
        const e = stack(host, "float32", k, n, lengths, [false]);
        assert.ok(multiplyBatch(host, pool, d, e, c, lengths, 2, { b: host.prepack(e) }), pool.reason);
        assert.equal(wrongBatch(d, e, c, lengths), "");
    });
});

test("batches: no memory, at whatever step it ends, and the pool goes on", async () => {
    await withPool(1, (host, pool) => {
        const lengths = [9], own = [true], { exports } = pool;
        const a = stack(host, "float32", 30, 30, lengths, own), c = stack(host, "float32", 30, 30, lengths, own);
        for (let step = 0; step < 4; step++) {
            let asked = 0;
            pool.exports = { ...exports, pool_alloc: (n) => (asked++ === step ? 0 : exports.pool_alloc(n)) };
            assert.equal(multiplyBatch(host, pool, a, a, c, lengths, 2), false);
            assert.match(pool.reason, /memory can't hold/);
        }
        pool.exports = { ...exports, pool_batch: () => 0 };
        assert.equal(multiplyBatch(host, pool, a, a, c, lengths, 2), false);
        pool.exports = exports;
        assert.ok(multiplyBatch(host, pool, a, a, c, lengths, 2), pool.reason);
        assert.equal(wrongBatch(a, a, c, lengths), "");
        const column = { ...a, rows: 2 ** 14, columns: 1, rs: 0, strides: [0] };
        const row = { ...a, rows: 1, columns: 2 ** 14, cs: 0, strides: [0] };
        assert.equal(multiplyBatch(host, pool, column, row, c, [64], 2), false, "2^36 bytes of C");
    });
});

test("batches: a worker that dies with a product in its hands", async () => {
    for (const traps of [false, true]) {
        await withPool(1, async (host, pool) => {
            pool.setPatience(traps ? 1e9 : 300);
            const lengths = [40], own = [true];
            const a = stack(host, "float32", 70, 70, lengths, own);
            const c = stack(host, "float32", 70, 70, lengths, own);
            const axes = { shape: lengths, a: a.strides, b: a.strides, c: c.strides };
            const thief = await thiefOf(pool, 1, traps);
            assert.ok(failsInTime(host, pool, a, a, c, {}, axes));
            assert.ok(pool.failed);
            assert.match(pool.reason, /died or stalled/);
            await thief.terminate();
        });
    }
});

test("a copy that fails in the middle: false, and the pool is forsaken", async () => {
    for (const name of ["operands", "result"]) {
        await withPool(1, (host, pool) => {
            const n = 300, a = host.matrix("float32", n, n), c = host.matrix("float32", n, n);
            const fails = () => { throw new RangeError("no such place"); };
            const value = name === "operands" ? [{ ship: fails }, { ship: fails }] : { ship: fails };
            Object.defineProperty(pool, name, { get: () => value, set() {} });
            assert.equal(host.multiply(pool, a, a, c, 2), false);
            assert.ok(pool.failed);
            assert.match(pool.reason, /no such place/);
        });
    }
});

test("a worker that takes an item and dies: false after a while, never a hang", async () => {
    for (const itemsTaken of [1, 3]) {
        await withPool(1, async (host, pool) => {
            pool.setPatience(300);
            const thief = await thiefOf(pool, itemsTaken);
            const n = 300;
            const a = host.matrix("float32", n, n), b = host.matrix("float32", n, n);
            const c = host.matrix("float32", n, n, { fill: false });
            assert.ok(failsInTime(host, pool, a, b, c));
            assert.ok(pool.failed);
            assert.match(pool.reason, /died or stalled/);
            assert.equal(host.multiply(pool, a, b, c, 64), false, "and stays out of use");
            await thief.terminate();
        });
    }
});

test("a worker that traps in the middle is noticed at once", async () => {
    await withPool(1, async (host, pool) => {
        pool.setPatience(1e9);
        const n = 300;
        const a = host.matrix("float32", n, n), b = host.matrix("float32", n, n);
        const c = host.matrix("float32", n, n, { fill: false });
        const thief = await thiefOf(pool, 1, true);
        assert.ok(failsInTime(host, pool, a, b, c));
        assert.ok(pool.failed);
        await thief.terminate();
    });
});

test("a worker that is terminated between products", async () => {
    await withPool(2, async (host, pool) => {
        const n = 128;
        const a = host.matrix("float32", n, n), b = host.matrix("float32", n, n);
        const c = host.matrix("float32", n, n, { fill: false });
        assert.ok(host.multiply(pool, a, b, c, 3));
        await pool.workers[0].terminate();
        assert.ok(pool.failed);
        assert.match(pool.reason, /a worker died/);
        assert.equal(host.multiply(pool, a, b, c, 3), false);
    });
});

test("no memory: false with a reason, and the pool goes on", async () => {
    const host = new Host(64);
    const pool = host.newPool();
    // The host of a 32-bit engine: a pool whose memory may not grow beyond what it has.
    const RealMemory = WebAssembly.Memory;
    WebAssembly.Memory = class {
        constructor(wanted) {
            if (wanted.maximum > 4096) throw new RangeError("too much");
            return new RealMemory({ ...wanted, maximum: 64 });
        }
    };
    let small;
    try {
        small = host.newPool(1);
    } finally {
        WebAssembly.Memory = RealMemory;
    }
    assert.equal(await small.ready(20), 1);
    const n = 1024;
    const a = host.matrix("float32", n, n), b = host.matrix("float32", n, n);
    const c = host.matrix("float32", n, n, { fill: false });
    assert.equal(host.multiply(small, a, b, c, 2), false);
    assert.match(small.reason, /memory/);
    assert.ok(!small.failed);
    const d = host.matrix("float32", 64, 64), e = host.matrix("float32", 64, 64, { fill: false });
    assert.ok(host.multiply(small, d, d, e, 2), "a smaller one still fits");
    assert.equal(wrong(d, d, e), "");
    small.stop();
    pool.stop();
});

test("prepacked operands: every type, either side, any number of threads", async () => {
    await withPool(2, (host, pool) => {
        for (const type of Object.keys(TYPES)) {
            for (const kernel of kernelsOf(pool, type)) {
                host.kernel = kernel;
                for (const [m, n, k] of [[1, 1, 1], [7, 5, 3], [64, 64, 64], [37, 51, 661]]) {
                    host.top = 1024;
                    const a = host.matrix(type, m, k), b = host.matrix(type, k, n, { rs: n + 3 });
                    const c = host.matrix(type, m, n, { fill: false });
                    for (const packed of [{ a: host.prepack(a, { left: true }) },
                                          { b: host.prepack(b) }]) {
                        for (const threads of [1, 2, 3]) {
                            c.elements.fill(99);
                            assert.ok(host.multiply(pool, a, b, c, threads, packed), pool.reason);
                            assert.equal(wrong(a, b, c), "", `${kernel} ${m} ${n} ${k}`);
                        }
                    }
                }
            }
        }
        for (let id = 1; id <= host.lastId; id++) pool.forget(id);
        assert.equal(pool.kept.size, 0);
    });
});

test("what is prepacked stays, until it is forgotten or another kernel asks", async () => {
    await withPool(1, (host, pool) => {
        const n = 100, a = host.matrix("float32", n, n), b = host.matrix("float32", n, n);
        const c = host.matrix("float32", n, n, { fill: false });
        const packed = { b: host.prepack(b) };
        assert.ok(host.multiply(pool, a, b, c, 2, packed));
        const before = { ...b, elements: b.elements.slice() };
        b.elements.fill(5); // the pool doesn't read it again
        assert.ok(host.multiply(pool, a, b, c, 2, packed));
        assert.equal(wrong(a, before, c), "");
        [host.kernel] = kernelsOf(pool, "float32");
        assert.ok(host.multiply(pool, a, b, c, 2, packed));
        assert.equal(wrong(a, b, c), "");
        assert.equal(pool.kept.size, 1);
        b.elements.fill(2);
        pool.forget(1);
        pool.forget(1);
        pool.forget(77);
        assert.ok(host.multiply(pool, a, b, c, 2, packed));
        assert.equal(wrong(a, b, c), "");
    });
});

test("panels that come and go don't touch each other, and their memory serves again", async () => {
    await withPool(1, (host, pool) => {
        const c = host.matrix("float32", 30, 300, { fill: false });
        const a = host.matrix("float32", 30, 300);
        const start = host.top, living = [];
        let high = 0, seed = 1;
        const random = (n) => (seed = (seed * 48271) % 2147483647) % n;
        for (let round = 0; round < 400; round++) {
            if (living.length > 6 || (living.length > 0 && random(3) === 0)) {
                const [gone] = living.splice(random(living.length), 1);
                pool.forget(host.HEAP32[gone.packed.b / 4]);
            } else {
                if (living.length === 0) host.top = start;
                const b = host.matrix("float32", 300, 1 + random(300));
                living.push({ b, packed: { b: host.prepack(b) } });
            }
            for (const { b, packed } of living) {
                const part = { ...c, columns: b.columns, rs: b.columns };
                assert.ok(host.multiply(pool, a, b, part, 2, packed), pool.reason);
                if (round % 20 === 0) assert.equal(wrong(a, b, part), "");
            }
            if (round === 200) high = pool.memoryBytes();
        }
        assert.equal(pool.kept.size, living.length);
        assert.ok(pool.memoryBytes() <= high + 2 ** 20, "the memory is used again");
        for (const { packed } of living) pool.forget(host.HEAP32[packed.b / 4]);
        const big = host.matrix("float32", 300, 300);
        const wide = { ...c, columns: 300 };
        assert.ok(host.multiply(pool, a, big, wide, 2), pool.reason);
        assert.equal(wrong(a, big, wide), "");
        pool.addWorkers(2); // a stack among what stays
    });
});

test("no memory for panels: false with a reason, and the pool goes on", async () => {
    await withPool(1, (host, pool) => {
        const n = 200, a = host.matrix("float32", n, n), c = host.matrix("float32", n, n);
        const packed = { b: host.prepack(a) };
        const { exports } = pool;
        for (const refuses of ["pool_keep", "pool_alloc"]) {
            pool.exports = { ...exports, [refuses]: () => 0 };
            assert.equal(host.multiply(pool, a, a, c, 2, packed), false);
            assert.match(pool.reason, /memory can't hold the prepacked/);
            assert.equal(pool.kept.size, 0);
        }
        pool.exports = exports;
        assert.ok(host.multiply(pool, a, a, c, 2, packed), pool.reason);
        assert.equal(wrong(a, a, c), "");
    });
});

test("a pool that dies in the middle of a prepacked product", async () => {
    await withPool(1, async (host, pool) => {
        pool.setPatience(300);
        const n = 300;
        const a = host.matrix("float32", n, n), b = host.matrix("float32", n, n);
        const c = host.matrix("float32", n, n, { fill: false });
        const packed = { b: host.prepack(b) };
        assert.ok(host.multiply(pool, a, b, c, 2, packed), pool.reason);
        const thief = await thiefOf(pool, 1);
        assert.ok(failsInTime(host, pool, a, b, c, packed));
        assert.ok(pool.failed);
        pool.forget(1); // a matrix may outlive the pool
        const next = host.newPool(1);
        assert.equal(await next.ready(20), 1);
        assert.ok(host.multiply(next, a, b, c, 2, packed), next.reason);
        assert.equal(wrong(a, b, c), "");
        next.stop();
        await thief.terminate();
    });
});

test("an idle pool is told of once, later if it was of use", async () => {
    await withPool(1, async (host, pool) => {
        const a = host.matrix("float32", 64, 64), c = host.matrix("float32", 64, 64);
        let called = 0, used = 0;
        const began = performance.now();
        const told = new Promise((resolve) => pool.setIdle(200, () => resolve(++called)));
        while (performance.now() - began < 400) {
            assert.ok(host.multiply(pool, a, a, c, 2));
            used = performance.now();
            await new Promise((resolve) => setTimeout(resolve, 20));
            if (called) break; // this thread was held up
        }
        const alive = setInterval(() => {}, 1000); // the idle timer alone keeps no process up
        await told;
        clearInterval(alive);
        assert.equal(called, 1);
        assert.ok(performance.now() - used >= 190);
    });
});

test("an empty region is measured with workers spinning and asleep", async () => {
    await withPool(2, (host, pool) => {
        const { spinning, asleep } = pool.measure(3);
        assert.ok(spinning > 0);
        assert.ok(asleep > 0 || Number.isNaN(asleep));
    });
});

test("workers that have not started: false with a reason", () => {
    const host = new Host(1);
    const pool = host.newPool(0);
    const a = host.matrix("float32", 4, 4), c = host.matrix("float32", 4, 4, { fill: false });
    assert.equal(host.multiply(pool, a, a, c, 2), false);
    assert.match(pool.reason, /started/);
    pool.stop();
});

test("each product runs on the kernel that is named then", async () => {
    await withPool(1, (host, pool) => {
        const n = 64, bits = new Set();
        const a = host.matrix("float32", n, n), b = host.matrix("float32", n, n);
        const c = host.matrix("float32", n, n, { fill: false });
        for (let i = 0; i < n * n; i++) {
            a.elements[i] = Math.sin(i + 1);
            b.elements[i] = Math.cos(i * 3 + 1);
        }
        const used = [];
        const { exports } = pool;
        pool.exports = {
            ...exports,
            pool_use_kernel(i) {
                used.push(i);
                exports.pool_use_kernel(i);
            },
        };
        const names = kernelsOf(pool, "float32");
        for (const name of [...names, ...names.reverse()]) {
            host.kernel = name;
            assert.ok(host.multiply(pool, a, b, c, 2), pool.reason);
            assert.equal(used.at(-1), pool.kernels.get(name));
            bits.add(Buffer.from(new Uint8Array(c.elements.buffer, c.address, 4 * n * n)).toString("hex"));
        }
        assert.equal(new Set(used).size, names.length);
        // Only whether multiply-add is fused can show in a sum of 64 terms.
        assert.equal(bits.size, names.some((name) => name.endsWith("relaxed")) ? 2 : 1);
    });
});

test("a kernel that the pool doesn't have: false with a reason", async () => {
    await withPool(1, (host, pool) => {
        host.kernel = "f32_gemm_2x2__abacus";
        const a = host.matrix("float32", 4, 4), c = host.matrix("float32", 4, 4, { fill: false });
        assert.equal(host.multiply(pool, a, a, c, 2), false);
        assert.match(pool.reason, /abacus/);
    });
});

test("workers that wait do not keep the process alive", () => {
    const host = new URL("./host.mjs", import.meta.url).href;
    const script = `const { Host } = await import(${JSON.stringify(host)});
                    new Host(1).newPool(2);`;
    const done = spawnSync(process.execPath, ["--input-type=module", "-e", script],
                           { timeout: 60000, encoding: "utf8" });
    assert.equal(done.status, 0, done.stderr);
});

test("there is no obstacle here, and there are threads", () => {
    assert.equal(script.obstacle(), "");
    assert.ok(script.hardwareThreads() >= 1);
});

// Whether the product fails before long. Not always the first time: on a busy machine the thief may
// not run while the queue has something to take.
function failsInTime(host, pool, a, b, c, packed, axes) {
    const until = performance.now() + 60000;
    while (performance.now() < until) {
        if (!host.multiply(pool, a, b, c, 64, packed, axes)) return true;
        assert.equal(wrong(a, b, c), "");
    }
    return false;
}

// A worker outside the pool that takes items of the next region as the pool's workers do, and never
// finishes them; then it reports a trap, or just ends.
async function thiefOf(pool, items, reports = false) {
    const { Worker } = await import("node:worker_threads");
    const worker = new Worker(`
        const { parentPort, workerData } = require("node:worker_threads");
        const { memory, queue, broken, items } = workerData;
        const words = new Int32Array(memory.buffer);
        const queues = new BigInt64Array(memory.buffer);
        parentPort.postMessage("ready");
        let taken = 0;
        while (taken < items) {
            const seen = Atomics.load(queues, queue);
            if ((seen & 0xffffffffn) === 0n) continue;
            if (Atomics.compareExchange(queues, queue, seen, seen - 1n) === seen) taken++;
        }
        if (broken) Atomics.store(words, broken, 1);
    `, {
        eval: true,
        workerData: {
            memory: pool.memory,
            queue: pool.state >>> 1,
            broken: reports ? pool.state + 50 : 0,
            items,
        },
    });
    await new Promise((resolve) => worker.once("message", resolve));
    return worker;
}
