/**
 * What can happen to the requests of a sender of log records, and how often each record is stored then. A sender sends records of two kinds, which
 * docs/guarantees.md has as the classes b and c:
 *
 * - fine ones have a time finer than a millisecond. Equal bytes are a repeat, so each is stored once, whatever happens.
 * - coarse ones have whole milliseconds, and each is emitted twice, so that two requests have equal bytes without being repeats. A repeat is recognised only
 *   if the Worker has seen that an attempt got no answer.
 */

import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { setTimeout as later } from "node:timers/promises";
import { ACCEPT, Buffered, type CallDelays, UNANSWERED } from "./buffered.ts";
import { Edge, type Farewell } from "./edge.ts";

export interface MarkedRecord {
  readonly text: string;
  readonly unixNanos: bigint;
}

/** Sends records, one or a few in each request, with the retries of the SDK or the Collector, and returns when it has no more. */
export type Sender = (edge: Edge, timeoutMillis: number, records: readonly MarkedRecord[]) => Promise<unknown>;

const EACH = 6;
const BREAKS = 3;
const PATIENT_MS = 60_000;
const IMPATIENT_MS = 1_000;
/** No sender waits for that. */
const VERY_SLOW_MS = 10 * 60_000;
const LIMIT = { timeout: 180_000 };

const MILLISECOND = 1_795_253_400_123_000_000n;

export const MARK = /(?:fine|coarse) record \d+/g;
const COARSE = /coarse record \d+/g;

export const FINE: readonly MarkedRecord[] = Array.from({ length: EACH }, (_, i) => ({
  text: `fine record ${i}`,
  unixNanos: MILLISECOND + BigInt(i) * 1_000_000n + 1n,
}));

export const COARSE_TWICE: readonly MarkedRecord[] = Array.from({ length: 2 * EACH }, (_, i) => ({
  text: `coarse record ${i >> 1}`,
  unixNanos: MILLISECOND + BigInt(i >> 1) * 1_000_000n,
}));

const EMITTED = [...FINE, ...COARSE_TWICE].map(({ text }) => text);

/** What is stored if nothing is lost and nothing doubled. */
export const ONCE = copiesOf(EMITTED);

export function copiesOf(texts: readonly string[]): Record<string, number> {
  const copies: Record<string, number> = {};
  for (const text of [...texts].sort()) copies[text] = (copies[text] ?? 0) + 1;
  return copies;
}

