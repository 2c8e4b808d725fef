/** A program that exports with the OpenTelemetry Java SDK, and the rows that a receiver must store of it. */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { before, test } from "node:test";
import { promisify } from "node:util";
import { classPath } from "./lines.ts";
import type { Receiver } from "./receiver.ts";
import { TOKEN } from "./worker.ts";

export interface JavaSdkOptions {
  readonly protocol: "http" | "grpc";
  readonly compression: "gzip" | "none";
  /** Of the receiver. */
  readonly endpoint: string;
  readonly token?: string;
  /** PEM file of a certificate to trust. */
  readonly certificate?: string;
}

/** Runs the program. The SDK tells of failed exports on standard error; not all of them make the program fail. */
export async function runJavaSdk(options: JavaSdkOptions): Promise<{ stdout: string; stderr: string }> {
  const { endpoint, token = TOKEN, protocol, compression, certificate } = options;
  const program = ["-cp", await classPath("test-e2e/java-exporter"), "dev.otlp2parquet.e2e.JavaExporter"];
  const certificates = certificate === undefined ? [] : [certificate];
  return promisify(execFile)("java", [...program, endpoint, token, protocol, compression, ...certificates]);
}

/** Runs the program before the tests, one for each signal. Nothing else may be stored. */
export function javaSdkTests(receiver: Receiver, options: () => JavaSdkOptions): void {
  let traceId: string;
  let rootSpanId: string;

  before(async () => {
    const { stdout, stderr } = await runJavaSdk(options());
    assert.equal(stderr, "");
    [traceId, rootSpanId] = stdout.trim().split(" ") as [string, string];
  });

  test("stores its log records", async () => {
    await receiver.withLake(async (lake) => {
      const [records] = await lake.objects(`
        SELECT count(*) AS n, count(DISTINCT Body) AS bodies,
          bool_and(Body = 'record ' || LogAttributes['index']) AS paired,
          -- A microsecond apart, the nanoseconds cut off.
          bool_and("Timestamp" = TIMESTAMPTZ '2026-11-21 10:00:00.123456Z' + to_microseconds(LogAttributes['index']::BIGINT)) AS timed,
          count(*) FILTER (SeverityNumber = 9 AND SeverityText = 'INFO') AS info,
          count(*) FILTER (SeverityNumber = 18 AND SeverityText = 'SEVERE') AS severe
        FROM logs WHERE EventName = 'e2e.event'`);
      assert.deepEqual(records, { n: 1200n, bodies: 1200n, paired: true, timed: true, info: 600n, severe: 600n });
      const [constant, ...more] = await lake.objects(`
        SELECT DISTINCT TraceId, SpanId, TraceFlags, ServiceName, ServiceNamespace, ServiceInstanceId, ScopeName, ScopeVersion,
          ResourceSchemaUrl, ResourceAttributes, ObservedTimestamp
        FROM logs WHERE EventName = 'e2e.event'`);
      assert.equal(more.length, 0);
      assert.deepEqual(constant, {
        TraceId: traceId,
        SpanId: rootSpanId,
        // Sampled, and a random trace id.
        TraceFlags: 3,
        ServiceName: "java-sdk",
        ServiceNamespace: "e2e",
        ServiceInstanceId: "instance-1",
        ScopeName: "e2e.logger",
        ScopeVersion: "7.8.9",
        ResourceSchemaUrl: "https://opentelemetry.io/schemas/1.37.0",
        ResourceAttributes: {
          "service.name": "java-sdk",
          "service.namespace": "e2e",
          "service.instance.id": "instance-1",
          "process.pid": "4711",
          "process.command_args": '["java","-version"]',
        },
        ObservedTimestamp: "2026-11-21T10:00:01.123456Z",
      });
      const structured = await lake.objects("SELECT Body, SeverityNumber, TraceId FROM logs WHERE EventName IS NULL");
      assert.deepEqual(structured, [
        { Body: '{"text":"täxt","list":[1,2.5,true],"bytes":"AAH/"}', SeverityNumber: 0, TraceId: null },
      ]);
    });
  });

  test("stores its spans", async () => {
    await receiver.withLake(async (lake) => {
      const spans = await lake.objects(`
        SELECT SpanName, SpanKind, TraceId, ParentSpanId, Duration, StatusCode, StatusMessage, SpanAttributes, ScopeSchemaUrl,
          [{'name': e.Name, 'attributes': list_sort(map_keys(e.Attributes))} FOR e IN Events] AS events, Links
        FROM traces ORDER BY "Timestamp"`);
      assert.deepEqual(spans, [
        {
          SpanName: "root",
          SpanKind: "Server",
          TraceId: traceId,
          ParentSpanId: null,
          Duration: 1_000_000_001n,
          StatusCode: "Error",
          StatusMessage: "boom",
          SpanAttributes: { "http.response.status_code": "500", ratio: "0.5", cached: "false" },
          ScopeSchemaUrl: "https://opentelemetry.io/schemas/1.36.0",
          events: [{ name: "retry", attributes: ["attempt"] }],
          Links: [],
        },
        {
          SpanName: "child",
          SpanKind: "Client",
          TraceId: traceId,
          ParentSpanId: rootSpanId,
          Duration: 2000n,
          StatusCode: "Ok",
          StatusMessage: null,
          SpanAttributes: {},
          ScopeSchemaUrl: "https://opentelemetry.io/schemas/1.36.0",
          events: [{ name: "exception", attributes: ["exception.message", "exception.stacktrace", "exception.type"] }],
          Links: [
            {
              TraceId: traceId,
              SpanId: rootSpanId,
              TraceState: null,
              Attributes: { why: "follows" },
              DroppedAttributesCount: 0,
              Flags: 259,
            },
          ],
        },
      ]);
    });
  });

  test("stores its metrics with their exemplars", async () => {
    await receiver.withLake(async (lake) => {
      const exemplars = `[{'value': e.Value, 'int': e.ValueInt, 'trace': e.TraceId, 'span': e.SpanId} FOR e IN Exemplars]`;
      const exemplar = (value: number, int: bigint | null) => ({ value, int, trace: traceId, span: rootSpanId });
      assert.deepEqual(
        await lake.objects(
          `SELECT MetricName, Value, ValueInt, Attributes, ${exemplars} AS exemplars FROM metrics_gauge ORDER BY MetricName`,
        ),
        [
          {
            MetricName: "observed",
            Value: Number.POSITIVE_INFINITY,
            ValueInt: null,
            Attributes: {},
            exemplars: [{ value: Number.POSITIVE_INFINITY, int: null, trace: null, span: null }],
          },
          {
            MetricName: "temperature",
            Value: 21.5,
            ValueInt: null,
            Attributes: { route: "/items" },
            exemplars: [exemplar(21.5, null)],
          },
          {
            MetricName: "threads",
            Value: -42,
            ValueInt: -42n,
            Attributes: { route: "/items" },
            exemplars: [exemplar(-42, -42n)],
          },
        ],
      );
      assert.deepEqual(
        await lake.objects(
          `SELECT MetricName, MetricDescription, MetricUnit, Value, ValueInt, IsMonotonic, AggregationTemporality AS temporality,
             ${exemplars} AS exemplars FROM metrics_sum ORDER BY MetricName`,
        ),
        [
          {
            MetricName: "queue.length",
            MetricDescription: null,
            MetricUnit: null,
            Value: -2.5,
            ValueInt: null,
            IsMonotonic: false,
            temporality: 2,
            exemplars: [exemplar(-2.5, null)],
          },
          {
            MetricName: "requests",
            MetricDescription: "Requests served",
            MetricUnit: "{request}",
            Value: 9_007_199_254_740_992,
            ValueInt: 9_007_199_254_740_993n,
            IsMonotonic: true,
            temporality: 2,
            exemplars: [exemplar(9_007_199_254_740_992, 9_007_199_254_740_993n)],
          },
        ],
      );
      assert.deepEqual(
        await lake.objects(
          `SELECT MetricName, "Count", "Sum", "Min", "Max", BucketCounts, ExplicitBounds, len(Exemplars) > 0 AS sampled
           FROM metrics_histogram`,
        ),
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
        await lake.objects(
          `SELECT MetricName, "Count", "Sum", "Min", "Max", Scale, ZeroCount, list_sum(PositiveBucketCounts)::BIGINT AS positive,
             -- The lower bound of the first bucket lies below the minimum, the upper bound of the last above the maximum.
             pow(2, PositiveOffset * pow(2, -Scale)) < 0.5
               AND pow(2, (PositiveOffset + len(PositiveBucketCounts)) * pow(2, -Scale)) >= 50 AS enclosed,
             NegativeBucketCounts
           FROM metrics_exponential_histogram`,
        ),
        [
          {
            MetricName: "latency.exponential",
            Count: 4n,
            Sum: 60.5,
            Min: 0.5,
            Max: 50,
            Scale: 4,
            ZeroCount: 0n,
            positive: 4n,
            enclosed: true,
            NegativeBucketCounts: [],
          },
        ],
      );
    });
  });
}
