/**
 * Seeded OTLP requests in the shape that services send: a few services with 10 resource attributes each, records with 8 attributes, log bodies of
 * about 200 bytes drawn from templates, spans with an event or a link now and then. As objects in OTLP/JSON's form.
 */
import { SeededRandom } from "./random.ts";

export type MeasuredSignal = "logs" | "traces" | "metrics";

type AnyValue = { stringValue: string } | { intValue: string } | { boolValue: boolean };
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
const TEMPLATES = [
  "Order # was accepted for customer # and handed to the fulfilment queue; the estimated time of delivery is # days and the total of all items before tax comes to # cents, payment reference #",
  "Request to the inventory service took # ms, which is more than the threshold of # ms; the circuit breaker counts # slow calls in the current window and will open at # of them, correlation #",
  "Cache miss for key product:# in region #, falling back to the primary database; the pool has # idle connections of # in all and the oldest transaction has been running for # ms",
  "User # signed in from device # by a one-time password; the session expires in # seconds and # other sessions of the same user are still active, risk score # of 1000 by the current model",
];

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

function attributes(random: SeededRandom): KeyValue[] {
  return [
    text("http.request.method", random.pick(METHODS)),
    text("http.route", random.pick(ROUTES)),
    int("http.response.status_code", random.pick([200, 200, 200, 201, 404, 500])),
    text("user.id", `user-${random.below(5000)}`),
    text("client.address", `10.${random.below(4)}.${random.below(256)}.${random.below(256)}`),
    text("url.scheme", "https"),
    int("http.request.body.size", random.below(20_000)),
    { key: "cache.hit", value: { boolValue: random.below(2) === 0 } },
  ];
}

function nanos(random: SeededRandom, index: number): string {
  return String(START_NANOS + BigInt(index) * 1_000_000n + BigInt(random.below(1_000_000)));
}

function logRecord(random: SeededRandom, index: number): object {
  const [severityText, severityNumber] = random.pick(SEVERITIES);
  const time = nanos(random, index);
  return {
    timeUnixNano: time,
    observedTimeUnixNano: time,
    severityNumber,
    severityText,
    body: { stringValue: random.pick(TEMPLATES).replaceAll("#", () => String(random.below(100_000))) },
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
    parentSpanId: index % 4 === 0 ? "" : random.hex(16),
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

function gaugePoint(random: SeededRandom, index: number): object {
  return {
    attributes: attributes(random).slice(0, 6),
    timeUnixNano: nanos(random, index),
    asDouble: random.below(1_000_000) / 1000,
  };
}

/** An export request of `rows` records, spread over the services. */
export function workload(signal: MeasuredSignal, rows: number, seed: number): Record<string, unknown> {
  const random = new SeededRandom(seed);
  const scope = { name: "shop.instrumentation", version: "1.4.0" };
  const resources = SERVICES.map((service, s) => {
    const from = Math.floor((rows * s) / SERVICES.length);
    const to = Math.floor((rows * (s + 1)) / SERVICES.length);
    const indexes = Array.from({ length: to - from }, (_, i) => from + i);
    const common = { resource: resource(service, s), schemaUrl: "https://opentelemetry.io/schemas/1.37.0" };
    switch (signal) {
      case "logs":
        return { ...common, scopeLogs: [{ scope, logRecords: indexes.map((i) => logRecord(random, i)) }] };
      case "traces":
        return { ...common, scopeSpans: [{ scope, spans: indexes.map((i) => span(random, i)) }] };
      case "metrics": {
        const dataPoints = indexes.map((i) => gaugePoint(random, i));
        const metrics = [{ name: "jvm.memory.used", description: "Used memory", unit: "By", gauge: { dataPoints } }];
        return { ...common, scopeMetrics: [{ scope, metrics }] };
      }
      default:
        throw new Error(`no workload for ${signal satisfies never}`);
    }
  });
  const field = { logs: "resourceLogs", traces: "resourceSpans", metrics: "resourceMetrics" }[signal];
  return { [field]: resources };
}
