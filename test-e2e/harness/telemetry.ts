/**
 * Telemetry of every kind, and the rows that it must become by docs/schema.md: written down here a second time, in another
 * language, so that readers of tables have something to be compared with.
 */

import type { Row } from "./lines.ts";
import { EPOCH } from "./otlp.ts";
import type { Signal } from "./worker.ts";

export type TableRows = Record<string, Row[]>;

export interface Sample {
  /** One request of each signal, OTLP/JSON. */
  readonly requests: Readonly<Record<Signal, string>>;
  /** The rows of each of the seven tables. */
  readonly rows: TableRows;
}

export interface SampleOptions {
  /** Tells the rows of samples apart: it is part of what names log records, spans and metrics. */
  readonly name: string;
  /** Rows of each table; 12 show everything. */
  readonly rows?: number;
  /** Over how many hours the rows are spread; default 3. */
  readonly hours?: number;
  /** As OTLP2PARQUET_TIMESTAMP_UNIT; default `us`. */
  readonly unit?: "us" | "ns";
}

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

const HOUR = 3_600_000_000_000n;

/** What attributes look like on the way in, and in a map of texts. */
const ATTRIBUTES: { readonly sent: Json; readonly stored: Row }[] = [
  { sent: [], stored: {} },
  {
    sent: [
      { key: "text", value: { stringValue: "grüße, 世界 😀" } },
      { key: "large", value: { intValue: "9007199254740993" } },
      { key: "ratio", value: { doubleValue: 2.5 } },
      { key: "nan", value: { doubleValue: "NaN" } },
      { key: "on", value: { boolValue: true } },
    ],
    stored: { text: "grüße, 世界 😀", large: "9007199254740993", ratio: "2.5", nan: "NaN", on: "true" },
  },
  {
    sent: [
      {
        key: "list",
        value: { arrayValue: { values: [{ stringValue: "a" }, { intValue: "1" }, { boolValue: false }] } },
      },
      { key: "bytes", value: { bytesValue: "AAH/" } },
      { key: "empty", value: { stringValue: "" } },
    ],
    stored: { list: '["a",1,false]', bytes: "AAH/", empty: "" },
  },
];

const attributes = (index: number): { sent: Json; stored: Row } =>
  ATTRIBUTES[index % ATTRIBUTES.length] as { sent: Json; stored: Row };

const RESOURCES = [
  {
    sent: {
      resource: {
        attributes: [
          { key: "service.name", value: { stringValue: "checkout" } },
          { key: "service.namespace", value: { stringValue: "shop" } },
          { key: "service.instance.id", value: { stringValue: "instance-1" } },
          { key: "process.pid", value: { intValue: "4711" } },
        ],
        droppedAttributesCount: 3,
      },
      schemaUrl: "https://opentelemetry.io/schemas/1.37.0",
    },
    stored: {
      ServiceName: "checkout",
      ServiceNamespace: "shop",
      ServiceInstanceId: "instance-1",
      ResourceSchemaUrl: "https://opentelemetry.io/schemas/1.37.0",
      ResourceAttributes: {
        "service.name": "checkout",
        "service.namespace": "shop",
        "service.instance.id": "instance-1",
        "process.pid": "4711",
      },
      ResourceDroppedAttributesCount: 3,
    },
  },
  {
    sent: { resource: { attributes: [{ key: "service.name", value: { stringValue: "zahlung ü" } }] } },
    stored: {
      ServiceName: "zahlung ü",
      ServiceNamespace: null,
      ServiceInstanceId: null,
      ResourceSchemaUrl: null,
      ResourceAttributes: { "service.name": "zahlung ü" },
      ResourceDroppedAttributesCount: 0,
    },
  },
  {
    sent: { resource: {} },
    stored: {
      ServiceName: "unknown_service",
      ServiceNamespace: null,
      ServiceInstanceId: null,
      ResourceSchemaUrl: null,
      ResourceAttributes: {},
      ResourceDroppedAttributesCount: 0,
    },
  },
];

