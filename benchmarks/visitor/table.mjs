// The results as a table, in the page and in Markdown.

/** { columns, rows }: a row for each size, a column for each participant, rumpy's ratio last. */
function arrange(results) {
  const id = ({ label, threads }) => (label.startsWith("limit") ? label : `${label}, ${threads} th.`);
  const columns = [...new Set(results.map(id))];
  const sizes = [...new Set(results.map(({ n }) => n))];
  const counts = [...new Set(results.filter(({ label }) => label === "rumpy").map(({ threads }) => threads))];
  const find = (n, name) => results.find((each) => each.n === n && id(each) === name)?.gflops;
  const rows = sizes.map((n) => {
    const figures = columns.map((name) => find(n, name)?.toPrecision(3) ?? "");
    const ratios = counts.map((threads) => {
      const ours = find(n, `rumpy, ${threads} th.`);
      const theirs = find(n, `tfjs, fresh B, ${threads} th.`);
      return ours && theirs ? `${(ours / theirs).toFixed(2)}x` : "";
    });
    return [String(n), ...figures, ...ratios];
  });
  const ratios = counts.map((threads) => `rumpy / tfjs fresh B, ${threads} th.`);
  return { columns: ["n", ...columns, ...ratios], rows };
}

export function show(container, results) {
  const { columns, rows } = arrange(results);
  const table = document.createElement("table");
  table.createCaption().textContent = "GFLOP/s";
  const head = table.createTHead().insertRow();
  for (const name of columns) {
    head.append(Object.assign(document.createElement("th"), { scope: "col", textContent: name }));
  }
  const body = table.createTBody();
  for (const row of rows) {
    const line = body.insertRow();
    for (const text of row) {
      line.insertCell().textContent = text;
    }
  }
  container.replaceChildren(table);
}

export function markdown({ about, results }) {
  const { columns, rows } = arrange(results);
  const line = (cells) => `| ${cells.join(" | ")} |`;
  const rule = line(columns.map(() => "--:"));
  return [about, "", line(columns), rule, ...rows.map(line), ""].join("\n");
}
