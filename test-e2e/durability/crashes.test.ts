/**
 * The whole process dies: workerd and all of its objects, by SIGKILL, again and again while senders go on. What it had acknowledged is on disk, and the
 * next process brings it into the tables.
 *
 * CRASHES says how often (5); the moments follow from CRASH_SEED, which is printed.
 */

import { test } from "node:test";
import { setTimeout as later } from "node:timers/promises";
import { CatalogProcess } from "../harness/catalog.ts";
import { freePort } from "../harness/free-port.ts";
import { IcebergReader } from "../harness/iceberg.ts";
import { Acknowledged } from "./acknowledged.ts";
import { flush } from "./flush.ts";
import { PersistentWorker } from "./persistent-worker.ts";
import { Dice, deliver, namedRequest } from "./workload.ts";

const CRASHES = Number(process.env["CRASHES"] ?? 5);
const SEED = Number(process.env["CRASH_SEED"] ?? Date.now() % 1_000_000);
const SENDERS = 4;

test(`${CRASHES} crashes of the process under load lose and double nothing`, { timeout: 900_000 }, async (context) => {
  context.diagnostic(`CRASH_SEED=${SEED}`);
  const catalog = await CatalogProcess.reserve();
  const worker = await PersistentWorker.create(await freePort(), catalog.uri, {
    OTLP2PARQUET_BATCH_MAX_ROWS: "20",
    OTLP2PARQUET_BATCH_MAX_AGE_SECS: "1",
    OTLP2PARQUET_COMMIT_INTERVAL_SECS: "3",
  });
  let reader: IcebergReader | undefined;
  try {
    await worker.start();
    await catalog.start(worker.url);
    const acknowledged = new Acknowledged();
    let going = true;
    const sending = Promise.all(
      Array.from({ length: SENDERS }, async (_, sender) => {
        const dice = new Dice(SEED * SENDERS + sender);
        for (let i = 0; going; i++) {
          const request = namedRequest(dice, `sender${sender}-${i}`);
          await deliver((signal, body) => worker.post(signal, body), request, dice);
          acknowledged.add(request, `sender ${sender}`);
          await later(dice.below(100));
        }
      }),
    );
    sending.catch(() => undefined);
    const dice = new Dice(SEED);
    for (let crash = 0; crash < CRASHES; crash++) {
      await later(200 + dice.below(3_000));
      await worker.crash();
      await worker.start();
    }
    going = false;
    await sending;
    await flush(() => worker.flush());
    reader = await IcebergReader.start(worker.url, catalog.uri);
    context.diagnostic(await acknowledged.verify(reader, await worker.keys()));
  } finally {
    await reader?.close();
    await catalog.stop();
    await worker.remove();
  }
});
