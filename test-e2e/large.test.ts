/** Bodies of 10 MB, the default limit. */

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { asProtobuf, logsRequest, statusOf } from "./harness/otlp.ts";
import { suiteWorker, TOKEN } from "./harness/worker.ts";

const LIMIT = 10_485_760;

describe("a body of 10 MB", () => {
  const worker = suiteWorker();

  const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
  const json = (service: string, records: number): Uint8Array =>
    utf8(JSON.stringify(logsRequest({ service, records, body: text })));
  const protobuf = (service: string, records: number): Uint8Array =>
    asProtobuf(logsRequest({ service, records, body: text }));

  /** 200 characters that differ from record to record. */
  const text = (index: number): string => `${index} ${(index * 2_654_435_761).toString(36)} `.repeat(50).slice(0, 200);

  for (const [format, make, contentType] of [
    ["JSON", json, "application/json"],
    ["protobuf", protobuf, "application/x-protobuf"],
  ] as const) {
    for (const [encoding, compress] of [
      ["identity", (bytes: Uint8Array) => bytes],
      ["gzip", gzipSync],
      ["zstd", zstdCompressSync],
    ] as const) {
      test(`${format}, ${encoding}`, async () => {
        const service = `large-${format}-${encoding}`;
        const perRecord = (make(service, 20_000).length - make(service, 10_000).length) / 10_000;
        const records = Math.floor((LIMIT * 0.99) / perRecord);
        const bytes = make(service, records);
        assert.ok(bytes.length <= LIMIT && bytes.length > LIMIT * 0.95, `${bytes.length}`);
        await worker.accept("logs", compress(bytes), { contentType, encoding });
        const [stored] = await worker.withLake((lake) =>
          lake.objects(`
            SELECT count(*) AS n, count(DISTINCT Body) AS bodies, sum(LogAttributes['index']::BIGINT)::BIGINT AS total,
              bool_and(length(Body) = 200 AND Body LIKE LogAttributes['index'] || ' %') AS paired
            FROM logs WHERE ServiceName = '${service}'`),
        );
        const n = BigInt(records);
        assert.deepEqual(stored, { n, bodies: n, total: (n * (n - 1n)) / 2n, paired: true });
      });
    }
  }

  test("takes turns with others that come at once; whoever waits too long is told to come again", async () => {
    const bodies = Array.from({ length: 12 }, (_, i) => gzipSync(json(`turn-${i}`, 10_000)));
    const post = (body: Uint8Array): Promise<Response> =>
      worker.post("logs", body, { contentType: "application/json", encoding: "gzip" });
    const answers = await Promise.all(bodies.map(post));
    for (const [i, answer] of answers.entries()) {
      if (answer.status === 503) {
        assert.match((await statusOf(answer)).message, /too many large requests at once/);
        assert.ok(Number(answer.headers.get("retry-after")) > 0);
        assert.equal((await post(bodies[i] as Uint8Array)).status, 200);
      } else {
        assert.equal(answer.status, 200, await answer.text());
      }
    }
    assert.ok(answers.filter(({ status }) => status === 200).length >= 2);
    const [stored] = await worker.withLake((lake) =>
      lake.objects(
        "SELECT count(*) AS n, count(DISTINCT ServiceName) AS services FROM logs WHERE ServiceName LIKE 'turn-%'",
      ),
    );
    assert.deepEqual(stored, { n: 120_000n, services: 12n });
  });

  test("of many tiny records is refused when they are too much as rows", async () => {
    const records = `{"resourceLogs":[{"scopeLogs":[{"logRecords":[${"{},".repeat(500_000)}{}]}]}]}`;
    const refused = await worker.post("logs", records);
    assert.equal(refused.status, 413);
    assert.match((await statusOf(refused)).message, /records take more than 25165824 bytes as rows/);
  });

  test("a byte more than the limit is refused, a byte less is not", async () => {
    const padded = (length: number): Uint8Array => {
      const bytes = new Uint8Array(length).fill(0x20);
      bytes.set(utf8("{}"));
      return bytes;
    };
    const options = { contentType: "application/json" };
    assert.equal((await worker.post("logs", padded(LIMIT), options)).status, 200);
    const refused = await worker.post("logs", padded(LIMIT + 1), options);
    // Refused by its Content-Length, unread: workerd then closes the connection, and the rest of the answer may be lost with it.
    assert.equal(refused.status, 413);
    await refused.text().catch(() => {});
    const inflated = await worker.post("logs", gzipSync(padded(LIMIT + 1)), { ...options, encoding: "gzip" });
    assert.equal(inflated.status, 413);
    assert.match((await statusOf(inflated)).message, /10485760/);
    assert.equal((await worker.post("logs", gzipSync(padded(LIMIT)), { ...options, encoding: "gzip" })).status, 200);
  });

  test("that is refused by its head still gets its answer, not a reset connection", async () => {
    const body = new Uint8Array(8 * 1024 * 1024).fill(0x20);
    for (const [headers, status] of [
      [{ authorization: "Bearer wrong" }, 401],
      [{ "content-encoding": "br" }, 415],
    ] as const) {
      const response = await worker.post("logs", body, { contentType: "application/json", headers });
      assert.equal(response.status, status);
      assert.equal(typeof (await statusOf(response)).message, "string");
    }
  });

  test("of unknown length is refused as soon as it is over the limit", async () => {
    const pieces = new ReadableStream<Uint8Array>({
      start(controller) {
        for (let i = 0; i < 11; i++) controller.enqueue(new Uint8Array(1024 * 1024).fill(0x20));
        controller.close();
      },
    });
    const init = {
      method: "POST",
      headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" },
      body: pieces,
      duplex: "half",
    } as RequestInit;
    const response = await fetch(new URL("/v1/logs", worker.url), init);
    assert.equal(response.status, 413);
    assert.match((await statusOf(response)).message, /10485760/);
  });
});
