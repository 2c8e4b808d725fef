/** What a request costs in rows of the durable objects' SQLite, by the platform's own count: it bills them. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { LakeWorker } from "../harness/lake.ts";
import { logsRequest } from "../harness/otlp.ts";
import { flush } from "./flush.ts";

const REQUESTS = 500;

interface Written {
  readonly statements: number;
  readonly alarms: number;
}

test("a request of one chunk writes two rows and its flush one; its hash goes a day later, by a fourth", async (context) => {
  const lake = await LakeWorker.start({
    bundle: "durableFaults",
    vars: { OTLP2PARQUET_BATCHING_ENABLED: "true", OTLP2PARQUET_BATCH_SHARDS: "1" },
  });
  context.after(() => lake.close());
  const written = async (): Promise<Written> =>
    (await (await fetch(new URL("/__written", lake.worker.url))).json()) as Written;
  const send = async (number: number): Promise<void> => {
    const body = JSON.stringify(logsRequest({ service: "cart", records: 2, body: () => `request ${number}` }));
    const answer = await lake.worker.post("logs", body);
    assert.equal(answer.status, 200, await answer.text());
  };
  // The first makes the tables of both databases, and the table in the catalog.
  await send(-1);
  await flush(() => lake.worker.flush());

  const before = await written();
  for (let i = 0; i < REQUESTS; i++) await send(i);
  const acknowledged = await written();
  await flush(() => lake.worker.flush());
  const flushed = await written();
  const accepting = acknowledged.statements - before.statements;
  const flushing = flushed.statements - acknowledged.statements;
  const alarms = flushed.alarms - before.alarms;
  context.diagnostic(
    `${REQUESTS} requests: ${accepting} rows written; flush and commit: ${flushing}; ${alarms} alarms set`,
  );
  assert.equal(accepting, 2 * REQUESTS);
  assert.ok(flushing >= REQUESTS && flushing <= REQUESTS + 40, `${flushing} rows`);
  assert.ok(alarms <= 20, `${alarms} alarms`);
});
