/** A bar chart as SVG: rows per CPU second of all participants over 10,000 rows, a panel for each workload and format. */
import type { Figure } from "./results.ts";

const ROWS = 10_000;
const WIDTH = 860;
const LABEL = 170;
const BAR = 16;
const GAP = 6;
const TITLE = 30;
const MARGIN = 16;
const FILLS = ["#1f6feb", "#54a0ff", "#9aa5b1", "#b7c0c9", "#ccd3da", "#dfe4e9"];

export function chart(figures: readonly Figure[]): string {
  const shown = figures.filter((figure) => figure.kind === "encoder" && figure.rows === ROWS);
  const panels = [...Map.groupBy(shown, ({ workload, format }) => `${workload} from ${format}`)];
  const most = Math.max(...shown.map((figure) => figure.rowsPerCpuSecond));
  let y = MARGIN + TITLE;
  const parts: string[] = [];
  for (const [title, own] of panels) {
    parts.push(`<text x="${MARGIN}" y="${y + 14}" class="title">${title}</text>`);
    y += TITLE - 8;
    for (const [i, figure] of own.entries()) {
      const width = Math.max(1, ((WIDTH - LABEL - 2 * MARGIN - 80) * figure.rowsPerCpuSecond) / most);
      const x = MARGIN + LABEL;
      parts.push(
        `<text x="${x - 8}" y="${y + 12}" class="name">${figure.participant}</text>`,
        `<rect x="${x}" y="${y}" width="${width.toFixed(1)}" height="${BAR}" fill="${FILLS[i % FILLS.length]}"/>`,
        `<text x="${(x + width + 6).toFixed(1)}" y="${y + 12}">${Math.round(figure.rowsPerCpuSecond).toLocaleString("en-US")}</text>`,
      );
      y += BAR + GAP;
    }
    y += GAP;
  }
  const height = y + MARGIN;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img">
<title>Rows per CPU second, ${ROWS.toLocaleString("en-US")} rows to zstd Parquet</title>
<style>text{font:12px sans-serif;fill:#24292f}.title{font-weight:bold;font-size:13px}.name{text-anchor:end}</style>
<rect width="100%" height="100%" fill="#fff"/>
<text x="${MARGIN}" y="${MARGIN + 10}" class="title">Rows per CPU second, ${ROWS.toLocaleString("en-US")} rows of OTLP to zstd Parquet: longer is better</text>
${parts.join("\n")}
</svg>
`;
}
