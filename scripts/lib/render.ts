/** The result of a query as text: a table for people, JSON and CSV for programs. */

import type { Plain, QueryResult } from "./lake.ts";

export const FORMATS = ["table", "json", "csv"] as const;
export type Format = (typeof FORMATS)[number];

/** @param columns characters of a line that a table must not exceed; JSON and CSV are whole always */
export function render(result: QueryResult, format: Format, columns = Number.POSITIVE_INFINITY): string {
  switch (format) {
    case "table":
      return asTable(result, columns);
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

/** A column is cut to this, and not further: then columns are left out. */
const LEAST_WIDTH = 10;
const SEPARATOR = " | ";

function asTable({ columns, rows }: QueryResult, limit: number): string {
  if (columns.length === 0) return "";
  // Control characters would break the lines of the table.
  const visible = (text: string): string => text.replaceAll(/\p{Cc}/gu, (char) => json(char).slice(1, -1));
  const cells = rows.map((row) => row.map((value) => (value === null ? "NULL" : visible(cell(value)))));
  const natural = columns.map((column, index) =>
    Math.max(width(column), ...cells.map((row) => width(row[index] ?? ""))),
  );
  const widths = fitted(natural, limit);
  const right = columns.map((_column, index) =>
    rows.every((row) => ["number", "bigint"].includes(typeof row[index]) || row[index] === null),
  );
  const line = (fields: string[], alignRight: boolean[]): string =>
    widths
      .map((columnWidth, index) => {
        const field = cut(fields[index] ?? "", columnWidth);
        const space = " ".repeat(columnWidth - width(field));
        return alignRight[index] ? space + field : field + space;
      })
      .join(SEPARATOR)
      .trimEnd();
  const header = [line(columns, right), widths.map((columnWidth) => "-".repeat(columnWidth)).join("-+-")];
  const notes = [`${rows.length} ${rows.length === 1 ? "row" : "rows"}`];
  if (widths.length < columns.length) notes.push(`${widths.length} of ${columns.length} columns`);
  if (widths.some((columnWidth, index) => columnWidth < (natural[index] ?? 0)) || notes.length > 1) {
    notes.push("cut to the width of the terminal: --wide shows all");
  }
  return `${[...header, ...cells.map((row) => line(row, right)), `(${notes.join("; ")})`].join("\n")}\n`;
}

/** The widths with which columns fit into a line: the widest give way first. Columns that do not fit at all are left out, the last first. */
function fitted(natural: readonly number[], limit: number): number[] {
  const total = (widths: readonly number[]): number =>
    widths.reduce((sum, columnWidth) => sum + columnWidth, (widths.length - 1) * SEPARATOR.length);
  const capped = (widths: readonly number[], cap: number): number[] => widths.map((each) => Math.min(each, cap));
  let shown = [...natural];
  while (shown.length > 1 && total(capped(shown, LEAST_WIDTH)) > limit) shown = shown.slice(0, -1);
  let cap = Math.max(...shown);
  while (cap > LEAST_WIDTH && total(capped(shown, cap)) > limit) cap--;
  return capped(shown, cap);
}

function cut(text: string, columnWidth: number): string {
  return width(text) <= columnWidth ? text : `${[...text].slice(0, columnWidth - 1).join("")}…`;
}

function width(text: string): number {
  return [...text].length;
}
