/** What a target has stored: rows, bytes, and the requests that they come from. */
import { createReadStream } from "node:fs";
import { open, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";

/** The trace id of the first record of each request: this, and the request's number in eight bytes. The senders put it in. */
const MARK = "otlpmark";
const HEX_MARK = Buffer.from(MARK).toString("hex");

export interface Stored {
  readonly rows: number;
  readonly bytes: number;
  readonly files: number;
  /** How often each request is stored, by its number. */
  readonly requests: ReadonlyMap<bigint, number>;
}

function counted(numbers: Iterable<bigint>): Map<bigint, number> {
  const times = new Map<bigint, number>();
  for (const number of numbers) times.set(number, (times.get(number) ?? 0) + 1);
  return times;
}

async function parquetFiles(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(".parquet"))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Parquet files below a directory, read by DuckDB. */
export async function storedParquet(root: string, traceId: string): Promise<Stored> {
  const paths = await parquetFiles(root);
  let bytes = 0;
  for (const path of paths) bytes += (await stat(path)).size;
  if (paths.length === 0) return { rows: 0, bytes, files: 0, requests: new Map() };
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  try {
    const source = `read_parquet([${paths.map((path) => `'${path}'`).join()}])`;
    const count = await connection.runAndReadAll(`SELECT count(*)::DOUBLE FROM ${source}`);
    const marked = await connection.runAndReadAll(
      `SELECT "${traceId}" FROM ${source} WHERE starts_with("${traceId}", '${HEX_MARK}')`,
    );
    const numbers = marked.getRows().map(([id]) => BigInt(`0x${String(id).slice(HEX_MARK.length)}`));
    return { rows: Number(count.getRows()[0]?.[0]), bytes, files: paths.length, requests: counted(numbers) };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Rows in Parquet files, by their footers alone. */
export async function parquetRows(root: string): Promise<number> {
  const paths = await parquetFiles(root);
  if (paths.length === 0) return 0;
  const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
  const connection = await instance.connect();
  try {
    const list = paths.map((path) => `'${path}'`).join();
    const reader = await connection.runAndReadAll(`SELECT sum(num_rows)::DOUBLE FROM parquet_file_metadata([${list}])`);
    return Number(reader.getRows()[0]?.[0]);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** A file of the Collector with a request in JSON on each line. A line without its end does not count. */
export async function storedLines(path: string, rowsOfRequest: number): Promise<Stored> {
  const numbers: bigint[] = [];
  let ofLine: bigint[] = [];
  let rest = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: 8 << 20 })) {
    const text = Buffer.concat([rest, chunk as Buffer]);
    // What a mark or its number may go on in stays for the next chunk.
    const end = text.length - 2 * HEX_MARK.length;
    let at = 0;
    for (;;) {
      const mark = text.indexOf(HEX_MARK, at);
      const newline = text.indexOf("\n", at);
      const next = Math.min(
        mark < 0 ? Number.POSITIVE_INFINITY : mark,
        newline < 0 ? Number.POSITIVE_INFINITY : newline,
      );
      if (next >= end && !(next === newline && newline === text.length - 1)) break;
      if (next === mark) {
        const digits = text.toString("latin1", mark + HEX_MARK.length, mark + 2 * HEX_MARK.length);
        ofLine.push(BigInt(`0x${digits}`));
        at = mark + 2 * HEX_MARK.length;
      } else {
        numbers.push(...ofLine);
        ofLine = [];
        at = newline + 1;
      }
    }
    rest = text.subarray(Math.max(at, Math.min(text.length, end)));
  }
  return { rows: numbers.length * rowsOfRequest, bytes: (await stat(path)).size, files: 1, requests: counted(numbers) };
}

/** A file of the Collector with a request in protobuf after each length of four bytes. A request that is cut off does not count. */
export async function storedMessages(path: string, rowsOfRequest: number): Promise<Stored> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const numbers: bigint[] = [];
    const head = Buffer.alloc(4);
    for (let at = 0; at + head.length <= size; ) {
      await file.read(head, 0, head.length, at);
      const length = head.readUInt32BE();
      at += head.length + length;
      if (at > size) break;
      const message = Buffer.alloc(length);
      await file.read(message, 0, length, at - length);
      const mark = message.indexOf(MARK);
      if (mark >= 0) numbers.push(message.readBigUInt64BE(mark + MARK.length));
    }
    return { rows: numbers.length * rowsOfRequest, bytes: size, files: 1, requests: counted(numbers) };
  } finally {
    await file.close();
  }
}
