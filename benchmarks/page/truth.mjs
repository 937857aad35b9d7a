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
 */
export function mistake(a, b, c, { m, n, k }) {
  if (c.length !== m * n) {
    return `${c.length} elements instead of ${m * n}`;
  }
  const next = randomSource(m * 7919 + n);
  const x = Float64Array.from({ length: n }, () => (next() >> 19) || 1);
  const left = apply(c, m, n, x);
  const right = apply(a, m, k, apply(b, k, n, x));
  for (let i = 0; i < m; i += 1) {
    if (left[i] !== right[i]) {
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
    if (c[i * n + j] !== sum) {
      return `entry (${i}, ${j}) is ${c[i * n + j]} instead of ${sum}`;
    }
  }
  return null;
}
