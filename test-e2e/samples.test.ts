/** The sample requests of the decoder's tests, posted to the Worker as they are. */

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { beforeEach, describe, test } from "node:test";
import { ROOT } from "./harness/bundles.ts";
import { CONTENT_TYPES, statusOf } from "./harness/otlp.ts";
import { type Signal, suiteWorker, type TestWorker } from "./harness/worker.ts";

const SAMPLES = join(ROOT, "worker-java/otlp/src/test/resources/testdata");

/** Rows by table of each sample, counted in the files by other means than our decoder. */
const EXPECTED: Record<string, Record<string, number>> = {
  "otel-proto-examples/examples/events.json": { logs: 1 },
  "otel-proto-examples/examples/logs.json": { logs: 1 },
  "otel-proto-examples/examples/trace.json": { traces: 1 },
  "otel-proto-examples/examples/metrics.json": {
    metrics_gauge: 1,
    metrics_sum: 1,
    metrics_histogram: 1,
    metrics_exponential_histogram: 1,
  },
  "otlp2parquet/log.json": { logs: 1 },
  "otlp2parquet/logs.jsonl": { logs: 81 },
  "otlp2parquet/logs.pb": { logs: 81 },
  "otlp2parquet/trace.json": { traces: 2 },
  "otlp2parquet/trace.pb": { traces: 2 },
  "otlp2parquet/traces.jsonl": { traces: 19 },
  "otlp2parquet/traces.pb": { traces: 19 },
  ...Object.fromEntries(
    ["json", "jsonl", "pb"].flatMap((format) => [
      [`otlp2parquet/metrics_gauge.${format}`, { metrics_gauge: 3 }],
      [`otlp2parquet/metrics_sum.${format}`, { metrics_sum: 4 }],
      [`otlp2parquet/metrics_histogram.${format}`, { metrics_histogram: 3 }],
      [`otlp2parquet/metrics_exponential_histogram.${format}`, { metrics_exponential_histogram: 2 }],
      [`otlp2parquet/metrics_summary.${format}`, { metrics_summary: 2 }],
      [`otlp2parquet/metrics_mixed.${format}`, { metrics_gauge: 1, metrics_sum: 1, metrics_histogram: 1 }],
    ]),
  ),
};

function signalOf(sample: string): Signal {
  if (/trace/.test(sample)) return "traces";
  return /metrics/.test(sample) ? "metrics" : "logs";
}

async function post(worker: TestWorker, sample: string): Promise<Response> {
  const body = await readFile(join(SAMPLES, sample));
  return worker.post(signalOf(sample), body, { contentType: CONTENT_TYPES[extname(sample)] ?? "" });
}

async function filesIn(directory: string): Promise<string[]> {
  const entries = await readdir(join(SAMPLES, directory), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && extname(entry.name) in CONTENT_TYPES)
    .map((entry) => join(entry.parentPath, entry.name).slice(SAMPLES.length + 1));
}

describe("valid samples", () => {
  const worker = suiteWorker();
  beforeEach(() => worker.empty());

  test("the list is complete", async () => {
    const valid = [...(await filesIn("otel-proto-examples")), ...(await filesIn("otlp2parquet"))].filter(
      (sample) => !sample.includes("/invalid/"),
    );
    assert.deepEqual(valid.sort(), Object.keys(EXPECTED).sort());
  });

  for (const [sample, rows] of Object.entries(EXPECTED)) {
    test(sample, async () => {
      const response = await post(worker, sample);
      const answer = Buffer.from(await response.arrayBuffer());
      assert.equal(response.status, 200, answer.toString());
      assert.equal(answer.toString(), sample.endsWith(".pb") ? "" : "{}");
      const stored = await worker.withLake((lake) => lake.summary());
      assert.deepEqual(Object.fromEntries(stored.map((table) => [table.table, Number(table.rows)])), rows);
    });
  }

  for (const name of Object.keys(EXPECTED).filter((sample) => sample.endsWith(".pb"))) {
    const others = [".json", ".jsonl"].map((extension) => name.replace(".pb", extension));
    for (const other of others.filter((sample) => sample in EXPECTED)) {
      test(`${name} and ${other} give the same objects`, async () => {
        await (await post(worker, name)).arrayBuffer();
        const fromProtobuf = await worker.stored();
        await worker.empty();
        await (await post(worker, other)).arrayBuffer();
        assert.deepEqual(await worker.stored(), fromProtobuf);
      });
    }
  }
});

describe("invalid samples", () => {
  const worker = suiteWorker();

  const PLACES: Record<string, RegExp> = {
    "log_invalid_severity.json": /resourceLogs\[0\]\.scopeLogs\[0\]\.logRecords\[0\]\.severityNumber/,
    "malformed.json": /./,
    "metrics_invalid_temporality.json":
      /resourceMetrics\[0\]\.scopeMetrics\[0\]\.metrics\[0\]\.sum\.aggregationTemporality/,
    "trace_invalid_base64.json": /resourceSpans\[0\]\.scopeSpans\[0\]\.spans\[0\]\.traceId/,
    "trace_invalid_kind.json": /resourceSpans\[0\]\.scopeSpans\[0\]\.spans\[0\]\.kind/,
    "trace_mixed_encoding.json": /resourceSpans\[0\]\.scopeSpans\[0\]\.spans\[0\]\.traceId/,
  };

  for (const [name, place] of Object.entries(PLACES)) {
    test(`${name} is refused with its place`, async () => {
      const response = await post(worker, `otlp2parquet/invalid/${name}`);
      assert.equal(response.status, 400);
      assert.match((await statusOf(response)).message, place);
      assert.deepEqual(await worker.keys(), []);
    });
  }
});
