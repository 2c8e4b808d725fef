/**
 * The OpenTelemetry Collector with its sending queue and its retries, fed by telemetrygen, while the whole process of the Worker is killed and started
 * again: every record arrives once.
 */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { setTimeout as later } from "node:timers/promises";
import { promisify } from "node:util";
import { freePort } from "../../scripts/lib/free-port.ts";
import { CatalogProcess } from "../harness/catalog.ts";
import { flush } from "../harness/flush.ts";
import { IcebergReader } from "../harness/iceberg.ts";
import { PersistentWorker } from "../harness/persistent-worker.ts";
import { Collector } from "./collector.ts";

// Set by scripts/peers.
const TELEMETRYGEN = process.env["TELEMETRYGEN"];
const MISSING = process.env["OTELCOL"] === undefined || TELEMETRYGEN === undefined;

const LOGS = 2_000;
const TRACES = 1_000;
const METRICS = 500;
/** Each generator takes about ten seconds, through which the Worker dies. */
const SECONDS = 10;
const CRASHES = 3;
const ARRIVAL_LIMIT_MS = 120_000;

test("the Collector's queue and retries bring everything through crashes of the Worker", {
  skip: MISSING && "go is not on the path",
  timeout: 300_000,
}, async (context) => {
  const catalog = await CatalogProcess.reserve();
  const worker = await PersistentWorker.create(await freePort(), catalog.uri, {
    OTLP2PARQUET_BATCH_MAX_AGE_SECS: "1",
    OTLP2PARQUET_COMMIT_INTERVAL_SECS: "3",
  });
  context.after(async () => {
    await catalog.stop();
    await worker.remove();
  });
  await worker.start();
  await catalog.start(worker.url);
  const collector = await Collector.start("collector-retry.yaml", worker.url, "proto");
  context.after(() => collector.stop());

  const generate = (signal: string, count: number): Promise<unknown> =>
    promisify(execFile)(
      TELEMETRYGEN as string,
      [
        signal,
        ...["--otlp-insecure", "--otlp-endpoint", collector.endpoint, "--service", "crashes"],
        ...[`--${signal}`, `${count}`, "--rate", `${count / SECONDS}`],
        ...(signal === "traces" ? ["--child-spans", "1"] : []),
      ],
      { maxBuffer: 1 << 26 },
    );
  const generating = Promise.all([generate("logs", LOGS), generate("traces", TRACES), generate("metrics", METRICS)]);
  generating.catch(() => undefined);
  for (let crash = 0; crash < CRASHES; crash++) {
    await later(1_500);
    await worker.crash();
    await worker.start();
  }
  await generating;

  const reader = await IcebergReader.start(worker.url, catalog.uri);
  context.after(() => reader.close());
  const expected = { logs: LOGS, traces: 2 * TRACES, metrics_gauge: METRICS };
  const found = async (): Promise<Record<string, number>> => {
    await flush(() => worker.flush());
    const tables = await reader.tables();
    const counts: Record<string, number> = {};
    for (const table of Object.keys(expected)) {
      counts[table] = tables.includes(table) ? (await reader.audit(table)).records : 0;
    }
    return counts;
  };
  const deadline = Date.now() + ARRIVAL_LIMIT_MS;
  let counts = await found();
  while (JSON.stringify(counts) !== JSON.stringify(expected) && Date.now() < deadline) {
    await later(1_000);
    counts = await found();
  }
  assert.deepEqual(counts, expected, collector.output());
  // As many as there should be, and no two the same: so none is missing either.
  const spans = new Set((await reader.rows("traces")).map((row) => String(row["SpanId"])));
  assert.equal(spans.size, 2 * TRACES);
});
