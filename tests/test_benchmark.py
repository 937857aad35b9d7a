"""The benchmark's own parts: what it takes for a right result, its report, one small run."""

import importlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import rumpy

pytestmark = pytest.mark.native

ROOT = Path(__file__).resolve().parent.parent
BENCHMARKS = ROOT / "benchmarks"


@pytest.fixture(scope="session")
def settings():
    asked = subprocess.run(
        [sys.executable, ROOT / "pyodide-build" / "toolchain.py", "env"],
        capture_output=True,
        text=True,
        check=True,
    )
    found = dict(line.split("=", 1) for line in asked.stdout.splitlines() if "=" in line)
    for name in ("NODE", "NODE_MODULES", "CHROMIUM"):
        if not found.get(name) or not Path(found[name]).exists():
            pytest.skip(f"{name} is not there: run toolchain.py first")
    return {**os.environ, **found}


def node(settings, program, *, check=True):
    return subprocess.run(
        [settings["NODE"], "--input-type=module", "--eval", program],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=check,
        env=settings,
    )


TRUTH = """
import { mistake, randomMatrix } from %s;

const [m, n, k] = [37, 41, 300];
const [a, b] = [randomMatrix(m, k, 5), randomMatrix(k, n, 6)];
const product = (round) => {
  const c = new Float32Array(m * n);
  for (let i = 0; i < m; i += 1) {
    for (let j = 0; j < n; j += 1) {
      let sum = 0;
      for (let p = k - 1; p >= 0; p -= 1) {
        sum = round(sum + a[i * k + p] * b[p * n + j]);
      }
      c[i * n + j] = sum;
    }
  }
  return c;
};
const shape = { m, n, k };
const right = product(Math.fround);
const oneBitOff = right.slice();
new Int32Array(oneBitOff.buffer)[777] ^= 1;
const halfPrecision = product((x) => Math.round(x * 1024) / 1024);
const answers = [right, oneBitOff, halfPrecision, right.subarray(1)].map((c) => mistake(a, b, c, shape));
console.log(JSON.stringify([answers, new Set(a).size, Math.min(...a), Math.max(...a)]));
"""


def test_only_the_exact_product_is_right(settings):
    done = node(settings, TRUTH % json.dumps((BENCHMARKS / "page" / "truth.mjs").as_uri()))
    (right, bit, half, short), different, least, most = json.loads(done.stdout)
    assert right is None
    assert bit == f"row {777 // 41} differs"
    assert half is not None
    assert "elements instead of" in short
    assert (different, least, most) == (128, -1, 63 / 64)


MODELS = """
import { matMulModel as onnx } from %s;
import { matMulModel as tflite } from %s;

const shapes = { a: [2, 3], b: [3, 4], c: [2, 4] };
const constant = Float32Array.from({ length: 12 }, (_, i) => i);
const hex = (bytes) => Buffer.from(bytes).toString("hex");
console.log(JSON.stringify([onnx, tflite].map((model) => [
  hex(model(shapes)), hex(model(shapes, { constant })), hex(new Uint8Array(constant.buffer)),
])));
"""


def test_models_of_the_peers(settings):
    """That the peers compute with them is shown by each run; here: what is in the bytes."""
    names = ("onnx_model.mjs", "tflite_model.mjs")
    urls = [json.dumps((BENCHMARKS / "peers" / name).as_uri()) for name in names]
    onnx, tflite = json.loads(node(settings, MODELS % tuple(urls)).stdout)
    for without, with_constant, values in (onnx, tflite):
        assert values not in without
        assert with_constant.count(values) == 1
    assert b"MatMul" in bytes.fromhex(onnx[0])
    for model in tflite[:2]:
        data = bytes.fromhex(model)
        assert data[4:8] == b"TFL3"
        root = int.from_bytes(data[:4], "little")
        fields = root - int.from_bytes(data[root : root + 4], "little", signed=True)
        offset = int.from_bytes(data[fields + 4 : fields + 6], "little")
        assert int.from_bytes(data[root + offset :][:4], "little") == 3  # the schema's version
    # Weights are aligned for vectors.
    assert bytes.fromhex(tflite[1]).index(bytes.fromhex(tflite[2])) % 16 == 0


