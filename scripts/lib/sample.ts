/** A few minutes in an imaginary shop: one request of each signal in OTLP/JSON, for a first query. */

import { randomBytes } from "node:crypto";

export interface SampleRequest {
  readonly path: "/v1/logs" | "/v1/traces" | "/v1/metrics";
  readonly body: string;
  /** Log records, spans or data points. */
  readonly records: number;
}

const SECOND = 1_000_000_000n;
const MILLISECOND = 1_000_000n;
const SERVICES = ["frontend", "checkout", "payment"] as const;
type Service = (typeof SERVICES)[number];

/** Every 20 s an order. The payment of one is declined. */
const ORDERS = 12;
const DECLINED = 7;

const SERVER = 2;
const CLIENT = 3;
const STATUS_ERROR = 2;
const CUMULATIVE = 2;

type Attribute = { key: string; value: { stringValue: string } | { intValue: string } };

interface Order {
  readonly id: string;
  /** Nanoseconds since 1970. */
  readonly time: bigint;
  readonly traceId: string;
  readonly spanIds: Readonly<Record<Service, string>>;
  readonly declined: boolean;
  /** How long each service took, in milliseconds: each waits for the next one. */
  readonly millis: Readonly<Record<Service, number>>;
}

/**
 * Requests whose records end at a time.
 *
 * @param now nanoseconds since 1970
 */
export function sampleRequests(now: bigint): SampleRequest[] {
  const orders = Array.from({ length: ORDERS }, (_, index) => order(index, now));
  return [logs(orders), traces(orders), metrics(orders, now)];
}

function order(index: number, now: bigint): Order {
  const declined = index === DECLINED;
  const payment = declined ? 1_480 : 40 + ((index * 37) % 90);
  const checkout = payment + 15 + ((index * 13) % 20);
  return {
    id: `order-${1001 + index}`,
    time: now - BigInt(ORDERS - index) * 20n * SECOND,
    traceId: randomBytes(16).toString("hex"),
    spanIds: { frontend: spanId(), checkout: spanId(), payment: spanId() },
    declined,
    millis: { frontend: checkout + 5 + (index % 4), checkout, payment },
  };
}

function spanId(): string {
  return randomBytes(8).toString("hex");
}

function attributes(values: Readonly<Record<string, string | number>>): Attribute[] {
  return Object.entries(values).map(([key, value]) => ({
    key,
    value: typeof value === "number" ? { intValue: String(value) } : { stringValue: value },
  }));
}

function resource(service: Service): { attributes: Attribute[] } {
  return {
    attributes: attributes({
      "service.name": service,
      "service.version": "1.4.2",
      "deployment.environment.name": "sample",
      "host.name": `${service}-1`,
    }),
  };
}

function logs(orders: readonly Order[]): SampleRequest {
  const record = (service: Service, of: Order, severity: "INFO" | "WARN" | "ERROR", text: string) => ({
    timeUnixNano: String(of.time + BigInt(of.millis[service]) * MILLISECOND),
    severityNumber: { INFO: 9, WARN: 13, ERROR: 17 }[severity],
    severityText: severity,
    body: { stringValue: text },
    attributes: attributes({ "order.id": of.id }),
    traceId: of.traceId,
    spanId: of.spanIds[service],
  });
  const records = {
    frontend: orders.map((of) =>
      of.declined
        ? record("frontend", of, "WARN", `POST /orders answered 502 in ${of.millis.frontend} ms`)
        : record("frontend", of, "INFO", `POST /orders answered 201 in ${of.millis.frontend} ms`),
    ),
    checkout: orders.map((of) => record("checkout", of, "INFO", `${of.id}: ${1 + (of.millis.payment % 4)} items`)),
    payment: orders.map((of) =>
      of.declined
        ? record("payment", of, "ERROR", `${of.id}: card declined: the bank did not answer within 1 s`)
        : record("payment", of, "INFO", `${of.id}: paid by card`),
    ),
  };
  return request("/v1/logs", 3 * orders.length, {
    resourceLogs: SERVICES.map((service) => ({
      resource: resource(service),
      scopeLogs: [{ scope: { name: `shop.${service}` }, logRecords: records[service] }],
    })),
  });
}