const SCOPES = [
  {
    sent: {
      scope: {
        name: "scope.of.e2e",
        version: "7.8.9",
        attributes: [{ key: "kind", value: { stringValue: "test" } }],
        droppedAttributesCount: 1,
      },
      schemaUrl: "https://opentelemetry.io/schemas/1.36.0",
    },
    stored: {
      ScopeName: "scope.of.e2e",
      ScopeVersion: "7.8.9",
      ScopeSchemaUrl: "https://opentelemetry.io/schemas/1.36.0",
      ScopeAttributes: { kind: "test" },
      ScopeDroppedAttributesCount: 1,
    },
  },
  {
    sent: {},
    stored: {
      ScopeName: null,
      ScopeVersion: null,
      ScopeSchemaUrl: null,
      ScopeAttributes: {},
      ScopeDroppedAttributesCount: 0,
    },
  },
];

/** The resource and scope of the row with an index. */
const place = (index: number): { resource: number; scope: number } => ({
  resource: index % RESOURCES.length,
  scope: index % SCOPES.length,
});

const context = (index: number): Row => ({
  ...RESOURCES[place(index).resource]?.stored,
  ...SCOPES[place(index).scope]?.stored,
});

/** ISO 8601 with the digits of the unit; what is finer is cut off. */
export function iso(nanos: bigint, unit: "us" | "ns"): string {
  const fraction = (nanos % 1_000_000_000n).toString().padStart(9, "0");
  const date = new Date(Number(nanos / 1_000_000n)).toISOString().slice(0, -".000Z".length);
  return `${date}.${unit === "us" ? fraction.slice(0, 6) : fraction}Z`;
}

const hex = (digits: number, value: number): string => value.toString(16).padStart(digits, "0");

/** A record on its way: its place, its JSON, its row. */
interface Made {
  readonly index: number;
  readonly sent: Json;
  readonly row: Row;
}

class Maker {
  readonly #name: string;
  readonly #hours: number;
  readonly #unit: "us" | "ns";

  constructor({ name, hours = 3, unit = "us" }: SampleOptions) {
    this.#name = name;
    this.#hours = hours;
    this.#unit = unit;
  }

  #time(index: number): bigint {
    return EPOCH + BigInt(index % this.#hours) * HOUR + BigInt(index) * 1_000_001n + 123_456_789n;
  }

  #iso(nanos: bigint): string {
    return iso(nanos, this.#unit);
  }

  log(index: number): Made {
    const time = this.#time(index);
    const linked = index % 2 === 0;
    const { sent, stored } = attributes(index);
    const body: { readonly sent?: Json; readonly stored: string | null } = [
      { sent: { stringValue: `${this.#name} body ${index}` }, stored: `${this.#name} body ${index}` },
      { stored: null },
      { sent: { intValue: "-9223372036854775808" }, stored: "-9223372036854775808" },
      {
        sent: {
          kvlistValue: { values: [{ key: "a", value: { arrayValue: { values: [{ doubleValue: 0.1 }, {}] } } }] },
        },
        stored: '{"a":[0.1,null]}',
      },
    ][index % 4] as { sent?: Json; stored: string | null };
    return {
      index,
      sent: {
        timeUnixNano: String(time),
        ...(index % 3 === 0 ? {} : { observedTimeUnixNano: String(time + 1000n) }),
        ...(index % 5 === 0 ? {} : { severityText: "WARN", severityNumber: 13 }),
        ...(body.sent === undefined ? {} : { body: body.sent }),
        ...(linked ? { traceId: hex(32, index + 1), spanId: hex(16, index + 1), flags: 0x101 } : {}),
        ...(index % 4 === 1 ? { eventName: `${this.#name}.event` } : {}),
        attributes: sent,
        droppedAttributesCount: index,
      },
      row: {
        Timestamp: this.#iso(time),
        TraceId: linked ? hex(32, index + 1) : null,
        SpanId: linked ? hex(16, index + 1) : null,
        TraceFlags: linked ? 0x101 : 0,
        SeverityText: index % 5 === 0 ? null : "WARN",
        SeverityNumber: index % 5 === 0 ? 0 : 13,
        Body: body.stored,
        ...context(index),
        LogAttributes: stored,
        TimestampTime: this.#iso(time - (time % 1_000_000_000n)),
        ObservedTimestamp: index % 3 === 0 ? null : this.#iso(time + 1000n),
        EventName: index % 4 === 1 ? `${this.#name}.event` : null,
        DroppedAttributesCount: index,
      },
    };
  }

