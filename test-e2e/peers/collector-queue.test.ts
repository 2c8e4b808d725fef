/**
 * The OpenTelemetry Collector with its queue on disk: its exporter gives up on a slow Worker and tries again, connections and the Worker die, and the Collector
 * itself is killed and started again. Every record that it has accepted is stored, and as often as docs/guarantees.md says.
 */

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, type TestContext, test } from "node:test";
import { setTimeout as later } from "node:timers/promises";
import { UNANSWERED } from "../harness/buffered.ts";
import type { Edge } from "../harness/edge.ts";
import {
  assertAnswered,
  COARSE_TWICE,
  FINE,
  hangsUp,
  type MarkedRecord,
  ONCE,
  onceAnd,
  type Sender,
  senderFaults,
  start,
  stored,
  storedWithoutAnswer,
} from "../harness/sender-faults.ts";
import { Collector } from "./collector.ts";

const MISSING = process.env["OTELCOL"] === undefined;
const IMPATIENT_MS = 1_000;
const PATIENT_MS = 120_000;
const SLOW_MS = 15_000;
const LIMIT = { timeout: 180_000 };

function collector(edge: Edge, timeoutMillis: number, queue: string): Promise<Collector> {
  const more = { QUEUE_DIRECTORY: queue, EXPORT_TIMEOUT: `${timeoutMillis}ms` };
  return Collector.start("collector-queue.yaml", edge.url, "proto", more);
}

/** Returns when the Collector has accepted them: each is in its queue. */
async function give({ endpoint }: Collector, records: readonly MarkedRecord[]): Promise<void> {
  for (const { text, unixNanos } of records) {
    const time = String(unixNanos);
    const logRecord = { timeUnixNano: time, observedTimeUnixNano: time, body: { stringValue: text } };
    const response = await fetch(`http://${endpoint}/v1/logs`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords: [logRecord] }] }] }),
    });
    assert.equal(response.status, 200, await response.text());
  }
}

/** Waits until so many requests had their answers. */
async function answered(edge: Edge, requests: number, output: () => string): Promise<void> {
  for (const deadline = Date.now() + LIMIT.timeout; edge.answered.length < requests; await later(50)) {
    assert.ok(Date.now() < deadline, `${edge.answered.length} of ${requests} requests were answered:\n${output()}`);
  }
}

async function withQueue<T>(use: (directory: string) => Promise<T>): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), "otlp2parquet-queue-"));
  try {
    return await use(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

const send: Sender = (edge, timeoutMillis, records) =>
  withQueue(async (queue) => {
    const before = edge.answered.length;
    const sender = await collector(edge, timeoutMillis, queue);
    try {
      await give(sender, records);
      await answered(edge, before + records.length, () => sender.output());
    } finally {
      await sender.stop();
    }
  });

describe("Collector with a queue on disk", { skip: MISSING && "go is not on the path" }, () => {
  senderFaults("Collector", send, true);

  const slow = COARSE_TWICE.length;
  hangsUp("Collector, before its requests reach the buffer", send, { beforeMillis: 4_000, slow }, IMPATIENT_MS);
  hangsUp("Collector, when the buffer has its requests", send, { afterMillis: 4_000, slow }, IMPATIENT_MS);

  const killed = async (
    context: TestContext,
    farewell: "end" | "reset",
  ): Promise<[string[], Record<string, number>]> => {
    const [buffered, edge] = await start(context, farewell);
    return withQueue(async (queue) => {
      let sender = await collector(edge, PATIENT_MS, queue);
      context.after(() => sender.crash());
      const requests = [...COARSE_TWICE, ...FINE];
      await buffered.delay({ afterMillis: SLOW_MS });
      await give(sender, requests);
      const open = await storedWithoutAnswer(buffered, edge);
      context.diagnostic(`killed with ${open.length} of ${requests.length} requests under way`);
      assert.ok(open.length > 0 && open.length < requests.length, "some are under way, others wait in the queue");
      await sender.crash();
      if (farewell === "reset") {
        await buffered.called(UNANSWERED, open.filter((request) => request.includes("coarse")).length);
      }
      await buffered.delay({});
      sender = await collector(edge, PATIENT_MS, queue);
      await answered(edge, requests.length, () => sender.output());
      assertAnswered(edge);
      return [edge.hungUp, await stored(buffered)];
    });
  };

  test(
    "Collector that is killed and started again: the Worker is told, and nothing is doubled",
    LIMIT,
    async (context) => {
      const [, copies] = await killed(context, "reset");
      assert.deepEqual(copies, ONCE);
    },
  );

  test(
    "Collector that is killed and started again: workerd does not tell, and coarse records that were under way are doubled, once each",
    LIMIT,
    async (context) => {
      const [hungUp, copies] = await killed(context, "end");
      assert.deepEqual(copies, onceAnd(hungUp));
    },
  );
});
