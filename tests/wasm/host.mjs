// A stand-in for Pyodide: a memory with matrices in it, and pools that serve it.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import vm from "node:vm";

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

// Where the pool's modules lie: beside the extension, as `make wheel` built it.
export const BUILT = process.env.RUMPY_POOL_DIR ?? builtFolder();

function builtFolder() {
    const build = path.join(ROOT, "build/wasm");
    const found = existsSync(build) && readdirSync(build).find((name) => /^lib.*wasm32/.test(name));
    if (!found) throw new Error(`nothing is built in ${build}: run 'make wheel' first`);
    return path.join(build, found, "rumpy");
}

export const script = vm.runInThisContext(
    readFileSync(path.join(ROOT, "pyrumpy/rumpy/_pool.js"), "utf8"),
    { filename: "_pool.js" },
);

// la_type's numbers, the arrays that hold such elements, and what their kernels' names begin with.
export const TYPES = {
    uint8: [2, Uint8Array, "u8"], int16: [3, Int16Array, "i16"], int32: [5, Int32Array, "i32"],
    float32: [10, Float32Array, "f32"], float64: [11, Float64Array, "f64"],
};

// The names of the pool's kernels of a type: the last comes from the best instruction set.
export function kernelsOf(pool, type) {
    return [...pool.kernels.keys()].filter((name) => name.startsWith(`${TYPES[type][2]}_gemm_`));
}

export function relaxedSimd() {
    // A function that returns f32x4.relaxed_madd of three splats.
    return WebAssembly.validate(Uint8Array.of(
        0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 19, 1, 17, 0,
        65, 0, 253, 17, 65, 0, 253, 17, 65, 0, 253, 17, 253, 133, 2, 11,
    ));
}

export class Host {
    constructor(megabytes) {
        this.memory = new WebAssembly.Memory({ initial: megabytes * 16 });
        const { buffer } = this.memory;
        this.HEAPU8 = new Uint8Array(buffer);
        this.HEAP32 = new Int32Array(buffer);
        this.HEAPU32 = new Uint32Array(buffer);
        this.top = 1024; // the first page's start holds la_gemm_args
        this.kernel = undefined; // the name of what products shall run on; else one of their type
        this.names = []; // told so far, each at a place of its own in the last page
        this.lastId = 0;
    }

    // byScript: as in an engine that allows a module one memory only.
    newPool(workers = 0, { byScript = false } = {}) {
        const name = relaxedSimd() ? "pool_relaxed.wasm" : "pool_simd128.wasm";
        const wasm = readFileSync(path.join(BUILT, name));
        const host = byScript ? Object.create(this, { memory: { value: undefined } }) : this;
        const pool = new script.Pool(host, wasm, (type) => this.nameOf(pool, type));
        pool.addWorkers(workers);
        return pool;
    }

    // Where the name lies of the kernel that products of a type run on.
    nameOf(pool, number) {
        const [type] = Object.entries(TYPES).find(([, [value]]) => value === number);
        const name = this.kernel ?? kernelsOf(pool, type).at(-1);
        if (!this.names.includes(name)) this.names.push(name);
        const at = this.HEAPU8.length - 65536 + 64 * this.names.indexOf(name);
        this.HEAPU8.set(new TextEncoder().encode(`${name}\0`), at);
        return at;
    }

    // A rows x columns matrix; strides in elements, by default dense. Values are small integers, so
    // that products are exact in every type.
    matrix(type, rows, columns, { rs = columns, cs = 1, fill = true } = {}) {
        const [, Type] = TYPES[type];
        const size = Type.BYTES_PER_ELEMENT;
        const reach = (stride, count) => [Math.min(0, stride * (count - 1)),
                                          Math.max(0, stride * (count - 1))];
        const [lowR, highR] = reach(rs, rows), [lowC, highC] = reach(cs, columns);
        const length = highR + highC - lowR - lowC + 1;
        const elements = new Type(this.memory.buffer, this.top, length);
        const first = -lowR - lowC;
        const made = { type, rows, columns, rs, cs, elements, first,
                       address: this.top + first * size };
        this.top = Math.ceil((this.top + length * size) / 64) * 64 + 64;
        if (fill) {
            for (let i = 0; i < length; i++) elements[i] = (i * 7 + rows) % 9 - 3;
        }
        return made;
    }

    // packed: { a } or { b }, a prepacked operand's address, as prepack() gives it. axes: { shape, a,
    // b, c }, where a, b and c are the first matrices of a batch.
    multiply(pool, a, b, c, threads, packed = {}, axes) {
        const strides = (x) => [x.address, x.rs, x.cs];
        this.special = false; // whether the result has an infinity or a NaN, as the pool says
        this.HEAP32.set([TYPES[a.type][0], a.rows, b.columns, a.columns,
                         ...strides(a), ...strides(b), ...strides(c),
                         packed.a ?? 0, packed.b ?? 0, 0, axes ? this.axes(axes) : 0, 60], 16);
        this.HEAPU8[60] = 0;
        const made = pool.multiply(64, threads);
        this.special = this.HEAPU8[60] !== 0;
        return made;
    }

    // The address of a la_gemm_axes (libarray/src/gemm/gemm.h) in the last page.
    axes({ shape, a, b, c }) {
        const address = this.HEAPU8.length - 32768;
        const size = shape.reduce((product, length) => product * length, 1);
        this.HEAP32.set([shape.length, size], address / 4);
        [shape, a, b, c].forEach((list, i) => this.HEAP32.set(list, address / 4 + 2 + 64 * i));
        return address;
    }

    // The address of a la_packed (libarray/src/gemm/gemm.h) of the matrix.
    prepack(matrix, { left = false } = {}) {
        const address = this.top;
        this.top += 64;
        this.HEAP32.set([++this.lastId, left ? 1 : 0, TYPES[matrix.type][0], matrix.rows,
                         matrix.columns, matrix.address, matrix.rs, matrix.cs], address / 4);
        return address;
    }
}

export function at(matrix, i, j) {
    return matrix.elements[matrix.first + i * matrix.rs + j * matrix.cs];
}

// Where c differs from a times b, as text; "" where it doesn't.
export function wrong(a, b, c) {
    for (let i = 0; i < c.rows; i++) {
        for (let j = 0; j < c.columns; j++) {
            let sum = 0;
            for (let p = 0; p < a.columns; p++) sum += at(a, i, p) * at(b, p, j);
            const [truth] = new TYPES[c.type][1]([sum]);
            if (at(c, i, j) !== truth) return `c[${i}, ${j}] = ${at(c, i, j)}, not ${truth}`;
        }
    }
    return "";
}

