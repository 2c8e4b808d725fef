/** The result of a query as text: a table for people, JSON and CSV for programs. */

import type { Plain, QueryResult } from "./lake.ts";

export const FORMATS = ["table", "json", "csv"] as const;
export type Format = (typeof FORMATS)[number];

export function render(result: QueryResult, format: Format): string {
  switch (format) {
    case "table":
      return asTable(result);
    case "json":
      return asJson(result);
    case "csv":
      return asCsv(result);
  }
}

/** `JSON.rawJSON` (ES2026, in Node 22) keeps every digit of a 64-bit integer; its type is not in TypeScript's library yet. */
const { rawJSON } = JSON as unknown as { rawJSON(text: string): unknown };

function json(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => {
    if (typeof item === "bigint") return rawJSON(item.toString());
    // OTLP JSON's spelling of what JSON has no number for.
    if (typeof item === "number" && !Number.isFinite(item)) return String(item);
    return item;
  });
}

/** One array of objects, one object a line. */
function asJson({ columns, rows }: QueryResult): string {
  const lines = rows.map((row) =>
    json(Object.fromEntries(columns.map((column, index) => [column, row[index] ?? null]))),
  );
  return lines.length === 0 ? "[]\n" : `[\n${lines.join(",\n")}\n]\n`;
}

/** RFC 4180 with a header line; an absent value is an empty field, an empty string is "". */
function asCsv({ columns, rows }: QueryResult): string {
  const line = (fields: string[]): string => `${fields.join(",")}\r\n`;
  const quoted = (text: string): string =>
    text === "" || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  return (
    line(columns.map(quoted)) +
    rows.map((row) => line(row.map((value) => (value === null ? "" : quoted(cell(value)))))).join("")
  );
}

function cell(value: Plain): string {
  return value !== null && typeof value === "object" ? json(value) : String(value);
}

function asTable({ columns, rows }: QueryResult): string {
  if (columns.length === 0) return "";
  // Control characters would break the lines of the table.
  const visible = (text: string): string => text.replaceAll(/\p{Cc}/gu, (char) => json(char).slice(1, -1));
  const cells = rows.map((row) => row.map((value) => (value === null ? "NULL" : visible(cell(value)))));
  const widths = columns.map((column, index) =>
    Math.max(width(column), ...cells.map((row) => width(row[index] ?? ""))),
  );
  const right = columns.map((_column, index) =>
    rows.every((row) => ["number", "bigint"].includes(typeof row[index]) || row[index] === null),
  );
  const line = (fields: string[], alignRight: boolean[]): string =>
    fields
      .map((field, index) => {
        const space = " ".repeat((widths[index] ?? 0) - width(field));
        return alignRight[index] ? space + field : field + space;
      })
      .join(" | ")
      .trimEnd();
  const header = [line(columns, right), widths.map((columnWidth) => "-".repeat(columnWidth)).join("-+-")];
  const count = `(${rows.length} ${rows.length === 1 ? "row" : "rows"})`;
  return `${[...header, ...cells.map((row) => line(row, right)), count].join("\n")}\n`;
}

function width(text: string): number {
  return [...text].length;
}
