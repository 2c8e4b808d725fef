/**
 * Spark's vectorized reader reads every encoding of the profile that is meant for it: chunks that are large enough for their encoding to
 * be chosen by what it compresses to. Run once for each version of Spark, named by SPARK_LINE.
 */

import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { DuckDBInstance } from "@duckdb/node-api";
import { suiteLake } from "../harness/lake.ts";
import { Spark, type SparkLine } from "../harness/spark.ts";

const LINE = (process.env["SPARK_LINE"] ?? "4.0") as SparkLine;
const MODERN = LINE === "4.0";

const LOGS = 4000;
const POINTS = 10_000;
const START = 1_763_719_200_000_000n;

/** What a column of the profile `modern` holds; in `compatible` those on the top level are plain. */
const ENCODINGS: Record<string, string> = {
  Timestamp: "DELTA_BINARY_PACKED",
  TraceId: "DELTA_LENGTH_BYTE_ARRAY",
  EventName: "DELTA_BYTE_ARRAY",
  "LogAttributes.key_value.value": "DELTA_LENGTH_BYTE_ARRAY",
  Value: "BYTE_STREAM_SPLIT",
};

/** Numbers that look random and are always the same: xorshift. */
function* bits(): Generator<number, never> {
  for (let state = 0x2545f491; ; ) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    yield state >>> 0;
  }
}

const random = bits();
const hex = (words: number): string =>
  Array.from({ length: words }, () => random.next().value.toString(16).padStart(8, "0")).join("");
const nanos = (index: number): string => String((START + BigInt(index) * 1000n) * 1000n);

const logs = Array.from({ length: LOGS }, (_, index) => ({
  timeUnixNano: nanos(index),
  traceId: hex(4),
  spanId: hex(2),
  eventName: `com.example.shop.event.${String(1_000_000 + index * 7)}`,
  body: { stringValue: `The order ${hex(4)} of customer ${random.next().value} is ${index % 3 ? "accepted" : "sent"}` },
  attributes: [
    { key: "method", value: { stringValue: index % 2 ? "GET" : "POST" } },
    { key: "user", value: { stringValue: `user-${random.next().value % 100_000}` } },
    { key: "size", value: { stringValue: String(random.next().value % 100_000) } },
  ],
}));

/** As noisy as what sensors measure. */
const points = Array.from({ length: POINTS }, (_, index) => ({
  timeUnixNano: nanos(index),
  asDouble: 1 + random.next().value / 2 ** 32 + random.next().value / 2 ** 52,
}));

describe(`Spark ${LINE} over the encodings of ${MODERN ? "modern" : "compatible"}`, () => {
  const lake = suiteLake({ vars: { OTLP2PARQUET_PARQUET_ENCODINGS: MODERN ? "modern" : "compatible" } });
  let spark: Spark;

  before(async () => {
    const requests = {
      logs: { resourceLogs: [{ scopeLogs: [{ logRecords: logs }] }] },
      metrics: { resourceMetrics: [{ scopeMetrics: [{ metrics: [{ name: "g", gauge: { dataPoints: points } }] }] }] },
    };
    for (const [signal, request] of Object.entries(requests)) {
      await lake().worker.accept(signal as "logs" | "metrics", JSON.stringify(request));
    }
    spark = await Spark.start(LINE, lake().catalog.uri);
  });
  after(() => spark?.close());

  test("the files have them", async () => {
    const found: Record<string, string> = {};
    const directory = await mkdtemp(join(tmpdir(), "encodings-"));
    const duckDb = await (await DuckDBInstance.create()).connect();
    try {
      for (const [key, bytes] of await lake().worker.stored()) {
        if (!key.endsWith(".parquet")) continue;
        const path = join(directory, "file.parquet");
        await writeFile(path, bytes);
        const result = await duckDb.runAndReadAll(
          `SELECT replace(path_in_schema, ', ', '.') AS path, encodings FROM parquet_metadata('${path}')`,
        );
        for (const { path, encodings } of result.getRowObjects()) {
          // Logs and points both have a time.
          found[String(path)] ??= String(encodings);
        }
      }
    } finally {
      duckDb.closeSync();
      await rm(directory, { recursive: true });
    }
    for (const [column, encoding] of Object.entries(ENCODINGS)) {
      const expected = MODERN || column.includes(".") ? encoding : "PLAIN";
      assert.match(found[column] ?? "", new RegExp(`\\b${expected}\\b`), column);
    }
  });

  test("every value of each primitive column, by the vectorized reader", async () => {
    const read = async (sql: string): Promise<unknown[]> => {
      const { rows, scans } = await spark.sql(sql);
      assert.equal(scans[0]?.vectorized, true, sql);
      return rows.map((row) => row["v"]).sort();
    };
    for (const [column, of] of [
      ["unix_micros(Timestamp)", ({ timeUnixNano }) => BigInt(timeUnixNano) / 1000n],
      ["TraceId", ({ traceId }) => traceId],
      ["SpanId", ({ spanId }) => spanId],
      ["EventName", ({ eventName }) => eventName],
      ["Body", ({ body }) => body.stringValue],
    ] as [string, (log: (typeof logs)[number]) => unknown][]) {
      assert.deepEqual(await read(`SELECT ${column} AS v FROM otel.logs`), logs.map(of).sort(), column);
    }
    assert.deepEqual(
      await read("SELECT Value AS v FROM otel.metrics_gauge"),
      points.map(({ asDouble }) => asDouble).sort(),
    );
  });

  test("every value of a map beside its row", async () => {
    const rows = await spark.rows(
      "SELECT TraceId, LogAttributes['user'] AS user, LogAttributes['size'] AS size FROM otel.logs",
    );
    const found = new Map(rows.map(({ TraceId, user, size }) => [TraceId, [user, size]]));
    for (const { traceId, attributes } of logs) {
      assert.deepEqual(found.get(traceId), [attributes[1]?.value.stringValue, attributes[2]?.value.stringValue]);
    }
  });
});