/** How often each record is stored, when every call has arrived. */
export async function stored(buffered: Buffered): Promise<Record<string, number>> {
  await buffered.quiet();
  return Object.fromEntries([...(await buffered.copies(MARK))].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** As ONCE, and the coarse records of these requests once more for each. */
export function onceAnd(requests: readonly string[]): Record<string, number> {
  const more = requests.flatMap((request) => request.match(COARSE) ?? []);
  return copiesOf([...EMITTED, ...more]);
}

/** The sender has sent again what had no answer, until it had one for every record. */
export function assertAnswered(edge: Edge): void {
  assert.deepEqual(copiesOf(edge.answered.flatMap((request) => request.match(MARK) ?? [])), ONCE);
}

/** A sender that does not try again when its own timeout has ended an export. */
export function givesUp(name: string, send: Sender): void {
  test(`${name}: it gives up at its own timeout, and nothing is lost or doubled`, LIMIT, async (context) => {
    const [buffered, edge] = await start(context);
    await buffered.delay({ afterMillis: 2_500 });
    await send(edge, IMPATIENT_MS, FINE);
    await send(edge, IMPATIENT_MS, COARSE_TWICE);
    assert.ok(edge.hungUp.length > 0, "no request was given up");
    const attempts = (await buffered.calls()).filter((each) => each === ACCEPT).length;
    context.diagnostic(`${edge.hungUp.length} hang-ups, ${attempts} attempts`);
    assert.equal(edge.hungUp.length, attempts, "each attempt was given up: it was no repeat of another");
    assert.deepEqual(await stored(buffered), ONCE);
  });
}

/** A sender that hangs up on a slow buffer and sends again, in both ways in which the Worker may learn of it. */
export function hangsUp(name: string, send: Sender, delays: CallDelays, timeoutMillis: number): void {
  for (const farewell of ["reset", "end"] as const) {
    const outcome =
      farewell === "reset"
        ? "the Worker is told, and nothing is doubled"
        : "workerd does not tell, and coarse records are doubled, once for each";
    test(`${name}: it hangs up and sends again: ${outcome}`, LIMIT, async (context) => {
      const [buffered, edge] = await start(context, farewell);
      for (const records of [FINE, COARSE_TWICE]) {
        await buffered.delay(delays);
        await send(edge, timeoutMillis, records);
      }
      context.diagnostic(`${edge.hungUp.length} hang-ups`);
      assert.ok(
        edge.hungUp.some((request) => request.includes("coarse")),
        "no coarse record was affected",
      );
      assertAnswered(edge);
      assert.deepEqual(await stored(buffered), farewell === "reset" ? ONCE : onceAnd(edge.hungUp));
    });
  }
}

/** The tests that every sender passes; `atOnce` says whether it sends all requests at once or one after the other. */
export function senderFaults(name: string, send: Sender, atOnce = false): void {
  test(
    `${name}: connections that are reset before the answer lose nothing and double nothing`,
    LIMIT,
    async (context) => {
      const [buffered, edge] = await start(context);
      for (const records of [FINE, COARSE_TWICE]) {
        await buffered.delay({ afterMillis: 5_000, slow: atOnce ? records.length : BREAKS });
        edge.resetNext(BREAKS);
        await send(edge, PATIENT_MS, records);
      }
      const reports = (await buffered.calls()).filter((each) => each === UNANSWERED).length;
      context.diagnostic(`${edge.reset.length} resets, ${reports} reports of coarse ones`);
      assert.equal(edge.reset.length, 2 * BREAKS);
      assert.equal(reports, BREAKS);
      assertAnswered(edge);
      assert.deepEqual(await stored(buffered), ONCE);
    },
  );

  test(
    `${name}: an answer that is lost behind the Worker doubles coarse records only, once each`,
    LIMIT,
    async (context) => {
      const [buffered, edge] = await start(context);
      for (const records of [FINE, COARSE_TWICE]) {
        edge.loseNext(BREAKS);
        await send(edge, PATIENT_MS, records);
      }
      assert.equal(edge.lost.length, 2 * BREAKS);
      assertAnswered(edge);
      assert.deepEqual(await stored(buffered), onceAnd(edge.lost));
    },
  );

  test(
    `${name}: a Worker that is killed between storing and answering doubles coarse records only, once each`,
    LIMIT,
    async (context) => {
      const [buffered, edge] = await start(context);
      const unanswered: string[] = [];
      for (const records of [FINE, COARSE_TWICE]) {
        await buffered.delay({ afterMillis: VERY_SLOW_MS });
        const sending = send(edge, PATIENT_MS, records);
        unanswered.push(...(await storedWithoutAnswer(buffered, edge)));
        await buffered.worker.crash();
        await buffered.worker.restart();
        await sending;
      }
      context.diagnostic(`${unanswered.length} requests were stored and not answered`);
      assertAnswered(edge);
      assert.deepEqual(await stored(buffered), onceAnd(unanswered));
    },
  );
}

export async function start(context: TestContext, farewell: Farewell = "end"): Promise<[Buffered, Edge]> {
  const buffered = await Buffered.start(context);
  return [buffered, await Edge.start(context, buffered.worker.url, farewell)];
}

/** Waits until the buffer has stored what the sender waits for, and nothing more comes: the requests. */
export async function storedWithoutAnswer(buffered: Buffered, edge: Edge): Promise<readonly string[]> {
  await buffered.called(ACCEPT);
  for (let last = ""; ; await later(1_000)) {
    const open = edge.open();
    const accepted = (await buffered.calls()).filter((each) => each === ACCEPT).length;
    const now = `${open.length} requests, ${await buffered.rows()} rows`;
    if (now === last && accepted === open.length) return open;
    last = now;
  }
}
