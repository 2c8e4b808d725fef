/**
 * Exactly once, whatever dies in between: seeded schedules of aborts, failures and delays at every blocking call and every SQL statement of the
 * durable objects, while senders retry and an operator flushes. After each schedule the faults stop, and the senders go on until everything is
 * acknowledged. What is then still on its way meets the faults of the next schedules; after every fifth everything is flushed, and in the end every
 * acknowledged row is in its table once, or as often as the guarantee allows.
 *
 * FAULT_SCHEDULES says how many (50), FAULT_SEED begins elsewhere; `FAULT_SEED=17 FAULT_SCHEDULES=1` runs one alone.
 */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setTimeout as later } from "node:timers/promises";
import { flush } from "../harness/flush.ts";
import { LakeWorker } from "../harness/lake.ts";
import { Acknowledged } from "./acknowledged.ts";
import { Dice, deliver, namedRequest } from "./workload.ts";

const FIRST_SEED = Number(process.env["FAULT_SEED"] ?? 1);
const SCHEDULES = Number(process.env["FAULT_SCHEDULES"] ?? 50);

/** Schedules that share tables: more, and their metadata get long; fewer, and starting takes most of the time. */
const IN_ONE_LAKE = 100;

/** Worlds at the same time. */
const LAKES = 2;

const SENDERS = 3;
const REQUESTS = 3;
const SCHEDULES_OF_A_FLUSH = 5;

/** A call that waits for an object that is away would hold a schedule up for long. */
const FAULTS_LAST_MS = 800;

describe("schedules of faults", { concurrency: LAKES }, () => {
  for (let first = FIRST_SEED; first < FIRST_SEED + SCHEDULES; first += IN_ONE_LAKE) {
    const last = Math.min(first + IN_ONE_LAKE, FIRST_SEED + SCHEDULES) - 1;
    test(`seeds ${first} to ${last}: every acknowledged row is in its table once`, async (context) => {
      const lake = await LakeWorker.start({
        bundle: "durableFaults",
        vars: {
          OTLP2PARQUET_BATCHING_ENABLED: "true",
          OTLP2PARQUET_BATCH_MAX_ROWS: "12",
          OTLP2PARQUET_BATCH_MAX_AGE_SECS: "1",
          OTLP2PARQUET_COMMIT_INTERVAL_SECS: "3",
        },
      });
      try {
        const acknowledged = new Acknowledged();
        let faults = 0;
        for (let seed = first; seed <= last; seed++) {
          try {
            faults += await schedule(lake, seed, acknowledged);
            if (seed % SCHEDULES_OF_A_FLUSH === 0 || seed === last) await flush(() => lake.worker.flush());
          } catch (error) {
            throw new Error(`seed ${seed}: ${error instanceof Error ? error.message : error}`, { cause: error });
          }
        }
        const found = await acknowledged.verify(await lake.reader(), await lake.worker.keys());
        const { highest, refused, unattributed } = await subrequests(lake);
        const most = Math.max(...Object.values(highest));
        context.diagnostic(
          `${last - first + 1} schedules, ${faults} faults, at most ${most} subrequests at once: ${found}`,
        );
        // Each request and alarm stays within the platform's limit, and every call is known to belong to one.
        assert.deepEqual({ refused, unattributed }, { refused: 0, unattributed: 0 });
      } finally {
        await lake.close();
      }
    });
  }
});

/** Runs a schedule to its end. The number of faults that happened. */
async function schedule(lake: LakeWorker, seed: number, acknowledged: Acknowledged): Promise<number> {
  const dice = new Dice(seed);
  const settings = { seed, blocking: 20 + dice.below(230), immediate: dice.below(20) };
  await faults(lake, settings);
  const sending = Promise.all(
    Array.from({ length: SENDERS }, async (_, sender) => {
      const own = new Dice(seed * SENDERS + sender);
      for (let i = 0; i < REQUESTS; i++) {
        const request = namedRequest(own, `seed${seed}-${sender}-${i}`);
        const copies = await deliver((signal, body) => lake.worker.post(signal, body), request, own);
        acknowledged.add(request, copies, `seed ${seed}`);
      }
    }),
  );
  sending.catch(() => undefined);
  // Files and commits meet the faults too. What becomes of it is looked at in the end.
  const flushing = lake.worker
    .flush()
    .then((answer) => answer.text())
    .catch(() => undefined);
  await Promise.race([Promise.allSettled([sending, flushing]), later(FAULTS_LAST_MS)]);
  const happened = ((await (await fetch(new URL("/__faults", lake.worker.url))).json()) as string[]).length;
  await faults(lake, undefined);
  await sending;
  return happened;
}

interface Subrequests {
  readonly highest: Readonly<Record<string, number>>;
  readonly refused: number;
  readonly unattributed: number;
}

async function subrequests(lake: LakeWorker): Promise<Subrequests> {
  return (await (await fetch(new URL("/__subrequests", lake.worker.url))).json()) as Subrequests;
}

async function faults(lake: LakeWorker, settings: object | undefined): Promise<void> {
  const body = settings === undefined ? "" : JSON.stringify(settings);
  const answer = await fetch(new URL("/__faults", lake.worker.url), { method: "POST", body });
  assert.equal(answer.status, 204);
}
