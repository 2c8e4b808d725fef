/** Clients that hang up before they have an answer: the buffer learns of it in time to know the same request when it comes again. */

import assert from "node:assert/strict";
import { once } from "node:events";
import { type TestContext, test } from "node:test";
import { setTimeout as later } from "node:timers/promises";
import { RawWorker } from "../harness/raw-workerd.ts";

const LIMIT = { timeout: 120_000 };

/** As `Operation.java` has them. */
const ACCEPT = 1;
const UNANSWERED = 8;

const MILLISECOND = 1_795_253_400_123_000_000n;

function body(text: string, unixNanos: bigint): string {
  const logRecord = { timeUnixNano: String(unixNanos), body: { stringValue: text } };
  return JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords: [logRecord] }] }] });
}

interface Status {
  readonly buffers: ReadonlyArray<{ readonly buffer: string; readonly backlog?: { readonly rows: number } }>;
}

class Buffered {
  readonly worker: RawWorker;

  private constructor(worker: RawWorker) {
    this.worker = worker;
  }

  /** Nothing is flushed: there is no bucket, and what is stored is counted in the buffer. */
  static async start(test: TestContext): Promise<Buffered> {
    const vars = { OTLP2PARQUET_BATCH_MAX_AGE_SECS: "86400" };
    return new Buffered(await RawWorker.start(test, "durableFaults", vars));
  }

  delay(delays: { beforeMillis?: number; afterMillis?: number; lost?: number }): Promise<unknown> {
    return this.worker.json("/__calls", delays);
  }

  calls(): Promise<number[]> {
    return this.worker.json("/__calls");
  }

  /** Waits until the buffers were asked for so many things of a kind. */
  async called(operation: number, times = 1): Promise<number[]> {
    for (let attempt = 0; attempt < 500; attempt++) {
      const calls = await this.calls();
      if (calls.filter((each) => each === operation).length >= times) return calls;
      await later(20);
    }
    throw new Error(`not asked for ${operation} ${times} times:\n${this.worker.output}`);
  }

  /** Rows in the buffer of logs. */
  async rows(): Promise<number> {
    const status = await this.worker.json<Status>("/status");
    return status.buffers.find(({ buffer }) => buffer === "logs-0")?.backlog?.rows ?? 0;
  }

  /** Sends a request and resets the connection while the buffer is at it. */
  async hangUp(request: string): Promise<void> {
    const socket = await this.worker.send("logs", request);
    await this.called(ACCEPT);
    socket.resetAndDestroy();
    await once(socket, "close");
  }
}

for (const [when, delays] of [
  ["before the buffer has the request", { beforeMillis: 1_500 }],
  ["when the buffer has the request", { afterMillis: 1_500 }],
] as const) {
  test(`a client that hangs up ${when} and comes back: the row is stored once`, LIMIT, async (context) => {
    const buffered = await Buffered.start(context);
    const request = body("retried", MILLISECOND);
    await buffered.delay(delays);
    await buffered.hangUp(request);
    const calls = await buffered.called(UNANSWERED);
    assert.deepEqual(calls, [ACCEPT, UNANSWERED], "while the first call is under way");
    await later(2_000);
    await buffered.delay({});
    assert.equal((await buffered.worker.post("logs", request)).status, 200);
    assert.equal(await buffered.rows(), 1);
    // One hang-up excuses one repeat: this is another record.
    assert.equal((await buffered.worker.post("logs", request)).status, 200);
    assert.equal(await buffered.rows(), 2);
  });
}

test("a buffer is told once at most, and only of bodies that nothing else tells apart", LIMIT, async (context) => {
  const buffered = await Buffered.start(context);
  for (const [text, time] of [
    ["known by its content", MILLISECOND + 1n],
    ["of no time", 0n],
  ] as const) {
    await buffered.delay({ afterMillis: 500 });
    await buffered.hangUp(body(text, time));
    await later(1_000);
    assert.deepEqual(await buffered.calls(), [ACCEPT]);
  }
});

test("a client that has its answer and goes away is not reported", LIMIT, async (context) => {
  const buffered = await Buffered.start(context);
  await buffered.delay({});
  for (let i = 0; i < 5; i++) {
    const socket = await buffered.worker.send("logs", body("answered", MILLISECOND));
    const [answer] = (await once(socket, "data")) as [Buffer];
    assert.match(answer.toString("latin1"), /^HTTP\/1.1 200 /);
    if (i % 2 === 0) socket.resetAndDestroy();
    else socket.end();
    await once(socket, "close");
  }
  await later(500);
  assert.deepEqual(await buffered.calls(), [ACCEPT, ACCEPT, ACCEPT, ACCEPT, ACCEPT]);
  assert.equal(await buffered.rows(), 5);
});

test("a request in which Java breaks down is reported, and its repeat is stored once", LIMIT, async (context) => {
  const buffered = await Buffered.start(context);
  await buffered.delay({});
  const request = body("broken", MILLISECOND);
  assert.equal((await buffered.worker.post("logs", request, { "x-test-fault": "trap" })).status, 503);
  assert.deepEqual(await buffered.called(UNANSWERED), [ACCEPT, UNANSWERED]);
  assert.equal((await buffered.worker.post("logs", request)).status, 200);
  assert.equal(await buffered.rows(), 1);
});

test("a request of which all calls fail is reported, and its repeat is stored once", LIMIT, async (context) => {
  const buffered = await Buffered.start(context);
  await buffered.delay({ lost: 4 });
  const request = body("lost", MILLISECOND);
  assert.equal((await buffered.worker.post("logs", request)).status, 503);
  assert.deepEqual(await buffered.called(UNANSWERED), [ACCEPT, ACCEPT, ACCEPT, ACCEPT, UNANSWERED]);
  assert.equal((await buffered.worker.post("logs", request)).status, 200);
  assert.equal(await buffered.rows(), 1);
  assert.equal((await buffered.worker.post("logs", request)).status, 200);
  assert.equal(await buffered.rows(), 2);
});
