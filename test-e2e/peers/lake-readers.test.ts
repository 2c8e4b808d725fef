/** PyIceberg and DuckDB attach to the catalog, with the credentials that it gives out, and read what the Worker has committed. */

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { TABLES } from "../../scripts/lib/lake.ts";
import { CATALOG_TOKEN, WAREHOUSE } from "../harness/catalog.ts";
import { suiteLake, together } from "../harness/lake.ts";
import type { Row } from "../harness/lines.ts";
import { LAKE_READERS, PythonReaders } from "../harness/python.ts";
import { renameColumns } from "../harness/renames.ts";
import { snippets, under } from "../harness/snippets.ts";
import { canonical, sample } from "../harness/telemetry.ts";

describe("PyIceberg and DuckDB over the Worker's tables", {
  skip: LAKE_READERS === undefined && "python3 is not on the path",
}, () => {
  const lake = suiteLake();
  const first = sample({ name: "first", rows: 30, hours: 3 });
  const second = sample({ name: "second", rows: 12, hours: 5 });
  const expected = together(first, second);
  let readers: PythonReaders;

  before(async () => {
    await lake().store(first);
    await lake().store(second);
    readers = await PythonReaders.start(lake().catalog.uri);
  });
  after(() => readers?.close());

  for (const table of TABLES) {
    test(`${table}: every row with every value`, async () => {
      const rows = canonical(table, expected[table] as Row[]);
      assert.deepEqual(canonical(table, await readers.duckdb(`FROM lake.otel.${table}`)), rows, "DuckDB");
      assert.deepEqual(canonical(table, await readers.scan(`otel.${table}`)), rows, "PyIceberg");
    });

    test(`${table}: a filter leaves the rows that match, and opens only the files that can have them`, async () => {
      const late = (expected[table] as Row[])
        .filter((row) => String(row["Timestamp"]) >= "2026-11-21T13:00:00")
        .map((row) => row["Timestamp"])
        .sort();
      assert.equal(late.length, 4);
      const times = (rows: readonly Row[]) => rows.map((row) => row["Timestamp"]).sort();

      const filter = "Timestamp >= '2026-11-21T13:00:00+00:00'";
      assert.deepEqual(times(await readers.scan(`otel.${table}`, { filter, fields: ["Timestamp"] })), late);
      assert.equal((await readers.plan(`otel.${table}`, filter)).length, 2);
      assert.equal((await readers.plan(`otel.${table}`, "ServiceName = 'zzz'")).length, 0);

      const query = `FROM lake.otel.${table} WHERE "Timestamp" >= TIMESTAMPTZ '2026-11-21 13:00:00+00'`;
      assert.deepEqual(times(await readers.duckdb(`SELECT "Timestamp" ${query}`)), late);
      assert.equal(await filesRead(`SELECT sum(length(ServiceName)) ${query}`), 2);
    });

    test(`${table}: PyIceberg's metadata tables`, async () => {
      const files = await readers.inspect(`otel.${table}`, "files");
      assert.equal(files.length, 8);
      assert.equal(
        files.reduce((sum, file) => sum + (file["record_count"] as bigint), 0n),
        42n,
      );
      for (const file of files) {
        const metrics = file["readable_metrics"] as Record<string, Row>;
        const { lower_bound, upper_bound, value_count } = metrics["Timestamp"] as Row;
        assert.ok(String(lower_bound) <= String(upper_bound) && String(lower_bound) > "2026-11-21T10:00:00");
        assert.equal(value_count, file["record_count"]);
      }
      const manifests = await readers.inspect(`otel.${table}`, "manifests");
      assert.deepEqual(manifests.map((manifest) => manifest["added_data_files_count"]).sort(), [3, 5]);
      assert.deepEqual(
        (await readers.inspect(`otel.${table}`, "snapshots")).map((snapshot) => snapshot["operation"]),
        ["append", "append"],
      );
    });
  }

  test("counts and sums", async () => {
    const [logs] = await readers.duckdb(
      "SELECT count(*) AS n, sum(SeverityNumber)::BIGINT AS severity, count(DISTINCT ServiceName) AS services FROM lake.otel.logs",
    );
    const severity = (expected["logs"] as Row[]).reduce((sum, row) => sum + (row["SeverityNumber"] as number), 0);
    assert.deepEqual(logs, { n: 42n, severity: BigInt(severity), services: 3n });
    const [sums] = await readers.duckdb(
      "SELECT sum(ValueInt)::VARCHAR AS exact, count(Value) AS numbers, sum(IsMonotonic::INT)::BIGINT AS monotonic FROM lake.otel.metrics_sum",
    );
    const rows = expected["metrics_sum"] as Row[];
    const exact = rows.reduce((sum, row) => sum + ((row["ValueInt"] as bigint | null) ?? 0n), 0n);
    assert.deepEqual(sums, {
      exact: String(exact),
      numbers: BigInt(rows.filter((row) => row["Value"] !== null).length),
      monotonic: BigInt(rows.filter((row) => row["IsMonotonic"]).length),
    });
  });

  test("nested values", async () => {
    assert.deepEqual(
      await readers.duckdb(`
        SELECT event.Name AS name, event.Attributes['large'] AS large FROM lake.otel.traces, unnest(Events) AS _(event)
        WHERE SpanName = 'first span 4' ORDER BY name`),
      [
        { name: "first", large: "9007199254740993" },
        { name: "second", large: null },
      ],
    );
    assert.deepEqual(
      await readers.duckdb(`
        SELECT MetricName, list_sum(BucketCounts)::BIGINT AS counted, ResourceAttributes['service.name'] AS service
        FROM lake.otel.metrics_histogram WHERE MetricName = 'second.histogram.4'`),
      [{ MetricName: "second.histogram.4", counted: 9007199254740995n, service: "zahlung ü" }],
    );
    const [span] = await readers.scan("otel.traces", {
      filter: "SpanName = 'first span 4'",
      fields: ["Links.element.TraceState", "SpanName"],
    });
    assert.deepEqual(span, { SpanName: "first span 4", Links: [{ TraceState: null }, { TraceState: "other=2" }] });
  });

  test("the examples of docs/querying.md", async () => {
    const document = await snippets("docs/querying.md", {
      MY_CATALOG_URI: lake().catalog.uri,
      MY_WAREHOUSE: WAREHOUSE,
      MY_TOKEN: CATALOG_TOKEN,
    });
    const statements = under(document, "DuckDB", "sql");
    const results = await readers.session(statements);
    const [, , severe, oneTrace, slowest, minutes, buckets, ...more] = results;
    assert.equal(more.length, 0, "an example without a test");
    const logs = (expected["logs"] as Row[]).filter(
      (row) =>
        String(row["Timestamp"]) < "2026-11-21T12" && row["ServiceName"] === "checkout" && row["SeverityNumber"] === 13,
    );
    assert.deepEqual(
      severe?.map((row) => [row["Timestamp"], row["Body"]]).sort(),
      logs.map((row) => [row["Timestamp"], row["Body"]]).sort(),
    );
    const spans = (expected["traces"] as Row[]).filter((row) => row["TraceId"] === "00000000000000000000000000abc004");
    assert.equal(spans.length, 2);
    assert.deepEqual(oneTrace?.map((row) => row["SpanName"]).sort(), spans.map((row) => row["SpanName"]).sort());
    assert.equal(slowest?.length, 5);
    for (const row of slowest ?? []) {
      assert.deepEqual([row["milliseconds"], row["events"]], [1500.000123, ["first", "second"]]);
    }
    const numbers = (expected["metrics_gauge"] as Row[]).filter(
      (row) => Number(row["Value"] ?? Number.NaN) >= -Infinity,
    );
    assert.equal(minutes?.length, numbers.length);
    assert.equal(
      buckets?.length,
      (expected["metrics_histogram"] as Row[]).reduce((sum, row) => sum + (row["BucketCounts"] as bigint[]).length, 0),
    );
    assert.deepEqual(
      buckets?.slice(0, 3).map((row) => [row["points"], row["up_to"]]),
      [
        [1n, 0.5],
        [2n, 10],
        [9007199254740992n, Number.POSITIVE_INFINITY],
      ],
    );

    const [program] = under(document, "PyIceberg", "python");
    const ours = (expected["logs"] as Row[]).filter((row) => row["ServiceName"] === "checkout");
    assert.equal(
      await readers.run(program as string),
      `5 files\n${ours.length} rows\n8 data files in all\nappend 30\nappend 12\n`,
    );
  });

  /** How many data files DuckDB opened for a query, by its own account. */
  async function filesRead(sql: string): Promise<number> {
    const [analyzed] = await readers.duckdb(`EXPLAIN ANALYZE ${sql}`);
    const plan = String(analyzed?.["explain_value"]);
    return Number(/Total Files Read: (\d+)/.exec(plan)?.[1]);
  }
});

