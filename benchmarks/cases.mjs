// What is measured: lists of cases { label, m, n, k } with batch, transposed (B is given as (n, k)),
// layout, dtype, and memory where the speed of memory is the measure.

export function squares(sizes) {
  return sizes.map((n) => ({ label: `n = ${n}`, m: n, n, k: n }));
}

// What a call costs beside its arithmetic.
export const SMALL = squares([4, 8, 16, 32, 64]);

export const SHAPES = [
  { label: "tall-skinny 4096x64 @ 64x64", m: 4096, k: 64, n: 64 },
  { label: "tall-skinny 65536x16 @ 16x16", m: 65536, k: 16, n: 16 },
  { label: "wide 64x64 @ 64x4096", m: 64, k: 64, n: 4096 },
  { label: "small k 1024x4 @ 4x1024", m: 1024, k: 4, n: 1024 },
  { label: "large k 32x8192 @ 8192x32", m: 32, k: 8192, n: 32 },
  { label: "vector 1x2048 @ 2048x2048", m: 1, k: 2048, n: 2048, memory: true },
  { label: "vector 2048x2048 @ 2048x1", m: 2048, k: 2048, n: 1, memory: true },
  ...[8, 16, 32, 64].map((batch) => ({
    label: `${batch} times 64x64 @ 64x64`,
    ...{ batch, m: 64, k: 64, n: 64 },
  })),
  {
    label: "attention (1, 12, 128, 64): Q @ K^T",
    ...{ batch: 12, m: 128, k: 64, n: 128, transposed: true },
  },
  { label: "attention (1, 12, 128, 64): P @ V", batch: 12, m: 128, k: 128, n: 64 },
  ...[1, 4, 16, 64, 256].map((m) => ({
    label: `layer ${m}x768 @ 768x3072`,
    ...{ m, k: 768, n: 3072, memory: m === 1 },
  })),
];

const OTHER_DTYPES = ["float64", "complex64", "complex128", "int64", "int32", "int16", "int8"];
export const DTYPES = OTHER_DTYPES.flatMap((dtype) =>
  squares([64, 256, 512, 1024]).map((each) => ({ ...each, dtype, label: `${dtype}, ${each.label}` })),
);

/** Around powers of two: for each k and each layout the sizes beside 2^k, to be measured in turns. */
export function cliffSeries(exponents) {
  const around = (k) => (k < 12 ? Array.from({ length: 17 }, (_, i) => i - 8) : [-1, 0, 1]);
  return exponents.flatMap((k) =>
    ["plain", "transposed", "padded"].map((layout) =>
      squares(around(k).map((distance) => 2 ** k + distance)).map((each) => ({
        ...each,
        ...{ layout, power: 2 ** k, label: `${each.label}, ${layout}` },
      })),
    ),
  );
}
