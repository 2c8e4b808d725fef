/** What goes wrong around the Worker: a store that fails, clients that go away, a trap in the Wasm. Afterwards all is well again. */

import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { beforeEach, describe, test } from "node:test";
import { setTimeout as later } from "node:timers/promises";
import { asProtobuf, logsRequest, statusOf } from "./harness/otlp.ts";
import { type PostOptions, suiteWorker, type TestWorker, TOKEN } from "./harness/worker.ts";

const body = (service: string, records = 5): string => JSON.stringify(logsRequest({ service, records }));

const meeting = (fault: string): PostOptions => ({ headers: { "x-test-fault": fault } });

/** How many puts wait at the fault `store-waits`, and how many have gone on. */
async function puts(worker: TestWorker, method = "GET"): Promise<{ readonly waiting: number; readonly done: number }> {
  return (await (await fetch(new URL("/__puts", worker.url), { method })).json()) as { waiting: number; done: number };
}

/** Waits until something is so, however long that takes: the test runner has a limit. */
async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await later(50);
}

async function assertGood(worker: TestWorker, service: string): Promise<void> {
  await worker.accept("logs", body(service));
  const [stored] = await worker.withLake((lake) =>
    lake.objects(`SELECT count(*) AS n FROM logs WHERE ServiceName = '${service}'`),
  );
  assert.deepEqual(stored, { n: 5n });
}

describe("a store that fails", () => {
  const worker = suiteWorker({ bundle: "faultWorker" });

  test("is answered with 503 and Retry-After, and nothing is stored", async () => {
    for (const send of [body("failing"), asProtobuf(logsRequest({ service: "failing", records: 5 }))]) {
      const response = await worker.post("logs", send, meeting("store-fails"));
      assert.equal(response.status, 503);
      assert.match(response.headers.get("retry-after") ?? "", /^[1-9]\d*$/);
      // google.rpc.Code.UNAVAILABLE
      assert.equal((await statusOf(response)).code, 14);
      assert.deepEqual(await worker.keys(), []);
    }
    await assertGood(worker, "failing");
  });

  test("in the midst of several objects: the exporter sends again, and every row is there once", async () => {
    const twoHours = JSON.stringify(logsRequest({ service: "half", records: 4, step: 1_800_000_000_000n }));
    const response = await worker.post("logs", twoHours, meeting("store-fails-later"));
    assert.equal(response.status, 503);
    await response.arrayBuffer();
    assert.equal((await worker.post("logs", twoHours)).status, 200);
    const [stored] = await worker.withLake((lake) =>
      lake.objects(`SELECT count(*) AS n, count(DISTINCT Body) AS bodies FROM logs WHERE ServiceName = 'half'`),
    );
    assert.deepEqual(stored, { n: 4n, bodies: 4n });
  });

  test("though the object was stored: the exporter sends again, and every row is there once", async () => {
    const response = await worker.post("logs", body("ambiguous"), meeting("store-answer-lost"));
    assert.equal(response.status, 503);
    await response.arrayBuffer();
    await assertGood(worker, "ambiguous");
  });

  for (const fault of ["store-fails-once", "store-answer-lost-once"]) {
    test(`only once (${fault}) is tried again within the request`, async () => {
      await worker.accept("logs", body(fault), meeting(fault));
      const [stored] = await worker.withLake((lake) =>
        lake.objects(`SELECT count(*) AS n FROM logs WHERE ServiceName = '${fault}'`),
      );
      assert.deepEqual(stored, { n: 5n });
    });
  }

  test("for good, as without permission, is answered with 503 too: the exporter keeps the data", async () => {
    const response = await worker.post("logs", body("forbidden"), meeting("store-forbids"));
    assert.equal(response.status, 503);
    assert.equal((await statusOf(response)).code, 14);
    await assertGood(worker, "forbidden");
  });
});

