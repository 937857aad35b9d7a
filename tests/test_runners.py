"""The runners themselves: a script's exit code, output and files come through; failures are told."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.native

ROOT = Path(__file__).resolve().parent.parent
RUNNERS = ROOT / "pyodide-build"

SCRIPT = """
import os, sys
import asyncio

await asyncio.sleep(0)
assert __name__ == "__main__"
print("arguments", sys.argv[1:])
print("h\\u00e9llo", file=sys.stderr)
os.makedirs("/left/below", exist_ok=True)
with open("/left/below/file.bin", "wb") as file:
    file.write(bytes(range(256)))
if os.path.isdir("/given"):
    print("given", sorted(os.listdir("/given")), os.environ["COLOUR"])

def ending(kind):
    if kind == "error":
        raise ValueError("a bad value")
    if kind == "text":
        sys.exit("ends with a message")
    if kind == "loop":
        while True:
            pass
    sys.exit(int(kind))

if len(sys.argv) > 1:
    ending(sys.argv[1])
"""


@pytest.fixture(scope="session")
def settings():
    """What toolchain.py provides; without it there is nothing to run with."""
    asked = subprocess.run(
        [sys.executable, RUNNERS / "toolchain.py", "env"],
        capture_output=True,
        text=True,
        check=True,
    )
    found = dict(line.split("=", 1) for line in asked.stdout.splitlines() if "=" in line)
    found = {**found, **{name: os.environ[name] for name in found if name in os.environ}}
    for name in ("NODE", "NODE20", "PYODIDE_DIR", "NODE_MODULES", "CHROMIUM"):
        if not found.get(name) or not Path(found[name]).exists():
            pytest.skip(f"{name} is not there: run toolchain.py first")
    return found


@pytest.fixture
def script(tmp_path):
    path = tmp_path / "script.py"
    path.write_text(SCRIPT, encoding="utf-8")
    return path


@pytest.fixture(params=["node", "chromium"])
def run(request):
    """Run a script under one of the runners, without rumpy's own wheels."""
    return request.getfixturevalue(f"run_{request.param}")


@pytest.fixture
def run_node(settings):
    return _runner([settings["NODE"], RUNNERS / "run_node.mjs"], settings)


@pytest.fixture
def run_node20(settings):
    return _runner([settings["NODE20"], RUNNERS / "run_node.mjs"], settings)


@pytest.fixture
def run_chromium(settings):
    return _runner([settings["NODE"], RUNNERS / "run_chromium.mjs"], settings)


def _runner(program, settings):
    """A function that runs a script with these arguments, to its end."""

    def run(*arguments):
        return subprocess.run(
            [*program, "--no-dist", *arguments],
            capture_output=True,
            encoding="utf-8",
            timeout=180,
            env={**os.environ, **settings},
            check=False,
        )

    return run


def test_output_arguments_exit_code_and_files(run, script, tmp_path):
    given = tmp_path / "given"
    (given / "deeper").mkdir(parents=True)
    (given / "a.txt").write_text("a")
    left = tmp_path / "left"
    done = run(
        *("--mount", f"{given}:/given", "--out", f"/left:{left}", "--env", "COLOUR=blue"),
        *(script, "7", "--wheel", "two words"),
    )
    assert done.returncode == 7, done.stderr
    assert "arguments ['7', '--wheel', 'two words']\n" in done.stdout
    assert "given ['a.txt'" in done.stdout
    assert "] blue\n" in done.stdout
    assert "héllo\n" in done.stderr
    assert (left / "below" / "file.bin").read_bytes() == bytes(range(256))


def test_success_is_zero(run_node20, script):
    done = run_node20(script)
    assert (done.returncode, done.stdout) == (0, "arguments []\n"), done.stderr


def test_exception_is_one_with_the_scripts_own_traceback(run, script):
    done = run(script, "error")
    assert done.returncode == 1
    assert done.stderr.rstrip().endswith("ValueError: a bad value")
    assert 'script.py", line' in done.stderr
    assert "guest.py" not in done.stderr


def test_exit_with_a_message_is_one(run_node, script):
    done = run_node(script, "text")
    assert done.returncode == 1
    assert done.stderr.endswith("ends with a message\n")