CASES = """
import { operands } from %s;

// The product of a case in the plainest way: what check() must find right.
function product({ batch, m, n, k, transposed, dtype }, { a, b }) {
  const complex = dtype.startsWith("complex");
  const bits = { int8: 8, int16: 16 }[dtype];
  const c = new Float32Array(batch * m * n * (complex ? 2 : 1));
  const scale = dtype.startsWith("int") ? 64 : 1;
  const [ai, bi] = [a.toReversed(), b.toReversed()];
  for (let i = 0; i < batch * m * n; i += 1) {
    const [which, row, column] = [Math.floor(i / (m * n)), Math.floor(i / n) %% m, i %% n];
    for (let p = 0; p < k; p += 1) {
      const x = (which * m + row) * k + p;
      const y = which * k * n + (transposed ? column * k + p : p * n + column);
      c[i] += scale * a[x] * scale * b[y] - (complex ? ai[x] * bi[y] : 0);
      if (complex) {
        c[m * n + i] += a[x] * bi[y] + ai[x] * b[y];
      }
    }
    if (bits) {
      c[i] = Number(BigInt.asIntN(bits, BigInt(c[i])));
    }
  }
  return c;
}

const plain = { batch: 1, m: 5, n: 7, k: 33, transposed: false, dtype: "float32" };
const cases = [
  plain, { ...plain, batch: 3 }, { ...plain, batch: 3, transposed: true },
  ...["float64", "complex64", "int8", "int16", "int32"].map((dtype) => ({ ...plain, dtype })),
];
console.log(JSON.stringify(cases.map((each) => {
  const { check, ...matrices } = operands(each);
  const c = product(each, matrices);
  const off = c.slice();
  off[off.length - 1] += 1;
  return [each.dtype, check(c), check(off) !== null, check(c.subarray(1)) !== null];
})));
"""


def test_every_kind_of_case_is_checked(settings):
    done = node(settings, CASES % json.dumps((BENCHMARKS / "page" / "truth.mjs").as_uri()))
    for dtype, right, off_is_wrong, short_is_wrong in json.loads(done.stdout):
        assert (dtype, right, off_is_wrong, short_is_wrong) == (dtype, None, True, True)


REPORT = """
import { brief, markdown, summary, updateReadme } from %s;

const participants = [
  ["rumpy", "", 1], ["rumpy", "", 2], ["rumpy", "same B", 1], ["tfjs", "fresh B", 1],
  ["tfjs", "same B", 1], ["litert", "fresh B", 1], ["litert", "fresh B", 2],
  ["limit", "fused", 1], ["limit", "read", 1], ["numpy", "", 1],
].map(([peer, variant, threads]) => ({ id: `${peer} ${variant} ${threads}`, peer, variant, threads }));
const figures = (flops, of) => Object.fromEntries(
  Object.entries(of).map(([id, gflops]) => [id, { gflops, seconds: flops / gflops / 1e9 }]),
);
const row = (group, label, about, of) => {
  const each = { group, label, m: about.n, k: about.n, dtype: "float32", layout: "plain", ...about };
  return { ...each, results: figures(2 * each.m * each.n * each.k, of) };
};
const square = (n, ...of) => row("square", `n = ${n}`, { n }, Object.fromEntries(
  of.map((each, i) => [participants[i].id, each]).filter(([, each]) => each > 0),
));
const cliff = (n, one) =>
  row("cliffs", `n = ${n}, padded`, { n, layout: "padded", power: 512 }, { "rumpy  1": one });
const results = {
  date: "2026-01-02T03:04:05Z", machine: { cpu: "a cpu", cores: 2, memoryGiB: 4, system: "a system" },
  browser: "1.2", cores: [0, 1], pinned: true, isolated: true, rounds: 3, threads: [1, 2],
  peers: [{ name: "rumpy", version: "0", kernel: "wasm_relaxed", pyodide: "3" }], participants,
  rows: [
    square(64, 30, 30, 36, 15, 40, 20, 28, 50),
    square(1024, 45, 80, 48, 25, 30, 36, 64, 50),
    row("small", "n = 4", { n: 4 }, { "rumpy  1": 0.128, "limit fused 1": 6.4, "numpy  1": 0.064 }),
    row("shapes", "vector", { m: 1, n: 100, k: 100, memory: true, bytes: 40400 },
        { "rumpy  1": 2, "limit read 1": 4, "litert fresh B 1": 1 }),
    row("shapes", "tall", { m: 100, n: 10, k: 10 }, { "rumpy  1": 30, "limit fused 1": 40 }),
    row("dtypes", "float64, n = 64", { n: 64, dtype: "float64" },
        { "rumpy  1": 20, "limit fused 1": 25, "numpy  1": 2 }),
    cliff(511, 40), cliff(512, 30), cliff(513, 42),
  ],
  guests: {
    calls: [{ statement: "a[3]", rumpy: 50, numpy: 100 }, { statement: "m.T", rumpy: 3, numpy: 2 }],
    operations: [
      { statement: "x + y", dtype: "float32", rumpy: 0.5, numpy: 2 },
      { statement: "x + y", dtype: "float64", rumpy: 2, numpy: 1 },
      { statement: "x - y", dtype: "float32", rumpy: 1, numpy: 4 },
    ],
    linalg: [
      { statement: "inv", n: 2, rumpy: 2e-6, numpy: 6e-6 },
      { statement: "inv", n: 100, rumpy: 1e-3, numpy: 3e-3 },
      { statement: "svd", n: 100, rumpy: 1e-3, numpy: 12e-3 },
    ],
    programs: [{ statement: "A program", rumpy: 0.5, numpy: 2 }],
  },
  imports: { rumpy: 0.1, numpy: 0.5 }, wheels: { rumpy: [{ name: "rumpy", bytes: 123456 }], numpy: [] },
  notes: ["a note"],
};
const text = brief(results);
updateReadme(process.env.README, text);
console.log(JSON.stringify([markdown(results), text, summary(results)]));
"""


