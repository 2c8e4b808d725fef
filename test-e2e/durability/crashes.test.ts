/**
 * The whole process dies: workerd and all of its objects, by SIGKILL, again and again while senders go on. What it had acknowledged is on disk, and the
 * next process brings it into the tables.
 *
 * CRASHES says how often (5); the moments follow from CRASH_SEED, which is printed.
 */

import { test } from "node:test";
import { crashRun } from "./crash-run.ts";

const CRASHES = Number(process.env["CRASHES"] ?? 5);
const SEED = Number(process.env["CRASH_SEED"] ?? Date.now() % 1_000_000);

test(`${CRASHES} crashes of the process under load lose and double nothing`, { timeout: 900_000 }, async (context) => {
  context.diagnostic(`CRASH_SEED=${SEED}`);
  await crashRun(context, {
    seed: SEED,
    senders: 4,
    largeRows: 0,
    longestLife: 3_000,
    goesOn: (crashes) => crashes < CRASHES,
  });
});
