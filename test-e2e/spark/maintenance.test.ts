/** Spark rewrites data files and manifests and expires snapshots of tables to which the Worker goes on committing: no row is lost or doubled. */

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { setTimeout as later } from "node:timers/promises";
import { COMMITTED, suiteLake } from "../harness/lake.ts";
import { logsRequest } from "../harness/otlp.ts";
import { Spark, type SparkLine } from "../harness/spark.ts";

const LINE = (process.env["SPARK_LINE"] ?? "4.0") as SparkLine;
const RECORDS = 20;
/** Requests that are stored before the first rewrite. */
const HEAD_START = 4;
const ROUNDS = 2;
/** Between the requests of the writer. */
const PAUSE_MS = 1000;

/** A commit of Spark is retried four times by default: too few where the table moves on faster than Spark looks. */
const PATIENCE = `
  ALTER TABLE otel.logs SET TBLPROPERTIES (
    'commit.retry.num-retries' = '40', 'commit.retry.max-wait-ms' = '1000')`;

/** Iceberg expires nothing that is younger, unless it is told to. */
const EVERYTHING = "TIMESTAMP '2100-01-01 00:00:00'";

describe(`Spark ${LINE} maintains tables that are written to`, () => {
  const lake = suiteLake();
  let spark: Spark;

  before(async () => {
    spark = await Spark.start(LINE, lake().catalog.uri);
  });
  after(() => spark?.close());

  test("no row is lost or doubled", async () => {
    const { worker } = lake();
    let sent = 0;
    /** Sends until the answer is that the rows are in the table, as an exporter would that wants to know. */
    async function send(): Promise<void> {
      const body = JSON.stringify(logsRequest({ service: `service-${sent++}`, records: RECORDS }));
      for (let attempt = 1; ; attempt++) {
        const answer = await worker.post("logs", body);
        const committed = answer.headers.get(COMMITTED);
        if (answer.status === 200 && committed === "true") return;
        assert.ok(attempt < 5, `${answer.status}, ${COMMITTED}: ${committed}`);
      }
    }
    /** A manifest may be merged away by the Worker while Spark rewrites it: then Spark gives up, and has to be asked again. */
    async function rewriteManifests(): Promise<void> {
      for (let attempt = 1; ; attempt++) {
        try {
          await spark.sql("CALL lake.system.rewrite_manifests('otel.logs')");
          return;
        } catch (error) {
          if (attempt === 5 || !/Deleted manifest .* could not be found/.test(String(error))) throw error;
        }
      }
    }

    for (let i = 0; i < HEAD_START; i++) await send();
    await spark.sql(PATIENCE);

    let maintaining = true;
    const writer = (async () => {
      for (; maintaining; await later(PAUSE_MS)) await send();
    })();
    let rewritten = 0;
    let expired = 0;
    try {
      for (let round = 0; round < ROUNDS; round++) {
        const files = await spark.rows(
          `CALL lake.system.rewrite_data_files(table => 'otel.logs', options => map(
             'rewrite-all', 'true', 'partial-progress.enabled', 'true', 'partial-progress.max-commits', '1'))`,
        );
        rewritten += Number(files[0]?.["rewritten_data_files_count"]);
        await rewriteManifests();
        const gone = await spark.rows(
          `CALL lake.system.expire_snapshots(table => 'otel.logs', older_than => ${EVERYTHING}, retain_last => 2)`,
        );
        expired += Number(gone[0]?.["deleted_data_files_count"]);
      }
    } finally {
      maintaining = false;
      await writer;
    }
    assert.ok(rewritten >= HEAD_START, `${rewritten} files rewritten`);
    assert.ok(expired > 0, `${expired} files deleted`);
    assert.ok(sent > HEAD_START, "nothing was written meanwhile");

    const expected = Array.from({ length: sent }, (_, service) =>
      Array.from({ length: RECORDS }, (_, record) => `service-${service} record ${record}`),
    ).flat();
    const found = (await lake().rows("logs")).map((row) => `${row["ServiceName"]} ${row["Body"]}`);
    assert.deepEqual(found.sort(), expected.sort());
    const reader = await lake().reader();
    assert.deepEqual((await reader.audit("logs")).faults, []);
    const operations = new Set((await reader.facts("logs")).snapshots.map((snapshot) => snapshot.operation));
    assert.ok(operations.has("append"), [...operations].join());
    const [counted] = await spark.rows("SELECT count(*) AS n, count(DISTINCT ServiceName, Body) AS d FROM otel.logs");
    assert.deepEqual(counted, { n: BigInt(expected.length), d: BigInt(expected.length) });
  });
});