def report(settings, readme, *, check=True):
    program = REPORT % json.dumps((BENCHMARKS / "report.mjs").as_uri())
    return node({**settings, "README": str(readme)}, program, check=check)


def test_report_and_readme(settings, tmp_path):
    readme = tmp_path / "README.md"
    readme.write_text("before\n<!-- bench:begin -->\nold\n<!-- bench:end -->\nafter\n")
    text, short, lines = json.loads(report(settings, readme).stdout)
    best = [
        "| 64 | 30.0 | 60% | 20.0 (LiteRT.js) | 1.50x | 36.0 | 40.0 (tfjs) | 0.90x |",
        "| 1024 | 80.0 | 1.78x | 64.0 (LiteRT.js) | 1.25x |  | 64.0 (LiteRT.js) |  |",
        "| `a[3]` | 50 | 100 | 2.00x |",
        "Geometric mean 1.15x; slower than NumPy: 1 of 2; the worst: `m.T`, 0.67x.",
        "| `x + y` | 0.50 | 2.00 | 4.00x | 2.00 | 1.00 | 0.50x |",
        "Geometric mean 2.00x; slower than NumPy: 1 of 3; the worst: `x + y` of float64, 0.50x.",
        "| ms: rumpy / NumPy | n = 2 | n = 100 |",
        "| svd |  | 1.00 / 12.0 = 12.0x |",
        "| geometric mean | 3.00x | 6.00x |",
        "| A program | 0.50 | 2.00 | 4.00x |",
    ]
    tables = [
        "| 1024 | 45.0 | 48.0 | 25.0 | 30.0 | 36.0 | 50.0 |",
        "| 4 | 1000 | 20 | 980 | 2000 | 2.00x |",
        "| vector | 2.00 | 50% of reading | 4.04 | 1.00 (LiteRT.js) | 2.00x |  |  |  |",
        "| float64, n = 64 | 20.0 | 80% | 2.00 | 10.0x |",
        "| 512 | 1 | rows padded | 512 | 30.0 | 41.0 | 73% |",
        "| `x - y` | 1.00 | 4.00 | 4.00x |  |  |  |",
    ]
    for each in best + tables:
        assert f"\n{each}\n" in text
    for each in best:
        assert f"\n{each}\n" in short
    for each in tables:
        assert f"\n{each}\n" not in short
    assert "123 (rumpy)" in text
    assert "- a note" in text
    assert lines == [
        "share of one core's limit, n >= 256: at least 90% (n = 1024)",
        "rumpy / best other with a fresh B, 1 thread: at least 1.25x (n = 1024, LiteRT.js)",
        "rumpy, prepacked, / best other with the same B, 1 thread: at least 0.90x (n = 64, tfjs)",
        "neighbours of powers of two, 1 thread: worst / median: at least 73% (n = 512, padded)",
        "rumpy / best other with a fresh B, 2 threads, n >= 256: at least 1.25x "
        "(n = 1024, LiteRT.js)",
        "2 threads / 1: at least 1.00x (n = 64)",
        "2 threads / 1, n >= 512: at least 1.78x (n = 1024)",
        "shapes, share of one core's limit or of reading memory: at least 50% (vector)",
        "dtypes, share of one core's limit: at least 80% (float64, n = 64)",
        "slower than NumPy: m.T (1.50x its time)",
        "import: 20% of NumPy's time",
    ]
    assert readme.read_text() == (
        f"before\n<!-- bench:begin -->\n{short}<!-- bench:end -->\nafter\n"
    )


