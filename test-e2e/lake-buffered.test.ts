/** The way that is the default: requests wait in Durable Objects, and become files and commits together. Read by Iceberg's Java library. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type LakeWorker, suiteLake, together } from "./harness/lake.ts";
import type { Row } from "./harness/lines.ts";
import { logsRequest } from "./harness/otlp.ts";
import { sample } from "./harness/telemetry.ts";
import type { Signal } from "./harness/worker.ts";

const BUFFERED = { OTLP2PARQUET_BATCHING_ENABLED: "true", OTLP2PARQUET_COMMIT_INTERVAL_SECS: "3" };

/** Has all that was accepted committed. */
async function flush(lake: LakeWorker): Promise<void> {
  const answer = await lake.worker.flush();
  assert.equal(answer.status, 200, await answer.clone().text());
}

/** "service body" of the log records of services whose names begin with `prefix`, sorted. */
async function records(lake: LakeWorker, prefix: string): Promise<string[]> {
  return (await lake.rows("logs"))
    .filter((row: Row) => String(row["ServiceName"]).startsWith(prefix))
    .map((row) => `${row["ServiceName"]} ${row["Body"]}`)
    .sort();
}

const expected = (prefix: string, services: number, perService: number): string[] =>
  Array.from({ length: services }, (_, service) =>
    Array.from({ length: perService }, (_, record) => `${prefix}${service} record ${record}`),
  )
    .flat()
    .sort();

describe("tables that are written through buffers", () => {
  const lake = suiteLake({ vars: BUFFERED });

  test("have every row with every value", async () => {
    const first = sample({ name: "first", rows: 20 });
    const second = sample({ name: "second" });
    for (const { requests } of [first, second]) {
      for (const [signal, body] of Object.entries(requests)) await lake().worker.accept(signal as Signal, body);
    }
    await flush(lake());
    await lake().expectTables(together(first, second));
  });

  test("have the rows of many small requests in few files, and those of a repeated one once", async () => {
    const reader = await lake().reader();
    const before = await reader.audit("logs");
    const bodies = Array.from({ length: 60 }, (_, service) =>
      JSON.stringify(logsRequest({ service: `small-${service}`, records: 5 })),
    );
    const repeated = JSON.stringify(logsRequest({ service: "again-0", records: 5 }));
    await Promise.all([
      ...bodies.map((body) => lake().worker.accept("logs", body)),
      ...Array.from({ length: 10 }, () => lake().worker.accept("logs", repeated)),
    ]);
    await flush(lake());
    await lake().worker.accept("logs", repeated);
    await flush(lake());
    assert.deepEqual(await records(lake(), "small-"), expected("small-", 60, 5));
    assert.deepEqual(await records(lake(), "again-"), expected("again-", 1, 5));
    const after = await reader.audit("logs");
    assert.deepEqual(after.faults, []);
    assert.ok(after.files.length - before.files.length <= 5, `${after.files.length - before.files.length} files`);
  });

  test("get what was accepted while the catalog was down", async () => {
    const { catalog, worker } = lake();
    await catalog.stop();
    for (let service = 0; service < 8; service++) {
      await lake().worker.accept("logs", JSON.stringify(logsRequest({ service: `down-${service}`, records: 5 })));
    }
    const answer = await worker.flush();
    assert.equal(answer.status, 503);
    assert.notEqual(await answer.text(), "");
    await catalog.start(worker.url);
    await flush(lake());
    assert.deepEqual(await records(lake(), "down-"), expected("down-", 8, 5));
    const status = await worker.json<{
      buffers: { backlog: { requests: number } }[];
      committers: { waiting: { files: number } }[];
    }>("/status");
    for (const { backlog } of status.buffers) assert.equal(backlog.requests, 0);
    for (const { waiting } of status.committers) assert.equal(waiting.files, 0);
    assert.deepEqual((await (await lake().reader()).audit("logs")).faults, []);
  });
});
