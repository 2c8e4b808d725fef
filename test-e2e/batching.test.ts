/** Requests that are gathered in Durable Objects: acknowledged when they are durable there, in files and tables after a flush, once. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { DONE, type Flushed, flushed } from "./harness/flush.ts";
import { LakeWorker } from "./harness/lake.ts";
import { logsRequest } from "./harness/otlp.ts";
import { sample } from "./harness/telemetry.ts";
import { type Signal, suiteWorker, type TestWorker } from "./harness/worker.ts";

const BATCHING = { OTLP2PARQUET_BATCHING_ENABLED: "true", OTLP2PARQUET_BATCH_SHARDS: "2" };

const flush = async (worker: TestWorker): Promise<Flushed> => flushed(await worker.flush());

describe("batching into plain files", () => {
  const worker = suiteWorker({ vars: BATCHING });

  test("makes one file for each buffer of many requests, and keeps a body that is sent again once", async () => {
    const requests = Array.from({ length: 20 }, (_, i) =>
      JSON.stringify(logsRequest({ service: "cart", records: 5, body: () => `request ${i}` })),
    );
    for (const request of [...requests, ...requests]) {
      await worker.accept("logs", request);
    }
    assert.deepEqual(await worker.keys(), []);
    assert.deepEqual(await flush(worker), DONE);
    assert.equal((await worker.keys()).length, 2);
    await worker.withLake(async (lake) => {
      const { rows } = await lake.query('SELECT count(*), count(DISTINCT "Body") FROM logs');
      assert.deepEqual(rows[0]?.map(Number), [100, 20]);
    });
    for (const request of requests) assert.equal((await worker.post("logs", request)).status, 200);
    assert.deepEqual(await flush(worker), DONE);
    assert.equal((await worker.keys()).length, 2, "a flush does not make a body unknown");
  });

  test("tells what waits to those who may know it, and whether all is well to everybody", async () => {
    assert.equal((await fetch(new URL("/status", worker.url))).status, 401);
    const status = await worker.json<{ status: string; buffers: unknown[] }>("/status");
    assert.equal(status.status, "ok");
    assert.equal(status.buffers.length, 6);
    assert.deepEqual(await (await fetch(new URL("/health", worker.url))).json(), { status: "ok" });
  });
});

describe("a body that comes again", () => {
  const worker = suiteWorker({ vars: { ...BATCHING, OTLP2PARQUET_BATCH_SHARDS: "1" } });

  test("is kept once: ten times at once, across evictions and a flush", async () => {
    const body = JSON.stringify(logsRequest({ service: "again", records: 7, body: () => "one copy" }));
    const evict = (): Promise<void> => worker.evict("BUFFER", "logs-0");
    const sendTen = async (meanwhile?: () => Promise<unknown>): Promise<void> => {
      const sent = Array.from({ length: 10 }, () => worker.post("logs", body));
      await meanwhile?.();
      for (const response of await Promise.all(sent)) assert.equal(response.status, 200, await response.text());
    };
    await sendTen();
    await evict();
    await sendTen(evict);
    await sendTen(() => flush(worker));
    await evict();
    await sendTen();
    assert.deepEqual(await flush(worker), DONE);
    await worker.withLake(async (lake) => {
      const { rows } = await lake.query("SELECT count(*) FROM logs");
      assert.deepEqual(rows[0]?.map(Number), [7]);
    });
  });
});

describe("batching into tables", () => {
  test("commits every row once, with every value", async (t) => {
    const lake = await LakeWorker.start({ vars: BATCHING });
    t.after(() => lake.close());
    const rows = sample({ name: "batched", rows: 40, hours: 3 });
    for (let copy = 0; copy < 2; copy++) {
      for (const [signal, body] of Object.entries(rows.requests)) {
        await lake.worker.accept(signal as Signal, body);
      }
    }
    assert.deepEqual(await flush(lake.worker), DONE);
    await lake.expectTables(rows.rows);
  });
});