describe("a client that goes away", () => {
  const worker = suiteWorker({ bundle: "faultWorker" });

  /** Sends a request by hand and destroys the connection after `bytes` of its body and whatever is waited for. */
  async function abortedPost(content: string, bytes: number, wait: () => Promise<void>, fault = "none"): Promise<void> {
    const socket = connect(Number(worker.url.port), worker.url.hostname);
    socket.on("error", () => {});
    await once(socket, "connect");
    socket.write(
      `POST /v1/logs HTTP/1.1\r\nHost: ${worker.url.host}\r\nAuthorization: Bearer ${TOKEN}\r\n` +
        `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(content)}\r\nx-test-fault: ${fault}\r\n\r\n`,
    );
    socket.write(Buffer.from(content).subarray(0, bytes));
    await wait();
    socket.destroy();
    await once(socket, "close");
  }

  test("in the midst of its body stores nothing, and the next request works", async () => {
    const content = body("gone-mid-body", 2000);
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => abortedPost(content, 1 + index * 10_000, () => later(50))),
    );
    await later(200);
    assert.deepEqual(
      (await worker.keys()).filter((key) => key.includes("gone-mid-body")),
      [],
    );
    await assertGood(worker, "after-mid-body");
  });

  test("while its objects are being stored does not stop that, and the next requests work", async () => {
    const contents = Array.from({ length: 20 }, (_, index) => body(`gone-mid-store-${index}`));
    const allWait = (): Promise<void> => until(async () => (await puts(worker)).waiting === contents.length);
    await Promise.all(contents.map((content) => abortedPost(content, content.length, allWait, "store-waits")));
    await assertGood(worker, "after-mid-store");
    await puts(worker, "POST");
    await until(async () => (await puts(worker)).done === contents.length);
    await worker.withLake(async (lake) => {
      const [stored] = await lake.objects(
        `SELECT count(*) AS n, count(DISTINCT (ServiceName, Body)) AS bodies FROM logs WHERE ServiceName LIKE 'gone-mid-store-%'`,
      );
      assert.deepEqual(stored, { n: 100n, bodies: 100n });
    });
    await assertGood(worker, "after-mid-store-2");
  });

  test("leaks nothing: many aborted requests with large bodies, and the isolate still has room", async () => {
    // 60 bodies of 4 MB: kept, they would exceed the 128 MB of an isolate twice over.
    const content = body("gone-large", 1).replace("record 0", "x".repeat(4 * 1024 * 1024));
    for (let round = 0; round < 6; round++) {
      await Promise.all(Array.from({ length: 10 }, () => abortedPost(content, content.length - 10, () => later(30))));
    }
    await assertGood(worker, "after-large");
  });
});

describe("a trap in the Wasm", () => {
  const worker = suiteWorker({ bundle: "faultWorker" });
  beforeEach(() => worker.clearLogs());

  for (const fault of ["trap", "stack-overflow"]) {
    test(`(${fault}) is answered with 503 and Retry-After, and the next request works`, async () => {
      for (let round = 0; round < 3; round++) {
        const response = await worker.post("logs", body("trapped"), meeting(fault));
        assert.equal(response.status, 503);
        assert.match(response.headers.get("retry-after") ?? "", /^[1-9]\d*$/);
        assert.equal((await statusOf(response)).code, 14);
        await assertGood(worker, `after-${fault}-${round}`);
      }
    });
  }

  test("leaves a log line with the stack, for scripts/symbolize", async () => {
    const response = await worker.post("logs", body("trapped"), meeting("trap"));
    await response.arrayBuffer();
    const line = worker
      .logs()
      .map((each) => JSON.parse(each.message) as Record<string, string>)
      .find((each) => each["level"] === "error");
    assert.equal(line?.["request_id"], response.headers.get("x-request-id"));
    assert.match(line?.["stack"] ?? "", /wasm-function\[\d+\]:0x[0-9a-f]+/);
  });

  test("ends the requests that were suspended on the same instance with 503, and they succeed when sent again", async () => {
    const suspended = Array.from({ length: 5 }, (_, index) =>
      worker.post("logs", body(`suspended-${index}`), meeting("store-waits")),
    );
    await until(async () => (await puts(worker)).waiting === suspended.length);
    const trapped = await worker.post("logs", body("trapped"), meeting("trap"));
    assert.equal(trapped.status, 503);
    await trapped.arrayBuffer();
    await puts(worker, "POST");
    for (const response of await Promise.all(suspended)) {
      assert.equal(response.status, 503);
      await response.arrayBuffer();
    }
    for (let index = 0; index < 5; index++) await assertGood(worker, `suspended-${index}`);
  });

  test("of another kind, an uncaught Java exception, is answered with 503 too", async () => {
    const response = await worker.post("logs", body("thrown"), meeting("java-exception"));
    assert.equal(response.status, 503);
    await response.arrayBuffer();
    await assertGood(worker, "after-exception");
  });
});
