"""Charts and drawings as SVG, by plain Python: lines, bars, rectangles with text on a light ground."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

COLORS = ("#1b6ca8", "#d1495b", "#2e8b57", "#b8860b", "#7b4fa3", "#5f6b73", "#c06c2b")
INK, GRID, GROUND = "#222222", "#d9dde1", "#ffffff"
FONT = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"


class Drawing:
    """An SVG file's elements; y goes down. `str()` of it is the file."""

    def __init__(self, width: float, height: float, title: str):
        self.width, self.height, self.title = width, height, title
        self.elements: list[str] = []

    def add(self, tag: str, content: str | None = None, **attributes: object) -> None:
        """Attributes as SVG names them, `_` for `-`; numbers are rounded. Content becomes text."""
        written = "".join(
            f" {name.rstrip('_').replace('_', '-')}={quoteattr(_plain(value))}"
            for name, value in attributes.items()
        )
        end = "/>" if content is None else f">{escape(content)}</{tag}>"
        self.elements.append(f"<{tag}{written}{end}")

    def text(self, x, y, content, *, size=12, anchor="middle", color=INK, turn=0, weight="normal"):
        more = {"transform": f"rotate({turn} {_plain(x)} {_plain(y)})"} if turn else {}
        style = {"font_size": size, "text_anchor": anchor, "fill": color, "font_weight": weight}
        self.add("text", content, x=x, y=y, **style, **more)

    def box(self, x, y, width, height, *, fill="none", line=INK, content="", size=11, stroke=1):
        self.add(
            "rect",
            x=x,
            y=y,
            width=width,
            height=height,
            fill=fill,
            stroke=line,
            stroke_width=stroke,
        )
        if content:
            self.text(x + width / 2, y + height / 2 + size / 3, content, size=size)

    def line(self, points: Sequence[tuple[float, float]], *, color=INK, width=1.0, dash=""):
        path = " ".join(f"{_plain(x)},{_plain(y)}" for x, y in points)
        more = {"stroke_dasharray": dash} if dash else {}
        self.add("polyline", points=path, fill="none", stroke=color, stroke_width=width, **more)

    def arrow(self, x0, y0, x1, y1, *, color=INK):
        self.line([(x0, y0), (x1, y1)], color=color, width=1.4)
        angle = math.atan2(y1 - y0, x1 - x0)
        wings = [
            (x1 - 8 * math.cos(angle + turn), y1 - 8 * math.sin(angle + turn))
            for turn in (0.4, -0.4)
        ]
        tip = " ".join(f"{_plain(x)},{_plain(y)}" for x, y in [(x1, y1), *wings])
        self.add("polygon", points=tip, fill=color)

    def __str__(self) -> str:
        size = f"{_plain(self.width)} {_plain(self.height)}"
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" '
            f'width="{_plain(self.width)}" height="{_plain(self.height)}" '
            f"font-family={quoteattr(FONT)}>"
        )
        ground = f'<rect width="100%" height="100%" fill="{GROUND}"/>'
        title = f"<title>{escape(self.title)}</title>"
        return "\n".join([head, title, ground, *self.elements, "</svg>"]) + "\n"


def _plain(value: object) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


@dataclass
class Series:
    """`y` None: no such point. `line` False: points alone. `names`: a label at each point, below it
    or `above`."""

    name: str
    x: Sequence[float]
    y: Sequence[float | None]
    line: bool = True
    dash: str = ""
    names: Sequence[str] = field(default_factory=tuple)
    above: bool = False


def ticks_of(least: float, most: float, wanted: int = 6) -> list[float]:
    """Round numbers from <= least to >= most, about `wanted` of them."""
    raw = (most - least) / max(1, wanted - 1) or 1.0
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(factor * power for factor in (1, 2, 2.5, 5, 10) if factor * power >= raw * 0.999)
    first = math.floor(least / step + 1e-9)
    return [i * step for i in range(first, math.ceil(most / step - 1e-9) + 1)]


def _axes(drawing, area, x_label, y_label, y_ticks, y_at, label=lambda v: f"{v:g}"):
    left, top, width, height = area
    for value in y_ticks:
        drawing.line([(left, y_at(value)), (left + width, y_at(value))], color=GRID)
        drawing.text(left - 8, y_at(value) + 4, label(value), anchor="end")
    drawing.line([(left, top), (left, top + height), (left + width, top + height)])
    drawing.text(left + width / 2, top + height + 40, x_label)
    drawing.text(left - 44, top + height / 2, y_label, turn=-90)


