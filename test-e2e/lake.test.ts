/** What the Worker commits to an Iceberg catalog, as Iceberg's Java library reads it: every row, every value, and what a scan can skip. */

import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { TABLES } from "../scripts/lib/lake.ts";
import type { Filter } from "./harness/iceberg.ts";
import { COMMITTED, suiteLake, together } from "./harness/lake.ts";
import { logsRequest } from "./harness/otlp.ts";
import { sample } from "./harness/telemetry.ts";

describe("tables in a REST catalog", () => {
  const lake = suiteLake();
  const first = sample({ name: "first", rows: 30, hours: 3 });
  const second = sample({ name: "second", rows: 12, hours: 5 });

  before(async () => {
    await lake().store(first);
    await lake().store(second);
  });

  test("have every row with every value", async () => {
    await lake().expectTables(together(first, second));
  });

  test("are partitioned by the hour, sorted, and say who wrote them", async () => {
    const reader = await lake().reader();
    for (const table of TABLES) {
      const facts = await reader.facts(table);
      assert.equal(facts.formatVersion, 2);
      assert.match(facts.spec, /^\[ 1000: Timestamp_hour: hour\(\d+\) \]$/);
      const keys = table.startsWith("metrics") ? 3 : 2;
      assert.match(facts.sortOrder, new RegExp(`^\\[( identity\\(\\d+\\) ASC NULLS FIRST){${keys}} \\]$`));
      assert.equal(facts.columns["Timestamp"], "required timestamptz");
      assert.match(facts.location, new RegExp(`^s3://otlp2parquet/.*/${table}$`));
      assert.deepEqual(
        facts.snapshots.map(({ operation, sequenceNumber }) => ({ operation, sequenceNumber })),
        [
          { operation: "append", sequenceNumber: 1 },
          { operation: "append", sequenceNumber: 2 },
        ],
      );
      const summary = facts.snapshots[1]?.summary;
      assert.equal(summary?.["added-records"], "12");
      assert.equal(summary?.["total-records"], "42");
      assert.equal(summary?.["changed-partition-count"], "5");
      assert.equal(summary?.["engine-name"], "otlp2parquet");
      const { files } = await reader.audit(table);
      assert.deepEqual([...new Set(files.map((file) => file.sortOrderId))], [1]);
      assert.deepEqual(
        files.map((file) => Number(file.partition["Timestamp_hour"]) - 498682).sort(),
        [0, 0, 1, 1, 2, 2, 3, 4],
      );
      for (const file of files) assert.ok(file.path.startsWith(`${facts.location}/data/`), file.path);
    }
  });

  test("let a scan skip manifests by partition, and files by partition and by bounds", async () => {
    const reader = await lake().reader();
    const since = (hour: number): Filter => ({
      type: "gt-eq",
      term: "Timestamp",
      value: `2026-11-21T${hour}:00:00.000000+00:00`,
    });
    for (const table of TABLES) {
      const all = await reader.plan(table);
      assert.equal(all.files.length, 8);
      // Only the second sample has rows from 13:00 on: the manifest of the first is not even opened.
      const late = await reader.plan(table, since(13));
      assert.deepEqual(late.files.map((file) => file.partition["Timestamp_hour"]).sort(), ["498685", "498686"]);
      assert.equal(late.metrics["skipped-data-manifests"], 1);
      assert.equal(late.metrics["skipped-data-files"], 3);
      assert.equal((await reader.rows(table, since(13))).length, 4);
      // By a column that is no partition: bounds of the files tell.
      const [term, value] = table === "logs" ? ["EventName", "aaa"] : ["ServiceName", "zzz"];
      const nothing = await reader.plan(table, { type: "eq", term, value } as Filter);
      assert.equal(nothing.files.length, 0);
      assert.equal(nothing.metrics["skipped-data-files"], 8);
    }
    const named = await reader.plan("metrics_gauge", { type: "starts-with", term: "MetricName", value: "second" });
    assert.equal(named.files.length, 5);
    const large = await reader.plan("metrics_sum", { type: "gt", term: "ValueInt", value: 1_000_000 });
    assert.equal(large.files.length, 5);
  });

  test("take the same request again without a second copy", async () => {
    for (const [signal, body] of Object.entries(second.requests)) {
      const response = await lake().worker.post(signal as "logs", body);
      assert.equal(response.status, 200);
      assert.equal(response.headers.get(COMMITTED), "true");
    }
    await lake().expectTables(together(first, second));
  });

  test("take fifty requests at once in few commits", async () => {
    const { catalog, worker } = lake();
    const before = await catalog.counts();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        worker.post("logs", JSON.stringify(logsRequest({ service: `parallel-${index}`, records: 20 }))),
      ),
    );
    for (const answer of answers) {
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get(COMMITTED), "true");
    }
    const { commits } = await catalog.counts();
    assert.ok(commits - before.commits <= 10, `${commits - before.commits} commits`);
    const rows = await (await lake().reader()).rows("logs", {
      type: "starts-with",
      term: "ServiceName",
      value: "parallel-",
    });
    const records = rows.map((row) => `${row["ServiceName"]} ${row["Body"]}`);
    assert.equal(records.length, 1000);
    assert.equal(new Set(records).size, 1000);
    assert.deepEqual((await (await lake().reader()).audit("logs")).faults, []);
  });
});

describe("tables of format version 3 with nanoseconds and other names", () => {
  const lake = suiteLake({
    vars: {
      OTLP2PARQUET_TIMESTAMP_UNIT: "ns",
      OTLP2PARQUET_NAMESPACE: "otel",
      OTLP2PARQUET_PARQUET_COMPRESSION: "snappy",
      OTLP2PARQUET_PARQUET_ENCODINGS: "modern",
    },
  });

  test("have every row with every digit of its time", async () => {
    const nanos = sample({ name: "nanos", unit: "ns" });
    await lake().store(nanos);
    await lake().expectTables(nanos.rows);
    const facts = await (await lake().reader()).facts("traces");
    assert.equal(facts.formatVersion, 3);
    assert.equal(facts.columns["Timestamp"], "required timestamptz_ns");
  });
});
