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
import { ACCEPT, Buffered, UNANSWERED } from "./buffered.ts";
import { Edge } from "./edge.ts";

export interface MarkedRecord {
  readonly text: string;
  readonly unixNanos: bigint;
}

/** Sends records, each in a request of its own or few together, with the retries of its own, and returns when it has no more. */
export type Sender = (url: URL, timeoutMillis: number, records: readonly MarkedRecord[]) => Promise<unknown>;

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

/** How often each record is stored. */
export async function stored(buffered: Buffered): Promise<Record<string, number>> {
  return Object.fromEntries([...(await buffered.copies(MARK))].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** As ONCE, and the coarse records of these requests once more for each. */
export function onceAnd(requests: readonly string[]): Record<string, number> {
  const more = requests.flatMap((request) => request.match(COARSE) ?? []);
  return copiesOf([...EMITTED, ...more]);
}

/** The sender has sent again what had no answer, until it had one for every record that it had. */
function assertAnswered(edge: Edge): void {
  assert.deepEqual(copiesOf(edge.answered.flatMap((request) => request.match(MARK) ?? [])), ONCE);
}

/** The tests that every sender passes; `atOnce` says whether it sends all requests at once or one after the other. */
export function senderFaults(name: string, send: Sender, atOnce = false): void {
  const both = async (url: URL, timeoutMillis: number): Promise<void> => {
    await send(url, timeoutMillis, FINE);
    await send(url, timeoutMillis, COARSE_TWICE);
  };

  test(`${name}: it gives up at its own timeout, and nothing is lost or doubled`, LIMIT, async (context) => {
    const [buffered, edge] = await start(context);
    await buffered.delay({ afterMillis: 2_500 });
    await both(edge.url, IMPATIENT_MS);
    assert.ok(edge.hungUp.length > 0, "no request was given up");
    const attempts = (await buffered.calls()).filter((each) => each === ACCEPT).length;
    context.diagnostic(`${edge.hungUp.length} hang-ups, ${attempts} attempts`);
    assert.equal(edge.hungUp.length, attempts, "each attempt was given up: it was no repeat of another");
    assert.deepEqual(await stored(buffered), ONCE);
  });

  test(
    `${name}: connections that are reset before the answer lose nothing and double nothing`,
    LIMIT,
    async (context) => {
      const [buffered, edge] = await start(context);
      for (const records of [FINE, COARSE_TWICE]) {
        await buffered.delay({ afterMillis: 5_000, slow: atOnce ? records.length : BREAKS });
        edge.resetNext(BREAKS);
        await send(edge.url, PATIENT_MS, records);
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
        await send(edge.url, PATIENT_MS, records);
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
        const sending = send(edge.url, PATIENT_MS, records);
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

async function start(context: TestContext): Promise<[Buffered, Edge]> {
  const buffered = await Buffered.start(context);
  return [buffered, await Edge.start(context, buffered.worker.url, "end")];
}

/** Waits until the buffer has stored what the sender waits for, and nothing more comes: the requests. */
async function storedWithoutAnswer(buffered: Buffered, edge: Edge): Promise<readonly string[]> {
  await buffered.called(ACCEPT);
  for (let last = -1; ; ) {
    const open = edge.open();
    const calls = (await buffered.calls()).filter((each) => each === ACCEPT).length;
    if (open.length === last && calls === open.length) return open;
    last = open.length;
    await later(1_000);
  }
}
