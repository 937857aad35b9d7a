"""The figures of docs/gemm.md: what explains (blocking, packing, tile, pool), and what was measured."""

from __future__ import annotations

from charts import COLORS, Drawing, Series, bars, lines, panels

BLUE, RED, GREEN = "#cfe3f3", "#f6d5da", "#d3ebdd"
WAY_NAMES = {
    ("naive", "tight"): "plain loop",
    ("naive", "all"): "plain loop, rows padded",
    ("unpacked", "tight"): "kernel, not packed",
    ("unpacked", "all"): "kernel, not packed, rows padded",
    ("packed", "tight"): "packed",
    ("packed", "c"): "packed, rows of C padded",
    ("packed", "all"): "packed, all rows padded",
}

# --- what explains --------------------------------------------------------------------------------


def blocking(kernel: dict) -> Drawing:
    """C (m x n) = A (m x k) B (k x n), what is cut how, and where the pieces live."""
    mr, nr, kc, mc, nc = (kernel[name] for name in ("mr", "nr", "kc", "mc", "nc"))
    d = Drawing(760, 430, "How a product is cut up")
    d.text(380, 24, "One tile of C, one block of k", size=15, weight="bold")
    c_x, a_x, top, b_top, tall = 480, 190, 220, 60, 150
    d.box(a_x, top, 260, tall)
    d.text(a_x + 130, top + tall + 20, "A: m x k")
    d.box(c_x, top, 210, tall)
    d.text(c_x + 105, top + tall + 20, "C: m x n")
    d.box(c_x, b_top, 210, 130)
    d.text(c_x + 222, b_top + 70, "B: k x n", anchor="start")
    # The slices that this tile needs, then the block of k, then the panels.
    d.box(a_x, top + 50, 260, 50, fill=BLUE, line="none")
    d.box(c_x + 70, b_top, 80, 130, fill=RED, line="none")
    d.box(a_x + 100, top + 50, 70, 50, fill="#8fbfe3")
    d.box(c_x + 70, b_top + 50, 80, 35, fill="#e79aa6")
    d.box(a_x + 100, top + 50, 70, 12, fill=COLORS[0])
    d.box(c_x + 70, b_top + 50, 14, 35, fill=COLORS[1])
    d.box(c_x + 70, top + 50, 80, 50, fill=GREEN)
    d.box(c_x + 70, top + 50, 14, 12, fill=COLORS[2])
    d.text(a_x - 8, top + 80, f"MC = {mc}", anchor="end")
    d.text(c_x + 110, top + 114, f"NC = {nc}", color="#1c5c3b")
    d.text(a_x + 135, top + 44, f"KC = {kc}")
    d.text(c_x + 64, b_top + 72, "KC", anchor="end")
    d.text(20, 60, "Where the pieces are while they are used", anchor="start", weight="bold")
    rows = (
        (COLORS[2], f"{mr} x {nr} of C: in registers, for KC steps"),
        (COLORS[1], f"panel of B, KC x {nr}: {kc * nr * 4 // 1024} KiB in L1"),
        (COLORS[0], f"two panels of A, {2 * mr} x KC: {kc * mr * 8 // 1024} KiB in L1"),
        ("#e79aa6", f"block of B, KC x NC: {kc * nc * 4 // 1024} KiB in L2"),
        ("#8fbfe3", f"block of A, MC x KC: {kc * mc * 4 // 1024} KiB in L2"),
        (GREEN, f"tile of C, MC x NC: {mc * nc * 4 // 1024} KiB in L2, one thread's"),
    )
    for i, (color, text) in enumerate(rows):
        d.box(20, 74 + 20 * i, 12, 12, fill=color)
        d.text(40, 84 + 20 * i, text, anchor="start")
    d.text(
        20,
        414,
        "Sizes are those of float32. Each element of C is still summed over k from left to right.",
        anchor="start",
    )
    return d


