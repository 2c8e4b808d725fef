/** A bucket that hangs: nothing waits for it for ever, and what it takes later changes nothing. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { DONE, type Flushed, flushed } from "./harness/flush.ts";
import { logsRequest } from "./harness/otlp.ts";
import { suiteWorker, type TestWorker } from "./harness/worker.ts";

const BATCHING = { OTLP2PARQUET_BATCHING_ENABLED: "true" };

const flush = async (worker: TestWorker, waitSecs = 30): Promise<Flushed> =>
  flushed(await worker.flush({ prefer: `wait=${waitSecs}` }));

const tell = (worker: TestWorker, path: string, body: string): Promise<Response> =>
  fetch(new URL(path, worker.url), { method: "POST", body });

async function send(worker: TestWorker, text: string): Promise<void> {
  for (const signal of ["logs"] as const) {
    const request = JSON.stringify(logsRequest({ service: "hang", records: 5, body: (i) => `${text} ${i}` }));
    await worker.accept(signal, request);
  }
}

async function bodies(worker: TestWorker): Promise<string[]> {
  return worker.withLake(async (lake) => {
    const rows = await lake.objects("SELECT Body AS body FROM logs ORDER BY Body");
    return rows.map((row) => String(row["body"]));
  });
}

const rowsOf = (...texts: string[]): string[] => texts.flatMap((t) => [0, 1, 2, 3, 4].map((i) => `${t} ${i}`)).sort();

describe("a put that hangs", () => {
  const worker = suiteWorker({ bundle: "durableFaults", vars: BATCHING });

  test("times out, degrades the health, is tried again, and when it lands after all every row is there once", async () => {
    await tell(worker, "/__limits", JSON.stringify({ callMillis: 1000 }));
    await tell(worker, "/__hang", "on");
    await send(worker, "first");
    const hanging = await flush(worker);
    assert.equal(hanging.status, "incomplete");
    assert.match(
      hanging.problems.join(),
      /^logs-0: R2, object logs\/hang\/\S+: no answer within 1 s; 0 requests with 0 rows wait, 1 ranges are being stored/,
    );
    const health = (await (await fetch(new URL("/health", worker.url))).json()) as {
      status: string;
      reasons: Array<{ what: string; reason: string }>;
    };
    assert.equal(health.status, "degraded");
    assert.deepEqual(
      health.reasons.map(({ what, reason }) => [what, reason]),
      [["buffer", "failing"]],
    );
    assert.deepEqual(await worker.keys(), []);

    await tell(worker, "/__hang", "off");
    let again = await flush(worker);
    // An attempt that began while the bucket hung has to end first.
    for (let tries = 0; tries < 20 && again.status !== "done"; tries++) again = await flush(worker);
    assert.deepEqual(again, DONE);
    const keys = await worker.keys();
    assert.deepEqual(await bodies(worker), rowsOf("first"));

    const landed = (await (await tell(worker, "/__hang", "land")).json()) as number;
    assert.ok(landed >= 1, `${landed} puts`);
    assert.deepEqual(await worker.keys(), keys);
    await send(worker, "second");
    assert.deepEqual(await flush(worker), DONE);
    assert.deepEqual(await bodies(worker), rowsOf("first", "second"));
  });

  test("that lands before it is tried again is not stored twice either", async () => {
    await tell(worker, "/__hang", "on");
    await send(worker, "third");
    assert.equal((await flush(worker)).status, "incomplete");
    await tell(worker, "/__hang", "off");
    await tell(worker, "/__hang", "land");
    let again = await flush(worker);
    for (let tries = 0; tries < 20 && again.status !== "done"; tries++) again = await flush(worker);
    assert.deepEqual(again, DONE);
    assert.deepEqual(await bodies(worker), rowsOf("first", "second", "third"));
  });
});

describe("POST /flush while the bucket hangs", () => {
  const worker = suiteWorker({ bundle: "durableFaults", vars: BATCHING });

  test("waits for all buffers at once, as long as it was told, and says what is left of each", async () => {
    await tell(worker, "/__hang", "on");
    await send(worker, "flushed");
    const traces = { resourceSpans: [{ scopeSpans: [{ spans: [span()] }] }] };
    assert.equal((await worker.post("traces", JSON.stringify(traces))).status, 200);
    const { status, problems } = await flush(worker, 2);
    assert.equal(status, "incomplete");
    const left =
      "not done within 2 s, the work goes on; 0 requests with 0 rows wait, 1 ranges are being stored, 0 wait for their commit";
    assert.deepEqual(problems, [`logs-0: ${left}`, `traces-0: ${left}`]);
    await tell(worker, "/__hang", "off");
  });

  const span = () => ({
    traceId: "0102030405060708090a0b0c0d0e0f10",
    spanId: "0102030405060708",
    name: "s",
    startTimeUnixNano: "1795253400000000000",
    endTimeUnixNano: "1795253400000000001",
  });
});