  span(index: number): Made {
    const time = this.#time(index);
    // Every fourth clock has run back.
    const duration = index % 4 === 3 ? -1_000n : 1_500_000_123n;
    const { sent, stored } = attributes(index);
    const status = [
      { sent: {}, stored: "Unset" },
      { sent: { code: 1 }, stored: "Ok" },
      { sent: { code: 2, message: "böse" }, stored: "Error" },
    ][index % 3] as { sent: Json; stored: string };
    const nested = index % 2 === 0;
    const kinds = ["Unspecified", "Internal", "Server", "Client", "Producer", "Consumer"];
    return {
      index,
      sent: {
        traceId: hex(32, 0xabc000 + index),
        spanId: hex(16, 0xdef000 + index),
        ...(nested ? { parentSpanId: hex(16, 0xdef000), traceState: "vendor=1" } : {}),
        name: `${this.#name} span ${index}`,
        kind: index % kinds.length,
        startTimeUnixNano: String(time),
        endTimeUnixNano: String(time + duration),
        attributes: sent,
        status: status.sent,
        flags: 0x101,
        droppedAttributesCount: index,
        droppedEventsCount: 2,
        droppedLinksCount: 3,
        ...(nested
          ? {
              events: [
                { timeUnixNano: String(time + 1000n), name: "first", attributes: sent, droppedAttributesCount: 4 },
                { timeUnixNano: String(time + 2000n), name: "second" },
              ],
              links: [
                { traceId: hex(32, 5), spanId: hex(16, 6), attributes: sent, droppedAttributesCount: 5, flags: 0x300 },
                { traceId: hex(32, 7), spanId: hex(16, 8), traceState: "other=2" },
              ],
            }
          : {}),
      },
      row: {
        Timestamp: this.#iso(time),
        EndTimestamp: this.#iso(time + duration),
        Duration: duration,
        TraceId: hex(32, 0xabc000 + index),
        SpanId: hex(16, 0xdef000 + index),
        ParentSpanId: nested ? hex(16, 0xdef000) : null,
        TraceState: nested ? "vendor=1" : null,
        SpanName: `${this.#name} span ${index}`,
        SpanKind: kinds[index % kinds.length] as string,
        ...context(index),
        SpanAttributes: stored,
        StatusCode: status.stored,
        StatusMessage: status.stored === "Error" ? "böse" : null,
        Events: nested
          ? [
              { Timestamp: this.#iso(time + 1000n), Name: "first", Attributes: stored, DroppedAttributesCount: 4 },
              { Timestamp: this.#iso(time + 2000n), Name: "second", Attributes: {}, DroppedAttributesCount: 0 },
            ]
          : [],
        Links: nested
          ? [
              {
                TraceId: hex(32, 5),
                SpanId: hex(16, 6),
                TraceState: null,
                Attributes: stored,
                DroppedAttributesCount: 5,
                Flags: 0x300,
              },
              {
                TraceId: hex(32, 7),
                SpanId: hex(16, 8),
                TraceState: "other=2",
                Attributes: {},
                DroppedAttributesCount: 0,
                Flags: 0,
              },
            ]
          : [],
        SpanFlags: 0x101,
        DroppedAttributesCount: index,
        DroppedEventsCount: 2,
        DroppedLinksCount: 3,
      },
    };
  }

  /** A metric of one data point; `kind` is the name of its field, `own` what only this kind has. */
  #metric(
    kind: string,
    index: number,
    point: { readonly sent: Record<string, Json>; readonly row: Row },
    data: { readonly sent: Record<string, Json>; readonly row: Row },
    exemplars = true,
  ): Made {
    const time = this.#time(index);
    const { sent, stored } = attributes(index);
    const described = index % 2 === 0;
    const sampled = exemplars && index % 3 !== 0;
    return {
      index,
      sent: {
        name: `${this.#name}.${kind}.${index}`,
        ...(described
          ? {
              description: "What it measures",
              unit: "By",
              metadata: [{ key: "source", value: { stringValue: "e2e" } }],
            }
          : {}),
        [kind]: {
          ...data.sent,
          dataPoints: [
            {
              timeUnixNano: String(time),
              ...(described ? { startTimeUnixNano: String(time - HOUR) } : {}),
              attributes: sent,
              ...point.sent,
              ...(sampled
                ? {
                    exemplars: [
                      {
                        timeUnixNano: String(time - 1000n),
                        asInt: "9007199254740993",
                        filteredAttributes: sent,
                        traceId: hex(32, 9),
                        spanId: hex(16, 10),
                      },
                      { timeUnixNano: String(time - 2000n), asDouble: -0.5 },
                    ],
                  }
                : {}),
            },
          ],
        },
      },
      row: {
        ...context(index),
        MetricName: `${this.#name}.${kind}.${index}`,
        MetricDescription: described ? "What it measures" : null,
        MetricUnit: described ? "By" : null,
        MetricMetadata: described ? { source: "e2e" } : {},
        Attributes: stored,
        StartTimestamp: described ? this.#iso(time - HOUR) : null,
        Timestamp: this.#iso(time),
        Flags: 0,
        ...(exemplars
          ? {
              Exemplars: sampled
                ? [
                    {
                      Timestamp: this.#iso(time - 1000n),
                      FilteredAttributes: stored,
                      Value: 9007199254740992,
                      ValueInt: 9007199254740993n,
                      TraceId: hex(32, 9),
                      SpanId: hex(16, 10),
                    },
                    {
                      Timestamp: this.#iso(time - 2000n),
                      FilteredAttributes: {},
                      Value: -0.5,
                      ValueInt: null,
                      TraceId: null,
                      SpanId: null,
                    },
                  ]
                : [],
            }
          : {}),
        ...point.row,
        ...data.row,
      },
    };
  }

  gauge(index: number): Made {
    return this.#metric("gauge", index, numbers(index), { sent: {}, row: {} });
  }

  sum(index: number): Made {
    const isMonotonic = index % 2 === 0;
    return this.#metric("sum", index, numbers(index + 1), {
      sent: { aggregationTemporality: 1 + (index % 2), isMonotonic },
      row: { AggregationTemporality: 1 + (index % 2), IsMonotonic: isMonotonic },
    });
  }

  histogram(index: number): Made {
    const summed = index % 2 === 0;
    return this.#metric(
      "histogram",
      index,
      {
        sent: {
          count: "9007199254740995",
          ...(summed ? { sum: 12.5, min: -1.5, max: 7.25 } : {}),
          ...(index % 3 === 0 ? {} : { bucketCounts: ["1", "2", "9007199254740992"], explicitBounds: [0.5, 10] }),
        },
        row: {
          Count: 9007199254740995n,
          Sum: summed ? 12.5 : null,
          Min: summed ? -1.5 : null,
          Max: summed ? 7.25 : null,
          BucketCounts: index % 3 === 0 ? [] : [1n, 2n, 9007199254740992n],
          ExplicitBounds: index % 3 === 0 ? [] : [0.5, 10],
        },
      },
      { sent: { aggregationTemporality: 2 }, row: { AggregationTemporality: 2 } },
    );
  }

  exponentialHistogram(index: number): Made {
    const summed = index % 2 === 0;
    return this.#metric(
      "exponentialHistogram",
      index,
      {
        sent: {
          count: "10",
          ...(summed ? { sum: 1e300, min: 5e-324, max: 1.7976931348623157e308 } : {}),
          scale: index - 5,
          zeroCount: "4",
          zeroThreshold: 0.001,
          positive: { offset: -2, bucketCounts: ["1", "0", "5"] },
          ...(index % 3 === 0 ? {} : { negative: { offset: 7, bucketCounts: ["0"] } }),
        },
        row: {
          Count: 10n,
          Sum: summed ? 1e300 : null,
          Min: summed ? 5e-324 : null,
          Max: summed ? 1.7976931348623157e308 : null,
          Scale: index - 5,
          ZeroCount: 4n,
          ZeroThreshold: 0.001,
          PositiveOffset: -2,
          PositiveBucketCounts: [1n, 0n, 5n],
          NegativeOffset: index % 3 === 0 ? 0 : 7,
          NegativeBucketCounts: index % 3 === 0 ? [] : [0n],
        },
      },
      { sent: { aggregationTemporality: 1 }, row: { AggregationTemporality: 1 } },
    );
  }

  summary(index: number): Made {
    const quantiles = index % 2 === 0 ? [] : [0, 0.5, 1];
    return this.#metric(
      "summary",
      index,
      {
        sent: {
          count: String(index),
          sum: index / 3,
          quantileValues: quantiles.map((quantile) => ({ quantile, value: quantile * 10 - 3 })),
        },
        row: {
          Count: BigInt(index),
          Sum: index / 3,
          ValueAtQuantiles: quantiles.map((quantile) => ({ Quantile: quantile, Value: quantile * 10 - 3 })),
        },
      },
      { sent: {}, row: {} },
      false,
    );
  }
}

