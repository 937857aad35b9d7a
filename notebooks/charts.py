"""Charts and pictures for these notebooks, drawn by JupyterLab itself: no network, nothing to install.

Charts are Vega-Lite specifications, which JupyterLab renders; pictures are PNG files made here.
"""

import struct
import zlib

from IPython.display import Image, display

VEGA_LITE = "https://vega.github.io/schema/vega-lite/v5.json"  # a name; nothing is fetched


def draw(spec, alternative):
    """Show a Vega-Lite specification, or the text where it can't be drawn."""
    mime = "application/vnd.vegalite.v5+json"
    display({mime: {"$schema": VEGA_LITE, **spec}, "text/plain": alternative}, raw=True)


def lines(
    rows, x, y, color, *, title="", log_x=False, log_y=False, rules=None, width=520, height=280
):
    """Lines with points. rows: a list of dictionaries with the fields x, y and color.
    rules: {label: height} for horizontal lines, such as a limit."""

    def axis(field, log):
        kind = "quantitative"
        scale = {"type": "log", "base": 2} if log else {"zero": field == y}
        return {"field": field, "type": kind, "scale": scale, "axis": {"title": field}}

    series = {
        "data": {"values": rows},
        "mark": {"type": "line", "point": True, "tooltip": True},
        "encoding": {
            "x": axis(x, log_x),
            "y": axis(y, log_y),
            "color": {"field": color, "type": "nominal"},
        },
    }
    marks = [
        {
            "data": {"values": [{y: height_, color: label}]},
            "mark": {"type": "rule", "strokeDash": [6, 4], "tooltip": True},
            "encoding": {
                "y": {"field": y, "type": "quantitative"},
                "color": {"field": color, "type": "nominal"},
            },
        }
        for label, height_ in (rules or {}).items()
    ]
    spec = {"title": title, "width": width, "height": height, "layer": [series, *marks]}
    draw(spec, table(rows))


def bars(rows, x, y, *, title="", width=520):
    """Horizontal bars. rows: a list of dictionaries with the fields x (a number) and y (a label)."""
    spec = {
        "title": title,
        "width": width,
        "data": {"values": rows},
        "mark": {"type": "bar", "tooltip": True},
        "encoding": {
            "x": {"field": x, "type": "quantitative"},
            "y": {"field": y, "type": "nominal", "sort": None, "axis": {"labelLimit": 320}},
        },
    }
    draw(spec, table(rows))


def table(rows):
    """The same rows as text, a column for each field."""
    fields = list(dict.fromkeys(field for row in rows for field in row))

    def cell(value):
        return f"{value:.3g}" if isinstance(value, float) else str(value)

    lines_ = [fields, *([cell(row.get(field, "")) for field in fields] for row in rows)]
    widths = [max(len(line[i]) for line in lines_) for i in range(len(fields))]
    return "\n".join(
        "  ".join(text.rjust(width) for text, width in zip(line, widths, strict=True))
        for line in lines_
    )


def png(pixels):
    """The bytes of a PNG file of an array of uint8: (rows, columns) grey, or (rows, columns, 3)."""
    rows, columns = pixels.shape[:2]
    data = pixels.tobytes()
    size = len(data) // rows
    scanlines = b"".join(b"\0" + data[row * size : (row + 1) * size] for row in range(rows))

    def chunk(kind, content):
        whole = kind + content
        return struct.pack(">I", len(content)) + whole + struct.pack(">I", zlib.crc32(whole))

    header = struct.pack(">IIBBBBB", columns, rows, 8, 0 if pixels.ndim == 2 else 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(scanlines, 9))
        + chunk(b"IEND", b"")
    )


def picture(values, *, width=None):
    """Show an array of numbers from 0 to 1 as a picture: (rows, columns) or (rows, columns, 3)."""
    pixels = (values.clip(0, 1) * 255 + 0.5).astype("uint8")
    display(Image(data=png(pixels), width=width or pixels.shape[1]))
