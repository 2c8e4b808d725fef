/** Telemetry of telemetrygen, and the rows that a receiver must store of it. */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { test } from "node:test";
import { promisify } from "node:util";
import type { Receiver } from "./receiver.ts";

// Both set by scripts/peers.
const OTELCOL = process.env["OTELCOL"];
const TELEMETRYGEN = process.env["TELEMETRYGEN"];

/** Why tests with telemetrygen or the Collector are skipped, or false. */
export const COLLECTOR_MISSING = (OTELCOL === undefined || TELEMETRYGEN === undefined) && "go is not on the path";

const TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
const SPAN_ID = "b7ad6b7169203331";

/** Three spans each: all fit into telemetrygen's queue of 2048, which drops what it cannot send in time. */
const TRACES = 600;
const LOGS = 2500;
const METRICS = 300;

const METRIC_TYPES = {
  Gauge: "metrics_gauge",
  Sum: "metrics_sum",
  Histogram: "metrics_histogram",
  ExponentialHistogram: "metrics_exponential_histogram",
} as const;

/** Sends everything by OTLP/gRPC without TLS to `endpoint`, a host and port. */
export async function generateTelemetry(endpoint: string, service: string): Promise<void> {
  const generate = async (signal: string, ...options: string[]): Promise<void> => {
    const common = ["--otlp-insecure", "--otlp-endpoint", endpoint, "--rate", "0", "--service", service];
    const attributes = ["--otlp-attributes", 'cluster="e2e"', "--telemetry-attributes", "number=5"];
    await promisify(execFile)(TELEMETRYGEN as string, [signal, ...common, ...attributes, ...options], {
      maxBuffer: 1 << 26,
    });
  };
  const ids = ["--trace-id", TRACE_ID, "--span-id", SPAN_ID];
  await generate(
    "traces",
    "--traces",
    `${TRACES}`,
    "--child-spans",
    "2",
    "--span-links",
    "1",
    "--status-code",
    "Error",
  );
  await generate(
    "logs",
    "--logs",
    `${LOGS}`,
    "--body",
    "the größte message",
    "--severity-text",
    "Warn3",
    "--severity-number",
    "15",
    ...ids,
  );
  for (const type of Object.keys(METRIC_TYPES)) {
    await generate("metrics", "--metrics", `${METRICS}`, "--metric-type", type, "--otlp-metric-name", type, ...ids);
  }
}

/** Tests, one for each table. */
export function telemetrygenTests(receiver: Receiver, service: string): void {
  test("every span is stored", async () => {
    const [spans] = await receiver.withLake((lake) =>
      lake.objects(`
        SELECT count(*) AS n, count(DISTINCT TraceId) AS traces, count(DISTINCT SpanId) AS spans,
          count(*) FILTER (SpanName = 'lets-go' AND SpanKind = 'Client' AND ParentSpanId IS NULL) AS roots,
          count(*) FILTER (SpanName LIKE 'okey-dokey-_' AND SpanKind = 'Server' AND ParentSpanId IS NOT NULL) AS children,
          bool_and(StatusCode = 'Error' AND SpanAttributes['number'] = '5' AND ResourceAttributes['cluster'] = 'e2e'
            AND SpanAttributes['network.peer.address'] = '1.2.3.4' AND ScopeName = 'telemetrygen') AS valued,
          bool_and(Duration = CASE SpanName WHEN 'lets-go' THEN 246000 ELSE 123000 END) AS timed,
          sum(len(Links))::BIGINT AS links
        FROM traces WHERE ServiceName = '${service}'`),
    );
    const { links, ...rest } = spans ?? {};
    assert.deepEqual(rest, {
      n: BigInt(3 * TRACES),
      traces: BigInt(TRACES),
      spans: BigInt(3 * TRACES),
      roots: BigInt(TRACES),
      children: BigInt(2 * TRACES),
      valued: true,
      timed: true,
    });
    // Every span links to an earlier one, if there is one.
    assert.ok((links as bigint) >= BigInt(2 * TRACES), `${links} links`);
  });

  test("every log record is stored", async () => {
    const [logs] = await receiver.withLake((lake) =>
      lake.objects(`
        SELECT count(*) AS n,
          bool_and(Body = 'the größte message' AND TraceId = '${TRACE_ID}' AND SpanId = '${SPAN_ID}' AND SeverityText = 'Warn3'
            AND SeverityNumber = 15 AND LogAttributes['number'] = '5' AND ResourceAttributes['cluster'] = 'e2e'
            AND abs(epoch("Timestamp") - epoch(now())) < 600) AS valued
        FROM logs WHERE ServiceName = '${service}'`),
    );
    assert.deepEqual(logs, { n: BigInt(LOGS), valued: true });
  });

  for (const [type, table] of Object.entries(METRIC_TYPES)) {
    test(`every point of type ${type} is stored`, async () => {
      const values: Record<string, string> = {
        // The values count from 0.
        Gauge: `count(DISTINCT ValueInt) = ${METRICS} AND sum(ValueInt) = ${(METRICS * (METRICS - 1)) / 2}
          AND bool_and(Value = ValueInt)`,
        Sum: `count(DISTINCT ValueInt) = ${METRICS} AND sum(ValueInt) = ${(METRICS * (METRICS - 1)) / 2}
          AND bool_and(Value = ValueInt AND IsMonotonic AND AggregationTemporality = 2 AND StartTimestamp <= "Timestamp")`,
        Histogram: `bool_and(list_sum(BucketCounts) = "Count" AND len(BucketCounts) = len(ExplicitBounds) + 1
          AND "Count" > 0 AND "Sum" > 0 AND AggregationTemporality = 2)`,
        ExponentialHistogram: `bool_and(coalesce(list_sum(PositiveBucketCounts), 0) + ZeroCount = "Count"
          AND "Count" > 0 AND "Sum" > 0 AND len(NegativeBucketCounts) = 0 AND AggregationTemporality = 2)`,
      };
      const [points] = await receiver.withLake((lake) =>
        lake.objects(`
          SELECT count(*) AS n, ${values[type]} AS valued,
            bool_and(MetricName = '${type}' AND Attributes['number'] = '5' AND ResourceAttributes['cluster'] = 'e2e') AS named,
            bool_and(len(Exemplars) = 1 AND Exemplars[1].TraceId = '${TRACE_ID}' AND Exemplars[1].SpanId = '${SPAN_ID}'
              AND Exemplars[1].ValueInt = 1 AND Exemplars[1].Value = 1) AS exemplars
          FROM ${table} WHERE ServiceName = '${service}'`),
      );
      assert.deepEqual(points, { n: BigInt(METRICS), valued: true, named: true, exemplars: true });
    });
  }
}
