/**
 * Spark reads the tables that the Worker commits to: every row, every column alone, only the files that a filter leaves, and the
 * metadata tables. Run once for each version of Spark, named by SPARK_LINE.
 */

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { TABLES } from "../../scripts/lib/lake.ts";
import { suiteLake, together } from "../harness/lake.ts";
import type { Row } from "../harness/lines.ts";
import { under } from "../harness/snippets.ts";
import { Spark, type SparkLine, sparkSnippets } from "../harness/spark.ts";
import { canonical, sample } from "../harness/telemetry.ts";

const LINE = (process.env["SPARK_LINE"] ?? "4.0") as SparkLine;

describe(`Spark ${LINE} over the Worker's tables`, () => {
  const lake = suiteLake();
  const first = sample({ name: "first", rows: 30, hours: 3 });
  const second = sample({ name: "second", rows: 12, hours: 5 });
  const expected = together(first, second);
  let spark: Spark;

  before(async () => {
    await lake().store(first);
    await lake().store(second);
    spark = await Spark.start(LINE, lake().catalog.uri);
  });
  after(() => spark?.close());

  test("every row with every value", async () => {
    for (const table of TABLES) {
      const rows = await spark.rows(`SELECT * FROM otel.${table}`);
      assert.deepEqual(canonical(table, rows), canonical(table, expected[table] as Row[]), table);
    }
  });

  test("every primitive column alone, by the vectorized reader, as of the first snapshot", async () => {
    const reader = await lake().reader();
    for (const table of TABLES) {
      const { columns, snapshots } = await reader.facts(table);
      // Three files are enough to show all values, and a hundred and fifty queries are many.
      const then = `otel.${table} VERSION AS OF ${snapshots[0]?.id}`;
      for (const [column, type] of Object.entries(columns)) {
        if (/<|struct/.test(type)) continue;
        const { rows, scans } = await spark.sql(`SELECT ${column} FROM ${then}`);
        assert.equal(scans[0]?.vectorized, true, `${table}.${column}`);
        const values = (of: readonly Row[]): string[] => of.map((row) => text(row[column])).sort();
        assert.deepEqual(values(rows), values(first.rows[table] as Row[]), `${table}.${column}`);
      }
    }
  });

  test("nested values by name", async () => {
    assert.deepEqual(
      await spark.rows(`
        SELECT SpanName, Events[0].Attributes['large'] AS attribute, Links[1].TraceState AS state, size(Events) AS events
        FROM otel.traces WHERE SpanName = 'first span 4'`),
      [{ SpanName: "first span 4", attribute: "9007199254740993", state: "other=2", events: 2 }],
    );
    assert.deepEqual(
      await spark.rows(`
        SELECT MetricName, bucket, ResourceAttributes['process.pid'] AS pid FROM otel.metrics_histogram
        LATERAL VIEW explode(BucketCounts) AS bucket WHERE MetricName = 'second.histogram.4'`),
      [1n, 2n, 9007199254740992n].map((bucket) => ({ MetricName: "second.histogram.4", bucket, pid: null })),
    );
  });

  test("filters open only the manifests and files that can match", async () => {
    for (const table of TABLES) {
      const late = await spark.sql(
        `SELECT ServiceName FROM otel.${table} WHERE Timestamp >= TIMESTAMP '2026-11-21 13:00:00'`,
      );
      assert.equal(late.rows.length, 4);
      const { resultDataFiles, skippedDataFiles, skippedDataManifests } = late.scans[0]?.metrics ?? {};
      assert.deepEqual(
        { resultDataFiles, skippedDataFiles, skippedDataManifests },
        { resultDataFiles: 2, skippedDataFiles: 3, skippedDataManifests: 1 },
        table,
      );
      // Not a partition column: the bounds of the files tell.
      const nobody = await spark.sql(`SELECT Timestamp FROM otel.${table} WHERE ServiceName = 'zzz'`);
      assert.equal(nobody.rows.length, 0);
      assert.equal(nobody.scans[0]?.metrics["resultDataFiles"], 0, table);
      assert.equal(nobody.scans[0]?.metrics["skippedDataFiles"], 8, table);
    }
    const large = await spark.sql("SELECT MetricName FROM otel.metrics_sum WHERE ValueInt > 1000000");
    assert.equal(large.rows.length, 8);
    assert.equal(large.scans[0]?.metrics["resultDataFiles"], 5);
  });

  test("the metadata tables", async () => {
    for (const table of TABLES) {
      const files = await spark.rows(
        `SELECT partition.Timestamp_hour AS hour, record_count AS records, sort_order_id AS sorted,
           readable_metrics.ServiceName.lower_bound AS lower
         FROM otel.${table}.files ORDER BY file_path`,
      );
      assert.equal(files.length, 8);
      assert.equal(
        files.reduce((sum, file) => sum + (file["records"] as bigint), 0n),
        42n,
      );
      for (const { sorted, lower } of files) {
        assert.equal(sorted, 1);
        assert.ok(["checkout", "unknown_service", "zahlung ü"].includes(lower as string), String(lower));
      }
      // Iceberg does not read single fields of the summaries.
      const summary = (upper: string) => [
        { contains_null: false, contains_nan: false, lower_bound: "2026-11-21-10", upper_bound: upper },
      ];
      assert.deepEqual(
        await spark.rows(
          `SELECT added_data_files_count AS files, partition_summaries FROM otel.${table}.manifests ORDER BY files`,
        ),
        [
          { files: 3, partition_summaries: summary("2026-11-21-12") },
          { files: 5, partition_summaries: summary("2026-11-21-14") },
        ],
      );
      assert.deepEqual(
        await spark.rows(
          `SELECT operation, summary['total-records'] AS total FROM otel.${table}.snapshots ORDER BY committed_at`,
        ),
        [
          { operation: "append", total: "30" },
          { operation: "append", total: "42" },
        ],
      );
      const partitions = await spark.rows(
        `SELECT partition.Timestamp_hour - 498682 AS hour, record_count AS records, file_count AS files
         FROM otel.${table}.partitions ORDER BY hour`,
      );
      assert.deepEqual(partitions, [
        { hour: 0, records: 13n, files: 2 },
        { hour: 1, records: 13n, files: 2 },
        { hour: 2, records: 12n, files: 2 },
        { hour: 3, records: 2n, files: 1 },
        { hour: 4, records: 2n, files: 1 },
      ]);
    }
  });

  test("the examples of docs/querying.md", async () => {
    const document = await sparkSnippets(lake().catalog.uri);
    const queries = under(document, "Spark", "sql").map((sql) => sql.replace(/;\s*$/, ""));
    const [services, events, partitions, snapshots] = await inTurn(queries.map((sql) => () => spark.rows(sql)));
    assert.equal(queries.length, 4, "an example without a test");
    const logs = (expected["logs"] as Row[]).filter((row) => String(row["Timestamp"]) < "2026-11-21T12");
    assert.deepEqual(
      services,
      ["checkout", "unknown_service", "zahlung ü"].map((ServiceName) => {
        const own = logs.filter((row) => row["ServiceName"] === ServiceName);
        const severe = own.filter((row) => row["SeverityNumber"] === 13);
        return { ServiceName, records: BigInt(own.length), severe: BigInt(severe.length) };
      }),
    );
    const nested = (expected["traces"] as Row[])
      .filter((row) => row["ServiceName"] === "checkout")
      .flatMap((row) => row["Events"] as Row[]);
    assert.equal(events?.length, nested.length);
    assert.equal(partitions?.length, 5);
    assert.deepEqual(
      snapshots?.map(({ added }) => added),
      ["30", "12"],
    );
    if (LINE !== "4.0") return;
    // Spark 3.5's S3 client writes in a way that the local S3 endpoint does not take.
    await inTurn(under(document, "Maintenance", "sql").map((sql) => () => spark.rows(sql.replace(/;\s*$/, ""))));
    const audit = await (await lake().reader()).audit("logs");
    assert.deepEqual({ records: audit.records, faults: audit.faults }, { records: 42, faults: [] });
    assert.equal(audit.files.length, 5, "three hours had two files each");
  });
});

async function inTurn<T>(tasks: readonly (() => Promise<T>)[]): Promise<T[]> {
  const results: T[] = [];
  for (const task of tasks) results.push(await task());
  return results;
}

/** A value as a text that tells all values apart. */
function text(value: unknown): string {
  return typeof value === "number" && Object.is(value, -0) ? "-0" : `${typeof value} ${value}`;
}