describe("PyIceberg and DuckDB over NaN and renamed columns", {
  skip: LAKE_READERS === undefined && "python3 is not on the path",
}, () => {
  const lake = suiteLake();
  let readers: PythonReaders;

  before(async () => {
    const gauge = (name: string, values: (number | string)[]) => ({
      resourceMetrics: [
        {
          resource: { attributes: [{ key: "service.name", value: { stringValue: name } }] },
          scopeMetrics: [
            {
              metrics: [
                {
                  name,
                  gauge: {
                    dataPoints: values.map((asDouble, i) => ({
                      timeUnixNano: `${1795852800000000000n + BigInt(i)}`,
                      asDouble,
                    })),
                  },
                },
              ],
            },
          ],
        },
      ],
    });
    const post = async (name: string, values: (number | string)[]) =>
      assert.equal((await lake().worker.post("metrics", JSON.stringify(gauge(name, values)))).status, 200);
    await post("nan", [0.5, "NaN", 1]);
    await renameColumns(lake().catalog, "metrics_gauge", { Value: "amount", Timestamp: "time" });
    await post("renamed", [2.5, 1]);
    readers = await PythonReaders.start(lake().catalog.uri);
  });
  after(() => readers?.close());

  const count = async (condition: string) =>
    (await readers.duckdb(`SELECT count(*) AS n FROM lake.otel.metrics_gauge WHERE ${condition}`))[0]?.["n"];

  test("DuckDB finds NaN, which it orders above all numbers, by every comparison", async () => {
    assert.equal(await count("amount = 'NaN'::DOUBLE"), 1n);
    assert.equal(await count("amount > 1"), 2n);
    assert.equal(await count("amount > 100"), 1n);
    assert.equal(await count("amount <= 1"), 3n);
    assert.equal(await count("isnan(amount)"), 1n);
  });

  test("PyIceberg finds NaN, and skips files by other columns still", async () => {
    const filter = "amount is nan";
    assert.equal((await readers.scan("otel.metrics_gauge", { filter, fields: ["ServiceName"] })).length, 1);
    assert.equal((await readers.plan("otel.metrics_gauge", "ServiceName = 'nan'")).length, 1);
    assert.equal((await readers.plan("otel.metrics_gauge", "ServiceName = 'renamed' and amount > 3")).length, 0);
  });

  test("both read the values of a renamed column from old and new files", async () => {
    const values = { filter: "not (amount is nan)", fields: ["amount"] };
    const scanned = (await readers.scan("otel.metrics_gauge", values)).map((row) => row["amount"]).sort();
    assert.deepEqual(scanned, [0.5, 1, 1, 2.5]);
    const selected = await readers.duckdb(
      "SELECT amount FROM lake.otel.metrics_gauge WHERE NOT isnan(amount) ORDER BY 1",
    );
    assert.deepEqual(
      selected.map((row) => row["amount"]),
      [0.5, 1, 1, 2.5],
    );
  });
});

describe("PyIceberg and DuckDB over tables of format version 3", {
  skip: LAKE_READERS === undefined && "python3 is not on the path",
}, () => {
  const lake = suiteLake({ vars: { OTLP2PARQUET_TIMESTAMP_UNIT: "ns" } });

  test("PyIceberg reads nanoseconds, DuckDB does not know them", async () => {
    const nanos = sample({ name: "nanos", unit: "ns" });
    await lake().store(nanos);
    const readers = await PythonReaders.start(lake().catalog.uri);
    try {
      for (const table of TABLES) {
        const rows = canonical(table, nanos.rows[table] as Row[]);
        assert.deepEqual(canonical(table, await readers.scan(`otel.${table}`)), rows, "PyIceberg");
      }
      // docs/querying.md says so; when this fails, DuckDB has learnt it.
      await assert.rejects(readers.duckdb("FROM lake.otel.logs"), /Unrecognized primitive type: timestamptz_ns/);
    } finally {
      await readers.close();
    }
  });
});
