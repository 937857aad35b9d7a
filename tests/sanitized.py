"""pytest with an extension built under AddressSanitizer and UndefinedBehaviorSanitizer (make sanitize).

    sanitized.py --clang CLANG --lib FOLDER --logs FOLDER PYTEST'S ARGUMENTS...

What a sanitizer finds ends the process: pytest says in which test, the report is printed after it. Blocks
that are never freed are ours where one of our functions is among malloc's callers: CPython keeps blocks to
its end, too. Python's objects are not among them, as its collector's lists hold them, and its frames can't
be walked in passing; tests/test_capi_refs.py counts those.
"""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

OURS = ("/libarray/src/", "/pyrumpy/src/", "_core.abi3.so")
ERRORS = ("ERROR: AddressSanitizer", "runtime error: ")  # beside them are warnings and leaks
# Python's own allocator would hide its objects; huge arrays end in MemoryError; what was freed is kept,
# to be recognized, but not for long, as some tests look at how much memory the process has.
OPTIONS = {
    "allocator_may_return_null": 1,
    "abort_on_error": 1,
    "detect_leaks": 1,
    "exitcode": 0,  # of leaks, whoever's they are
    "quarantine_size_mb": 16,
}


def leaks_of(report):
    """Those blocks of a report of leaks that came from our code, each with its callers."""
    blocks = [block for block in report.split("\n\n") if "leak of" in block]
    return [block for block in blocks if any(place in block for place in OURS)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("clang", "lib", "logs"):
        parser.add_argument(f"--{name}", required=True, type=Path)
    options, arguments = parser.parse_known_args()
    shutil.rmtree(options.logs, ignore_errors=True)
    options.logs.mkdir(parents=True)
    runtime = subprocess.run(
        [options.clang, "-print-file-name=libclang_rt.asan-x86_64.so"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    settings = {**OPTIONS, "log_path": options.logs.resolve() / "report"}
    environment = {
        **os.environ,
        "PYTHONPATH": str(options.lib.resolve()),
        "PYTHONMALLOC": "malloc",
        "LD_PRELOAD": runtime,
        "ASAN_SYMBOLIZER_PATH": str(options.clang.parent / "llvm-symbolizer"),
        "ASAN_OPTIONS": ":".join(f"{name}={value}" for name, value in settings.items()),
        "UBSAN_OPTIONS": "print_stacktrace=1",
    }
    command = [sys.executable, "-m", "pytest", "-q", *arguments]
    status = subprocess.run(command, env=environment, check=False).returncode
    reports = [path.read_text(errors="replace") for path in sorted(options.logs.iterdir())]
    errors = [text for text in reports if any(error in text for error in ERRORS)]
    leaks = [block for text in reports for block in leaks_of(text)]
    print(*errors, *leaks, sep="\n\n")
    print(f"{len(errors)} errors, {len(leaks)} places that leak")
    sys.exit(bool(status or errors or leaks))


main()
