"""The benchmark's own parts: what it takes for a right result, its report, one small run."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

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


REPORT = """
import { markdown, summary, updateReadme } from %s;

const participants = [
  { id: "rumpy / 1", peer: "rumpy", variant: "", threads: 1 },
  { id: "rumpy / 2", peer: "rumpy", variant: "", threads: 2 },
  { id: "tfjs / same B / 1", peer: "tfjs", variant: "same B", threads: 1 },
];
const row = (n, ...gflops) => ({
  n,
  results: Object.fromEntries(gflops.map((each, i) => [participants[i].id, { gflops: each }])),
});
const results = {
  date: "2026-01-02T03:04:05Z", machine: { cpu: "a cpu", cores: 2, memoryGiB: 4, system: "a system" },
  browser: "1.2", cores: [0, 1], pinned: true, isolated: true, rounds: 3, threads: [1, 2],
  peers: [{ name: "rumpy", version: "0", kernel: "k", pyodide: "3" }], participants,
  matmul: [row(511, 52, 100, 40), row(512, 48, 90, 30), row(513, 50, 95, 40), row(1024, 60, 90, 40)],
  smallCalls: [{ statement: "a[3]", rumpy: 50, numpy: 100 }, { statement: "m.T", rumpy: 3, numpy: 2 }],
  imports: { rumpy: 0.1, numpy: 0.5 }, wheels: { rumpy: [{ name: "rumpy", bytes: 123456 }], numpy: [] },
  notes: ["a note"],
};
const text = markdown(results);
updateReadme(process.env.README, text);
console.log(JSON.stringify([text, summary(results)]));
"""


def report(settings, readme, *, check=True):
    program = REPORT % json.dumps((BENCHMARKS / "report.mjs").as_uri())
    return node({**settings, "README": str(readme)}, program, check=check)


def test_report_and_readme(settings, tmp_path):
    readme = tmp_path / "README.md"
    readme.write_text("before\n<!-- bench:begin -->\nold\n<!-- bench:end -->\nafter\n")
    text, lines = json.loads(report(settings, readme).stdout)
    assert "| 512 | 48.0 | 30.0 | 1.60x |" in text
    assert "| 512 | 90.0 | 1.88x |" in text
    assert "| `a[3]` | 50 | 100 | 2.00x |" in text
    assert "123 (rumpy)" in text
    assert "- a note" in text
    assert lines == [
        "rumpy / tfjs with the same B, 1 thread, n = 128..2048: at least 1.25x (n = 513)",
        "rumpy on 2 threads / 1, n = 1024 and 2048: at least 1.50x (n = 1024)",
        "2^n / the faster of 2^n-1 and 2^n+1, 1 thread: at least 0.92x (n = 512)",
        "2^n / the faster of 2^n-1 and 2^n+1, 2 threads: at least 0.90x (n = 512)",
        "slower than NumPy: m.T (1.50x its time)",
        "import: 20% of NumPy's time",
    ]
    assert readme.read_text() == (
        f"before\n<!-- bench:begin -->\n{text}<!-- bench:end -->\nafter\n"
    )


def test_readme_without_markers_is_an_error(settings, tmp_path):
    readme = tmp_path / "README.md"
    readme.write_text("nothing\n")
    done = report(settings, readme, check=False)
    assert done.returncode != 0
    assert "has no lines" in done.stderr
    assert readme.read_text() == "nothing\n"


def test_a_small_run(settings, tmp_path):
    done = subprocess.run(
        [settings["NODE"], BENCHMARKS / "run.mjs", "--quick", "--rounds", "1", "--peers", "tfjs"]
        + ["--sizes", "32,48", "--threads", "1", "--no-small-calls", "--out", tmp_path],
        capture_output=True,
        encoding="utf-8",
        timeout=180,
        check=False,
        env=settings,
    )
    assert done.returncode == 0, done.stderr
    results = json.loads((tmp_path / "bench.json").read_text())
    assert [row["n"] for row in results["matmul"]] == [32, 48]
    for row in results["matmul"]:
        assert row["results"].keys() == {"tfjs / fresh B / 1", "tfjs / same B / 1"}
        assert all(each["gflops"] > 0 for each in row["results"].values())
    assert results["isolated"] is True
    assert results["mistakes"] == []
    assert (tmp_path / "bench.md").read_text() in done.stdout