/** Values that are lost where somebody takes one number type for another. */
function numbers(index: number): { sent: Record<string, Json>; row: Row } {
  const integer = (value: bigint) => ({
    sent: { asInt: String(value) },
    row: { Value: Number(value), ValueInt: value },
  });
  const double = (value: number) => ({
    sent: { asDouble: Number.isFinite(value) ? value : String(value) },
    row: { Value: value, ValueInt: null },
  });
  const cases = [
    integer(9223372036854775807n),
    double(Number.NaN),
    integer(-9223372036854775808n),
    double(Number.POSITIVE_INFINITY),
    integer(9007199254740993n),
    double(Number.NEGATIVE_INFINITY),
    double(5e-324),
    { sent: { flags: 1 }, row: { Value: null, ValueInt: null, Flags: 1 } },
    double(0.1),
    integer(0n),
  ];
  return cases[index % cases.length] as { sent: Record<string, Json>; row: Row };
}

/** A request around records, each under the resource and scope of its index. */
function request(envelope: "resourceLogs" | "resourceSpans" | "resourceMetrics", records: readonly Made[]): string {
  const [scopeName, recordName] = {
    resourceLogs: ["scopeLogs", "logRecords"],
    resourceSpans: ["scopeSpans", "spans"],
    resourceMetrics: ["scopeMetrics", "metrics"],
  }[envelope] as [string, string];
  const of = (resource: number, scope: number): Json[] =>
    records
      .filter(({ index }) => place(index).resource === resource && place(index).scope === scope)
      .map(({ sent }) => sent);
  return JSON.stringify({
    [envelope]: RESOURCES.map((resource, at) => ({
      ...resource.sent,
      [scopeName]: SCOPES.map((scope, scopeAt) => ({ ...scope.sent, [recordName]: of(at, scopeAt) })),
    })),
  });
}

