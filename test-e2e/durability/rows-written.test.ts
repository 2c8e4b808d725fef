/**
 * What a request costs in rows of the durable objects' SQLite, by the platform's own count: it bills them. The table of costs in
 * docs/guarantees.md is made of these numbers.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { flush } from "../harness/flush.ts";
import { LakeWorker } from "../harness/lake.ts";
import { logsRequest } from "../harness/otlp.ts";

const REQUESTS = 500;
const FLUSHES = 3;

interface Written {
  readonly statements: number;
  readonly alarms: number;
}

test("a request of one chunk writes one row, and is dropped without another", async (context) => {
  const lake = await LakeWorker.start({
    bundle: "durableFaults",
    vars: { OTLP2PARQUET_BATCHING_ENABLED: "true", OTLP2PARQUET_BATCH_SHARDS: "1" },
  });
  context.after(() => lake.close());
  const written = async (): Promise<Written> =>
    (await (await fetch(new URL("/__written", lake.worker.url))).json()) as Written;
  const send = async (number: number): Promise<void> => {
    const body = JSON.stringify(logsRequest({ service: "cart", records: 2, body: () => `request ${number}` }));
    await lake.worker.accept("logs", body);
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
  assert.equal(accepting, REQUESTS);
  assert.ok(flushing <= 40, `${flushing} rows`);
  assert.ok(alarms <= 20, `${alarms} alarms`);
});

test("flushes and commits that come by themselves write few rows", async (context) => {
  const lake = await LakeWorker.start({
    bundle: "durableFaults",
    vars: {
      OTLP2PARQUET_BATCHING_ENABLED: "true",
      OTLP2PARQUET_BATCH_SHARDS: "1",
      OTLP2PARQUET_BATCH_MAX_AGE_SECS: "1",
      OTLP2PARQUET_COMMIT_INTERVAL_SECS: "10",
    },
  });
  context.after(() => lake.close());
  const written = async (): Promise<Written> =>
    (await (await fetch(new URL("/__written", lake.worker.url))).json()) as Written;
  const commits = async (): Promise<number> => (await lake.rows("logs")).length;
  const send = async (number: number): Promise<void> => {
    const body = JSON.stringify(logsRequest({ service: "cart", records: 2, body: () => `request ${number}` }));
    assert.equal((await lake.worker.post("logs", body)).status, 200);
  };
  await send(-1);
  await flush(() => lake.worker.flush());
  const before = await written();
  const stored = await commits();
  for (let i = 0; i < FLUSHES; i++) {
    await send(i);
    while ((await commits()) < stored + 2 * (i + 1)) await setTimeout(200);
  }
  // What follows on the last commit.
  await setTimeout(12_000);
  const after = await written();
  const rows = (after.statements - before.statements - FLUSHES) / FLUSHES;
  const alarms = (after.alarms - before.alarms) / FLUSHES;
  context.diagnostic(`a flush and its commit: ${rows.toFixed(1)} rows written, ${alarms.toFixed(1)} alarms set`);
  assert.ok(rows <= 18, `${rows} rows`);
  assert.ok(alarms <= 10, `${alarms} alarms`);
});

// Cloudflare has not said that it bills what workerd counts. Were the rows of a dropped table billed as deleted ones are, a request would cost
// two rows, and nothing else would change.
test("a dropped table writes no row, where deleting its rows writes each of them", async (context) => {
  const lake = await LakeWorker.start({ bundle: "durableFaults", vars: { OTLP2PARQUET_BATCHING_ENABLED: "true" } });
  context.after(() => lake.close());
  const cost = async (statement: string): Promise<number> => {
    const written = async (): Promise<number> =>
      ((await (await fetch(new URL("/__written", lake.worker.url))).json()) as Written).statements;
    const before = await written();
    const body = JSON.stringify({ buffer: "metrics-0", statement });
    assert.equal((await fetch(new URL("/__sql", lake.worker.url), { method: "POST", body })).status, 204);
    return (await written()) - before;
  };
  const fill = (table: string): string =>
    `WITH RECURSIVE i(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < 100) INSERT INTO ${table} SELECT n, zeroblob(3000) FROM i`;
  for (const table of ["dropped", "deleted"]) {
    assert.equal(await cost(`CREATE TABLE ${table} (id INTEGER PRIMARY KEY, body BLOB)`), 2);
    assert.equal(await cost(fill(table)), 100);
  }
  assert.equal(await cost("DROP TABLE dropped"), 0);
  assert.equal(await cost("DELETE FROM deleted WHERE id > 0"), 100);
});
