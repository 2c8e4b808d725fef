/** JSON.parse or protobuf.js, then hyparquet-writer with the host's zstd. */

import zlib from "node:zlib";
import { type ColumnSource, parquetWriteBuffer, type SchemaElement } from "hyparquet-writer";
import { type Column, columnsOf } from "../../lib/tables.ts";
import { decode } from "../decode.ts";
import { benchWorker } from "../wire.ts";

const ZSTD_LEVEL = 3;
const MICROS = { type: "TIMESTAMP", isAdjustedToUTC: true, unit: "MICROS" } as const;

function elements(column: Column): SchemaElement[] {
  const { name } = column;
  const repetition_type = column.required ? "REQUIRED" : "OPTIONAL";
  switch (column.type) {
    case "timestamp":
      return [{ name, repetition_type, type: "INT64", logical_type: MICROS }];
    case "string":
      return [{ name, repetition_type, type: "BYTE_ARRAY", converted_type: "UTF8" }];
    case "int":
      return [{ name, repetition_type, type: "INT32" }];
    case "long":
      return [{ name, repetition_type, type: "INT64" }];
    case "double":
      return [{ name, repetition_type, type: "DOUBLE" }];
    case "boolean":
      return [{ name, repetition_type, type: "BOOLEAN" }];
    case "attributes":
      return [
        { name, repetition_type, converted_type: "MAP", num_children: 1 },
        { name: "key_value", repetition_type: "REPEATED", num_children: 2 },
        { name: "key", repetition_type: "REQUIRED", type: "BYTE_ARRAY", converted_type: "UTF8" },
        { name: "value", repetition_type: "OPTIONAL", type: "BYTE_ARRAY", converted_type: "UTF8" },
      ];
    case "list":
      return [...list(name), ...elements({ name: "element", required: true, type: column.element })];
    case "structs":
      return [
        ...list(name),
        { name: "element", repetition_type: "REQUIRED", num_children: column.fields.length },
        ...column.fields.flatMap(elements),
      ];
    default:
      throw new Error(`no type is called ${(column satisfies never as Column).type}`);
  }
}

function list(name: string): SchemaElement[] {
  return [
    { name, repetition_type: "REQUIRED", converted_type: "LIST", num_children: 1 },
    { name: "list", repetition_type: "REPEATED", num_children: 1 },
  ];
}

/** The writer takes 64-bit integers as bigint, timestamps as either. */
function converted(column: Column, values: unknown[]): unknown[] {
  switch (column.type) {
    case "long":
      return values.map(bigint);
    case "list":
      return column.element === "long" ? values.map((each) => (each as number[]).map(bigint)) : values;
    case "structs": {
      const longs = column.fields.filter((field) => field.type === "long" || field.type === "timestamp");
      if (longs.length > 0) {
        for (const struct of (values as Record<string, unknown>[][]).flat()) {
          for (const { name } of longs) struct[name] = bigint(struct[name]);
        }
      }
      return values;
    }
    default:
      return values;
  }
}

const bigint = (value: unknown): bigint | null => (value === null ? null : BigInt(value as number));

export default benchWorker((job, bodies) =>
  [...decode(job, bodies).tables].map(([table, values]) => {
    const columns = columnsOf(table);
    const schema: SchemaElement[] = [{ name: table, num_children: columns.length }, ...columns.flatMap(elements)];
    const columnData = columns.map(
      (column): ColumnSource => ({
        name: column.name,
        data: converted(column, values[column.name] as unknown[]),
      }),
    );
    const file = parquetWriteBuffer({
      schema,
      columnData,
      codec: "ZSTD",
      compressors: {
        ZSTD: (input) =>
          zlib.zstdCompressSync(input, { params: { [zlib.constants.ZSTD_c_compressionLevel]: ZSTD_LEVEL } }),
      },
      rowGroupSize: 32_768,
    });
    return { table, bytes: new Uint8Array(file) };
  }),
) satisfies ExportedHandler;