def packing(kernel: dict) -> Drawing:
    """The order of elements in memory before and after packing, for both operands."""
    mr, nr = kernel["mr"], kernel["nr"]
    d = Drawing(760, 400, "Packing")
    d.text(
        380,
        24,
        "Packing: elements in the order in which the kernel reads them",
        size=15,
        weight="bold",
    )
    cell = 26
    steps = 4

    def matrix(left, top, rows, columns, order, colors, label):
        for i in range(rows):
            for j in range(columns):
                p, text = order(i, j)
                x, y = left + j * cell, top + i * cell
                d.box(x, y, cell, cell, fill=colors[p % 2], line="#8a8f94", content=text, size=10)
        d.text(left, top + rows * cell + 18, label, anchor="start")

    shades = (BLUE, "#a9cce8")
    matrix(
        40,
        60,
        mr,
        steps,
        lambda i, j: (j, f"{j * mr + i}"),
        shades,
        f"A: {mr} rows, in memory far apart",
    )
    shades_b = (RED, "#eeb4bd")
    matrix(
        40,
        270,
        steps,
        nr,
        lambda i, j: (i, f"{i * nr + j}"),
        shades_b,
        f"B: {nr} columns of long rows",
    )
    for top, width, shade, name in (
        (120, mr, shades, "panel of A"),
        (300, nr, shades_b, "panel of B"),
    ):
        d.arrow(260, top + 10, 330, top + 10)
        left, small = 345, 390 / (nr * steps)
        for i in range(width * steps):
            d.box(
                left + i * small,
                top,
                small,
                20,
                fill=shade[i // width % 2],
                line="#8a8f94",
                content=f"{i}",
                size=7,
            )
        for p in range(steps):
            d.text(left + (p + 0.5) * width * small, top + 36, f"k = {p}", size=11)
        d.text(
            left,
            top - 8,
            f"{name}: one run of memory, {width} elements a step of k",
            anchor="start",
        )
    return d


def tile(registers: int = 15) -> Drawing:
    """How many vector registers a tile takes: sums, vectors of B, one broadcast of A."""
    d = Drawing(760, 330, "Tiles and registers")
    d.text(
        380, 24, f"V8 has {registers} vector registers to give on x86-64", size=15, weight="bold"
    )
    cell = 30
    for left, rows, columns in ((60, 6, 2), (300, 5, 2), (520, 4, 3)):
        taken = rows * columns + columns + 1
        d.text(left + 70, 56, f"{rows} x {4 * columns}", size=14, weight="bold")
        for j in range(columns):
            d.box(left + 50 + j * 44, 70, 42, cell - 4, fill=RED, content=f"b{j}")
        d.box(left, 104, 40, cell - 4, fill=BLUE, content="a")
        for i in range(rows):
            for j in range(columns):
                y = 104 + i * cell
                d.box(left + 50 + j * 44, y, 42, cell - 4, fill=GREEN, content=f"c{i}{j}")
        words = f"{rows * columns} sums + {columns} of B + 1 of A = {taken}"
        color = COLORS[2] if taken <= registers else COLORS[1]
        d.text(left + 75, 300, words, size=11, color=color, weight="bold")
        density = rows * columns / (rows + columns)
        d.text(left + 75, 316, f"{density:.2f} multiply-adds a load", size=11)
    return d


def pool() -> Drawing:
    """A product on several threads: two memories, one queue."""
    d = Drawing(760, 320, "The worker pool")
    d.text(380, 24, "A product on several threads inside Pyodide", size=15, weight="bold")
    d.box(20, 50, 200, 230, fill="#f4f6f8")
    d.text(120, 70, "Pyodide's memory", weight="bold")
    d.text(120, 86, "not shared, one thread", size=11)
    for i, (name, color) in enumerate((("A", BLUE), ("B", RED), ("C", GREEN))):
        d.box(90, 100 + 58 * i, 60, 44, fill=color, content=name, size=14)
    d.box(330, 50, 410, 230, fill="#f4f6f8")
    d.text(535, 70, "the pool's memory, shared", weight="bold")
    d.text(535, 86, "the same gemm, compiled a second time", size=11)
    for i, (name, color) in enumerate((("A", BLUE), ("B", RED), ("C", GREEN))):
        d.box(350, 100 + 58 * i, 60, 44, fill=color, content=name, size=14)
    d.arrow(152, 122, 346, 122)
    d.arrow(152, 180, 346, 180)
    d.arrow(348, 238, 154, 238)
    d.text(275, 114, "copied in", size=11)
    d.text(275, 232, "copied out", size=11)
    d.text(560, 112, "one queue, claimed in order, an item at a time", size=11)
    for i in range(10):
        kind, fill = ("b", RED) if i < 2 else ("a", BLUE) if i < 4 else ("tile", GREEN)
        d.box(434 + 29 * i, 120, 27, 24, fill=fill, content=kind, size=9)
    d.text(579, 160, "pack B, pack A, then tiles of C", size=11)
    for i, name in enumerate(("the caller", "worker 1", "worker 2 ...")):
        d.box(440 + 96 * i, 205, 88, 30, fill="#ffffff", content=name)
        d.arrow(484 + 96 * i, 203, 484 + 96 * i, 168)
    d.text(580, 256, "a worker spins for a moment, then sleeps on a futex", size=11)
    return d


# --- what was measured ----------------------------------------------------------------------------


def sweep(results: dict) -> Drawing:
    rows, usual = results["sweep"]["rows"], results["sweep"]["usual"]
    sizes = sorted({row["n"] for row in rows})
    lowest = min(row["gflops"] for row in rows)

    def panel(name):
        series = [
            Series(
                f"n = {n}",
                [row["value"] for row in rows if (row["size"], row["n"]) == (name, n)],
                [row["gflops"] for row in rows if (row["size"], row["n"]) == (name, n)],
            )
            for n in sizes
        ]
        values = sorted({row["value"] for row in rows if row["size"] == name})
        shown = values if len(values) < 7 else values[:1] + values[2::2]
        return lines(
            series,
            f"{name.upper()} (used: {usual[name]})",
            "GFLOP/s",
            x_ticks=shown,
            y_from=5 * (lowest // 5),
            log_x=True,
        )

    title = "Block sizes: one is changed, the others stay"
    legend = [f"n = {n}" for n in sizes]
    return panels(title, [panel(name) for name in ("kc", "mc", "nc")], width=1020, legend=legend)


def _rates(results: dict, where: str, threads: int) -> tuple[list[int], list[Series]]:
    rows = [r for r in results["ways"] if (r["where"], r["threads"]) == (where, threads)]
    sizes = sorted({row["n"] for row in rows})
    found = {(row["n"], row["way"], row["rows"]): row["gflops"] for row in rows}
    series = [
        Series(name, sizes, [found.get((n, *way)) for n in sizes])
        for way, name in WAY_NAMES.items()
    ]
    return sizes, series


def powers(results: dict) -> Drawing:
    sizes, series = _rates(results, "wasm", 1)
    draw = bars([str(n) for n in sizes], series, "n", "GFLOP/s")
    title = "Powers of two in WebAssembly, one thread: which remedy matters"
    return panels(title, [draw], width=900, height=400, legend=[s.name for s in series])


def speedups(results: dict) -> Drawing | None:
    """Native products on 2 .. N threads against one: None where only one was measured."""
    counts = sorted({row["threads"] for row in results["ways"] if row["where"] == "native"})
    if len(counts) < 2:
        return None
    sizes, alone = _rates(results, "native", 1)
    drawn = []
    for count in counts[1:]:
        _, together = _rates(results, "native", count)
        series = [
            Series(
                one.name,
                sizes,
                [y and x and y / x for x, y in zip(one.y, many.y, strict=True)],
            )
            for one, many in zip(alone, together, strict=True)
        ]
        groups = [str(n) for n in sizes]
        drawn.append(bars(groups, series, f"n, {count} threads", "times one thread"))
    return panels(
        "Speed-up by threads, natively",
        drawn,
        width=max(900, 620 * len(drawn)),
        height=400,
        legend=[s.name for s in alone],
    )


def intensity(m: int, n: int, k: int) -> float:
    """Operations for each byte of A, B and C, each moved once, as floats."""
    return 2 * m * n * k / (4 * (m * k + k * n + m * n))


def roofline(results: dict) -> Drawing:
    found = results["roofline"]
    limit = found["limit"]
    xs = [2.0**i for i in range(-3, 10)]
    roofs = []
    for name, level in found["memory"].items():
        knee = limit / level["gbps"]
        points = sorted({*xs, knee})
        roofs.append(
            Series(
                f"{name}: {level['gbps']:.0f} GB/s",
                points,
                [min(limit, level["gbps"] * x) for x in points],
                dash="5 4",
            )
        )
    squares = [s for s in found["shapes"] if s["m"] == s["n"] == s["k"]]
    others = [s for s in found["shapes"] if s not in squares]

    def points(name, shapes, names, above=False):
        at = [intensity(s["m"], s["n"], s["k"]) for s in shapes]
        rates = [s["gflops"] for s in shapes]
        return Series(name, at, rates, line=False, names=names, above=above)

    ends = (squares[0], squares[-1])
    marks = [f"n = {s['n']}" if s in ends else "" for s in squares]
    series = [
        *roofs,
        points("square products", squares, marks, above=True),
        points("other shapes", others, [f"{s['m']} x {s['k']} x {s['n']}" for s in others]),
    ]
    draw = lines(
        series,
        "operations for each byte of A, B and C",
        "GFLOP/s",
        log_x=True,
        log_y=True,
        x_ticks=xs,
        y_from=2,
    )
    title = f"Roofline: one thread, at most {limit:.1f} GFLOP/s"
    return panels(title, [draw], width=800, height=440, legend=[s.name for s in series])


def all_of(results: dict) -> dict[str, Drawing]:
    """Every figure for which there is something to show, by file name."""
    made = {"pool.svg": pool(), "tile.svg": tile()}
    if "kernel" in results:
        made |= {"blocking.svg": blocking(results["kernel"])}
        made |= {"packing.svg": packing(results["kernel"])}
    if "sweep" in results:
        made["sweep.svg"] = sweep(results)
    if "ways" in results:
        made["powers.svg"] = powers(results)
        if (drawing := speedups(results)) is not None:
            made["speedups.svg"] = drawing
    if "roofline" in results:
        made["roofline.svg"] = roofline(results)
    return made
