"""`make study`'s own parts: charts are well-formed and where they should be, tables, the document."""

import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

pytestmark = pytest.mark.native

ROOT = Path(__file__).resolve().parent.parent
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="session")
def study():
    """The modules charts, drawings and pages."""
    sys.path.insert(0, str(ROOT / "benchmarks" / "study"))
    import charts
    import drawings
    import pages

    return charts, drawings, pages


MACHINE = {
    "date": "2026-01-02",
    "machine": {"cpu": "a <cpu> & more", "cores": 2, "caches": {"L1": "32K"}},
}
OTHER = {**MACHINE, "date": "2026-01-03"}
KERNEL = {"name": "a_kernel", "mr": 6, "nr": 8, "kc": 384, "mc": 96, "nc": 256}


def results(drawings, *, threads):
    ways = [
        {"where": where, "threads": t, "n": n, "way": way, "rows": rows, "gflops": 10.0 * t}
        for where, t in [("wasm", 1), *(("native", each) for each in threads)]
        for n in (2047, 2048)
        for way, rows in drawings.WAY_NAMES
    ]
    return {
        "kernel": KERNEL,
        "native kernel": "another",
        "measured": {"tiles": MACHINE, "sweep": MACHINE, "ways": OTHER, "roofline": MACHINE},
        "tiles": {
            "limit": 50.0,
            "rows": [
                {"tile": "6x8", "gflops": 49.0, "registers": 15, "spills": 0, "reloads": 0},
                {"tile": "6x8-free", "gflops": 40.0},
            ],
        },
        "sweep": {
            "usual": {"kc": 384, "mc": 96, "nc": 256},
            "rows": [
                {"n": n, "size": size, "value": value, "gflops": 40.0 + value / 100}
                for n in (512, 1024)
                for size in ("kc", "mc", "nc")
                for value in (96, 256, 384)
            ],
        },
        "ways": ways,
        "roofline": {
            "limit": 50.0,
            "memory": {"memory": {"bytes": 1 << 20, "gbps": 20.0}},
            "shapes": [
                {"m": 64, "n": 64, "k": 64, "gflops": 45.0},
                {"m": 512, "n": 512, "k": 512, "gflops": 48.0},
                {"m": 64, "n": 1, "k": 64, "gflops": 5.0},
            ],
        },
    }


@pytest.mark.parametrize("threads", [(1,), (1, 2)])
def test_every_figure_is_well_formed(study, threads):
    _, drawings, _ = study
    made = drawings.all_of(results(drawings, threads=threads))
    assert ("speedups.svg" in made) == (len(threads) > 1)
    assert {"blocking.svg", "packing.svg", "tile.svg", "pool.svg", "sweep.svg"} <= made.keys()
    for name, drawing in made.items():
        root = ElementTree.fromstring(str(drawing))
        assert root.tag == f"{SVG}svg", name
        assert root.find(f"{SVG}title").text
        for text in root.iter(f"{SVG}text"):
            assert -5 <= float(text.get("x")) <= drawing.width + 5, (name, text.text)
            assert 0 <= float(text.get("y")) <= drawing.height, (name, text.text)


def test_text_is_escaped(study):
    charts, _, _ = study
    drawing = charts.Drawing(10, 10, 'a < b & "c"')
    drawing.text(1, 2, "<&>")
    drawing.add("rect", note='"<&')
    root = ElementTree.fromstring(str(drawing))
    assert root.find(f"{SVG}title").text == 'a < b & "c"'
    assert root.find(f"{SVG}text").text == "<&>"
    assert root.findall(f"{SVG}rect")[-1].get("note") == '"<&'


def test_points_are_where_their_values_say(study):
    charts, _, _ = study
    series = [charts.Series("s", [1, 2, 8], [0.0, 10.0, None])]
    drawing = charts.Drawing(200, 200, "t")
    charts.lines(series, "x", "y", log_x=True)(drawing, (0, 0, 90, 100))
    circles = ElementTree.fromstring(str(drawing)).findall(f"{SVG}circle")
    places = [(float(c.get("cx")), float(c.get("cy"))) for c in circles]
    assert places == [(0, 100), (30, 0)]  # 2 is a third of the way from 1 to 8


def test_bars_are_as_high_as_their_values(study):
    charts, _, _ = study
    drawing = charts.Drawing(200, 200, "t")
    series = [charts.Series("s", [1, 2], [5.0, 10.0]), charts.Series("t", [1, 2], [None, 2.5])]
    charts.bars(["1", "2"], series, "x", "y")(drawing, (0, 0, 100, 100))
    root = ElementTree.fromstring(str(drawing))
    heights = [float(r.get("height")) for r in root.findall(f"{SVG}rect")[1:]]
    assert heights == [50, 100, 25]


@pytest.mark.parametrize(
    ("least", "most", "expected"),
    [
        (0, 10, [0, 2, 4, 6, 8, 10]),
        (38, 47.2, [38, 40, 42, 44, 46, 48]),
        (0.2, 0.9, [0.2, 0.4, 0.6, 0.8, 1.0]),
    ],
)
def test_ticks_are_round_and_hold_all(study, least, most, expected):
    ticks = study[0].ticks_of(least, most)
    assert ticks == pytest.approx(expected)
    assert ticks[0] <= least and ticks[-1] >= most


def test_tables_go_between_their_markers(study, tmp_path):
    _, drawings, pages = study
    document = tmp_path / "page.md"
    parts = "".join(
        f"about {name}\n<!-- study:{name}:begin -->\nold\n<!-- study:{name}:end -->\n"
        for name in pages.PARTS
    )
    document.write_text(parts + "end\n")
    found = results(drawings, threads=(1, 2))
    pages.fill(document, found)
    text = document.read_text()
    assert "old" not in text
    assert text.endswith("end\n")
    assert "| 6 x 8 | 15 | 1.50 | 15 | 0 | 0 | 49.0 | 98% |" in text
    assert "| 6 x 8, left to the compiler | 15 | 1.50 |  |  |  | 40.0 | 80% |" in text
    assert "| KC | 96 | 256 | **384** |" in text
    assert "| Native, 2 threads | 2047 | 2048 |" in text
    # 64 x 64 by a vector: 2 * 64 * 64 operations for 4 * (64 * 64 + 2 * 64) bytes.
    assert "| 64 x 64 by 64 x 1 | 0.48 | 5.00 | 10% | 52% |" in text
    pages.fill(document, found)
    assert document.read_text() == text


def test_a_document_without_markers_is_an_error(study, tmp_path):
    _, drawings, pages = study
    document = tmp_path / "page.md"
    document.write_text("nothing\n")
    with pytest.raises(ValueError, match="has no lines <!-- study:measured:begin -->"):
        pages.fill(document, results(drawings, threads=(1,)))
    assert document.read_text() == "nothing\n"


def test_the_document_has_all_markers(study):
    text = (ROOT / "docs" / "gemm.md").read_text()
    for name in study[2].PARTS:
        assert text.count(f"<!-- study:{name}:begin -->") == 1
        assert text.count(f"<!-- study:{name}:end -->") == 1
