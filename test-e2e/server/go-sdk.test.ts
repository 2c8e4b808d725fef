/** The OpenTelemetry Go SDK exports to the server; DuckDB finds every record with every value. */

import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { GO_MISSING, type GoSdkOptions, type GoSdkRun, runGoSdk } from "./go-sdk.ts";
import { suiteServer, type TestServer } from "./server.ts";

describe("Go SDK over http/protobuf, gzip", { skip: GO_MISSING }, () => {
  const server = suiteServer();
  goSdkTests(server, () => ({ endpoint: server.url.origin, protocol: "http", compression: "gzip" }));
});

describe("Go SDK over gRPC, on the port of HTTP", { skip: GO_MISSING }, () => {
  const server = suiteServer();
  goSdkTests(server, () => ({ endpoint: server.url.origin, protocol: "grpc", compression: "none" }));
});

describe("Go SDK over gRPC and TLS, gzip", { skip: GO_MISSING }, () => {
  const server = suiteServer({ tls: true });
  goSdkTests(server, () => ({
    endpoint: server.grpcUrl.origin,
    protocol: "grpc",
    compression: "gzip",
    certificate: server.certificate as string,
  }));
});

function goSdkTests(server: TestServer, options: () => GoSdkOptions): void {
  let root: GoSdkRun;

  before(async () => {
    root = await runGoSdk(options());
  });

  test("every span is stored", async () => {
    await server.withLake(async (lake) => {
      const [children] = await lake.objects(`
        SELECT count(*) AS n, count(DISTINCT SpanId) AS spans,
          bool_and(TraceId = '${root.traceId}' AND ParentSpanId = '${root.spanId}' AND SpanKind = 'Internal' AND Duration = 1000) AS valued,
          bool_and(len(Events) = 1 AND Events[1].Name = 'tick' AND SpanName = 'child ' || Events[1].Attributes['index']) AS ticked,
          bool_and(len(Links) = 1 AND Links[1].SpanId = '${root.spanId}' AND SpanName = 'child ' || Links[1].Attributes['index']) AS linked
        FROM traces WHERE SpanName != 'root'`);
      assert.deepEqual(children, { n: 300n, spans: 300n, valued: true, ticked: true, linked: true });
      assert.deepEqual(
        await lake.objects(`
          SELECT SpanId, ParentSpanId, SpanKind, "Timestamp", Duration, StatusCode, StatusMessage, SpanAttributes,
            ResourceAttributes, ResourceSchemaUrl, ServiceName, ServiceNamespace, ScopeName, ScopeVersion
          FROM traces WHERE SpanName = 'root'`),
        [
          {
            SpanId: root.spanId,
            ParentSpanId: null,
            SpanKind: "Consumer",
            Timestamp: "2026-11-21T10:00:00.123456Z",
            Duration: 1_000_000_000n,
            StatusCode: "Error",
            StatusMessage: "böse",
            SpanAttributes: { ratio: "0.1", ok: "true" },
            ResourceAttributes: {
              "service.name": "go-sdk",
              "service.namespace": "e2e",
              "process.pid": "4711",
              "host.ip": '["::1","127.0.0.1"]',
            },
            ResourceSchemaUrl: "https://opentelemetry.io/schemas/1.37.0",
            ServiceName: "go-sdk",
            ServiceNamespace: "e2e",
            ScopeName: "e2e.tracer",
            ScopeVersion: "1.2.3",
          },
        ],
      );
    });
  });

  test("every log record is stored", async () => {
    const [logs] = await server.withLake((lake) =>
      lake.objects(`
        SELECT count(*) AS n, count(DISTINCT LogAttributes['index']) AS records, bool_and(Body = 'record ' || LogAttributes['index']) AS bodies,
          bool_and(TraceId = '${root.traceId}' AND SpanId = '${root.spanId}' AND EventName = 'e2e.event' AND SeverityNumber = 8
            AND SeverityText = 'DEBUG' AND ScopeName = 'e2e.logger' AND ScopeVersion = '4.5.6'
            AND ObservedTimestamp = TIMESTAMPTZ '2026-11-21 10:00:00.123456Z'
            AND "Timestamp" = TIMESTAMPTZ '2026-11-21 10:00:00.123456Z' + to_microseconds(LogAttributes['index']::BIGINT)) AS valued
        FROM logs WHERE ServiceName = 'go-sdk'`),
    );
    assert.deepEqual(logs, { n: 1000n, records: 1000n, bodies: true, valued: true });
  });

  test("every kind of metric is stored, with exemplars", async () => {
    const sampled = `Exemplars[1].TraceId = '${root.traceId}' AND Exemplars[1].SpanId = '${root.spanId}' AS sampled`;
    await server.withLake(async (lake) => {
      const own = (columns: string, table: string) =>
        lake.objects(`SELECT MetricName, ${columns}, ${sampled} FROM ${table} ORDER BY MetricName`);
      assert.deepEqual(await own("Value, ValueInt, Attributes", "metrics_gauge"), [
        { MetricName: "temperature", Value: 21.5, ValueInt: null, Attributes: { route: "/items" }, sampled: true },
        {
          MetricName: "threads",
          Value: -9_007_199_254_740_992,
          ValueInt: -9_007_199_254_740_993n,
          Attributes: { route: "/items" },
          sampled: true,
        },
      ]);
      assert.deepEqual(
        await own("MetricUnit, Value, ValueInt, IsMonotonic, AggregationTemporality AS temporality", "metrics_sum"),
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
            Value: 9_007_199_254_740_991,
            ValueInt: 9_007_199_254_740_991n,
            IsMonotonic: true,
            temporality: 2,
            sampled: true,
          },
        ],
      );
      assert.deepEqual(await own('"Count", "Sum", "Min", "Max", BucketCounts, ExplicitBounds', "metrics_histogram"), [
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
      ]);
      assert.deepEqual(
        await own(
          '"Count", "Sum", "Min", "Max", Scale, ZeroCount, PositiveOffset, PositiveBucketCounts',
          "metrics_exponential_histogram",
        ),
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
            sampled: true,
          },
        ],
      );
    });
  });
}
