/** Columns of plain values as an Arrow table, by its own layout rather than by builders, which take several times as long. */
import {
  Bool,
  type Data,
  Field,
  Float64,
  Int32,
  Int64,
  List,
  Map_,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Table,
  TimestampMicrosecond,
  Utf8,
} from "apache-arrow";
import type { ColumnValues } from "../../lib/columns.ts";
import { type Column, columnsOf, type Entry, type TableName } from "../../lib/tables.ts";

const encoder = new TextEncoder();

export function arrowTable(name: TableName, values: ColumnValues): Table {
  const columns = columnsOf(name);
  const children = columns.map((column) => dataOf(column, values[column.name] as unknown[]));
  const fields = columns.map((column, i) => fieldOf(column, children[i] as Data));
  const schema = new Schema(fields);
  const struct = makeData({ type: new Struct(fields), length: children[0]?.length ?? 0, nullCount: 0, children });
  return new Table(schema, new RecordBatch(schema, struct));
}

function fieldOf(column: Column, data: Data): Field {
  return new Field(column.name, data.type, !column.required);
}

function dataOf(column: Column, values: readonly unknown[]): Data {
  switch (column.type) {
    case "timestamp":
      return makeData({ type: new TimestampMicrosecond("UTC"), ...nulls(values), data: longs(values) });
    case "long":
      return makeData({ type: new Int64(), ...nulls(values), data: longs(values) });
    case "int":
      return makeData({ type: new Int32(), ...nulls(values), data: Int32Array.from(values as number[]) });
    case "double":
      return makeData({ type: new Float64(), ...nulls(values), data: Float64Array.from(values as number[]) });
    case "boolean":
      return makeData({ type: new Bool(), ...nulls(values), data: bits(values) });
    case "string":
      return strings(values as (string | null)[]);
    case "attributes":
      return map(values as Entry[][]);
    case "list":
      return list(values as unknown[][], (flat) =>
        dataOf({ name: "element", required: true, type: column.element }, flat),
      );
    case "structs":
      return list(values as unknown[][], (flat) => struct(column.fields, flat as Record<string, unknown>[]));
    default:
      throw new Error(`no type is called ${(column satisfies never as Column).type}`);
  }
}

function longs(values: readonly unknown[]): BigInt64Array {
  const data = new BigInt64Array(values.length);
  for (let i = 0; i < values.length; i++) data[i] = BigInt((values[i] ?? 0) as number);
  return data;
}

/** One bit for each value that is truthy. */
function bits(values: readonly unknown[]): Uint8Array {
  const data = new Uint8Array((values.length + 7) >> 3);
  for (let i = 0; i < values.length; i++) if (values[i]) data[i >> 3] = (data[i >> 3] as number) | (1 << (i & 7));
  return data;
}

interface Nulls {
  readonly length: number;
  readonly nullCount: number;
  readonly nullBitmap?: Uint8Array;
}

function nulls(values: readonly unknown[]): Nulls {
  const length = values.length;
  let nullCount = 0;
  for (const value of values) if (value === null) nullCount++;
  return nullCount === 0
    ? { length, nullCount }
    : { length, nullCount, nullBitmap: bits(values.map((value) => value !== null)) };
}

function strings(values: readonly (string | null)[]): Data<Utf8> {
  const valueOffsets = new Int32Array(values.length + 1);
  let data = new Uint8Array(Math.max(64, values.length * 32));
  let at = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? "";
    if (at + 3 * value.length > data.length) {
      const larger = new Uint8Array(2 * data.length + 3 * value.length);
      larger.set(data);
      data = larger;
    }
    at += encoder.encodeInto(value, data.subarray(at)).written;
    valueOffsets[i + 1] = at;
  }
  return makeData({ type: new Utf8(), ...nulls(values), valueOffsets, data: data.subarray(0, at) });
}

function flattened<T>(values: readonly T[][]): { valueOffsets: Int32Array; flat: T[] } {
  const valueOffsets = new Int32Array(values.length + 1);
  const flat: T[] = [];
  for (let i = 0; i < values.length; i++) {
    for (const value of values[i] as T[]) flat.push(value);
    valueOffsets[i + 1] = flat.length;
  }
  return { valueOffsets, flat };
}

function map(values: readonly Entry[][]): Data {
  const { valueOffsets, flat } = flattened(values);
  const key = strings(flat.map((entry) => entry.key));
  const value = strings(flat.map((entry) => entry.value));
  const fields = [new Field("key", key.type, false), new Field("value", value.type, true)] as const;
  const type = new Struct<{ key: Utf8; value: Utf8 }>([...fields]);
  const child = makeData({ type, length: flat.length, nullCount: 0, children: [key, value] });
  return makeData({
    type: new Map_<Utf8, Utf8>(new Field("key_value", type, false)),
    length: values.length,
    nullCount: 0,
    valueOffsets,
    child,
  });
}

function list(values: readonly unknown[][], element: (flat: readonly unknown[]) => Data): Data {
  const { valueOffsets, flat } = flattened(values as unknown[][]);
  const child = element(flat);
  const type = new List(new Field("element", child.type, false));
  return makeData({ type, length: values.length, nullCount: 0, valueOffsets, child });
}

function struct(columns: readonly Column[], values: readonly Record<string, unknown>[]): Data {
  const children = columns.map((column) =>
    dataOf(
      column,
      values.map((value) => value[column.name]),
    ),
  );
  const type = new Struct(columns.map((column, i) => fieldOf(column, children[i] as Data)));
  return makeData({ type, length: values.length, nullCount: 0, children });
}
