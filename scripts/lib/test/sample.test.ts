import assert from "node:assert/strict";
import { test } from "node:test";
import { sampleRequests } from "../sample.ts";

const NOW = 1_795_255_200_000_000_000n;

interface Span {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
}
interface Log {
  timeUnixNano: string;
  traceId: string;
  spanId: string;
}

/** All objects anywhere in a request that have a member. */
function having<T>(content: unknown, member: string): T[] {
  if (content === null || typeof content !== "object") return [];
  const below = Object.values(content).flatMap((value) => having<T>(value, member));
  return member in content ? [content as T, ...below] : below;
}

function content(path: string): { parsed: unknown; records: number } {
  const request = sampleRequests(NOW).find((each) => each.path === path) ?? assert.fail(path);
  return { parsed: JSON.parse(request.body), records: request.records };
}

test("spans are inside their parents, of one trace, and end before now", () => {
  const { parsed, records } = content("/v1/traces");
  const spans = having<Span>(parsed, "startTimeUnixNano");
  assert.equal(spans.length, records);
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  assert.equal(byId.size, spans.length);
  assert.equal(spans.filter((span) => span.parentSpanId === undefined).length, spans.length / 3);
  for (const span of spans) {
    assert.ok(BigInt(span.endTimeUnixNano) < NOW);
    if (span.parentSpanId === undefined) continue;
    const parent = byId.get(span.parentSpanId) ?? assert.fail("a parent is missing");
    assert.equal(span.traceId, parent.traceId);
    assert.ok(BigInt(span.startTimeUnixNano) >= BigInt(parent.startTimeUnixNano));
    assert.ok(BigInt(span.endTimeUnixNano) <= BigInt(parent.endTimeUnixNano));
  }
});

test("every log record belongs to a span", () => {
  const requests = sampleRequests(NOW).map(({ body }) => JSON.parse(body) as unknown);
  const spans = new Set(having<Span>(requests[1], "startTimeUnixNano").map(({ traceId, spanId }) => traceId + spanId));
  const logs = having<Log>(requests[0], "severityNumber");
  assert.equal(logs.length, content("/v1/logs").records);
  for (const { traceId, spanId, timeUnixNano } of logs) {
    assert.ok(spans.has(traceId + spanId));
    assert.ok(BigInt(timeUnixNano) < NOW);
  }
});

test("there are metrics of all five kinds, and their buckets add up to their counts", () => {
  const { parsed, records } = content("/v1/metrics");
  for (const kind of ["gauge", "sum", "histogram", "exponentialHistogram", "summary"]) {
    assert.equal(having(parsed, kind).filter((metric) => "name" in (metric as object)).length, 1, kind);
  }
  const lists = having<{ dataPoints: object[] }>(parsed, "dataPoints");
  assert.equal(lists.flatMap(({ dataPoints }) => dataPoints).length, records);
  for (const point of having<{ count: string; bucketCounts?: string[]; positive?: { bucketCounts: string[] } }>(
    parsed,
    "count",
  )) {
    const buckets = point.bucketCounts ?? point.positive?.bucketCounts;
    if (buckets === undefined) continue;
    assert.equal(
      buckets.map(Number).reduce((a, b) => a + b),
      Number(point.count),
    );
  }
});

test("two samples are different records", () => {
  const [first, second] = [1, 2].map(() => sampleRequests(NOW)[1]?.body);
  assert.notEqual(first, second);
});
