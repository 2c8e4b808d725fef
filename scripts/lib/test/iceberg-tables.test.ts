import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type TestContext, test } from "node:test";
import avro from "avsc";
import { BIG_LONG } from "../avro.ts";
import type { Bucket } from "../bucket.ts";
import { Complaint } from "../complaint.ts";
import { type CatalogAddress, currentTables } from "../iceberg-tables.ts";

/** The fields that matter of the specification's schemas, as Iceberg's writers name them. */
const MANIFEST_FILE: avro.Schema = {
  type: "record",
  name: "manifest_file",
  fields: [
    { name: "manifest_path", type: "string" },
    { name: "manifest_length", type: "long" },
    { name: "content", type: "int" },
  ],
};
const MANIFEST_ENTRY: avro.Schema = {
  type: "record",
  name: "manifest_entry",
  fields: [
    { name: "status", type: "int" },
    { name: "snapshot_id", type: ["null", "long"], default: null },
    {
      name: "data_file",
      type: {
        type: "record",
        name: "r2",
        fields: [
          { name: "content", type: "int" },
          { name: "file_path", type: "string" },
          { name: "file_format", type: "string" },
        ],
      },
    },
  ],
};

/** Beyond 2^53: as doubles, the two are one. */
const OLD = "7072513841814643228";
const CURRENT = "7072513841814643229";

async function avroFile(schema: avro.Schema, records: readonly object[], codec = "deflate"): Promise<Uint8Array> {
  const encoder = new avro.streams.BlockEncoder(avro.Type.forSchema(schema, { registry: { long: BIG_LONG } }), {
    codec,
  });
  for (const record of records) encoder.write(record);
  encoder.end();
  const chunks: Buffer[] = [];
  for await (const chunk of encoder) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

interface FileEntry {
  readonly status?: number;
  readonly path: string;
  readonly format?: string;
}

const manifest = (entries: readonly FileEntry[], codec?: string): Promise<Uint8Array> =>
  avroFile(
    MANIFEST_ENTRY,
    entries.map(({ status = 1, path, format = "PARQUET" }) => ({
      status,
      snapshot_id: BigInt(CURRENT),
      data_file: { content: 0, file_path: path, file_format: format },
    })),
    codec,
  );

const manifestList = (manifests: readonly { path: string; content?: number }[]): Promise<Uint8Array> =>
  avroFile(
    MANIFEST_FILE,
    manifests.map(({ path, content = 0 }) => ({ manifest_path: path, manifest_length: 1n, content })),
  );

function bucketOf(objects: Record<string, Uint8Array>): Bucket {
  return {
    list: async () => [],
    get: async (key) => objects[key] ?? assert.fail(`nothing is at ${key}`),
  };
}

const METADATA = `{"current-snapshot-id": ${CURRENT}, "current-schema-id": 1, "schemas": [
  {"schema-id": 0, "type": "struct", "fields": []},
  {"schema-id": 1, "type": "struct", "fields": [{"id": 1, "name": "Body", "required": false, "type": "string"}]}], "snapshots": [
  {"snapshot-id": ${OLD}, "manifest-list": "s3://lake/old-list.avro"},
  {"snapshot-id": ${CURRENT}, "manifest-list": "s3://lake/list.avro"}]}`;

/** A catalog with a prefix whose tables have the given metadata, as JSON. */
async function catalogOf(context: TestContext, tables: Record<string, string>): Promise<CatalogAddress> {
  const answers: Record<string, string> = {
    "/base/v1/config?warehouse=w%201": `{"defaults": {"prefix": "wrong"}, "overrides": {"prefix": "p/1"}}`,
    "/base/v1/p%2F1/namespaces/otel/tables": JSON.stringify({
      identifiers: Object.keys(tables).map((name) => ({ namespace: ["otel"], name })),
    }),
  };
  for (const [name, metadata] of Object.entries(tables)) {
    answers[`/base/v1/p%2F1/namespaces/otel/tables/${name}`] = `{"metadata": ${metadata}}`;
  }
  const server = createServer((request, response) => {
    const answer = answers[request.url ?? ""];
    const status = request.headers.authorization !== "Bearer secret" ? 401 : answer === undefined ? 404 : 200;
    response.writeHead(status).end(status === 200 ? answer : "no");
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  context.after(() => server.close());
  const uri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/base`;
  return { uri, token: "secret", warehouse: "w 1", namespace: "otel", bucketName: "lake" };
}

const complains = (message: RegExp) => (error: unknown) => error instanceof Complaint && message.test(error.message);

test("the files of the current snapshot, and no others", async (context) => {
  const address = await catalogOf(context, { logs: METADATA, traces: `{"current-snapshot-id": -1, "snapshots": []}` });
  const bucket = bucketOf({
    "list.avro": await manifestList([{ path: "s3://lake/m 1.avro" }, { path: "s3://lake/m2.avro" }]),
    "m 1.avro": await manifest([
      { status: 0, path: "s3://lake/a=1/x.parquet" },
      { status: 2, path: "s3://lake/gone.parquet" },
    ]),
    "m2.avro": await manifest([{ status: 1, path: "s3://lake/y.parquet", format: "parquet" }], "null"),
  });
  const expected = new Map([
    [
      "logs",
      {
        keys: ["a=1/x.parquet", "y.parquet"],
        fields: [{ id: 1, name: "Body", required: false, type: "string" }],
      },
    ],
    ["traces", { keys: [], fields: undefined }],
  ]);
  assert.deepEqual(await currentTables(address, bucket), expected);
});

test("a namespace that is not there has no tables", async (context) => {
  const address = await catalogOf(context, {});
  assert.deepEqual(await currentTables({ ...address, namespace: "other" }, bucketOf({})), new Map());
});

test("what cannot be read rightly is refused", async (context) => {
  const address = await catalogOf(context, { logs: METADATA });
  const list = await manifestList([{ path: "s3://lake/m.avro" }]);
  const deletes = bucketOf({
    "list.avro": await manifestList([{ path: "s3://lake/m.avro" }, { path: "s3://lake/d.avro", content: 1 }]),
    "m.avro": await manifest([]),
  });
  await assert.rejects(currentTables(address, deletes), complains(/logs has row-level deletes.*docs\/querying\.md/));
  const orc = bucketOf({ "list.avro": list, "m.avro": await manifest([{ path: "s3://lake/x.orc", format: "ORC" }]) });
  await assert.rejects(currentTables(address, orc), complains(/files in ORC/));
  const elsewhere = bucketOf({ "list.avro": list, "m.avro": await manifest([{ path: "s3://sea/x.parquet" }]) });
  await assert.rejects(currentTables(address, elsewhere), complains(/in the bucket lake, found s3:\/\/sea/));
});

test("a catalog that refuses, or is not there, is named", async (context) => {
  const address = await catalogOf(context, {});
  await assert.rejects(currentTables({ ...address, token: "other" }, bucketOf({})), complains(/answered 401: no/));
  const nowhere = { ...address, uri: "http://127.0.0.1:9/base" };
  await assert.rejects(currentTables(nowhere, bucketOf({})), complains(/no catalog answers.*scripts\/dev --catalog/));
});
