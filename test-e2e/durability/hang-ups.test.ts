/** Clients that hang up before they have an answer: the buffer learns of it in time to know the same request when it comes again. */

import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { setTimeout as later } from "node:timers/promises";
import { ACCEPT, Buffered, UNANSWERED } from "../harness/buffered.ts";

const LIMIT = { timeout: 120_000 };

const MILLISECOND = 1_795_253_400_123_000_000n;

function body(text: string, unixNanos: bigint): string {
  const logRecord = { timeUnixNano: String(unixNanos), body: { stringValue: text } };
  return JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords: [logRecord] }] }] });
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
