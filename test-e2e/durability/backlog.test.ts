/**
 * After an outage a buffer is full to its limit, others have a backlog too, and all of them share one isolate with the committers: everything drains,
 * in an isolate of real size. Bodies are of a kind that does not compress, so that the backlog is as large in memory as it is on disk.
 *
 * BACKLOG_MIB says how much the first buffer has.
 */

import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { freePort } from "../../scripts/lib/free-port.ts";
import { CatalogProcess } from "../harness/catalog.ts";
import { flush } from "../harness/flush.ts";
import { IcebergReader } from "../harness/iceberg.ts";
import { EPOCH } from "../harness/otlp.ts";
import { PersistentWorker } from "../harness/persistent-worker.ts";
import type { Signal } from "../harness/worker.ts";
import { IsolateMemory } from "./isolate-memory.ts";

const MIB = 1 << 20;
const BACKLOG_MIB = Number(process.env["BACKLOG_MIB"] ?? 256);

/** Garbage included: what is retained is less. */
const MOST_BYTES = 100 * MIB;

const ROWS = 500;

const resource = { attributes: [{ key: "service.name", value: { stringValue: "backlog" } }] };
const text = (): string => randomBytes(1500).toString("base64");

/** About a mebibyte in 500 rows. */
const BODIES: Readonly<Record<string, (request: number) => [Signal, object]>> = {
  logs: (request) => {
    const logRecords = Array.from({ length: ROWS }, (_, i) => ({
      timeUnixNano: String(EPOCH + BigInt(request * ROWS + i)),
      body: { stringValue: text() },
    }));
    return ["logs", { resourceLogs: [{ resource, scopeLogs: [{ logRecords }] }] }];
  },
  traces: (request) => {
    const spans = Array.from({ length: ROWS }, (_, i) => ({
      traceId: randomBytes(16).toString("hex"),
      spanId: randomBytes(8).toString("hex"),
      name: text(),
      startTimeUnixNano: String(EPOCH + BigInt(request * ROWS + i)),
      endTimeUnixNano: String(EPOCH + BigInt(request * ROWS + i + 1)),
    }));
    return ["traces", { resourceSpans: [{ resource, scopeSpans: [{ spans }] }] }];
  },
  metrics_gauge: (request) => {
    const metrics = Array.from({ length: ROWS }, (_, i) => ({
      name: text(),
      gauge: { dataPoints: [{ timeUnixNano: String(EPOCH + BigInt(request * ROWS + i)), asDouble: Math.random() }] },
    }));
    return ["metrics", { resourceMetrics: [{ resource, scopeMetrics: [{ metrics }] }] }];
  },
};

test(`a backlog of ${BACKLOG_MIB} MiB drains in an isolate of real size`, { timeout: 1_800_000 }, async (context) => {
  const catalog = await CatalogProcess.reserve();
  const inspectorPort = await freePort();
  const limits = { OTLP2PARQUET_BATCH_MAX_BACKLOG_BYTES: String(BACKLOG_MIB * MIB) };
  const worker = await PersistentWorker.create(await freePort(), catalog.uri, limits, inspectorPort);
  let reader: IcebergReader | undefined;
  try {
    // As if nothing could be stored: nothing is due before a day has gone.
    await worker.start({
      OTLP2PARQUET_BATCH_MAX_ROWS: "10000000",
      OTLP2PARQUET_BATCH_MAX_BYTES: String(1 << 30),
      OTLP2PARQUET_BATCH_MAX_AGE_SECS: "86400",
    });
    await catalog.start(worker.url);
    const rows: Record<string, number> = {};
    for (const [table, body] of Object.entries(BODIES)) {
      // The first until it is full, the others an eighth of it.
      let accepted = 0;
      const most = table === "logs" ? Number.POSITIVE_INFINITY : BACKLOG_MIB / 8;
      for (; accepted < most; accepted++) {
        const [signal, request] = body(accepted);
        const answer = await worker.post(signal, JSON.stringify(request));
        const answered = await answer.text();
        if (answer.status === 503 && table === "logs") break;
        assert.equal(answer.status, 200, answered);
      }
      rows[table] = accepted * ROWS;
    }
    context.diagnostic(`rows: ${JSON.stringify(rows)}`);
    assert.ok((rows["logs"] ?? 0) >= ROWS * 0.9 * BACKLOG_MIB, "the first buffer is full");

    await worker.crash();
    await worker.start();
    const memory = await IsolateMemory.watch(inspectorPort);
    await flush(() => worker.flush());
    memory.stop();
    const { heap, arrayBuffers, together } = memory.peak;
    const inMib = (bytes: number): string => (bytes / MIB).toFixed(1);
    context.diagnostic(
      `at most ${inMib(heap)} MiB of heap, ${inMib(arrayBuffers)} of array buffers, ${inMib(together)} together, in ${memory.samples} samples`,
    );
    assert.ok(memory.samples > 10, "the isolate was watched");
    assert.ok(together < MOST_BYTES, `${inMib(together)} MiB`);
    reader = await IcebergReader.start(worker.url, catalog.uri);
    for (const [table, expected] of Object.entries(rows)) {
      assert.equal((await reader.audit(table)).records, expected, table);
    }
  } finally {
    await reader?.close();
    await catalog.stop();
    await worker.remove();
  }
});