def test_usage_is_64(run, script, tmp_path):
    for arguments, told in [
        ([], "no script"),
        ([tmp_path / "absent.py"], "absent.py"),
        (["--frobnicate", script], "--frobnicate"),
        (["--wheel", tmp_path / "absent.whl", script], "absent.whl"),
        (["--mount", f"{tmp_path}:not/absolute", script], "not/absolute"),
    ]:
        done = run(*arguments)
        assert done.returncode == 64, (arguments, done.stderr)
        assert told in done.stderr


def test_wheel_that_is_none_is_70(run, script, tmp_path):
    wheel = tmp_path / "broken-1.0-py3-none-any.whl"
    wheel.write_text("not a zip file")
    done = run("--wheel", wheel, script)
    assert done.returncode == 70
    assert "broken" in done.stderr
    assert "arguments" not in done.stdout


def test_endless_script_times_out(run_chromium, script):
    done = run_chromium("--timeout", "5", script, "loop")
    assert done.returncode == 124
    assert "script.py: no end after 5 s" in done.stderr


PROBE = """
import js
print(bool(js.crossOriginIsolated), hasattr(js, "SharedArrayBuffer"), hasattr(js, "document"))
"""


@pytest.mark.parametrize(
    "option, told",
    [
        (None, "True True False"),
        ("--no-isolation", "False False False"),
        ("--main-thread", "True True True"),
        ("--strict-csp", "True True False"),
    ],
)
def test_pages(run_chromium, tmp_path, option, told):
    probe = tmp_path / "probe.py"
    probe.write_text(PROBE)
    done = run_chromium(*([option] if option else []), probe)
    assert (done.returncode, done.stdout) == (0, f"{told}\n"), done.stderr


FAILING_TESTS = """
def test_right():
    assert 1 + 1 == 2

def test_wrong():
    assert 1 + 1 == 3
"""


def test_pytest_inside(run_node, settings, tmp_path):
    tests = tmp_path / "tests"
    tests.mkdir()
    (tests / "test_sums.py").write_text(FAILING_TESTS)
    done = run_node(
        *("--wheel", settings["PYODIDE_WHEELS"], "--mount", f"{tests}:/tests"),
        *(RUNNERS / "run_pytest.py", "-q"),
    )
    assert done.returncode == 1, done.stderr
    assert "1 failed, 1 passed in" in done.stdout.splitlines()[-1]
    assert sorted(tests.iterdir()) == [tests / "test_sums.py"]


SERVER_PROBE = """
import http from "node:http";
import { serve } from %(server)r;

const server = await serve({ folders: { "/": %(folder)r }, isolated: %(isolated)s });
// http.request sends a path as it is; fetch would tidy it up.
const ask = (path, options = {}) =>
  new Promise((resolve) => {
    http.request({ host: "127.0.0.1", port: server.port, path, ...options }, (response) => {
      response.resume();
      resolve([response.statusCode, response.headers["cross-origin-opener-policy"] ?? "none"]);
    }).end();
  });
const all = [
  await ask("/file.txt"), await ask("/../secret.txt"), await ask("/%%2e%%2e/secret.txt"),
  await ask("/..%%2fsecret.txt"), await ask("/link.txt"), await ask("/absent"),
  await ask("/file.txt", { method: "POST" }),
  await ask("/file.txt", { headers: { Host: "elsewhere.example" } }),
];
console.log(JSON.stringify(all));
await server.close();
"""


@pytest.mark.parametrize("isolated", [True, False])
def test_server_serves_its_folder_and_nothing_else(settings, tmp_path, isolated):
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "file.txt").write_text("open")
    (tmp_path / "secret.txt").write_text("closed")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    probe = tmp_path / "probe.mjs"
    probe.write_text(
        SERVER_PROBE
        % {
            "server": (RUNNERS / "server.mjs").as_uri(),
            "folder": str(folder),
            "isolated": str(isolated).lower(),
        }
    )
    done = subprocess.run(
        [settings["NODE"], probe], capture_output=True, text=True, timeout=60, check=True
    )
    statuses, policies = zip(*json.loads(done.stdout), strict=True)
    assert statuses == (200, 400, 400, 400, 404, 404, 405, 403)
    assert set(policies) == ({"same-origin"} if isolated else {"none"})


def test_chromium_leaves_nothing_behind(run_chromium, script, monkeypatch):
    # A short path: Chromium has a socket in its profile, whose name must not be long.
    with tempfile.TemporaryDirectory(prefix="r-") as scratch:
        monkeypatch.setenv("TMPDIR", scratch)
        done = run_chromium(script)
        assert done.returncode == 0, done.stderr
        assert not list(Path(scratch).glob("playwright*"))