function traces(orders: readonly Order[]): SampleRequest {
  const span = (service: Service, of: Order) => {
    const parent = SERVICES[SERVICES.indexOf(service) - 1];
    // Half of what a service takes longer than the next one passes before it calls that one.
    const start = of.time + (BigInt(of.millis.frontend - of.millis[service]) * MILLISECOND) / 2n;
    const end = start + BigInt(of.millis[service]) * MILLISECOND;
    const status = { frontend: of.declined ? 502 : 201, checkout: of.declined ? 502 : 200, payment: 200 }[service];
    return {
      traceId: of.traceId,
      spanId: of.spanIds[service],
      ...(parent === undefined ? {} : { parentSpanId: of.spanIds[parent] }),
      name: { frontend: "POST /orders", checkout: "POST /checkout", payment: "charge card" }[service],
      kind: service === "payment" ? CLIENT : SERVER,
      startTimeUnixNano: String(start),
      endTimeUnixNano: String(end),
      attributes: attributes({
        "order.id": of.id,
        ...(service === "payment" ? { "server.address": "bank.example" } : { "http.response.status_code": status }),
      }),
      ...(of.declined ? { status: { code: STATUS_ERROR, message: "card declined" } } : {}),
      ...(of.declined && service === "payment"
        ? {
            events: [
              { timeUnixNano: String(end), name: "exception", attributes: attributes({ "exception.type": "Timeout" }) },
            ],
          }
        : {}),
    };
  };
  return request("/v1/traces", 3 * orders.length, {
    resourceSpans: SERVICES.map((service) => ({
      resource: resource(service),
      scopeSpans: [{ scope: { name: `shop.${service}` }, spans: orders.map((of) => span(service, of)) }],
    })),
  });
}

function metrics(orders: readonly Order[], now: bigint): SampleRequest {
  const startTimeUnixNano = String(now - BigInt(ORDERS + 1) * 20n * SECOND);
  const times = orders.map((of) => ({ startTimeUnixNano, timeUnixNano: String(of.time + 20n * SECOND - MILLISECOND) }));
  const whole = { startTimeUnixNano, timeUnixNano: String(now) };
  const bounds = [50, 100, 200, 1000];
  const scope = (service: Service, all: unknown[]) => ({
    resource: resource(service),
    scopeMetrics: [{ scope: { name: `shop.${service}` }, metrics: all }],
  });
  const millis = (service: Service) => orders.map((of) => of.millis[service]);
  const total = (values: number[]) => values.reduce((sum, value) => sum + value, 0);
  const sorted = millis("payment").sort((a, b) => a - b);
  const quantile = (q: number) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
  const bucket = (value: number) => bounds.filter((bound) => value > bound).length;
  // Scale 0: bucket i holds values above 2^i and up to 2^(i+1).
  const exponents = millis("checkout").map((value) => Math.ceil(Math.log2(value)) - 1);
  const offset = Math.min(...exponents);
  return request("/v1/metrics", 2 * orders.length + 3, {
    resourceMetrics: [
      scope("frontend", [
        {
          name: "orders",
          description: "Orders received",
          unit: "{order}",
          sum: {
            aggregationTemporality: CUMULATIVE,
            isMonotonic: true,
            dataPoints: times.map((time, index) => ({ ...time, asInt: String(index + 1) })),
          },
        },
        {
          name: "http.server.request.duration",
          unit: "ms",
          histogram: {
            aggregationTemporality: CUMULATIVE,
            dataPoints: [
              {
                ...whole,
                count: String(ORDERS),
                sum: total(millis("frontend")),
                explicitBounds: bounds,
                bucketCounts: [0, 1, 2, 3, 4].map((at) =>
                  String(millis("frontend").filter((value) => bucket(value) === at).length),
                ),
              },
            ],
          },
        },
      ]),
      scope("checkout", [
        {
          name: "process.memory.usage",
          unit: "By",
          gauge: { dataPoints: times.map((time, index) => ({ ...time, asInt: String(96_000_000 + index * 450_000) })) },
        },
        {
          name: "checkout.duration",
          unit: "ms",
          exponentialHistogram: {
            aggregationTemporality: CUMULATIVE,
            dataPoints: [
              {
                ...whole,
                count: String(ORDERS),
                sum: total(millis("checkout")),
                scale: 0,
                positive: {
                  offset,
                  bucketCounts: Array.from({ length: Math.max(...exponents) - offset + 1 }, (_, at) =>
                    String(exponents.filter((exponent) => exponent === offset + at).length),
                  ),
                },
              },
            ],
          },
        },
      ]),
      scope("payment", [
        {
          name: "payment.duration",
          unit: "ms",
          summary: {
            dataPoints: [
              {
                ...whole,
                count: String(ORDERS),
                sum: total(millis("payment")),
                quantileValues: [0.5, 0.9, 0.99].map((q) => ({ quantile: q, value: quantile(q) })),
              },
            ],
          },
        },
      ]),
    ],
  });
}

function request(path: SampleRequest["path"], records: number, content: unknown): SampleRequest {
  return { path, records, body: JSON.stringify(content) };
}
