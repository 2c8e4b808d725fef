/** The OpenTelemetry JS SDK exports to a Worker in catalog mode: its records are rows of Iceberg tables when the export has ended. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { ROOT_CONTEXT, SeverityNumber, SpanKind, trace, ValueType } from "@opentelemetry/api";
import { OTLPLogExporter } from "@opentelemetry/exporter-logs-otlp-proto";
import {
  AggregationTemporalityPreference,
  OTLPMetricExporter as JsonMetricExporter,
} from "@opentelemetry/exporter-metrics-otlp-http";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { CompressionAlgorithm } from "@opentelemetry/otlp-exporter-base";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchLogRecordProcessor, LoggerProvider } from "@opentelemetry/sdk-logs";
import { MeterProvider, PeriodicExportingMetricReader } from "@opentelemetry/sdk-metrics";
import { BatchSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import type { Filter } from "./harness/iceberg.ts";
import { suiteLake } from "./harness/lake.ts";
import type { Row } from "./harness/lines.ts";
import { type Signal, TOKEN } from "./harness/worker.ts";

const RECORDS = 120;

describe("OpenTelemetry JS SDK, catalog mode", () => {
  const lake = suiteLake();

  const options = (signal: Signal) => ({
    url: new URL(`/v1/${signal}`, lake().worker.url).href,
    headers: { authorization: `Bearer ${TOKEN}` },
    compression: CompressionAlgorithm.GZIP,
  });
  const resource = resourceFromAttributes({ "service.name": "js-sdk", "service.namespace": "e2e" });
  const ours: Filter = { type: "eq", term: "ServiceName", value: "js-sdk" };
  const rows = async (table: string): Promise<Row[]> => (await lake().reader()).rows(table, ours);

  test("log records", async () => {
    const provider = new LoggerProvider({
      resource,
      processors: [
        new BatchLogRecordProcessor({ exporter: new OTLPLogExporter(options("logs")), maxExportBatchSize: 40 }),
      ],
    });
    const logger = provider.getLogger("e2e.logger", "1.2.3");
    for (let index = 0; index < RECORDS; index++) {
      logger.emit({ severityNumber: SeverityNumber.INFO, body: `record ${index}`, attributes: { index } });
    }
    await provider.forceFlush();
    const found = await rows("logs");
    assert.deepEqual(
      found.map((row) => `${row["Body"]} ${(row["LogAttributes"] as Row)["index"]}`).sort(),
      Array.from({ length: RECORDS }, (_, index) => `record ${index} ${index}`).sort(),
    );
    assert.deepEqual([...new Set(found.map((row) => row["ScopeVersion"]))], ["1.2.3"]);
    await provider.shutdown();
  });

  test("spans", async () => {
    const provider = new TracerProvider({
      resource,
      spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter(options("traces")) })],
    });
    const tracer = provider.getTracer("e2e.tracer");
    const root = tracer.startSpan("root", { kind: SpanKind.SERVER }, ROOT_CONTEXT);
    const context = trace.setSpan(ROOT_CONTEXT, root);
    for (let index = 0; index < RECORDS; index++) {
      const child = tracer.startSpan(`child ${index}`, { links: [{ context: root.spanContext() }] }, context);
      child.addEvent("tick", { index });
      child.end();
    }
    root.end();
    await provider.forceFlush();
    const found = await rows("traces");
    const { traceId, spanId } = root.spanContext();
    assert.equal(found.length, RECORDS + 1);
    for (const row of found) {
      assert.equal(row["TraceId"], traceId);
      if (row["SpanName"] === "root") continue;
      assert.equal(row["ParentSpanId"], spanId);
      const [event] = row["Events"] as { Attributes: Row }[];
      assert.equal(row["SpanName"], `child ${event?.Attributes["index"]}`);
      assert.equal((row["Links"] as Row[])[0]?.["SpanId"], spanId);
    }
    assert.equal(new Set(found.map((row) => row["SpanId"])).size, RECORDS + 1);
    await provider.shutdown();
  });

  test("metrics", async () => {
    const provider = new MeterProvider({
      resource,
      readers: [
        new PeriodicExportingMetricReader({
          exporter: new JsonMetricExporter({
            ...options("metrics"),
            temporalityPreference: AggregationTemporalityPreference.DELTA,
          }),
          exportIntervalMillis: 3_600_000,
        }),
      ],
    });
    const meter = provider.getMeter("e2e.meter");
    meter.createCounter("requests", { valueType: ValueType.INT }).add(5, { route: "/items" });
    meter.createGauge("temperature").record(21.5);
    const latency = meter.createHistogram("latency", { advice: { explicitBucketBoundaries: [1, 10] } });
    for (const value of [0.5, 5, 5, 50]) latency.record(value);
    await provider.forceFlush();
    const [sum] = await rows("metrics_sum");
    assert.deepEqual(
      [sum?.["MetricName"], sum?.["ValueInt"], sum?.["IsMonotonic"], sum?.["Attributes"]],
      ["requests", 5n, true, { route: "/items" }],
    );
    const [gauge] = await rows("metrics_gauge");
    assert.deepEqual([gauge?.["MetricName"], gauge?.["Value"]], ["temperature", 21.5]);
    const [histogram] = await rows("metrics_histogram");
    assert.deepEqual([histogram?.["Count"], histogram?.["BucketCounts"]], [4n, [1n, 2n, 1n]]);
    await provider.shutdown();
  });
});
