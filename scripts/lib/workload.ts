/**
 * Seeded OTLP requests in the shape that services send: a few services with 10 resource attributes each, records with 8 attributes, log bodies of
 * about 200 bytes drawn from templates, spans with an event or a link now and then, metrics of every kind. As objects in OTLP/JSON's form.
 */
import { SeededRandom } from "./random.ts";

/** `gauges` has gauge points only, `metrics` all kinds; their rows are data points. */
export const WORKLOADS = ["logs", "traces", "gauges", "metrics"] as const;
export type Workload = (typeof WORKLOADS)[number];

export type OtlpSignal = "logs" | "traces" | "metrics";

export function signalOf(workload: Workload): OtlpSignal {
  return workload === "gauges" ? "metrics" : workload;
}

type AnyValue = { stringValue: string } | { intValue: string } | { boolValue: boolean } | { doubleValue: number };
type KeyValue = { key: string; value: AnyValue };

const SERVICES = ["checkout", "cart", "frontend", "payment"];
const START_NANOS = 1_760_000_400_000_000_000n;
const METHODS = ["GET", "POST", "PUT", "DELETE"];
const ROUTES = ["/api/orders/{id}", "/api/cart", "/api/products/{id}/reviews", "/api/checkout", "/health"];
const SEVERITIES = [
  ["INFO", 9],
  ["INFO", 9],
  ["INFO", 9],
  ["WARN", 13],
  ["ERROR", 17],
] as const;

/** `#` becomes a number, `@` a UUID. */
const TEMPLATES = [
  "Order @ of customer # was accepted and handed to the fulfilment queue; delivery takes # days and the total of all items before tax is # cents, payment reference @",
  "Request @ to the inventory service took # ms, more than the threshold of # ms; the circuit breaker counts # slow calls and opens at # of them, correlation id @",
  "Cache miss for key product:@ in region #, falling back to the primary database; the pool has # idle connections of # in all, transaction @ runs for # ms",
  "User @ signed in from device @ by a one-time password; the session expires in # seconds and # other sessions of the user are active, risk score # of 1000",
];

const GAUGES = ["jvm.memory.used", "jvm.threads.live", "system.cpu.utilization"];
const SUMS = ["http.server.requests", "messaging.client.sent", "process.cpu.time"];
const HISTOGRAM_BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
const QUANTILES = [0.5, 0.9, 0.95, 0.99];
const CUMULATIVE = 2;
const DELTA = 1;

const text = (key: string, value: string): KeyValue => ({ key, value: { stringValue: value } });
const int = (key: string, value: number): KeyValue => ({ key, value: { intValue: String(value) } });

function resource(service: string, index: number): { attributes: KeyValue[] } {
  return {
    attributes: [
      text("service.name", service),
      text("service.namespace", "shop"),
      text("service.version", `2.${index}.1`),
      text("service.instance.id", `00000000-0000-4000-8000-00000000000${index}`),
      text("host.name", `node-${index}.eu-west-1.internal`),
      text("os.type", "linux"),
      text("k8s.namespace.name", "production"),
      text("k8s.pod.name", `${service}-6d4cf56db6-x2x${index}`),
      text("telemetry.sdk.language", "java"),
      text("telemetry.sdk.version", "1.67.0"),
    ],
  };
}

/** The attributes of any record: some of few values, some of many. */
function attributes(random: SeededRandom): KeyValue[] {
  return [
    text("http.request.method", random.pick(METHODS)),
    text("http.route", random.pick(ROUTES)),
    int("http.response.status_code", random.pick([200, 200, 200, 201, 404, 500])),
    text("user.id", `user-${random.below(5000)}`),
    text("client.address", `10.${random.below(4)}.${random.below(256)}.${random.below(256)}`),
    { key: "http.server.request.duration", value: { doubleValue: random.below(100_000) / 64 } },
    int("http.request.body.size", random.below(20_000)),
    { key: "cache.hit", value: { boolValue: random.below(2) === 0 } },
  ];
}