def _legend(drawing, names, left, top, width):
    x, y = left, top
    for i, name in enumerate(names):
        taken = 30 + 6.6 * len(name)
        if x + taken > left + width and x > left:
            x, y = left, y + 18
        drawing.box(x, y - 9, 12, 10, fill=COLORS[i % len(COLORS)], line="none")
        drawing.text(x + 18, y, name, anchor="start")
        x += taken
    return y


def panels(title: str, drawn: Sequence[Callable], *, width=760, height=380, legend=()) -> Drawing:
    """Charts side by side under one title and one legend: each of `drawn` is called with the
    drawing and its area (left, top, width, height)."""
    drawing = Drawing(width, height, title)
    drawing.text(width / 2, 24, title, size=15, weight="bold")
    top = _legend(drawing, legend, 60, 48, width - 80) + 24 if legend else 48
    each = width / len(drawn)
    for i, draw in enumerate(drawn):
        draw(drawing, (i * each + 62, top, each - 82, height - top - 54))
    return drawing


def lines(
    series: Sequence[Series],
    x_label: str,
    y_label: str,
    *,
    log_x: bool = False,
    log_y: bool = False,
    x_ticks: Sequence[float] = (),
    y_from: float | None = None,
) -> Callable:
    """A chart of lines over x; `log_x`, `log_y`: an axis by powers of two. `x_ticks`: where x is
    labelled, else where the first series has its points. `y_from`: where y begins."""

    def draw(drawing, area):
        left, top, width, height = area
        xs = [x for s in series for x in s.x] + list(x_ticks)
        ys = [y for s in series for y in s.y if y is not None]
        x_low, x_high = min(xs), max(xs)
        if log_y:
            y_ticks = [
                2.0**i
                for i in range(
                    math.floor(math.log2(min(ys) if y_from is None else y_from)),
                    math.ceil(math.log2(max(ys))) + 1,
                )
            ]
        else:
            y_ticks = ticks_of(min(ys) if y_from is None else y_from, max(ys))

        def scale(value, low, high, log):
            if log:
                value, low, high = math.log2(value), math.log2(low), math.log2(high)
            return (value - low) / ((high - low) or 1)

        def x_at(x):
            return left + width * scale(x, x_low, x_high, log_x)

        def y_at(y):
            return top + height * (1 - scale(y, y_ticks[0], y_ticks[-1], log_y))

        _axes(drawing, area, x_label, y_label, y_ticks, y_at)
        for x in x_ticks or series[0].x:
            drawing.line([(x_at(x), top + height), (x_at(x), top + height + 5)])
            drawing.text(x_at(x), top + height + 19, f"{x:g}")
        for i, s in enumerate(series):
            color = COLORS[i % len(COLORS)]
            points = [(x_at(x), y_at(y)) for x, y in zip(s.x, s.y, strict=True) if y is not None]
            if s.line:
                drawing.line(points, color=color, width=2.0, dash=s.dash)
            for j, (x, y) in enumerate(points if not s.dash else ()):
                drawing.add("circle", cx=x, cy=y, r=3.2, fill=color)
                if s.names:
                    near_end = x > left + 0.8 * width
                    shift = -8 if near_end else 8
                    anchor = "end" if near_end else "start"
                    place = y - 8 if s.above and not near_end else y + 15
                    drawing.text(x + shift, place, s.names[j], size=11, anchor=anchor)

    return draw


def bars(groups: Sequence[str], series: Sequence[Series], x_label: str, y_label: str) -> Callable:
    """Bars by group: series i has a bar in each group, with its value above it."""

    def draw(drawing, area):
        left, top, width, height = area
        y_ticks = ticks_of(0, max(y for s in series for y in s.y if y is not None))

        def y_at(y):
            return top + height * (1 - y / y_ticks[-1])

        _axes(drawing, area, x_label, y_label, y_ticks, y_at)
        group = width / len(groups)
        bar = 0.84 * group / len(series)
        for g, name in enumerate(groups):
            drawing.text(left + (g + 0.5) * group, top + height + 19, name)
            for i, s in enumerate(series):
                y = s.y[g]
                if y is None:
                    continue
                x = left + (g + 0.08) * group + i * bar
                fill = COLORS[i % len(COLORS)]
                drawing.box(x, y_at(y), bar - 1, y_at(0) - y_at(y), fill=fill, line="none")
                value = f"{y:.0f}" if y >= 10 else f"{y:.1f}"
                drawing.text(x + bar / 2, y_at(y) - 4, value, size=9)

    return draw
