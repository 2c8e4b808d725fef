/** Requests to other servers, against a real one. */

import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import zlib from "node:zlib";
import { FailureKind, HostFailure } from "../src/host-failure.ts";
import { type Outgoing, send } from "../src/http/send.ts";

const SECRET = "very-secret";

/** What the server received last. */
let received: { method: string | undefined; headers: IncomingMessage["headers"]; body: string };

/** Bytes of the endless answer that were taken, and when it was given up. */
let sent = 0;
let gone: Promise<unknown>;

const answers: Record<string, (response: ServerResponse) => void> = {
  "/plain": (response) => {
    response.writeHead(409, { "Content-Type": "application/json", "Retry-After": "7" });
    response.end('{"a":1}');
  },
  "/empty": (response) => response.writeHead(204).end(),
  "/elsewhere": (response) => response.writeHead(307, { location: "/plain" }).end(),
  "/zipped": (response) => {
    response.writeHead(200, { "Content-Encoding": "gzip" });
    response.end(zlib.gzipSync(Buffer.alloc(100_000)));
  },
  "/endless": (response) => {
    response.writeHead(200);
    gone = once(response, "close");
    const piece = Buffer.alloc(1 << 16);
    const more = (): void => {
      while (!response.destroyed) {
        sent += piece.length;
        if (!response.write(piece)) {
          response.once("drain", more);
          return;
        }
      }
    };
    more();
  },
  "/silent": () => {},
  "/stops-half-way": (response) => {
    response.writeHead(200, { "Content-Length": "1000" });
    response.write("the first bytes");
  },
  "/breaks-half-way": (response) => {
    response.writeHead(200, { "Content-Length": "1000" });
    response.write("the first bytes", () => response.destroy());
  },
  "/breaks": (response) => response.destroy(),
};

const server = createServer((request, response) => {
  const pieces: Buffer[] = [];
  request.on("data", (piece: Buffer) => pieces.push(piece));
  request.on("end", () => {
    received = { method: request.method, headers: request.headers, body: Buffer.concat(pieces).toString() };
    answers[request.url ?? ""]?.(response);
  });
});
let origin: string;

before(async () => {
  await once(server.listen(0, "127.0.0.1"), "listening");
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
after(() => {
  server.close();
  server.closeAllConnections();
});

const get = (path: string, more: Partial<Outgoing> = {}): Outgoing => ({
  method: "GET",
  url: origin + path,
  headers: ["authorization", `Bearer ${SECRET}`],
  body: undefined,
  timeoutMillis: 10_000,
  maxAnswerBytes: 1 << 20,
  ...more,
});

/** No answer, for this reason; the credentials are in no message. */
const noAnswer = (reason: RegExp) => (error: unknown) => {
  assert.ok(error instanceof HostFailure, String(error));
  assert.equal(error.kind, FailureKind.NO_ANSWER);
  assert.match(error.message, reason);
  assert.doesNotMatch(error.message, new RegExp(SECRET));
  return true;
};

test("method, headers and body arrive, and status, headers and body come back, whatever the status", async () => {
  const body = new TextEncoder().encode("to be committed");
  const answer = await send(get("/plain", { method: "POST", headers: ["x-one", "1", "X-Two", "zwei"], body }));
  assert.equal(received.method, "POST");
  assert.equal(received.headers["x-one"], "1");
  assert.equal(received.headers["x-two"], "zwei");
  assert.equal(received.body, "to be committed");
  assert.equal(answer.status, 409);
  const headers = new Map(answer.headers.map((name, i) => [name, answer.headers[i + 1]] as const));
  assert.equal(headers.get("retry-after"), "7");
  assert.equal(headers.get("content-type"), "application/json");
  assert.equal(Buffer.from(answer.body ?? []).toString(), '{"a":1}');
});

test("no body is not an empty one", async () => {
  await send(get("/empty", { method: "POST", body: new Uint8Array(0) }));
  assert.equal(received.headers["content-length"], "0");
  const answer = await send(get("/empty"));
  assert.equal(received.headers["content-length"], undefined);
  assert.equal(answer.status, 204);
  assert.equal(answer.body?.length, 0);
});

test("a redirect is an answer: the credentials go nowhere else", async () => {
  assert.equal((await send(get("/elsewhere"))).status, 307);
});

test("the limit holds for what comes out of the compression", async () => {
  assert.equal((await send(get("/zipped", { maxAnswerBytes: 100_000 }))).body?.length, 100_000);
  const cut = await send(get("/zipped", { maxAnswerBytes: 99_999 }));
  assert.equal(cut.status, 200);
  assert.equal(cut.body, undefined);
});

test("an answer that is too long is not read to its end: it is given up, and its head is known", async () => {
  const cut = await send(get("/endless"));
  assert.equal(cut.status, 200);
  assert.equal(cut.body, undefined);
  assert.ok(sent < 64 << 20, `${sent} bytes were taken of an endless answer`);
  await gone;
});

test("the time includes the body", async () => {
  for (const path of ["/silent", "/stops-half-way"]) {
    await assert.rejects(send(get(path, { timeoutMillis: 200 })), noAnswer(/no complete answer within 200 ms/));
  }
});

test("a connection that breaks is no answer", async () => {
  for (const path of ["/breaks", "/breaks-half-way"]) {
    await assert.rejects(send(get(path)), noAnswer(/./));
  }
});

test("a server that is not there is no answer", async () => {
  await assert.rejects(send(get("", { url: "http://127.0.0.1:1/" })), noAnswer(/ECONNREFUSED|bad port/));
});

test("a header that HTTP does not allow is named, its value is not", async () => {
  const headers = ["authorization", `Bearer ${SECRET}\n`.concat("x")];
  await assert.rejects(send(get("/plain", { headers })), noAnswer(/the header authorization has a value/));
});
