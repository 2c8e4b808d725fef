/** Load on a Worker whose process dies by SIGKILL again and again: what was acknowledged is in the tables once. */

import type { TestContext } from "node:test";
import { setTimeout as later } from "node:timers/promises";
import { freePort } from "../../scripts/lib/free-port.ts";
import { CatalogProcess } from "../harness/catalog.ts";
import { flush } from "../harness/flush.ts";
import { IcebergReader } from "../harness/iceberg.ts";
import { PersistentWorker } from "../harness/persistent-worker.ts";
import { Acknowledged } from "./acknowledged.ts";
import { Dice, deliver, largeRequest, type NamedRequest, namedRequest } from "./workload.ts";

export interface CrashRun {
  readonly seed: number;
  /** Senders of small requests of all signals. */
  readonly senders: number;
  /** Rows of the requests that one more sender sends; 0 for no such sender. */
  readonly largeRows: number;
  /** The most milliseconds between two crashes. */
  readonly longestLife: number;
  /** Whether there is to be another crash. */
  goesOn(crashes: number): boolean;
}

/** Runs it and verifies every table. What was found is the test's diagnostic. */
export async function crashRun(context: TestContext, run: CrashRun): Promise<void> {
  const catalog = await CatalogProcess.reserve();
  const worker = await PersistentWorker.create(await freePort(), catalog.uri, {
    OTLP2PARQUET_BATCH_MAX_ROWS: run.largeRows === 0 ? "20" : "5000",
    OTLP2PARQUET_BATCH_MAX_AGE_SECS: "1",
    OTLP2PARQUET_COMMIT_INTERVAL_SECS: "3",
  });
  let reader: IcebergReader | undefined;
  try {
    await worker.start();
    await catalog.start(worker.url);
    const acknowledged = new Acknowledged();
    const counts = { requests: 0, crashes: 0 };
    let going = true;
    const send = async (sender: number, pause: number, make: (dice: Dice, name: string) => NamedRequest) => {
      const dice = new Dice(run.seed * (run.senders + 1) + sender);
      for (let i = 0; going; i++) {
        const request = make(dice, `sender${sender}-${i}`);
        const copies = await deliver((signal, body) => worker.post(signal, body), request, dice);
        acknowledged.add(request, copies, `sender ${sender}`);
        counts.requests++;
        await later(dice.below(pause));
      }
    };
    const senders = Array.from({ length: run.senders }, (_, sender) => send(sender, 100, namedRequest));
    if (run.largeRows > 0) {
      senders.push(send(run.senders, 2_000, (dice, name) => largeRequest(dice, name, run.largeRows)));
    }
    const sending = Promise.all(senders);
    sending.catch(() => undefined);
    const dice = new Dice(run.seed);
    let peak = 0;
    while (run.goesOn(counts.crashes)) {
      await Promise.race([later(200 + dice.below(run.longestLife)), sending]);
      peak = Math.max(peak, worker.peakResidentBytes());
      await worker.crash();
      await worker.start();
      counts.crashes++;
    }
    going = false;
    await sending;
    await flush(() => worker.flush());
    peak = Math.max(peak, worker.peakResidentBytes());
    reader = await IcebergReader.start(worker.url, catalog.uri);
    const found = await acknowledged.verify(reader, await worker.keys());
    context.diagnostic(
      `${counts.requests} requests, ${counts.crashes} crashes: ${found}; workerd had at most ${Math.round(peak / 1e6)} MB resident`,
    );
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : error}\nThe Worker's last output:\n${worker.output}`, {
      cause: error,
    });
  } finally {
    await reader?.close();
    await catalog.close();
    await worker.remove();
  }
}
