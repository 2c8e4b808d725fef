import assert from "node:assert/strict";
import { test } from "node:test";
import zlib from "node:zlib";
import { zstdFrames as framesUpTo } from "../src/codec/zstd-frames.ts";

const zstdFrames = (bytes: Uint8Array): Uint8Array[] => framesUpTo(bytes, 100);

const skippable = (length: number): Buffer => {
  const frame = Buffer.alloc(8 + length, 0xaa);
  frame.writeUInt32LE(0x184d2a57, 0);
  frame.writeUInt32LE(length, 4);
  return frame;
};

const random = (length: number): Buffer => {
  const bytes = Buffer.alloc(length);
  for (let i = 0, state = 42; i < length; i++) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    bytes[i] = state >>> 16;
  }
  return bytes;
};

/** Contents that make raw, RLE and compressed blocks, headers of every content size field, and several blocks. */
const CONTENTS = [
  Buffer.alloc(0),
  Buffer.from("a"),
  Buffer.alloc(300, "ab"),
  Buffer.alloc(1000, 0),
  random(70_000),
  Buffer.alloc(300_000, 7),
  Buffer.concat([random(200_000), Buffer.alloc(200_000, "xyz")]),
];

const { ZSTD_c_checksumFlag, ZSTD_c_contentSizeFlag } = zlib.constants;

for (const [name, params] of Object.entries({
  plain: {},
  "with a checksum": { [ZSTD_c_checksumFlag]: 1 },
  "without the content's size": { [ZSTD_c_contentSizeFlag]: 0 },
})) {
  test(`each frame ${name} is found whole among others`, () => {
    const frames = CONTENTS.map((content) => zlib.zstdCompressSync(content, { params }));
    for (const frame of frames) {
      assert.deepEqual(zstdFrames(frame), [frame]);
    }
    assert.deepEqual(zstdFrames(Buffer.concat(frames)), frames);
  });
}

test("skippable frames are left out", () => {
  const frame = zlib.zstdCompressSync("text");
  assert.deepEqual(zstdFrames(Buffer.concat([skippable(5), frame, skippable(0), frame, skippable(100)])), [
    frame,
    frame,
  ]);
  assert.deepEqual(zstdFrames(skippable(3)), []);
});

test("nothing has no frames", () => {
  assert.deepEqual(zstdFrames(new Uint8Array(0)), []);
});

test("a body that is cut off anywhere is refused", () => {
  const body = Buffer.concat([
    skippable(2),
    zlib.zstdCompressSync(random(200), { params: { [ZSTD_c_checksumFlag]: 1 } }),
  ]);
  for (let length = 1; length < body.length; length++) {
    if (length !== 10) {
      assert.throws(() => zstdFrames(body.subarray(0, length)), /cut off/, `${length} bytes`);
    }
  }
});

test("something else after a frame is refused, with its place", () => {
  const frame = zlib.zstdCompressSync("text");
  assert.throws(
    () => zstdFrames(Buffer.concat([frame, Buffer.from("rest")])),
    new RegExp(`no zstd frame begins at byte ${frame.length}`),
  );
});

test("more frames than allowed are refused, skippable ones too, and not looked at", () => {
  const frame = zlib.zstdCompressSync("");
  for (const each of [frame, skippable(0)]) {
    assert.equal(framesUpTo(Buffer.concat([each, each, frame]), 3).length, each === frame ? 3 : 1);
    // What follows is not even a frame.
    const body = Buffer.concat([each, each, each, Buffer.from("rest")]);
    assert.throws(() => framesUpTo(body, 3), /the body has more than 3 frames/);
  }
});
