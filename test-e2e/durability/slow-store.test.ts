/**
 * A store that is slow and does not fail: while every put takes 1.5 s, clients send as fast as they get their answers, in an isolate of real size.
 * What is on its way to the store is held meanwhile, so memory must be lent with the uploads counted. Some requests may be asked to wait; nothing
 * may die, and acknowledged rows are stored once. Bodies are of a kind that does not compress.
 */

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { setTimeout as later } from "node:timers/promises";
import { devServerBucket, mirror, onlyKeys } from "../../scripts/lib/bucket.ts";
import { freePort } from "../../scripts/lib/free-port.ts";
import { currentTables } from "../../scripts/lib/iceberg-tables.ts";
import { Lake } from "../../scripts/lib/lake.ts";
import {
  BUCKET_NAME,
  CATALOG_TOKEN,
  CatalogProcess,
  NAMESPACE,
  S3_CREDENTIALS,
  WAREHOUSE,
} from "../harness/catalog.ts";
import { flush } from "../harness/flush.ts";
import { EPOCH } from "../harness/otlp.ts";
import { PersistentWorker } from "../harness/persistent-worker.ts";
import { IsolateMemory, type Peak } from "./isolate-memory.ts";

const MIB = 1 << 20;
const PUT_MILLIS = 1_500;
const LOAD_MILLIS = 60_000;
const CLIENTS = 6;

/**
 * What an isolate has, without garbage; 103 MiB were measured. With it there may be more: V8 collects when its heap is full, and ends the process
 * only if that does not help.
 */
const MOST_BYTES = 128_000_000;

/** A backlog at its limit goes a piece at a time, each of which waits for its put. */
const FLUSH_MILLIS = 900_000;

/** Of a row, in JSON some more. */
const ROW_BYTES = 2_000;

interface Sent {
  readonly acknowledged: Set<string>;
  /** Asked to wait, and not sent again before the end of the load: nobody knows more of them than that. */
  readonly open: Set<string>;
  refusals: number;
}

/** A request whose rows have its name as their severity, and each a time of its own in the same hour. */
function request(name: string, number: number, rows: number): string {
  const logRecords = Array.from({ length: rows }, (_, i) => ({
    timeUnixNano: String(EPOCH + BigInt(number * rows + i) * 1_000n),
    severityText: name,
    body: { stringValue: randomBytes((ROW_BYTES * 3) / 4).toString("base64") },
  }));
  const resource = { attributes: [{ key: "service.name", value: { stringValue: "slow" } }] };
  return JSON.stringify({ resourceLogs: [{ resource, scopeLogs: [{ logRecords }] }] });
}

/** Sends until the load ends, each request again until it is acknowledged. */
async function client(worker: PersistentWorker, number: number, rows: number, end: number, sent: Sent): Promise<void> {
  for (let i = 0; Date.now() < end; i++) {
    const name = `client${number}-${i}`;
    const body = request(name, i * CLIENTS + number, rows);
    sent.open.add(name);
    while (Date.now() < end) {
      const answer = await worker.post("logs", body);
      const text = await answer.text();
      if (answer.status === 200) {
        sent.acknowledged.add(name);
        sent.open.delete(name);
        break;
      }
      assert.equal(answer.status, 503, text);
      sent.refusals++;
      await later(100);
    }
  }
}

/** The rows of each request that are in the table, as DuckDB reads the files of its current snapshot. */
async function rowsByRequest(worker: PersistentWorker, catalogUri: string): Promise<Map<string, [bigint, bigint]>> {
  const bucket = devServerBucket(worker.url, BUCKET_NAME, S3_CREDENTIALS);
  const address = {
    uri: catalogUri,
    token: CATALOG_TOKEN,
    warehouse: WAREHOUSE,
    namespace: NAMESPACE,
    bucketName: BUCKET_NAME,
  };
  const keys = (await currentTables(address, bucket)).get("logs")?.keys ?? [];
  const directory = await mkdtemp(join(tmpdir(), "otlp2parquet-slow-"));
  try {
    const files = await mirror(onlyKeys(bucket, new Set(keys)), directory);
    const lake = await Lake.ofTables(new Map([["logs", keys.map((key) => files.get(key) as string)]]));
    try {
      const { rows } = await lake.query(
        "SELECT SeverityText, count(*), count(DISTINCT Timestamp) FROM logs GROUP BY SeverityText",
      );
      return new Map(rows.map(([name, count, times]) => [String(name), [count as bigint, times as bigint]]));
    } finally {
      lake.close();
    }
  } finally {
    await rm(directory, { recursive: true });
  }
}

async function slowStore(context: TestContext, rows: number): Promise<Sent> {
  const catalog = await CatalogProcess.reserve();
  const inspectorPort = await freePort();
  const worker = await PersistentWorker.create(await freePort(), catalog.uri, {}, inspectorPort, "durableFaults");
  try {
    await worker.start();
    await catalog.start(worker.url);
    const slow = await fetch(new URL("/__slow", worker.url), { method: "POST", body: String(PUT_MILLIS) });
    assert.equal(slow.status, 204);
    const memory = await IsolateMemory.watch(inspectorPort, true);
    const sent: Sent = { acknowledged: new Set(), open: new Set(), refusals: 0 };
    const end = Date.now() + LOAD_MILLIS;
    await Promise.all(Array.from({ length: CLIENTS }, (_, number) => client(worker, number, rows, end, sent)));
    await flush(() => worker.flush(), FLUSH_MILLIS);
    memory.stop();

    const inMib = ({ heap, arrayBuffers, together }: Peak): string =>
      `${(together / MIB).toFixed(1)} MiB (${(heap / MIB).toFixed(1)} of heap, ${(arrayBuffers / MIB).toFixed(1)} of array buffers)`;
    context.diagnostic(
      `${sent.acknowledged.size} requests of ${rows} rows, ${sent.refusals} times 503; at most ${inMib(memory.retained)} after ` +
        `${memory.collections} collections, ${inMib(memory.peak)} with garbage in ${memory.samples} samples`,
    );
    const stored = await rowsByRequest(worker, catalog.uri);
    const wrong: string[] = [];
    for (const name of sent.acknowledged) {
      const [count, times] = stored.get(name) ?? [0n, 0n];
      if (count !== BigInt(rows) || times !== count) wrong.push(`${name}: ${count} rows, ${times} of them different`);
      stored.delete(name);
    }
    // What was not acknowledged may be there all the same, whole and once.
    for (const [name, [count, times]] of stored) {
      if (!sent.open.has(name) || count !== BigInt(rows) || times !== count) wrong.push(`${name}: ${count}, ${times}`);
    }
    assert.deepEqual(wrong, []);
    assert.ok(memory.collections >= 5, `${memory.collections} collections`);
    assert.ok(memory.retained.together < MOST_BYTES, inMib(memory.retained));
    return sent;
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : error}\nThe Worker's last output:\n${worker.output}`, {
      cause: error,
    });
  } finally {
    await catalog.close();
    await worker.remove();
  }
}

test("six clients of 1 MB bodies live with puts of 1.5 s", { timeout: 1_800_000 }, async (context) => {
  const { acknowledged } = await slowStore(context, 500);
  assert.ok(acknowledged.size > CLIENTS, `${acknowledged.size} requests`);
});

test("six clients of 10 MB bodies live with puts of 1.5 s", { timeout: 1_800_000 }, async (context) => {
  const { acknowledged } = await slowStore(context, 4_800);
  assert.ok(acknowledged.size > 0, "some get in");
});
