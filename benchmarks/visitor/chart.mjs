// GFLOP/s by size as lines of an SVG, with the limit of one core as a dashed one.

const LEFT = 60;
const BOTTOM = 400;
const TOP = 20;
// The legend is beside the lines, or below them where there is no room (style.css has the same widths).
const WIDE = { width: 720, height: 450, right: 530, legend: { x: 542, y: TOP + 10 } };
const NARROW = { width: 400, height: 640, right: 390, legend: { x: LEFT, y: BOTTOM + 66 } };
export const narrow = matchMedia("(max-width: 36rem)");
const COLORS = ["#d9572b", "#2a9d6f", "#9b59b6", "#c49a00", "#2f7ed8", "#6b7785", "#c2478f", "#7a8f2a", "#8a5a3c"];

function make(name, attributes, text) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) {
    node.setAttribute(key, value);
  }
  node.textContent = text ?? "";
  return node;
}

// A round number above the largest figure.
function ceiling(largest) {
  const unit = 10 ** Math.floor(Math.log10(largest));
  return Math.ceil(largest / unit) * unit;
}

export function draw(figure, results) {
  const { width, height, right, legend } = narrow.matches ? NARROW : WIDE;
  const sizes = [...new Set(results.map(({ n }) => n))].sort((x, y) => x - y);
  const top = ceiling(Math.max(...results.map(({ gflops }) => gflops)));
  const x = (n) => {
    const span = Math.log2(sizes.at(-1) / sizes[0]) || 1;
    return LEFT + 20 + ((right - LEFT - 40) * Math.log2(n / sizes[0])) / span;
  };
  const y = (gflops) => BOTTOM - ((BOTTOM - TOP) * gflops) / top;
  const svg = make("svg", { viewBox: `0 0 ${width} ${height}` });
  for (let part = 0; part <= 4; part += 1) {
    const value = (top * part) / 4;
    svg.append(make("line", { class: "grid", x1: LEFT, x2: right, y1: y(value), y2: y(value) }));
    svg.append(make("text", { x: LEFT - 8, y: y(value) + 4, "text-anchor": "end" }, value));
  }
  for (const n of sizes) {
    svg.append(make("text", { x: x(n), y: BOTTOM + 20, "text-anchor": "middle" }, n));
  }
  svg.append(make("text", { x: (LEFT + right) / 2, y: BOTTOM + 42, "text-anchor": "middle" }, "n"));
  svg.append(make("text", { x: 4, y: 12 }, "GFLOP/s"));

  const series = Map.groupBy(results, ({ label, threads }) => `${label}, ${threads} th.`);
  let index = 0;
  let colored = 0;
  for (const [name, points] of series) {
    const limit = name.startsWith("limit");
    const color = limit ? undefined : COLORS[colored++ % COLORS.length];
    const mark = limit ? { class: "limit" } : { stroke: color };
    const corners = points.map(({ n, gflops }) => [x(n), y(gflops)]);
    if (limit) {
      // From edge to edge, so that there is a line for a single size, too.
      corners.unshift([LEFT, corners[0][1]]);
      corners.push([right, corners.at(-1)[1]]);
    }
    svg.append(make("polyline", { points: corners.join(" "), fill: "none", "stroke-width": 2, ...mark }));
    if (!limit) {
      for (const { n, gflops } of points) {
        svg.append(make("circle", { cx: x(n), cy: y(gflops), r: 3.5, fill: color }));
      }
    }
    const row = legend.y + index * 22;
    const dash = { x1: legend.x, x2: legend.x + 24, y1: row, y2: row, "stroke-width": 2, ...mark };
    svg.append(make("line", dash));
    svg.append(make("text", { x: legend.x + 30, y: row + 4 }, limit ? "limit of one core" : name));
    index += 1;
  }
  figure.replaceChildren(svg);
}
