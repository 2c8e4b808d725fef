import assert from "node:assert/strict";
import { test } from "node:test";
import { FailureKind, HostFailure } from "../src/host-failure.ts";
import { readStream } from "../src/http/bounded-read.ts";

function reader(pieces: readonly Uint8Array[]): ReadableStreamDefaultReader<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) {
        controller.enqueue(piece);
      }
      controller.close();
    },
  }).getReader();
}

const pieces = (...lengths: number[]): Uint8Array[] => lengths.map((length, i) => new Uint8Array(length).fill(i + 1));

const failsAs = (kind: number) => (error: unknown) => error instanceof HostFailure && error.kind === kind;

test("a stream in many pieces is read whole", async () => {
  const sent = pieces(10, 200_000, 1, 70_000, 0, 3);
  assert.deepEqual(Buffer.from(await readStream(reader(sent), 1 << 20)), Buffer.concat(sent));
});

test("a stream as large as the limit passes, one byte more is too large", async () => {
  assert.equal((await readStream(reader(pieces(60, 40)), 100)).length, 100);
  await assert.rejects(readStream(reader(pieces(60, 41)), 100), failsAs(FailureKind.BODY_TOO_LARGE));
});

test("a stream over the limit is not read to its end", async () => {
  let pulled = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      pulled++;
      controller.enqueue(new Uint8Array(1000));
    },
  });
  await assert.rejects(readStream(endless.getReader(), 5000), failsAs(FailureKind.BODY_TOO_LARGE));
  assert.ok(pulled < 20, `${pulled} pieces were pulled`);
});

test("a stream that breaks is incomplete", async () => {
  const broken = new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.error(new Error("connection lost"));
    },
  });
  await assert.rejects(readStream(broken.getReader(), 5000), failsAs(FailureKind.BODY_INCOMPLETE));
});
