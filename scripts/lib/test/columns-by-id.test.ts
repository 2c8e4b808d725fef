/** Files written under earlier schemas of a table, seen as the table is now. */

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { DuckDBInstance } from "@duckdb/node-api";
import type { IcebergField } from "../columns-by-id.ts";
import { Lake } from "../lake.ts";

const FIELD_IDS = `{a: 1, s: {__duckdb_field_id: 2, x: 3, y: 4}, l: {__duckdb_field_id: 5, element: {__duckdb_field_id: 6, x: 7, y: 8}},
  m: {__duckdb_field_id: 9, key: 10, value: {__duckdb_field_id: 11, x: 12}}, gone: 13}`;

let folder: string;
let file: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "otlp2parquet-columns-"));
  file = join(folder, "old.parquet");
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  await connection.run(
    `COPY (SELECT * FROM (VALUES
       (1::INTEGER, {'x': 'p', 'y': 2}, [{'x': 'q', 'y': 3}, NULL], MAP {'k': {'x': 'v'}}, 7),
       (2, NULL, NULL, MAP {}, 8)) AS t(a, s, l, m, gone)) TO '${file}' (FORMAT parquet, FIELD_IDS ${FIELD_IDS})`,
  );
  connection.closeSync();
});
after(() => rm(folder, { recursive: true }));

const struct = (...fields: IcebergField[]) => ({ type: "struct", fields }) as const;

function table(names: {
  a: string;
  s: string;
  x: string;
  l: string;
  lx: string;
  m: string;
  mx: string;
}): IcebergField[] {
  const y = (id: number): IcebergField => ({ id, name: "y", type: "int" });
  return [
    { id: 1, name: names.a, type: "long" },
    { id: 2, name: names.s, type: struct({ id: 3, name: names.x, type: "string" }, y(4)) },
    {
      id: 5,
      name: names.l,
      type: { type: "list", "element-id": 6, element: struct({ id: 7, name: names.lx, type: "string" }, y(8)) },
    },
    {
      id: 9,
      name: names.m,
      type: {
        type: "map",
        "key-id": 10,
        key: "string",
        "value-id": 11,
        value: struct({ id: 12, name: names.mx, type: "string" }),
      },
    },
    { id: 14, name: "added", type: "timestamptz" },
  ];
}

async function rows(fields: IcebergField[]): Promise<unknown[]> {
  const lake = await Lake.ofTables(new Map([["t", [file]]]), new Map([["t", fields]]));
  try {
    return await lake.objects("FROM t ORDER BY 1");
  } finally {
    lake.close();
  }
}

test("columns that are renamed at any depth have their values, dropped ones are gone, added ones null", async () => {
  // Two have changed names with each other.
  const fields = table({ a: "m", s: "t", x: "y y", l: "a", lx: "z", m: "s", mx: "xx" });
  assert.deepEqual(await rows(fields), [
    { m: 1n, t: { "y y": "p", y: 2 }, a: [{ z: "q", y: 3 }, null], s: { k: { xx: "v" } }, added: null },
    { m: 2n, t: null, a: null, s: {}, added: null },
  ]);
});

test("a column that was dropped and added again is another one", async () => {
  const fields = table({ a: "a", s: "s", x: "x", l: "l", lx: "x", m: "m", mx: "x" });
  const [first] = await rows([...fields.slice(1), { id: 20, name: "a", type: "long" }].toReversed());
  assert.deepEqual(first, {
    a: null,
    added: null,
    m: { k: { x: "v" } },
    l: [{ x: "q", y: 3 }, null],
    s: { x: "p", y: 2 },
  });
});
