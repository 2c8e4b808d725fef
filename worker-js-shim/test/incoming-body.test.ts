import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { FailureKind, HostFailure } from "../src/host-failure.ts";
import { IncomingBody } from "../src/http/incoming-body.ts";
import { timeLimits } from "../src/time-limit.ts";

const usual = { ...timeLimits };
afterEach(() => Object.assign(timeLimits, usual));

/** A body that arrives in the given pieces, and then ends, or breaks, or stays silent. */
function stream(pieces: readonly Uint8Array[], then: "ends" | "breaks" | "is silent" = "ends") {
  // A stream of bytes takes what it is given.
  const left = pieces.map((piece) => piece.slice());
  return new ReadableStream({
    type: "bytes",
    pull(controller) {
      const piece = left.shift();
      if (piece !== undefined) {
        controller.enqueue(piece);
        return undefined;
      }
      if (then === "ends") {
        controller.close();
        controller.byobRequest?.respond(0);
      }
      if (then === "breaks") controller.error(new Error("connection lost"));
      return then === "is silent" ? new Promise<void>(() => undefined) : undefined;
    },
  });
}

const pieces = (...lengths: number[]): Uint8Array[] => lengths.map((length, i) => new Uint8Array(length).fill(i + 1));

const failsAs = (kind: number) => (error: unknown) => error instanceof HostFailure && error.kind === kind;

const MAX = 10 << 20;

/** Reads a body to its end, with as much more room at a time as given. */
async function read(body: IncomingBody, step: number): Promise<Uint8Array[]> {
  for (let room = 0; !(await body.readBeyond(room, MAX)); ) room += step;
  return body.take();
}

test("a body in many pieces is read whole, however much room it gets at a time", async () => {
  const sent = pieces(10, 200_000, 1, 70_000, 3, 3_000_000, 5);
  for (const step of [30_000, 65_536, MAX]) {
    assert.deepEqual(Buffer.concat(await read(new IncomingBody(stream(sent), undefined), step)), Buffer.concat(sent));
  }
});

test("all its blocks but the last are multiples of the window", async () => {
  for (const length of [1, 65_535, 65_536, 65_537, 65_536 + (1 << 20), 3_000_000]) {
    const blocks = await read(new IncomingBody(stream(pieces(length)), undefined), MAX);
    assert.equal(Buffer.concat(blocks).length, length);
    assert.ok(blocks.length >= 1);
    for (const block of blocks.slice(0, -1)) assert.equal(block.length % 65_536, 0);
  }
});

test("no more is read than there is room for, and a piece", async () => {
  let pulled = 0;
  const endless = new ReadableStream({
    type: "bytes",
    pull(controller) {
      pulled += 1000;
      controller.enqueue(new Uint8Array(1000));
    },
  });
  const body = new IncomingBody(endless, undefined);
  assert.equal(await body.readBeyond(5000, MAX), false);
  assert.ok(pulled >= 5000 && pulled <= 8000, `${pulled} bytes`);
  assert.equal(endless.locked, false, "what is left can be drained");
  await assert.rejects(body.readBeyond(MAX, 9000), failsAs(FailureKind.BODY_TOO_LARGE));
  assert.ok(pulled >= 9000 && pulled <= 12_000, `${pulled} bytes`);
  assert.equal(endless.locked, false, "what is left can be drained");
});

test("it takes no more memory than has come, and as much again", async () => {
  const lengths: number[] = [];
  let taken = 0;
  let come = 0;
  const slow = new ReadableStream({
    type: "bytes",
    pull(controller) {
      const request = controller.byobRequest;
      const view = request?.view;
      assert.ok(request && view);
      // All of the buffer is taken, whatever part of it is asked for.
      if (view.byteOffset === 0) {
        lengths.push(view.buffer.byteLength);
        taken += view.buffer.byteLength;
      }
      assert.ok(taken <= Math.max(65_536, 2 * come), `${taken} bytes are taken when ${come} have come: ${lengths}`);
      const length = Math.min(view.byteLength, 16_384);
      come += length;
      request.respond(length);
    },
  });
  assert.equal(await new IncomingBody(slow, undefined).readBeyond(5 << 20, MAX), false);
  assert.ok(lengths.length < 15, `few blocks: ${lengths}`);
});

test("a body as large as the limit passes, one byte more is too large", async () => {
  assert.equal(await new IncomingBody(stream(pieces(60, 40)), undefined).readBeyond(100, 100), true);
  await assert.rejects(
    new IncomingBody(stream(pieces(60, 41)), undefined).readBeyond(100, 100),
    failsAs(FailureKind.BODY_TOO_LARGE),
  );
});

test("a connection that ends in the midst of the body is an incomplete body", async () => {
  const body = new IncomingBody(stream(pieces(10), "breaks"), undefined);
  await assert.rejects(body.readBeyond(MAX, MAX), failsAs(FailureKind.BODY_INCOMPLETE));
});

test("a body of which nothing more comes is given up, and not drained", async () => {
  timeLimits.silenceMillis = 50;
  const silent = stream(pieces(10, 20), "is silent");
  await assert.rejects(new IncomingBody(silent, undefined).readBeyond(MAX, MAX), (error) => {
    return failsAs(FailureKind.BODY_SLOW)(error) && /^30 bytes within \d+ ms$/.test((error as Error).message);
  });
  assert.equal(silent.locked, true);
});

/** A byte every few milliseconds, for ever. */
function trickle(): ReadableStream<Uint8Array> {
  return new ReadableStream({
    type: "bytes",
    async pull(controller) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      controller.enqueue(new Uint8Array(1));
    },
  });
}

test("a body that only trickles is given up, though it is never silent", async () => {
  timeLimits.callMillis = 200;
  await assert.rejects(new IncomingBody(trickle(), undefined).readBeyond(MAX, MAX), failsAs(FailureKind.BODY_SLOW));
});

test("the time in which nobody reads is not the client's", async () => {
  // Long enough for a machine that is busy.
  timeLimits.callMillis = 1500;
  const body = new IncomingBody(trickle(), undefined);
  assert.equal(await body.readBeyond(1, MAX), false);
  await new Promise((resolve) => setTimeout(resolve, 1600));
  assert.equal(await body.readBeyond(3, MAX), false);
});

test("a request without a body has an empty one", async () => {
  assert.equal(await new IncomingBody(null, undefined).readBeyond(0, MAX), true);
  assert.equal(Buffer.concat(new IncomingBody(null, undefined).take()).length, 0);
});

test("a body of announced length is read without asking for its end", async () => {
  for (const length of [1, 70_000]) {
    const body = new IncomingBody(stream(pieces(length), "is silent"), length);
    assert.equal(await body.readBeyond(MAX, MAX), true);
    assert.equal(Buffer.concat(body.take()).length, length);
  }
  assert.equal(await new IncomingBody(stream([], "is silent"), 0).readBeyond(0, MAX), true);
});
