/**
 * Compares files with the rows they must hold, by DuckDB: the number of rows, and for each column the sum of the hashes of its values, so that
 * the order of the rows does not matter. A last sum over whole rows shows that the columns belong together.
 */

import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { type ExportRequest, signalOf, type Workload } from "../../scripts/lib/workload.ts";
import { ColumnSet, type ColumnValues, JSON_FORM } from "./columns.ts";
import { type Column, columnsOf, type TableName } from "./tables.ts";

export type Sums = Readonly<Record<string, string>>;

export class Verifier {
  readonly #directory: string;
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;

  private constructor(directory: string, instance: DuckDBInstance, connection: DuckDBConnection) {
    this.#directory = directory;
    this.#instance = instance;
    this.#connection = connection;
  }

  static async open(): Promise<Verifier> {
    const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
    const connection = await instance.connect();
    await connection.run("SET TimeZone = 'UTC'");
    return new Verifier(await mkdtemp(join(tmpdir(), "otlp2parquet-bench-")), instance, connection);
  }

  async close(): Promise<void> {
    this.#connection.closeSync();
    this.#instance.closeSync();
    await rm(this.#directory, { recursive: true });
  }

  /** What the files of these requests must add up to, by table, in the columns that are of interest. */
  async expected(
    workload: Workload,
    requests: readonly ExportRequest[],
    only: (column: Column) => boolean = () => true,
  ): Promise<Map<TableName, Sums>> {
    const columns = new ColumnSet(JSON_FORM);
    for (const request of requests) columns.append(signalOf(workload), request);
    const sums = new Map<TableName, Sums>();
    for (const [table, values] of columns.tables) sums.set(table, await this.#sumsOfRows(table, values, only));
    return sums;
  }

  /**
   * @param select the SQL that reads a column of a file
   * @param only as for what is expected
   * @throws Error if the files are not of those tables, or do not hold the rows expected
   */
  async compare(
    expected: ReadonlyMap<TableName, Sums>,
    files: readonly { readonly table: string; readonly bytes: Uint8Array }[],
    select: (column: Column) => string = canonical,
    only: (column: Column) => boolean = () => true,
  ): Promise<void> {
    const byTable = Map.groupBy(files, (file) => file.table as TableName);
    const [found, wanted] = [[...byTable.keys()].sort().join(), [...expected.keys()].sort().join()];
    if (found !== wanted) throw new Error(`files of the tables ${found}, not of ${wanted}`);
    for (const [table, sums] of expected) {
      const paths: string[] = [];
      for (const { bytes } of byTable.get(table) ?? []) {
        const path = join(this.#directory, `${table}-${paths.length}.parquet`);
        await writeFile(path, bytes);
        paths.push(`'${path}'`);
      }
      const columns = columnsOf(table).filter(only);
      const read = await this.#sums(`read_parquet([${paths.join()}])`, columns, select);
      for (const name of Object.keys(read)) {
        if (read[name] !== sums[name]) {
          throw new Error(`${table}.${name}: the file adds up to ${read[name]}, the requests to ${sums[name]}`);
        }
      }
    }
  }

  async #sumsOfRows(table: TableName, values: ColumnValues, only: (column: Column) => boolean): Promise<Sums> {
    const path = join(this.#directory, "expected.jsonl");
    const columns = columnsOf(table).filter(only);
    const out = createWriteStream(path);
    const rows = values[columns[0]?.name ?? ""]?.length ?? 0;
    for (let row = 0; row < rows; row++) {
      const line = Object.fromEntries(columns.map(({ name }) => [name, values[name]?.[row]]));
      if (!out.write(`${JSON.stringify(line)}\n`)) await once(out, "drain");
    }
    out.end();
    await once(out, "close");
    const types = columns.map((column) => `'${column.name}': '${jsonType(column)}'`).join(", ");
    const source = `read_json('${path}', format = 'newline_delimited', columns = {${types}})`;
    return this.#sums(source, columns, asExpected);
  }

  async #sums(source: string, columns: readonly Column[], select: (column: Column) => string): Promise<Sums> {
    const projection = columns.map((column) => `${select(column)} AS "${column.name}"`).join(", ");
    const names = columns.map((column) => `"${column.name}"`);
    const sums = [...names.map((name) => `sum(hash(${name})) AS ${name}`), `sum(hash(row(${names.join()}))) AS "*"`];
    const reader = await this.#connection.runAndReadAll(
      `SELECT count(*) AS "rows", ${sums.join(", ")} FROM (SELECT ${projection} FROM ${source})`,
    );
    const [row] = reader.getRowObjects();
    return Object.fromEntries(Object.entries(row ?? {}).map(([name, value]) => [name, String(value)]));
  }
}

const SQL_TYPES = {
  timestamp: "BIGINT",
  string: "VARCHAR",
  int: "BIGINT",
  long: "BIGINT",
  double: "DOUBLE",
  boolean: "BOOLEAN",
} as const;

const ENTRIES = "STRUCT(key VARCHAR, value VARCHAR)[]";

function jsonType(column: Column): string {
  switch (column.type) {
    case "attributes":
      return ENTRIES;
    case "list":
      return `${SQL_TYPES[column.element]}[]`;
    case "structs":
      return `STRUCT(${column.fields.map((field) => `"${field.name}" ${jsonType(field)}`).join(", ")})[]`;
    default:
      return SQL_TYPES[column.type];
  }
}

/** A column of the expected rows: only attributes have an order that does not matter. */
function asExpected(column: Column, value = `"${column.name}"`): string {
  switch (column.type) {
    case "attributes":
      return `list_sort(${value})`;
    case "structs":
      return transformed(column.fields, value, asExpected);
    default:
      return value;
  }
}

/** A column of a file in the types of the expected rows. */
export function canonical(column: Column, value = `"${column.name}"`): string {
  switch (column.type) {
    case "timestamp":
      return `epoch_us(${value})`;
    case "attributes":
      return `list_sort(map_entries(${value})::${ENTRIES})`;
    case "list":
      return `${value}::${SQL_TYPES[column.element]}[]`;
    case "structs":
      return transformed(column.fields, value, canonical);
    default:
      return `${value}::${SQL_TYPES[column.type]}`;
  }
}

function transformed(
  fields: readonly Column[],
  value: string,
  select: (column: Column, value: string) => string,
): string {
  const members = fields.map((field) => `'${field.name}': ${select(field, `e."${field.name}"`)}`).join(", ");
  return `list_transform(${value}, lambda e: {${members}})`;
}
