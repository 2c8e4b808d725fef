/**
 * Senders of all signals, small requests and large, for SOAK_SECONDS (600) in an isolate of real size, while the process is killed and comes back:
 * every acknowledged row is in its table once. The moments follow from CRASH_SEED, which is printed.
 */

import { test } from "node:test";
import { crashRun } from "../durability/crash-run.ts";

const SECONDS = Number(process.env["SOAK_SECONDS"] ?? 600);
const SEED = Number(process.env["CRASH_SEED"] ?? Date.now() % 1_000_000);

test(`${SECONDS} seconds of load and crashes lose and double nothing`, {
  timeout: SECONDS * 1_000 + 3_600_000,
}, async (context) => {
  context.diagnostic(`CRASH_SEED=${SEED}`);
  const end = Date.now() + SECONDS * 1_000;
  await crashRun(context, {
    seed: SEED,
    senders: 6,
    largeRows: 500,
    longestLife: 30_000,
    goesOn: () => Date.now() < end,
  });
});
