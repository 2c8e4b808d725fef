/** DuckDB over the Parquet objects of a bucket: each table of the schema is a view by its name. */

import {
  type DuckDBConnection,
  DuckDBInstance,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampNanosecondsValue,
  DuckDBTimestampTZValue,
  type DuckDBValue,
} from "@duckdb/node-api";
import { fileColumns, hasNamesOf, type IcebergField, quoted, selection } from "./columns-by-id.ts";

export const TABLES = [
  "logs",
  "traces",
  "metrics_gauge",
  "metrics_sum",
  "metrics_histogram",
  "metrics_exponential_histogram",
  "metrics_summary",
] as const;

export type TableName = (typeof TABLES)[number];

/** A value of a result as plain data: 64-bit integers as bigint, timestamps in ISO 8601, maps and structs as objects. */
export type Plain = null | boolean | number | bigint | string | Plain[] | { [key: string]: Plain };

export interface QueryResult {
  readonly columns: string[];
  readonly rows: Plain[][];
}

export interface TableSummary {
  readonly table: string;
  readonly rows: bigint;
  readonly objects: number;
}

const KEY = /(?:^|\/)(logs|traces|metrics\/\w+)\/(?:[^/]+\/)?year=\d+\/month=\d+\/day=\d+\/hour=\d+\/[^/]+\.parquet$/;

/** The table that an object belongs to by its key, whatever the prefix; undefined for an object that is none of ours. */
export function tableOf(key: string): TableName | undefined {
  const name = KEY.exec(key)?.[1]?.replace("/", "_");
  return TABLES.find((table) => table === name);
}

export class Lake {
  readonly #connection: DuckDBConnection;
  readonly #instance: DuckDBInstance;
  readonly #files: ReadonlyMap<string, readonly string[]>;

  private constructor(
    instance: DuckDBInstance,
    connection: DuckDBConnection,
    files: ReadonlyMap<string, readonly string[]>,
  ) {
    this.#instance = instance;
    this.#connection = connection;
    this.#files = files;
  }

  /** Opens a lake over the files of objects by their keys. A table without objects has no view. */
  static async open(files: ReadonlyMap<string, string>): Promise<Lake> {
    const objects = new Map<string, string[]>(TABLES.map((table) => [table, []]));
    for (const [key, path] of files) {
      const table = tableOf(key);
      if (table === undefined) continue;
      objects.get(table)?.push(path);
    }
    return Lake.ofTables(objects);
  }

  /**
   * Opens a lake over the files of each table. A table without files has no view.
   *
   * @param schemas columns of Iceberg tables as they are now; without one the columns are those of the files
   */
  static async ofTables(
    tables: ReadonlyMap<string, readonly string[]>,
    schemas: ReadonlyMap<string, readonly IcebergField[]> = new Map(),
  ): Promise<Lake> {
    const files = new Map([...tables].filter(([, paths]) => paths.length > 0));
    const instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    await connection.run("SET TimeZone = 'UTC'");
    for (const [table, paths] of files) {
      const fields = schemas.get(table);
      const rows = fields === undefined ? fromFiles(paths) : await byIds(connection, paths, fields);
      await connection.run(`CREATE VIEW ${quoted(table)} AS ${rows}`);
    }
    return new Lake(instance, connection, files);
  }

  get tables(): string[] {
    return [...this.#files.keys()];
  }

  async summary(): Promise<TableSummary[]> {
    const summaries: TableSummary[] = [];
    for (const table of this.tables) {
      const { rows } = await this.query(`SELECT count(*) FROM ${quoted(table)}`);
      summaries.push({ table, rows: rows[0]?.[0] as bigint, objects: this.#files.get(table)?.length ?? 0 });
    }
    return summaries;
  }

  /** Runs one or more statements and returns the result of the last one. */
  async query(sql: string): Promise<QueryResult> {
    const reader = await this.#connection.runAndReadAll(sql);
    return { columns: reader.deduplicatedColumnNames(), rows: reader.getRows().map((row) => row.map(plain)) };
  }

  /** Runs a query and returns its rows as objects by column name. */
  async objects(sql: string): Promise<Record<string, Plain>[]> {
    const { columns, rows } = await this.query(sql);
    return rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index] ?? null])));
  }

  close(): void {
    this.#connection.closeSync();
    this.#instance.closeSync();
  }
}

/** Columns by name: objects written under another column style or version of the schema differ in columns. */
function fromFiles(paths: readonly string[]): string {
  return `FROM read_parquet([${listed(paths)}], union_by_name = true, hive_partitioning = false)`;
}

function listed(paths: readonly string[]): string {
  return paths.map((path) => `'${path.replaceAll("'", "''")}'`).join(", ");
}

/** Columns by field id where a file has others than the table, or other names for them. */
async function byIds(
  connection: DuckDBConnection,
  paths: readonly string[],
  fields: readonly IcebergField[],
): Promise<string> {
  const reader = await connection.runAndReadAll(
    `SELECT file_name, name, field_id, num_children FROM parquet_schema([${listed(paths)}])`,
  );
  const elements = new Map<string, { name: string; id: number | undefined; children: number }[]>();
  for (const [file, name, id, children] of reader.getRows()) {
    const known = elements.get(String(file)) ?? [];
    elements.set(String(file), known);
    known.push({ name: String(name), id: id === null ? undefined : Number(id), children: Number(children ?? 0) });
  }
  const bySelection = new Map<string, string[]>();
  let evolved = false;
  for (const [file, [, ...belowRoot]] of elements) {
    const columns = fileColumns(belowRoot);
    evolved ||= !hasNamesOf(columns, fields) || columns.length < fields.length;
    const select = selection(columns, fields);
    const same = bySelection.get(select) ?? [];
    bySelection.set(select, same);
    same.push(file);
  }
  if (!evolved) return fromFiles(paths);
  return [...bySelection].map(([select, files]) => `SELECT ${select} ${fromFiles(files)}`).join(" UNION ALL ");
}

function plain(value: DuckDBValue): Plain {
  if (value === null || typeof value !== "object") return value as Plain;
  if (value instanceof DuckDBListValue) return value.items.map(plain);
  if (value instanceof DuckDBStructValue) {
    return Object.fromEntries(Object.entries(value.entries).map(([name, entry]) => [name, plain(entry)]));
  }
  if (value instanceof DuckDBMapValue) {
    return Object.fromEntries(value.entries.map((entry) => [String(entry.key), plain(entry.value)]));
  }
  if (value instanceof DuckDBTimestampTZValue) return iso(value.micros, 1_000_000n, 6);
  if (value instanceof DuckDBTimestampNanosecondsValue) return iso(value.nanos, 1_000_000_000n, 9);
  return value.toString();
}

/** ISO 8601 in UTC with every digit of the unit, which a JavaScript Date would drop. */
function iso(units: bigint, perSecond: bigint, digits: number): string {
  const fraction = ((units % perSecond) + perSecond) % perSecond;
  const seconds = (units - fraction) / perSecond;
  const date = new Date(Number(seconds) * 1000).toISOString().slice(0, -".000Z".length);
  return `${date}.${fraction.toString().padStart(digits, "0")}Z`;
}
