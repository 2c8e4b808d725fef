/** Columns that somebody renames in the catalog: read by Iceberg's Java library and by what scripts/query --catalog reads with. */

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { mirror, r2Bucket } from "../scripts/lib/bucket.ts";
import { currentTables } from "../scripts/lib/iceberg-tables.ts";
import { Lake } from "../scripts/lib/lake.ts";
import { BUCKET_NAME, CATALOG_TOKEN, NAMESPACE, WAREHOUSE } from "./harness/catalog.ts";
import { suiteLake, together } from "./harness/lake.ts";
import type { Row } from "./harness/lines.ts";
import { renameColumns } from "./harness/renames.ts";
import { sample } from "./harness/telemetry.ts";

const TRACES = {
  Timestamp: "began",
  ServiceName: "service",
  SpanName: "SpanKind",
  SpanKind: "SpanName",
  SpanAttributes: "attributes",
  "Events.Name": "what",
  "Links.TraceState": "state",
};

describe("columns that somebody renames", () => {
  const lake = suiteLake();
  const first = sample({ name: "first" });
  const second = sample({ name: "second" });
  const expected = together(first, second)["traces"] as Row[];

  before(async () => {
    await lake().store(first);
    await renameColumns(lake().catalog, "traces", TRACES);
    await lake().store(second);
  });

  /** A row as the table had it before. */
  function asBefore(row: Row): Row {
    const events = (row["Events"] as Row[]).map(({ what, ...event }) => ({ ...event, Name: what ?? null }));
    const links = (row["Links"] as Row[]).map(({ state, ...link }) => ({ ...link, TraceState: state ?? null }));
    return {
      Timestamp: row["began"] ?? null,
      ServiceName: row["service"] ?? null,
      SpanName: row["SpanKind"] ?? null,
      SpanKind: row["SpanName"] ?? null,
      SpanAttributes: row["attributes"] ?? null,
      Events: events,
      Links: links,
    };
  }

  const columns = ["Timestamp", "ServiceName", "SpanName", "SpanKind", "SpanAttributes", "Events", "Links"];
  const sorted = (rows: Row[]) =>
    rows
      .map((row) => Object.fromEntries(columns.map((column) => [column, row[column]])))
      .sort((a, b) => (`${a["SpanName"]}` < `${b["SpanName"]}` ? -1 : 1));

  test("have the values of old and new files for Iceberg's Java library", async () => {
    const rows = await (await lake().reader()).rows("traces");
    assert.deepEqual(sorted(rows.map(asBefore)), sorted(expected));
    const { faults } = await (await lake().reader()).audit("traces");
    assert.deepEqual(faults, []);
  });

  test("have them for scripts/query --catalog", async () => {
    const bucket = r2Bucket(await lake().worker.bucket());
    const address = {
      uri: lake().catalog.uri,
      token: CATALOG_TOKEN,
      warehouse: WAREHOUSE,
      namespace: NAMESPACE,
      bucketName: BUCKET_NAME,
    };
    const { keys, fields } = (await currentTables(address, bucket)).get("traces") ?? assert.fail("no traces");
    const directory = await mkdtemp(join(tmpdir(), "otlp2parquet-renamed-"));
    const files = await mirror(bucket, directory);
    const opened = await Lake.ofTables(
      new Map([["traces", keys.map((key) => files.get(key) ?? assert.fail(key))]]),
      new Map([["traces", fields ?? assert.fail("no schema")]]),
    );
    try {
      const rows = await opened.objects("FROM traces");
      assert.deepEqual(sorted(rows.map((row) => asBefore(row as Row))), sorted(expected));
    } finally {
      opened.close();
      await rm(directory, { recursive: true });
    }
  });
});