/** Makes a sample. */
export function sample(options: SampleOptions): Sample {
  const maker = new Maker(options);
  const make = (each: (index: number) => Made): Made[] =>
    Array.from({ length: options.rows ?? 12 }, (_, index) => each(index));
  const logs = make((index) => maker.log(index));
  const traces = make((index) => maker.span(index));
  const metrics = {
    metrics_gauge: make((index) => maker.gauge(index)),
    metrics_sum: make((index) => maker.sum(index)),
    metrics_histogram: make((index) => maker.histogram(index)),
    metrics_exponential_histogram: make((index) => maker.exponentialHistogram(index)),
    metrics_summary: make((index) => maker.summary(index)),
  };
  return {
    requests: {
      logs: request("resourceLogs", logs),
      traces: request("resourceSpans", traces),
      metrics: request("resourceMetrics", Object.values(metrics).flat()),
    },
    rows: Object.fromEntries(
      Object.entries({ logs, traces, ...metrics }).map(([table, made]) => [table, made.map(({ row }) => row)]),
    ),
  };
}

/** By what rows are sorted before they are compared; unique in a sample. */
const KEYS: Record<string, (row: Row) => string> = {
  logs: (row) => `${row["Timestamp"]} ${row["Body"]} ${row["EventName"]}`,
  traces: (row) => `${row["SpanName"]}`,
};

/** Rows in an order of their own, each with its columns by name: tables have no order, and readers one of theirs. */
export function canonical(table: string, rows: readonly Row[]): Row[] {
  const key = KEYS[table] ?? ((row: Row) => `${row["MetricName"]}`);
  return rows
    .map((row) => Object.fromEntries(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1))))
    .sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