def test_readme_without_markers_is_an_error(settings, tmp_path):
    readme = tmp_path / "README.md"
    readme.write_text("nothing\n")
    done = report(settings, readme, check=False)
    assert done.returncode != 0
    assert "has no lines" in done.stderr
    assert readme.read_text() == "nothing\n"


def run(settings, out, *arguments):
    return subprocess.run(
        [settings["NODE"], BENCHMARKS / "run.mjs", "--quick", "--rounds", "1", "--threads", "1"]
        + ["--out", out, *arguments],
        capture_output=True,
        encoding="utf-8",
        timeout=240,
        check=False,
        env=settings,
    )


def test_a_small_run(settings, tmp_path):
    peers = "limit,tfjs,litert,onnxruntime,jax-js,numpy-ts"
    done = run(settings, tmp_path, "--peers", peers, "--sizes", "32,48")
    assert done.returncode == 0, done.stderr
    results = json.loads((tmp_path / "bench.json").read_text())
    assert [row["n"] for row in results["rows"]] == [32, 48]
    expected = {"limit / fused / 1", "limit / mul+add / 1", "jax-js / 1", "numpy-ts / 1"}
    for peer in ("tfjs", "litert", "onnxruntime"):
        expected |= {f"{peer} / fresh B / 1", f"{peer} / same B / 1"}
    for row in results["rows"]:
        assert row["results"].keys() == expected
        assert all(each["gflops"] > 0 for each in row["results"].values())
    assert results["isolated"] is True
    assert results["mistakes"] == []
    assert (tmp_path / "bench.md").read_text() in done.stdout


def test_a_peer_that_does_not_start_is_a_note(settings, tmp_path):
    modules = tmp_path / "node_modules"
    modules.mkdir()
    (modules / "playwright-core").symlink_to(Path(settings["NODE_MODULES"]) / "playwright-core")
    without = {**settings, "NODE_MODULES": str(modules)}
    done = run(without, tmp_path / "out", "--peers", "tfjs,litert", "--sizes", "16")
    assert done.returncode == 0, done.stderr
    results = json.loads((tmp_path / "out" / "bench.json").read_text())
    assert results["participants"] == []
    assert [note.split(":")[0] for note in results["notes"] if "did not start" in note] == [
        "tfjs did not start for 1 thread",
        "litert did not start for 1 thread",
    ]


@pytest.mark.parametrize("name", ["small_calls", "common_calls"])
def test_the_listed_calls_run_with_both(name, monkeypatch):
    import numpy  # where it is: a browser has none

    monkeypatch.syspath_prepend(BENCHMARKS / "guest")
    statements = importlib.import_module(name).STATEMENTS
    assert len(set(statements)) == len(statements)
    setup = importlib.import_module("small_calls").SETUP
    for statement in statements:
        spaces = []
        for module in (numpy, rumpy):
            spaces.append({"np": module})
            exec(f"{setup}\n{statement}", spaces[-1])
        theirs, ours = spaces
        numpy.testing.assert_array_equal(numpy.asarray(ours["a"]), theirs["a"], statement)
