/** What the OpenTelemetry JS SDK exports, and the rows that a receiver must store of it; DuckDB finds every record with every value. */

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  type HrTime,
  ROOT_CONTEXT,
  SeverityNumber,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  trace,
  ValueType,
} from "@opentelemetry/api";
import { type Resource, resourceFromAttributes } from "@opentelemetry/resources";
import { BatchLogRecordProcessor, LoggerProvider, type LogRecordExporter } from "@opentelemetry/sdk-logs";
import {
  AggregationType,
  MeterProvider,
  PeriodicExportingMetricReader,
  type PushMetricExporter,
} from "@opentelemetry/sdk-metrics";
import { BatchSpanProcessor, type SpanExporter, TracerProvider } from "@opentelemetry/sdk-trace";
import type { Receiver } from "./receiver.ts";

const SECONDS = Date.UTC(2026, 10, 21, 10) / 1000;
const at = (seconds: number, nanos = 0): HrTime => [SECONDS + seconds, nanos];

/** Exporters to one receiver. */
export interface JsExporters {
  logs(): LogRecordExporter;
  traces(): SpanExporter;
  /** With delta temporality. */
  metrics(): PushMetricExporter;
}

/** Tests, one for each signal. Their rows can be told apart from others by the names of their services. */
export function jsSdkTests(receiver: Receiver, exporters: JsExporters): void {
  const resource = (service: string): Resource =>
    resourceFromAttributes(
      {
        "service.name": service,
        "service.namespace": "e2e",
        "service.instance.id": "instance-1",
        "process.pid": 4711,
        "process.command_args": ["node", "--test"],
      },
      { schemaUrl: "https://opentelemetry.io/schemas/1.37.0" },
    );

  const RESOURCE_ATTRIBUTES = {
    "service.namespace": "e2e",
    "service.instance.id": "instance-1",
    "process.pid": "4711",
    "process.command_args": '["node","--test"]',
  };

  test("stores every log record with every value", async () => {
    const provider = new LoggerProvider({
      resource: resource("js-logs"),
      processors: [
        new BatchLogRecordProcessor({
          exporter: exporters.logs(),
          maxQueueSize: 5000,
          maxExportBatchSize: 700,
        }),
      ],
    });
    const logger = provider.getLogger("e2e.logger", "1.2.3", { schemaUrl: "https://example.com/scope" });
    const spanContext = {
      traceId: "0af7651916cd43dd8448eb211c80319c",
      spanId: "b7ad6b7169203331",
      traceFlags: TraceFlags.SAMPLED,
    };
    logger.emit({
      eventName: "session.start",
      timestamp: at(1, 123_456_789),
      observedTimestamp: at(2),
      severityNumber: SeverityNumber.WARN3,
      severityText: "warning",
      body: 'größer than "life"\n',
      attributes: {
        flag: true,
        count: 3,
        ratio: 0.25,
        tags: ["a", "b"],
        nested: { deep: [1, { x: "y" }] },
        none: null,
      },
      context: trace.setSpanContext(ROOT_CONTEXT, spanContext),
    });
    logger.emit({ timestamp: at(3), body: { k: [1, 2.5, "three", true], bytes: new Uint8Array([0, 1, 255]) } });
    logger.emit({ timestamp: at(4) });
    for (let index = 0; index < 2000; index++) {
      // A hundred records an hour: the request is split into objects by hour.
      logger.emit({ timestamp: at(3600 + 36 * index), body: `bulk ${index}`, attributes: { index } });
    }
    await provider.forceFlush();
    await provider.shutdown();

    await receiver.withLake(async (lake) => {
      const [warning] = await lake.objects(
        `FROM logs WHERE ServiceName = 'js-logs' AND "Timestamp" = TIMESTAMPTZ '2026-11-21 10:00:01.123456Z'`,
      );
      assert.deepEqual(warning, {
        Timestamp: "2026-11-21T10:00:01.123456Z",
        TraceId: spanContext.traceId,
        SpanId: spanContext.spanId,
        TraceFlags: 1,
        SeverityText: "warning",
        SeverityNumber: 15,
        ServiceName: "js-logs",
        Body: 'größer than "life"\n',
        ResourceSchemaUrl: "https://opentelemetry.io/schemas/1.37.0",
        ResourceAttributes: { "service.name": "js-logs", ...RESOURCE_ATTRIBUTES },
        ScopeSchemaUrl: "https://example.com/scope",
        ScopeName: "e2e.logger",
        ScopeVersion: "1.2.3",
        ScopeAttributes: {},
        LogAttributes: {
          flag: "true",
          count: "3",
          ratio: "0.25",
          tags: '["a","b"]',
          nested: '{"deep":[1,{"x":"y"}]}',
          none: null,
        },
        TimestampTime: "2026-11-21T10:00:01.000000Z",
        ObservedTimestamp: "2026-11-21T10:00:02.000000Z",
        EventName: "session.start",
        ServiceNamespace: "e2e",
        ServiceInstanceId: "instance-1",
        DroppedAttributesCount: 0,
        ResourceDroppedAttributesCount: 0,
        ScopeDroppedAttributesCount: 0,
      });
      const [structured, empty] = await lake.objects(
        `SELECT Body, TraceId, SeverityNumber FROM logs
         WHERE ServiceName = 'js-logs' AND hour("Timestamp") = 10 AND day("Timestamp") = 21 AND second("Timestamp") > 1
         ORDER BY "Timestamp"`,
      );
      assert.deepEqual(structured, {
        Body: '{"k":[1,2.5,"three",true],"bytes":"AAH/"}',
        TraceId: null,
        SeverityNumber: 0,
      });
      assert.deepEqual(empty, { Body: null, TraceId: null, SeverityNumber: 0 });
      const [bulk] = await lake.objects(
        `SELECT count(*) AS n, count(DISTINCT Body) AS bodies, sum(LogAttributes['index']::BIGINT) AS total,
           bool_and("Timestamp" = TIMESTAMPTZ '2026-11-21 11:00:00Z' + to_seconds(36 * LogAttributes['index']::BIGINT)) AS exact
         FROM logs WHERE ServiceName = 'js-logs' AND Body LIKE 'bulk %'`,
      );
      assert.deepEqual(bulk, { n: 2000n, bodies: 2000n, total: 1_999_000n, exact: true });
    });
  });

  test("stores spans with their events, links and status", async () => {
    const provider = new TracerProvider({
      resource: resource("js-traces"),
      spanProcessors: [new BatchSpanProcessor({ exporter: exporters.traces() })],
    });
    const tracer = provider.getTracer("e2e.tracer", "4.5.6");
    const root = tracer.startSpan("root", {
      kind: SpanKind.SERVER,
      startTime: at(0, 1000),
      attributes: { "http.response.status_code": 500, cached: false },
    });
    const inRoot = trace.setSpan(ROOT_CONTEXT, root);
    const child = tracer.startSpan(
      "child",
      {
        kind: SpanKind.PRODUCER,
        startTime: at(0, 2000),
        links: [{ context: root.spanContext(), attributes: { why: "because" } }],
      },
      inRoot,
    );
    child.addEvent("sent", { bytes: 12 }, at(0, 2500));
    child.addEvent("confirmed", at(0, 2600));
    child.setStatus({ code: SpanStatusCode.OK });
    child.end(at(0, 3000));
    root.setStatus({ code: SpanStatusCode.ERROR, message: "boom" });
    root.end(at(2, 1001));
    await provider.forceFlush();
    await provider.shutdown();

    const rootContext = root.spanContext();
    await receiver.withLake(async (lake) => {
      const spans = await lake.objects(`FROM traces WHERE ServiceName = 'js-traces' ORDER BY "Timestamp"`);
      const common = {
        TraceId: rootContext.traceId,
        TraceState: null,
        ServiceName: "js-traces",
        ResourceSchemaUrl: "https://opentelemetry.io/schemas/1.37.0",
        ResourceAttributes: { "service.name": "js-traces", ...RESOURCE_ATTRIBUTES },
        ScopeSchemaUrl: null,
        ScopeName: "e2e.tracer",
        ScopeVersion: "4.5.6",
        ScopeAttributes: {},
        ServiceNamespace: "e2e",
        ServiceInstanceId: "instance-1",
        DroppedAttributesCount: 0,
        DroppedEventsCount: 0,
        DroppedLinksCount: 0,
        ResourceDroppedAttributesCount: 0,
        ScopeDroppedAttributesCount: 0,
      };
      assert.deepEqual(spans, [
        {
          ...common,
          Timestamp: "2026-11-21T10:00:00.000001Z",
          EndTimestamp: "2026-11-21T10:00:02.000001Z",
          Duration: 2_000_000_001n,
          SpanId: rootContext.spanId,
          ParentSpanId: null,
          SpanName: "root",
          SpanKind: "Server",
          SpanAttributes: { "http.response.status_code": "500", cached: "false" },
          StatusCode: "Error",
          StatusMessage: "boom",
          Events: [],
          Links: [],
          SpanFlags: 257,
        },
        {
          ...common,
          Timestamp: "2026-11-21T10:00:00.000002Z",
          EndTimestamp: "2026-11-21T10:00:00.000003Z",
          Duration: 1000n,
          SpanId: child.spanContext().spanId,
          ParentSpanId: rootContext.spanId,
          SpanName: "child",
          SpanKind: "Producer",
          SpanAttributes: {},
          StatusCode: "Ok",
          StatusMessage: null,
          Events: [
            {
              Timestamp: "2026-11-21T10:00:00.000002Z",
              Name: "sent",
              Attributes: { bytes: "12" },
              DroppedAttributesCount: 0,
            },
            {
              Timestamp: "2026-11-21T10:00:00.000002Z",
              Name: "confirmed",
              Attributes: {},
              DroppedAttributesCount: 0,
            },
          ],
          Links: [
            {
              TraceId: rootContext.traceId,
              SpanId: rootContext.spanId,
              TraceState: null,
              Attributes: { why: "because" },
              DroppedAttributesCount: 0,
              Flags: 257,
            },
          ],
          SpanFlags: 257,
        },
      ]);
    });
  });

  test("stores every kind of metric that the SDK makes", async () => {
    const provider = new MeterProvider({
      resource: resource("js-metrics"),
      readers: [
        new PeriodicExportingMetricReader({
          exporter: exporters.metrics(),
          exportIntervalMillis: 3_600_000,
        }),
      ],
      views: [
        {
          instrumentName: "latency.explicit",
          aggregation: { type: AggregationType.EXPLICIT_BUCKET_HISTOGRAM, options: { boundaries: [1, 10] } },
        },
        {
          instrumentName: "latency.exponential",
          aggregation: { type: AggregationType.EXPONENTIAL_HISTOGRAM, options: { maxSize: 4 } },
        },
      ],
    });
    const meter = provider.getMeter("e2e.meter", "7.8.9");
    const route = { route: "/items", status: 200 };
    meter
      .createCounter("requests", { unit: "{request}", description: "Requests served", valueType: ValueType.INT })
      .add(5, route);
    meter.createCounter("bytes", { valueType: ValueType.DOUBLE }).add(2.5, route);
    meter.createUpDownCounter("queue.length", { valueType: ValueType.INT }).add(-7, route);
    meter.createGauge("temperature").record(21.5, route);
    meter.createObservableGauge("threads", { valueType: ValueType.INT }).addCallback((result) => result.observe(-42));
    meter.createObservableCounter("cpu.time").addCallback((result) => result.observe(12.25, route));
    meter.createObservableUpDownCounter("heap").addCallback((result) => result.observe(1e15, route));
    const explicit = meter.createHistogram("latency.explicit", { unit: "ms" });
    const exponential = meter.createHistogram("latency.exponential", { unit: "ms" });
    for (const value of [0.5, 5, 5, 50]) {
      explicit.record(value, route);
      exponential.record(value, route);
    }
    exponential.record(0, route);
    await provider.forceFlush();

    const attributes = { route: "/items", status: "200" };
    await receiver.withLake(async (lake) => {
      const own = async (table: string, columns: string) =>
        lake.objects(
          `SELECT MetricName, MetricUnit, Attributes, ${columns} FROM ${table}
           WHERE ServiceName = 'js-metrics' ORDER BY MetricName`,
        );
      assert.deepEqual(await own("metrics_gauge", "Value, ValueInt"), [
        { MetricName: "temperature", MetricUnit: null, Attributes: attributes, Value: 21.5, ValueInt: null },
        { MetricName: "threads", MetricUnit: null, Attributes: {}, Value: -42, ValueInt: -42n },
      ]);
      assert.deepEqual(
        await own(
          "metrics_sum",
          "MetricDescription, Value, ValueInt, AggregationTemporality AS Temporality, IsMonotonic",
        ),
        [
          ["bytes", null, null, 2.5, null, 1, true],
          ["cpu.time", null, null, 12.25, null, 1, true],
          ["heap", null, null, 1e15, null, 2, false],
          ["queue.length", null, null, -7, -7n, 2, false],
          ["requests", "{request}", "Requests served", 5, 5n, 1, true],
        ].map(([MetricName, MetricUnit, MetricDescription, Value, ValueInt, Temporality, IsMonotonic]) => ({
          MetricName,
          MetricUnit,
          Attributes: attributes,
          MetricDescription,
          Value,
          ValueInt,
          Temporality,
          IsMonotonic,
        })),
      );
      assert.deepEqual(
        await own(
          "metrics_histogram",
          '"Count", "Sum", "Min", "Max", BucketCounts, ExplicitBounds, AggregationTemporality AS Temporality, Exemplars',
        ),
        [
          {
            MetricName: "latency.explicit",
            MetricUnit: "ms",
            Attributes: attributes,
            Count: 4n,
            Sum: 60.5,
            Min: 0.5,
            Max: 50,
            BucketCounts: [1n, 2n, 1n],
            ExplicitBounds: [1, 10],
            Temporality: 1,
            Exemplars: [],
          },
        ],
      );
      const [exponentialRow, ...others] = await own(
        "metrics_exponential_histogram",
        `"Count", "Sum", "Min", "Max", ZeroCount, ZeroThreshold, list_sum(PositiveBucketCounts) AS positive,
         len(PositiveBucketCounts) <= 4 AS bounded, Scale, PositiveOffset, NegativeBucketCounts`,
      );
      assert.equal(others.length, 0);
      // Four buckets from 0.5 to 50 need base 4 (scale -1): (1/4, 1], (1, 4], (4, 16], (16, 64].
      assert.deepEqual(exponentialRow, {
        MetricName: "latency.exponential",
        MetricUnit: "ms",
        Attributes: attributes,
        Count: 5n,
        Sum: 60.5,
        Min: 0,
        Max: 50,
        ZeroCount: 1n,
        ZeroThreshold: 0,
        positive: 4n,
        bounded: true,
        Scale: -1,
        PositiveOffset: -1,
        NegativeBucketCounts: [],
      });
      const [times] = await lake.objects(
        `SELECT bool_and(StartTimestamp IS NOT NULL AND StartTimestamp <= "Timestamp") AS ordered,
           bool_and(ScopeName = 'e2e.meter' AND ScopeVersion = '7.8.9' AND ServiceNamespace = 'e2e') AS scoped
         FROM metrics_sum WHERE ServiceName = 'js-metrics'`,
      );
      assert.deepEqual(times, { ordered: true, scoped: true });
    });
    await provider.shutdown();
  });
}
