/** Clients that declare a body and do not send it, or send it beside many others. */

import assert from "node:assert/strict";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { describe, type TestContext, test } from "node:test";
import { setTimeout as later } from "node:timers/promises";
import { logsRequest } from "./harness/otlp.ts";
import { suiteWorker, type TestWorker, TOKEN } from "./harness/worker.ts";

const MB = 1 << 20;

/** A request over a socket of its own, of whose body only the beginning is sent; and what is answered to it. */
async function begun(test: TestContext, worker: TestWorker, declared: number, sent: Uint8Array): Promise<Upload> {
  const socket = connect(Number(worker.url.port), worker.url.hostname);
  test.after(() => socket.destroy());
  const upload = { socket, answer: "" };
  socket.on("data", (data) => {
    upload.answer += data.toString("latin1");
  });
  socket.on("error", () => {});
  await once(socket, "connect");
  socket.write(
    `POST /v1/logs HTTP/1.1\r\nHost: ${worker.url.host}\r\nAuthorization: Bearer ${TOKEN}\r\n` +
      `Content-Type: application/json\r\nContent-Length: ${declared}\r\n\r\n`,
  );
  socket.write(sent);
  return upload;
}

interface Upload {
  readonly socket: Socket;
  answer: string;
}

const limits = (worker: TestWorker, changed: Record<string, number>): Promise<Response> =>
  fetch(new URL("/__limits", worker.url), { method: "POST", body: JSON.stringify(changed) });

/** A request of about so many bytes, in records of 10 kB. */
const body = (service: string, bytes: number): string =>
  JSON.stringify(
    logsRequest({ service, records: Math.max(1, Math.floor(bytes / 10_500)), body: () => "x".repeat(10_000) }),
  );

describe("a body that does not come", () => {
  const worker = suiteWorker({ bundle: "durableFaults" });

  test("holds up nobody, though three together declare more than an isolate has", async (t) => {
    await limits(worker, { silenceMillis: 60_000 });
    const idle = await Promise.all([1, 2, 3].map(() => begun(t, worker, 10 * MB, Buffer.alloc(1000, " "))));
    await later(300);
    for (const [service, bytes] of [
      ["small", 1000],
      ["large", 9 * MB],
    ] as const) {
      const response = await worker.post("logs", body(service, bytes));
      assert.equal(response.status, 200, `${service}: ${await response.text()}`);
    }
    assert.deepEqual(
      idle.map(({ answer }) => answer),
      ["", "", ""],
    );
  });

  test("is answered with 503 and Retry-After after some seconds of silence", async (t) => {
    await limits(worker, { silenceMillis: 300 });
    const upload = await begun(t, worker, 10 * MB, Buffer.alloc(100_000, " "));
    await once(upload.socket, "close");
    assert.match(upload.answer, /^HTTP\/1.1 503 /);
    assert.match(upload.answer, /\r\nretry-after: 5\r\n/i);
    assert.match(upload.answer, /the body stopped arriving, or arrives too slowly \(100000 bytes within \d+ ms\)/);
  });

  test("does not hold up the answer to a request that is refused by its head", async (t) => {
    const socket = connect(Number(worker.url.port), worker.url.hostname);
    t.after(() => socket.destroy());
    socket.write(`POST /v1/logs HTTP/1.1\r\nHost: ${worker.url.host}\r\nContent-Length: 1000000\r\n\r\nthe beginning`);
    const [answer] = (await once(socket, "data")) as [Buffer];
    assert.match(answer.toString(), /^HTTP\/1.1 401 /);
  });

  test("fast enough is given up, even if it is never silent", async (t) => {
    await limits(worker, { silenceMillis: 10_000, callMillis: 1000 });
    const upload = await begun(t, worker, MB, Buffer.alloc(10, " "));
    const trickle = setInterval(() => upload.socket.write(" "), 50);
    await once(upload.socket, "close");
    clearInterval(trickle);
    assert.match(upload.answer, /^HTTP\/1.1 503 /);
    await limits(worker, { callMillis: 30_000 });
  });
});

describe("a body of 10 MB", () => {
  const worker = suiteWorker({ bundle: "durableFaults" });

  test("gets in under a stream of small ones, at the first try", async () => {
    let answered = false;
    let small = 0;
    const large = later(500)
      .then(() => worker.post("logs", body("large", 10 * MB)))
      .finally(() => {
        answered = true;
      });
    const sender = async (number: number): Promise<void> => {
      for (let i = 0; !answered; i++) {
        const response = await worker.post("logs", body(`small-${number}-${i}`, 200_000));
        await response.arrayBuffer();
        small += response.status === 200 ? 1 : 0;
      }
    };
    await Promise.all(Array.from({ length: 12 }, (_, number) => sender(number)));
    const response = await large;
    assert.equal(response.status, 200, await response.text());
    assert.ok(small > 0, "small ones got in too");
  });
});
