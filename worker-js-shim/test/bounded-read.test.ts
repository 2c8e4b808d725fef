import assert from "node:assert/strict";
import { test } from "node:test";
import { readBounded } from "../src/bounded-read.ts";
import { FailureKind, HostFailure } from "../src/host-failure.ts";

/** A request whose body arrives in the given pieces, without a Content-Length unless one is given. */
function request(pieces: readonly Uint8Array[], contentLength?: number): Request {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) {
        controller.enqueue(piece);
      }
      controller.close();
    },
  });
  const headers: Record<string, string> =
    contentLength === undefined ? {} : { "content-length": String(contentLength) };
  return new Request("http://localhost/", { method: "POST", headers, body, duplex: "half" } as RequestInit);
}

const pieces = (...lengths: number[]): Uint8Array[] => lengths.map((length, i) => new Uint8Array(length).fill(i + 1));

const failsAs = (kind: number) => (error: unknown) => error instanceof HostFailure && error.kind === kind;

test("a body in many pieces is read whole, announced or not", async () => {
  const sent = pieces(10, 200_000, 1, 70_000, 0, 3);
  const expected = Buffer.concat(sent);
  for (const announced of [undefined, expected.length, 5, 1 << 30]) {
    assert.deepEqual(Buffer.from(await readBounded(request(sent, announced), 1 << 20)), expected);
  }
});

test("a body as large as the limit passes, one byte more is too large", async () => {
  assert.equal((await readBounded(request(pieces(60, 40)), 100)).length, 100);
  await assert.rejects(readBounded(request(pieces(60, 41)), 100), failsAs(FailureKind.BODY_TOO_LARGE));
});

test("a body over the limit is not read to its end", async () => {
  let pulled = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      pulled++;
      controller.enqueue(new Uint8Array(1000));
    },
  });
  const init = { method: "POST", body: endless, duplex: "half" } as RequestInit;
  await assert.rejects(readBounded(new Request("http://localhost/", init), 5000), failsAs(FailureKind.BODY_TOO_LARGE));
  assert.ok(pulled < 20, `${pulled} pieces were pulled`);
});

test("a connection that ends in the midst of the body is an incomplete body", async () => {
  const broken = new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.error(new Error("connection lost"));
    },
  });
  const init = { method: "POST", body: broken, duplex: "half" } as RequestInit;
  await assert.rejects(readBounded(new Request("http://localhost/", init), 5000), failsAs(FailureKind.BODY_INCOMPLETE));
});

test("a request without a body has an empty one", async () => {
  assert.equal((await readBounded(new Request("http://localhost/", { method: "POST" }), 10)).length, 0);
});
