/** Requests whose rows can be told apart, and senders that retry as OTLP exporters do. */

import { setTimeout as later } from "node:timers/promises";
import { SeededRandom } from "../../scripts/lib/random.ts";
import { EPOCH } from "../harness/otlp.ts";
import type { Signal } from "../harness/worker.ts";

/** Numbers from a seed: the same on every machine, and the same as ever, so that the seed of a failure stays good. */
export class Dice {
  readonly #random: SeededRandom;

  constructor(seed: number) {
    this.#random = new SeededRandom(seed);
  }

  /** At least 0, less than `bound`. */
  below(bound: number): number {
    return this.#random.bits() % bound;
  }

  chance(percent: number): boolean {
    return this.below(100) < percent;
  }
}

/**
 * A body, and the names of its rows by table: each must be there once, or as often as docs/guarantees.md says ("Which requests are repeats").
 */
export interface NamedRequest {
  readonly signal: Signal;
  readonly body: string;
  readonly rows: Readonly<Record<string, readonly string[]>>;
  /** By what a repeat is recognised: its content, or reports of attempts without an answer (class c). */
  readonly recognised: "content" | "reports";
}

/** The column that holds the name of a row. */
export const NAME_COLUMNS: Readonly<Record<string, string>> = {
  logs: "Body",
  traces: "SpanName",
  metrics_gauge: "MetricName",
  metrics_sum: "MetricName",
};

const HOUR = 3_600_000_000_000n;

/** A request of a few rows in one of four hours; `name` is unique. */
export function namedRequest(dice: Dice, name: string): NamedRequest {
  const names = Array.from({ length: 1 + dice.below(6) }, (_, index) => `${name}-${index}`);
  const resource = { attributes: [{ key: "service.name", value: { stringValue: `service-${dice.below(3)}` } }] };
  const time = (index: number): string => String(EPOCH + BigInt(dice.below(4)) * HOUR + BigInt(index));
  const kind = dice.below(4);
  switch (kind) {
    case 0:
    case 1: {
      // Finer than a millisecond, or all in one.
      const timeOf = (i: number): string => (kind === 0 ? time(i + 1) : String(EPOCH));
      const logRecords = names.map((each, i) => ({ timeUnixNano: timeOf(i), body: { stringValue: each } }));
      return {
        signal: "logs",
        body: JSON.stringify({ resourceLogs: [{ resource, scopeLogs: [{ logRecords }] }] }),
        rows: { logs: names },
        recognised: kind === 0 ? "content" : "reports",
      };
    }
    case 2: {
      const spans = names.map((each, i) => ({
        traceId: "0af7651916cd43dd8448eb211c80319c",
        spanId: "b7ad6b7169203331",
        name: each,
        startTimeUnixNano: time(i),
        endTimeUnixNano: String(EPOCH + 9n * HOUR),
      }));
      return {
        signal: "traces",
        body: JSON.stringify({ resourceSpans: [{ resource, scopeSpans: [{ spans }] }] }),
        rows: { traces: names },
        recognised: "content",
      };
    }
    default: {
      const metrics = names.map((each, i) => {
        const dataPoints = [{ timeUnixNano: time(i), asInt: String(i) }];
        return i % 2 === 0
          ? { name: each, gauge: { dataPoints } }
          : { name: each, sum: { dataPoints, aggregationTemporality: 2, isMonotonic: true } };
      });
      const odd = names.filter((_, i) => i % 2 === 1);
      return {
        signal: "metrics",
        body: JSON.stringify({ resourceMetrics: [{ resource, scopeMetrics: [{ metrics }] }] }),
        rows: {
          metrics_gauge: names.filter((_, i) => i % 2 === 0),
          ...(odd.length > 0 && { metrics_sum: odd }),
        },
        recognised: "content",
      };
    }
  }
}

/** A request of some hundred kilobytes: log records with attributes that do not compress well. */
export function largeRequest(dice: Dice, name: string, rows: number): NamedRequest {
  const names = Array.from({ length: rows }, (_, index) => `${name}-${index}`);
  const noise = (): string => Array.from({ length: 40 }, () => dice.below(2 ** 32).toString(36)).join("");
  const logRecords = names.map((each, i) => ({
    timeUnixNano: String(EPOCH + BigInt(dice.below(4)) * HOUR + BigInt(i)),
    body: { stringValue: each },
    attributes: [{ key: "noise", value: { stringValue: noise() } }],
  }));
  const resource = { attributes: [{ key: "service.name", value: { stringValue: "large" } }] };
  return {
    signal: "logs",
    body: JSON.stringify({ resourceLogs: [{ resource, scopeLogs: [{ logRecords }] }] }),
    rows: { logs: names },
    recognised: "content",
  };
}

export type Post = (signal: Signal, body: string) => Promise<Response>;

/** Statuses after which the OTLP specification has exporters send again. */
const RETRYABLE: ReadonlySet<number> = new Set([429, 502, 503, 504]);

const ANSWER_LIMIT_MS = 30_000;
const GIVE_UP_MS = 240_000;

/**
 * Sends a request until it is acknowledged, also when the connection breaks; retries come sooner than a real exporter's. Now and then it sends
 * an acknowledged request again, as an exporter does that did not get to see the answer.
 *
 * @returns the most copies that may be stored: one, and of a body that is recognised by reports another for each attempt whose end nobody can
 *   have reported. The Worker's own 503 is reported with the next attempt at the latest
 * @throws Error on any answer that makes exporters drop data
 */
export async function deliver(post: Post, request: NamedRequest, dice: Dice): Promise<number> {
  const started = Date.now();
  let copies = 1;
  for (;;) {
    const answer = await Promise.race([post(request.signal, request.body).catch(() => undefined), timeout()]);
    if (answer !== undefined && answer.status === 200) {
      await answer.body?.cancel();
      if (dice.chance(80)) return request.recognised === "content" ? 1 : copies;
      copies++;
    } else if (answer !== undefined && !RETRYABLE.has(answer.status)) {
      throw new Error(`an exporter would drop its data: ${answer.status} ${await answer.text()}`);
    } else {
      copies += answer === undefined ? 1 : 0;
      await answer?.body?.cancel();
    }
    if (Date.now() - started > GIVE_UP_MS) throw new Error(`not acknowledged: ${request.signal} ${request.body}`);
    await later(20 + dice.below(60));
  }
}

async function timeout(): Promise<undefined> {
  await later(ANSWER_LIMIT_MS, undefined, { ref: false });
  return undefined;
}
