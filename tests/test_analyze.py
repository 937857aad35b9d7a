"""`make analyze`: what it counts in a module made by hand, and how it reads V8's listing."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.native

ROOT = Path(__file__).resolve().parent.parent
ANALYZE = ROOT / "benchmarks" / "analyze"

# A tile of 2 x 1 vectors and two steps, beside a polynomial that has as many multiply-adds but carries
# no sum, in a module without names.
MODULE = """
(module
 (import "m" "f" (func $f (param i32)))
 (memory 1)
 (data (i32.const 0) "(loop (f32x4.mul \\22")
 (func (param $p i32) (param $k i32) (result i32)
  (local $s0 v128) (local $s1 v128) (local $b v128) (local $x v128)
  (loop $poly
   (local.set $x (f32x4.relaxed_madd (local.get $b) (local.get $b) (v128.load (local.get $p))))
   (local.set $x (f32x4.relaxed_madd (local.get $x) (local.get $b) (local.get $b)))
   (v128.store (local.get $p) (local.get $x))
   (br_if $poly (i32.eqz (local.get $k))))
  (loop $outer
   (call $f (i32.const 1))
   (loop $tile
    (local.set $b (v128.load (local.get $p)))
    (local.set $x (v128.load32_splat (local.get $p)))
    (local.set $s0 (f32x4.add (local.get $s0) (f32x4.mul (local.get $x) (local.get $b))))
    (local.set $s0 (f32x4.add (f32x4.mul (local.get $x) (local.get $x)) (local.get $s0)))
    (local.set $s1 (f32x4.add (local.get $s1) (f32x4.mul (local.get $b) (local.get $b))))
    (local.set $s1 (f32x4.add (local.get $s1)
     (f32x4.mul (local.get $x) (v128.load offset=16 (local.get $p)))))
    (local.set $p (i32.add (local.get $p) (i32.const 16)))
    (br_if $tile (local.tee $k (i32.sub (local.get $k) (i32.const 1)))))
   (br_if $outer (block $value (result i32) (local.get $p))))
  (v128.store (local.get $p) (f32x4.max (local.get $s0) (local.get $s1)))
  (local.get $p)))
"""

LISTING = """
compiler: TurboFan
Instructions (size = 64)
0x1000     0  c5               vmovdqu xmm1,[rsp+0x10]
0x1008     8  c5               vbroadcastss xmm2,[rsi+rcx*1]
0x1010    10  c5               vfmadd231ps xmm3,xmm1,xmm2
0x1018    18  c5               vmovdqu [rbp-0x20],xmm3
0x1020    20  c5               vfmadd231ps xmm4,xmm1,[rsp+0x40]
0x1024    24  0f               jnz 0x1008  <+0x8>
0x1028    28  c3               retl
0x1030    30  c5               vmovdqu [rbp-0x20],xmm9
0x1034    34  e8               call 0x8000  (jump table)
0x1038    38  e9               jmp 0x1008  <+0x8>
"""

PROGRAM = """
import { countModule } from %s;
import { loopOf, machineCode, machineLoops } from %s;
const counted = await countModule(process.env.TEXT, { leastSums: 2 });
const [loop] = counted.loops;
const listing = machineCode(process.env.NODE, process.env.WASM, loop.functions[0].index);
console.log(JSON.stringify([
  counted, machineLoops(process.env.LISTING), listing === "" ? null : loopOf(listing, loop) ?? "none",
  process.arch,
]));
"""


@pytest.fixture(scope="session")
def answer(tmp_path_factory):
    asked = subprocess.run(
        [sys.executable, ROOT / "pyodide-build" / "toolchain.py", "env"],
        capture_output=True,
        text=True,
        check=True,
    )
    found = dict(line.split("=", 1) for line in asked.stdout.splitlines() if "=" in line)
    if not all(Path(found.get(name) or "/nowhere").exists() for name in ("NODE", "NODE_MODULES")):
        pytest.skip("Node is not there: run toolchain.py first")
    folder = tmp_path_factory.mktemp("analyze")
    source, wasm, text = folder / "source.wat", folder / "module.wasm", folder / "module.wat"
    source.write_text(MODULE)
    binaryen = Path(found["NODE_MODULES"]) / "binaryen" / "bin"
    for tool, *arguments in (
        ("wasm-as", source, "--all-features", "-o", wasm),
        ("wasm-dis", wasm, "--all-features", "-o", text),
    ):
        subprocess.run([found["NODE"], binaryen / tool, *arguments], check=True)
    files = [json.dumps((ANALYZE / name).as_uri()) for name in ("count.mjs", "v8.mjs")]
    done = subprocess.run(
        [found["NODE"], "--input-type=module", "--eval", PROGRAM % tuple(files)],
        capture_output=True,
        encoding="utf-8",
        check=True,
        env={**os.environ, **found, "TEXT": str(text), "WASM": str(wasm), "LISTING": LISTING},
    )
    return json.loads(done.stdout)


def test_a_module_is_counted(answer):
    total = answer[0]["total"]
    expected = {"madd": 2, "mul": 4, "add": 4, "load": 4, "store": 2, "splat": 1, "shuffle": 0}
    expected |= {"branch": 3, "loop": 3, "call": 1, "flop": 2 * 8 + 8 * 4}
    assert {kind: total[kind] for kind in expected} == expected
    assert answer[0]["functions"] == 1


def test_only_the_loop_that_carries_sums_is_hot(answer):
    (loop,) = answer[0]["loops"]
    assert (loop["type"], loop["lanes"], loop["sums"], loop["products"]) == ("f32x4", 4, 2, 4)
    assert loop["functions"][0]["index"] == 1  # after the imported one
    counts = loop["counts"]
    expected = {"mul": 4, "add": 4, "madd": 0, "load": 3, "store": 0, "splat": 1, "branch": 1}
    expected |= {"integer": 2, "flop": 32, "loop": 0}
    assert {kind: counts[kind] for kind in expected} == expected


def test_machine_code_is_read(answer):
    (loop,) = answer[1]
    assert (loop["instructions"], loop["fused"], loop["multiplied"]) == (5, 2, 0)
    assert (loop["registers"], loop["spills"], loop["reloads"]) == (4, 1, 1)
    assert loop["sums"] == 2


def test_machine_code_of_the_engine(answer):
    if answer[3] != "x64":
        pytest.skip("the listing is read on x86-64")
    assert answer[2]["multiplied"] == 4 * answer[2]["turns"]
    assert answer[2]["sums"] == 2
    assert answer[2]["spills"] == answer[2]["reloads"] == 0
