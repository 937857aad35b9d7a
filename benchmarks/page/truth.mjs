// Matrices whose product has one right answer in float32, and the check that a result is it.
//
// The elements are multiples of 2^-6 in [-1, 1), so every product of two is a multiple of 2^-12, and
// every partial sum of thousands of random ones stays far below 2^12: float32 holds all of them
// exactly, in any order and with or without fused operations. A result is therefore right to the
// last bit or wrong; a kernel that accumulates in less than float32 is found out.

// xorshift32: the same matrices for every participant and in every run.
export function randomSource(seed) {
  let state = seed | 0 || 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state;
  };
}

export function randomMatrix(rows, columns, seed) {
  const next = randomSource(seed);
  const out = new Float32Array(rows * columns);
  for (let i = 0; i < out.length; i += 1) {
    out[i] = (next() >> 25) / 64;
  }
  return out;
}

// matrix (rows x columns) times vector in float64; exact for the numbers used here.
function apply(matrix, rows, columns, vector) {
  const out = new Float64Array(rows);
  for (let i = 0; i < rows; i += 1) {
    let sum = 0;
    const row = i * columns;
    for (let j = 0; j < columns; j += 1) {
      sum += matrix[row + j] * vector[j];
    }
    out[i] = sum;
  }
  return out;
}

/**
 * null where c = a b (m x k times k x n), else what is wrong.
 *
 * Freivalds' check over all entries: c x = a (b x) for a random integer vector x, in float64 without
 * rounding. A single wrong entry can't escape it. A few entries are computed outright as well.
 * modulus: integers that wrap need only be equal up to multiples of it.
 */
export function mistake(a, b, c, { m, n, k, modulus = 0 }) {
  const differ = (x, y) => (modulus > 0 ? (x - y) % modulus !== 0 : x !== y);
  if (c.length !== m * n) {
    return `${c.length} elements instead of ${m * n}`;
  }
  const next = randomSource(m * 7919 + n);
  const x = Float64Array.from({ length: n }, () => (next() >> 19) || 1);
  const left = apply(c, m, n, x);
  const right = apply(a, m, k, apply(b, k, n, x));
  for (let i = 0; i < m; i += 1) {
    if (differ(left[i], right[i])) {
      return `row ${i} differs`;
    }
  }
  for (let trial = 0; trial < 16; trial += 1) {
    const i = (next() >>> 0) % m;
    const j = (next() >>> 0) % n;
    let sum = 0;
    for (let p = 0; p < k; p += 1) {
      sum += a[i * k + p] * b[p * n + j];
    }
    if (differ(c[i * n + j], sum)) {
      return `entry (${i}, ${j}) is ${c[i * n + j]} instead of ${sum}`;
    }
  }
  return null;
}

function transpose(matrix, rows, columns) {
  const out = new Float32Array(matrix.length);
  for (let i = 0; i < rows; i += 1) {
    for (let j = 0; j < columns; j += 1) {
      out[j * rows + i] = matrix[i * columns + j];
    }
  }
  return out;
}

const MODULI = { int8: 2 ** 8, int16: 2 ** 16, int32: 2 ** 32, int64: 2 ** 64 };

/**
 * The operands of a case, and the check of its result: { a, b, check(c) }.
 *
 * Integers are 64 times the elements. Complex matrices have the elements of the real ones in reverse
 * as their imaginary parts; then their product is two real ones of twice the depth.
 */
export function operands({ batch, m, n, k, transposed, dtype }) {
  const a = randomMatrix(batch * m, k, m + k);
  const right = randomMatrix(batch * k, n, n + k + 1);
  const sizes = { a: m * k, b: k * n, c: m * n };
  const part = (matrix, name, i) => matrix.subarray(i * sizes[name], (i + 1) * sizes[name]);
  let b = right;
  if (transposed) {
    b = new Float32Array(right.length);
    for (let i = 0; i < batch; i += 1) {
      b.set(transpose(part(right, "b", i), k, n), i * sizes.b);
    }
  }

  const checkComplex = (c) => {
    if (c.length !== 2 * m * n) {
      return `${c.length / 2} elements instead of ${m * n}`;
    }
    const [x, y] = [a.toReversed(), right.toReversed()];
    const below = (sign) => {
      const out = new Float32Array(2 * k * n);
      out.set(right);
      out.set(y.map((value) => sign * value), k * n);
      return out;
    };
    const beside = (left, other) => {
      const out = new Float32Array(2 * m * k);
      for (let i = 0; i < m; i += 1) {
        out.set(left.subarray(i * k, (i + 1) * k), 2 * i * k);
        out.set(other.subarray(i * k, (i + 1) * k), (2 * i + 1) * k);
      }
      return out;
    };
    const shape = { m, n, k: 2 * k };
    return (
      mistake(beside(a, x), below(-1), c.subarray(0, m * n), shape) ??
      mistake(beside(x, a), below(1), c.subarray(m * n), shape)
    );
  };

  const check = (c) => {
    if (dtype.startsWith("complex")) {
      return checkComplex(c);
    }
    const modulus = MODULI[dtype] ?? 0;
    const scaled = (matrix) => (modulus > 0 ? matrix.map((value) => 64 * value) : matrix);
    if (c.length !== batch * m * n) {
      return `${c.length} elements instead of ${batch * m * n}`;
    }
    for (let i = 0; i < batch; i += 1) {
      const parts = [scaled(part(a, "a", i)), scaled(part(right, "b", i)), part(c, "c", i)];
      const wrong = mistake(...parts, { m, n, k, modulus });
      if (wrong !== null) {
        return batch > 1 ? `matrix ${i}: ${wrong}` : wrong;
      }
    }
    return null;
  };
  return { a, b, check };
}
