"""Lines and branches of libarray that its own tests and pytest reach (make c-coverage).

    c_coverage.py --llvm FOLDER --profiles FOLDER --out FOLDER OBJECT...

The folder of profiles holds what the instrumented programs, the objects, left behind. A template is
counted once: a line or a side of a branch is reached if it is in one of its inclusions, for one type or
one instruction set. Writes table.txt, missed.txt (the lines and branches that nothing reached), lines.lcov.
"""

import argparse
import subprocess
from collections import defaultdict
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent / "libarray" / "src"

# What isn't counted, and why.
LEFT_OUT = {
    "lapack/netlib/": "NumPy's LAPACK, fetched",
    "random/third_party/": "NumPy's random streams, fetched",
    "kernels/wasm_simd128/": "WebAssembly",
    "kernels/wasm_relaxed/": "WebAssembly",
    "pool/": "WebAssembly",
    "threads/futex.c": "WebAssembly",
    "threads/futex.h": "WebAssembly",
    "threads/single.c": "WebAssembly",
    "cast_wasm.h": "WebAssembly",
}


def run(*command):
    return subprocess.run([str(word) for word in command], capture_output=True, text=True)


def checked(*command):
    done = run(*command)
    if done.returncode:
        raise SystemExit(f"{command[0]}: {done.stderr[-2000:]}")
    return done.stdout


class File:
    """Of each line how often it ran; of each branch's side whether it was taken."""

    def __init__(self):
        self.lines = defaultdict(int)
        self.branches = defaultdict(int)

    def count(self, what):
        counts = getattr(self, what).values()
        return sum(1 for count in counts if count), len(counts)


def read_lcov(text):
    files = defaultdict(File)
    for record in text.splitlines():
        kind, _, rest = record.partition(":")
        if kind == "SF":
            file = files[rest]
        elif kind == "DA":
            line, count = rest.split(",")[:2]
            file.lines[int(line)] += int(count)
        elif kind == "BRDA":
            line, block, branch, count = rest.split(",")
            file.branches[int(line), block, branch] += 0 if count == "-" else int(count)
    return files


def without_directives(file, path):
    """A macro counts where it is used, not where it is defined."""
    source = path.read_text().splitlines()
    directives = {i for i, line in enumerate(source, 1) if line.lstrip().startswith("#")}
    file.lines = {line: count for line, count in file.lines.items() if line not in directives}
    file.branches = {key: n for key, n in file.branches.items() if key[0] not in directives}
    return file


def share(reached, all_of_them):
    return f"{100 * reached / all_of_them:6.2f}%" if all_of_them else "      -"


def table(files):
    rows = []
    for name, file in files.items():
        lines, branches = file.count("lines"), file.count("branches")
        rows.append((name, lines, branches))
    rows.sort(key=lambda row: (row[1][1] - row[1][0]) + (row[2][1] - row[2][0]), reverse=True)
    total = [[sum(row[i][j] for row in rows) for j in (0, 1)] for i in (1, 2)]
    text = [f"{'file':44}{'lines':>8}{'missed':>8}{'':9}{'branches':>10}{'missed':>8}"]
    for name, lines, branches in [*rows, (f"all {len(rows)} files", *total)]:
        text.append(
            f"{name:44}{lines[1]:8}{lines[1] - lines[0]:8}  {share(*lines)}"
            f"{branches[1]:10}{branches[1] - branches[0]:8}  {share(*branches)}"
        )
    return "\n".join(text)


def missed(files):
    for name, file in sorted(files.items()):
        source = (SOURCE / name).read_text().splitlines()
        lines = {line for line, count in file.lines.items() if not count}
        sides = defaultdict(list)
        for (line, block, branch), count in file.branches.items():
            if not count:
                sides[line].append(f"{block}.{branch}")
        for line in sorted(lines | set(sides)):
            what = "line" if line in lines else "branch " + " ".join(sides[line])
            yield f"{name}:{line}: {what}: {source[line - 1].strip()}"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("llvm", "profiles", "out"):
        parser.add_argument(f"--{name}", required=True, type=Path)
    parser.add_argument("objects", nargs="+")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    profile = options.out / "merged.profdata"
    raw = sorted(options.profiles.glob("*.profraw"))
    checked(options.llvm / "llvm-profdata", "merge", "-sparse", *raw, "-o", profile)
    files = defaultdict(File)
    objects = [word for name in options.objects[1:] for word in ("-object", name)]
    lcov = checked(
        options.llvm / "llvm-cov",
        *("export", "-format=lcov", f"-instr-profile={profile}", options.objects[0], *objects),
    )
    (options.out / "lines.lcov").write_text(lcov)
    for path, file in read_lcov(lcov).items():
        name = Path(path).resolve()
        if name.is_relative_to(SOURCE):
            name = str(name.relative_to(SOURCE))
            if not name.startswith(tuple(LEFT_OUT)):
                files[name] = without_directives(file, SOURCE / name)
    text = table(files)
    (options.out / "table.txt").write_text(text + "\n")
    (options.out / "missed.txt").write_text("\n".join(missed(files)) + "\n")
    lines = text.splitlines()
    print("\n".join([*lines[:21], "...", lines[-1]]))
    print(f"left out: {', '.join(f'{name} ({why})' for name, why in LEFT_OUT.items())}")
    print(f"all files, and what isn't reached: {options.out}/table.txt, missed.txt")


main()