function uuid(random: SeededRandom): string {
  return [8, 4, 4, 4, 12].map((digits) => random.hex(digits)).join("-");
}

function nanos(random: SeededRandom, index: number): string {
  return String(START_NANOS + BigInt(index) * 1_000_000n + BigInt(random.below(1_000_000)));
}

function logRecord(random: SeededRandom, index: number): object {
  const [severityText, severityNumber] = random.pick(SEVERITIES);
  const time = nanos(random, index);
  const body = random
    .pick(TEMPLATES)
    .replaceAll(/[#@]/g, (mark) => (mark === "#" ? String(random.below(100_000)) : uuid(random)));
  return {
    timeUnixNano: time,
    observedTimeUnixNano: String(BigInt(time) + BigInt(random.below(5_000_000))),
    severityNumber,
    severityText,
    body: { stringValue: body },
    attributes: attributes(random),
    flags: 1,
    traceId: random.hex(32),
    spanId: random.hex(16),
  };
}

function span(random: SeededRandom, index: number): object {
  const start = nanos(random, index);
  const end = String(BigInt(start) + BigInt(random.below(50_000_000)));
  return {
    traceId: random.hex(32),
    spanId: random.hex(16),
    ...(index % 4 === 0 ? {} : { parentSpanId: random.hex(16) }),
    name: `${random.pick(METHODS)} ${random.pick(ROUTES)}`,
    kind: 1 + random.below(5),
    startTimeUnixNano: start,
    endTimeUnixNano: end,
    attributes: attributes(random),
    events:
      index % 4 === 1
        ? [{ timeUnixNano: end, name: "exception", attributes: [text("exception.type", "java.io.IOException")] }]
        : [],
    links: index % 10 === 2 ? [{ traceId: random.hex(32), spanId: random.hex(16) }] : [],
    status: { code: random.below(3) },
    flags: 257,
  };
}

function point(random: SeededRandom, index: number): Record<string, unknown> {
  return {
    attributes: attributes(random),
    startTimeUnixNano: String(START_NANOS),
    timeUnixNano: nanos(random, index),
  };
}

function gaugePoint(random: SeededRandom, index: number): object {
  return { ...point(random, index), asDouble: random.below(1_000_000) / 1000 };
}

function sumPoint(random: SeededRandom, index: number): object {
  return { ...point(random, index), asInt: String(index * 7 + random.below(1000)) };
}

function histogramPoint(random: SeededRandom, index: number): object {
  const counts = Array.from({ length: HISTOGRAM_BOUNDS.length + 1 }, () => random.below(50));
  const time = nanos(random, index);
  return {
    ...point(random, index),
    count: String(counts.reduce((sum, count) => sum + count, 0)),
    sum: random.below(1_000_000) / 1000,
    min: random.below(10) / 1000,
    max: 1 + random.below(10_000) / 1000,
    bucketCounts: counts.map(String),
    explicitBounds: HISTOGRAM_BOUNDS,
    exemplars:
      index % 5 === 0
        ? [{ timeUnixNano: time, asDouble: random.below(1000) / 1000, traceId: random.hex(32), spanId: random.hex(16) }]
        : [],
  };
}

function exponentialHistogramPoint(random: SeededRandom, index: number): object {
  const positive = Array.from({ length: 20 }, () => random.below(30));
  const zeroCount = random.below(3);
  return {
    ...point(random, index),
    count: String(positive.reduce((sum, count) => sum + count, zeroCount)),
    sum: random.below(1_000_000) / 1000,
    scale: 3,
    zeroCount: String(zeroCount),
    positive: { offset: random.below(10), bucketCounts: positive.map(String) },
    negative: {},
  };
}

function summaryPoint(random: SeededRandom, index: number): object {
  let value = 0;
  return {
    ...point(random, index),
    count: String(random.below(10_000)),
    sum: random.below(1_000_000) / 1000,
    quantileValues: QUANTILES.map((quantile) => {
      value += random.below(1000) / 1000;
      return { quantile, value };
    }),
  };
}

/** Spreads the rows over metrics of every kind: of ten, four gauges, three sums, and one of each other kind. */
function metricsOfAllKinds(random: SeededRandom, indexes: readonly number[]): object[] {
  const share = (from: number, to: number): number[] => indexes.filter((i) => i % 10 >= from && i % 10 < to);
  const named = (names: readonly string[], from: number, unit: string, data: (own: number[]) => object): object[] =>
    names.flatMap((name, n) => {
      const own = share(from, from + 1 + (names.length - 1)).filter((i) => Math.floor(i / 10) % names.length === n);
      return own.length === 0 ? [] : [{ name, description: `Measures ${name}`, unit, ...data(own) }];
    });
  return [
    ...named(GAUGES, 0, "By", (own) => ({ gauge: { dataPoints: own.map((i) => gaugePoint(random, i)) } })),
    ...named(SUMS, 3, "1", (own) => ({
      sum: {
        dataPoints: own.map((i) => sumPoint(random, i)),
        aggregationTemporality: CUMULATIVE,
        isMonotonic: true,
      },
    })),
    ...named(["http.server.request.duration", "db.client.operation.duration"], 6, "s", (own) => ({
      histogram: { dataPoints: own.map((i) => histogramPoint(random, i)), aggregationTemporality: CUMULATIVE },
    })),
    ...named(["rpc.server.duration"], 8, "ms", (own) => ({
      exponentialHistogram: {
        dataPoints: own.map((i) => exponentialHistogramPoint(random, i)),
        aggregationTemporality: DELTA,
      },
    })),
    ...named(["gc.pause"], 9, "s", (own) => ({ summary: { dataPoints: own.map((i) => summaryPoint(random, i)) } })),
  ];
}

function gauges(random: SeededRandom, indexes: readonly number[]): object[] {
  return GAUGES.map((name, n) => ({
    name,
    description: `Measures ${name}`,
    unit: "By",
    gauge: { dataPoints: indexes.filter((i) => i % GAUGES.length === n).map((i) => gaugePoint(random, i)) },
  }));
}

export type ExportRequest = Record<string, unknown>;

/** An export request of the records `from` to `to`, spread over the services. */
export function exportRequest(workload: Workload, from: number, to: number, seed: number): ExportRequest {
  const random = new SeededRandom(seed + from);
  const scope = { name: "shop.instrumentation", version: "1.4.0" };
  const rows = to - from;
  const resources = SERVICES.map((service, s) => {
    const start = from + Math.floor((rows * s) / SERVICES.length);
    const end = from + Math.floor((rows * (s + 1)) / SERVICES.length);
    const indexes = Array.from({ length: end - start }, (_, i) => start + i);
    const common = { resource: resource(service, s), schemaUrl: "https://opentelemetry.io/schemas/1.37.0" };
    switch (workload) {
      case "logs":
        return { ...common, scopeLogs: [{ scope, logRecords: indexes.map((i) => logRecord(random, i)) }] };
      case "traces":
        return { ...common, scopeSpans: [{ scope, spans: indexes.map((i) => span(random, i)) }] };
      case "gauges":
        return { ...common, scopeMetrics: [{ scope, metrics: gauges(random, indexes) }] };
      case "metrics":
        return { ...common, scopeMetrics: [{ scope, metrics: metricsOfAllKinds(random, indexes) }] };
      default:
        throw new Error(`no workload is called ${workload satisfies never}`);
    }
  });
  const field = { logs: "resourceLogs", traces: "resourceSpans", metrics: "resourceMetrics" }[signalOf(workload)];
  return { [field]: resources };
}

/** As many requests as `rows` need when none has more than `rowsOfBody`. */
export function exportRequests(workload: Workload, rows: number, rowsOfBody: number, seed: number): ExportRequest[] {
  const requests: ExportRequest[] = [];
  for (let from = 0; from < rows; from += rowsOfBody) {
    requests.push(exportRequest(workload, from, Math.min(rows, from + rowsOfBody), seed));
  }
  return requests;
}
