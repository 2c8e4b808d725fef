/** test-e2e/peers/python_sdk.py, which exports with the OpenTelemetry Python SDK, and the rows that a receiver must store of it. */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { before, test } from "node:test";
import { promisify } from "node:util";
import { ROOT } from "./bundles.ts";
import type { Receiver } from "./receiver.ts";
import { TOKEN } from "./worker.ts";

/** The interpreter, set by scripts/peers. */
const PYTHON = process.env["PYTHON_SDK"];

/** Why tests with Python are skipped, or false. */
export const PYTHON_MISSING = PYTHON === undefined && "python3 is not on the path";

export interface PythonSdkOptions {
  readonly protocol: "http" | "grpc";
  readonly compression: "none" | "gzip" | "deflate";
  /** Of the receiver. */
  readonly endpoint: string;
  readonly token?: string;
  /** PEM file of a certificate to trust. */
  readonly certificate?: string;
}

/** Runs the program. The SDK tells of failed exports on standard error, and goes on. */
export function runPythonSdk(options: PythonSdkOptions): Promise<{ stdout: string; stderr: string }> {
  const { endpoint, token = TOKEN, protocol, compression, certificate } = options;
  const program = join(ROOT, "test-e2e/peers/python_sdk.py");
  const certificates = certificate === undefined ? [] : [certificate];
  return promisify(execFile)(PYTHON as string, [program, endpoint, token, compression, protocol, ...certificates]);
}

/** Runs the program before the tests, one for each signal. Nothing else may be stored. */
export function pythonSdkTests(receiver: Receiver, options: () => PythonSdkOptions): void {
  let traceId: string;
  let rootSpanId: string;

  before(async () => {
    const { stdout, stderr } = await runPythonSdk(options());
    assert.equal(stderr, "");
    [traceId, rootSpanId] = stdout.trim().split(" ") as [string, string];
  });

  test("every span is stored", async () => {
    await receiver.withLake(async (lake) => {
      const [children] = await lake.objects(`
        SELECT count(*) AS n, count(DISTINCT SpanId) AS spans,
          bool_and(TraceId = '${traceId}' AND ParentSpanId = '${rootSpanId}' AND SpanKind = 'Internal' AND Duration = 1000) AS valued,
          bool_and(len(Events) = 1 AND Events[1].Name = 'tick' AND SpanName = 'child ' || Events[1].Attributes['index']) AS ticked,
          bool_and(len(Links) = 1 AND Links[1].SpanId = '${rootSpanId}' AND SpanName = 'child ' || Links[1].Attributes['index']) AS linked
        FROM traces WHERE SpanName != 'root'`);
      assert.deepEqual(children, { n: 300n, spans: 300n, valued: true, ticked: true, linked: true });
      assert.deepEqual(
        await lake.objects(`
          SELECT SpanId, ParentSpanId, SpanKind, "Timestamp", Duration, StatusCode, StatusMessage, SpanAttributes,
            ResourceAttributes, ResourceSchemaUrl, ServiceNamespace, ScopeName, ScopeVersion
          FROM traces WHERE SpanName = 'root'`),
        [
          {
            SpanId: rootSpanId,
            ParentSpanId: null,
            SpanKind: "Consumer",
            Timestamp: "2026-11-21T10:00:00.123456Z",
            Duration: 1_000_000_000n,
            StatusCode: "Error",
            StatusMessage: "böse",
            SpanAttributes: { ratio: "0.1", ok: "true" },
            ResourceAttributes: {
              "service.name": "python-sdk",
              "service.namespace": "e2e",
              "process.pid": "4711",
              "host.ip": '["::1","127.0.0.1"]',
            },
            ResourceSchemaUrl: "https://opentelemetry.io/schemas/1.37.0",
            ServiceNamespace: "e2e",
            ScopeName: "e2e.tracer",
            ScopeVersion: "1.2.3",
          },
        ],
      );
    });
  });

  test("every log record is stored", async () => {
    const [logs] = await receiver.withLake((lake) =>
      lake.objects(`
        SELECT count(*) AS n, count(DISTINCT LogAttributes['index']) AS records,
          bool_and(Body = format('{{"index":{0},"nested":[{0},"{0}"]}}', LogAttributes['index'])) AS bodies,
          bool_and(TraceId = '${traceId}' AND SpanId = '${rootSpanId}' AND EventName = 'e2e.event' AND SeverityNumber = 8
            AND SeverityText = 'DEBUG' AND ScopeName = 'e2e.logger' AND ObservedTimestamp = TIMESTAMPTZ '2026-11-21 10:00:00.123456Z'
            AND "Timestamp" = TIMESTAMPTZ '2026-11-21 10:00:00.123456Z' + to_microseconds(LogAttributes['index']::BIGINT)) AS valued
        FROM logs`),
    );
    assert.deepEqual(logs, { n: 1000n, records: 1000n, bodies: true, valued: true });
  });

  test("every kind of metric is stored, with exemplars", async () => {
    const sampled = `Exemplars[1].TraceId = '${traceId}' AND Exemplars[1].SpanId = '${rootSpanId}' AS sampled`;
    await receiver.withLake(async (lake) => {
      assert.deepEqual(
        await lake.objects(`SELECT MetricName, Value, ValueInt, ${sampled} FROM metrics_gauge ORDER BY MetricName`),
        [
          { MetricName: "temperature", Value: 21.5, ValueInt: null, sampled: true },
          { MetricName: "threads", Value: -42, ValueInt: -42n, sampled: true },
        ],
      );
      assert.deepEqual(
        await lake.objects(`
          SELECT MetricName, MetricUnit, Value, ValueInt, IsMonotonic, AggregationTemporality AS temporality, ${sampled}
          FROM metrics_sum ORDER BY MetricName`),
        [
          {
            MetricName: "queue.length",
            MetricUnit: null,
            Value: -2.5,
            ValueInt: null,
            IsMonotonic: false,
            temporality: 2,
            sampled: true,
          },
          {
            MetricName: "requests",
            MetricUnit: "{request}",
            Value: 9_007_199_254_740_992,
            ValueInt: 9_007_199_254_740_993n,
            IsMonotonic: true,
            temporality: 2,
            sampled: true,
          },
        ],
      );
      assert.deepEqual(
        await lake.objects(`
          SELECT MetricName, "Count", "Sum", "Min", "Max", BucketCounts, ExplicitBounds, ${sampled} FROM metrics_histogram`),
        [
          {
            MetricName: "latency.explicit",
            Count: 4n,
            Sum: 60.5,
            Min: 0.5,
            Max: 50,
            BucketCounts: [1n, 2n, 1n],
            ExplicitBounds: [1, 10],
            sampled: true,
          },
        ],
      );
      assert.deepEqual(
        await lake.objects(`
          SELECT MetricName, "Count", "Sum", "Min", "Max", Scale, ZeroCount, PositiveOffset, PositiveBucketCounts
          FROM metrics_exponential_histogram`),
        [
          {
            MetricName: "latency.exponential",
            Count: 4n,
            Sum: 60.5,
            Min: 0.5,
            Max: 50,
            // Four buckets of base 4: (1/4, 1], (1, 4], (4, 16], (16, 64].
            Scale: -1,
            ZeroCount: 0n,
            PositiveOffset: -1,
            PositiveBucketCounts: [1n, 0n, 2n, 1n],
          },
        ],
      );
    });
  });
}
