"""Tables of what was measured, in Markdown, and their places in a document: between the lines
`<!-- study:NAME:begin -->` and `<!-- study:NAME:end -->`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from drawings import WAY_NAMES, intensity


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    def line(cells: Sequence[object]) -> str:
        return f"| {' | '.join(str(cell) for cell in cells)} |"

    marks = [":--"] + ["--:"] * (len(head) - 1)
    return "\n".join([line(head), line(marks), *(line(row) for row in rows)])


def figure(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


# What the document calls the parts.
PART_NAMES = {
    "tiles": "tiles",
    "sweep": "block sizes",
    "ways": "powers of two",
    "roofline": "roofline",
}


def machine(results: dict) -> str:
    """Where each part was measured, and when."""
    places: list[dict] = []
    for place in results["measured"].values():
        if place not in places:
            places.append(place)
    lines = []
    for place in places:
        parts = [
            name for part, name in PART_NAMES.items() if results["measured"].get(part) == place
        ]
        found = place["machine"]
        caches = ", ".join(f"{name} {size}" for name, size in found["caches"].items())
        what = f" ({', '.join(parts)})" if len(places) > 1 else ""
        lines.append(
            f"{place['date']}{what}: {found['cpu']}, {found['cores']} cores, {caches} (a core's data caches)."
        )
    lines.append(f"`{results['kernel']['name']}` in Node, natively `{results['native kernel']}`.")
    return "\n".join(lines)


def tiles(results: dict) -> str:
    limit = results["tiles"]["limit"]
    body = []
    for row in results["tiles"]["rows"]:
        rows, _, rest = row["tile"].partition("x")
        columns, _, free = rest.partition("-")
        vectors = int(columns) // 4
        body.append(
            [
                f"{rows} x {columns}" + (", left to the compiler" if free else ""),
                int(rows) * vectors + vectors + 1,
                f"{int(rows) * vectors / (int(rows) + vectors):.2f}",
                *(row.get(name, "") for name in ("registers", "spills", "reloads")),
                figure(row["gflops"]),
                f"{100 * row['gflops'] / limit:.0f}%",
            ]
        )
    head = ["tile", "registers wanted", "multiply-adds a load", "V8: registers", "spills"]
    return table([*head, "reloads", "GFLOP/s", "of the limit"], body)


def sweep(results: dict) -> str:
    rows = results["sweep"]["rows"]
    sizes = sorted({row["n"] for row in rows})
    tables = []
    for name in ("kc", "mc", "nc"):
        values = sorted({row["value"] for row in rows if row["size"] == name})
        found = {(row["n"], row["value"]): row["gflops"] for row in rows if row["size"] == name}
        body = [[f"n = {n}", *(figure(found[n, v]) for v in values)] for n in sizes]
        usual = results["sweep"]["usual"][name]
        heads = [f"**{v}**" if v == usual else str(v) for v in values]
        tables.append(table([name.upper(), *heads], body))
    return "![GFLOP/s by KC, MC and NC](figures/sweep.svg)\n\n" + "\n\n".join(tables)


def ways(results: dict) -> str:
    rows = results["ways"]
    sizes = sorted({row["n"] for row in rows})
    found = {
        (row["where"], row["threads"], row["way"], row["rows"], row["n"]): row["gflops"]
        for row in rows
    }
    parts = ["![GFLOP/s of each way at sizes around 2048](figures/powers.svg)"]
    most = max(row["threads"] for row in rows)
    if most > 1:
        parts.append("![Speed-up by threads](figures/speedups.svg)")
    places = [("wasm", 1), *(("native", t) for t in range(1, most + 1))]
    for where, threads in places:
        place = "WebAssembly" if where == "wasm" else "Native"
        body = [
            [name, *(figure(found.get((where, threads, *way, n))) for n in sizes)]
            for way, name in WAY_NAMES.items()
        ]
        count = f"{threads} thread{'s' if threads > 1 else ''}"
        parts.append(table([f"{place}, {count}", *(str(n) for n in sizes)], body))
    return "\n\n".join(parts)


def roofline(results: dict) -> str:
    found = results["roofline"]
    limit = found["limit"]
    levels = ", ".join(
        f"{name} {figure(level['gbps'])} GB/s" for name, level in found["memory"].items()
    )
    body = []
    for s in found["shapes"]:
        m, n, k = s["m"], s["n"], s["k"]
        memory = intensity(m, n, k) * found["memory"]["memory"]["gbps"]
        body.append(
            [
                f"{m} x {k} by {k} x {n}",
                figure(intensity(m, n, k)),
                figure(s["gflops"]),
                f"{100 * s['gflops'] / limit:.0f}%",
                f"{100 * s['gflops'] / memory:.0f}%" if memory < limit else "",
            ]
        )
    head = ["product", "operations a byte", "GFLOP/s", "of the limit", "of memory's speed"]
    return (
        "![Roofline of one thread](figures/roofline.svg)\n\n"
        f"The limit, from registers alone: {limit:.1f} GFLOP/s. Reading: {levels}.\n\n"
        f"{table(head, body)}"
    )


PARTS = {"measured": machine, "tiles": tiles, "sweep": sweep, "ways": ways, "roofline": roofline}


def fill(document: Path, results: dict) -> None:
    """Writes each part that was measured between its markers; a ValueError where there are none."""
    text = document.read_text()
    for name, write in PARTS.items():
        if name not in results:
            continue
        begin, end = f"<!-- study:{name}:begin -->\n", f"<!-- study:{name}:end -->"
        before, mark, rest = text.partition(begin)
        _, other, after = rest.partition(end)
        if not mark or not other:
            raise ValueError(f"{document.name} has no lines {begin.strip()} and {end}")
        text = f"{before}{begin}{write(results)}\n{end}{after}"
    document.write_text(text)
