import assert from "node:assert/strict";
import { test } from "node:test";
import zlib from "node:zlib";
import { FailureKind, HostFailure } from "../src/host-failure.ts";
import { inflate } from "../src/inflate.ts";

const GZIP = 1;
const ZSTD = 2;
const DEFLATE = 3;
const RAW_DEFLATE = 4;
const CONTENT = Buffer.alloc(5000, "otlp2parquet ");

/** Every way to compress that is accepted, with the number of its coding. */
const FORMS: Record<string, [coding: number, compress: (content: Buffer) => Buffer]> = {
  gzip: [GZIP, (content) => zlib.gzipSync(content)],
  "gzip of two members": [GZIP, (c) => Buffer.concat([zlib.gzipSync(c.subarray(0, 7)), zlib.gzipSync(c.subarray(7))])],
  zstd: [ZSTD, (content) => zlib.zstdCompressSync(content)],
  "zstd of two frames": [
    ZSTD,
    (c) => Buffer.concat([zlib.zstdCompressSync(c.subarray(0, 7)), zlib.zstdCompressSync(c.subarray(7))]),
  ],
  "deflate in zlib's format": [DEFLATE, (content) => zlib.deflateSync(content)],
  "deflate of an Avro block": [RAW_DEFLATE, (content) => zlib.deflateRawSync(content)],
  "bare deflate": [DEFLATE, (content) => zlib.deflateRawSync(content)],
};

const failsAs = (kind: number) => (error: unknown) => error instanceof HostFailure && error.kind === kind;

for (const [name, [coding, compress]] of Object.entries(FORMS)) {
  test(`${name}: the content comes back`, () => {
    assert.deepEqual(Buffer.from(inflate(compress(CONTENT), coding, 1 << 20)), CONTENT);
  });

  test(`${name}: a content as large as the limit passes, one byte more is too large`, () => {
    assert.equal(inflate(compress(CONTENT), coding, CONTENT.length).length, CONTENT.length);
    assert.throws(() => inflate(compress(CONTENT), coding, CONTENT.length - 1), failsAs(FailureKind.BODY_TOO_LARGE));
  });

  test(`${name}: a body that is cut off is corrupt`, () => {
    const body = compress(CONTENT);
    assert.throws(() => inflate(body.subarray(0, body.length - 2), coding, 1 << 20), failsAs(FailureKind.BODY_CORRUPT));
  });
}

test("an empty body is corrupt by every coding", () => {
  for (const coding of [GZIP, ZSTD, DEFLATE, RAW_DEFLATE]) {
    assert.throws(() => inflate(Buffer.alloc(0), coding, 100), failsAs(FailureKind.BODY_CORRUPT));
  }
});

test("a zstd frame that asks for a large window is refused, however small its content", () => {
  // RFC 8878, section 3.1.1: magic, no flags, a window of 2^(10 + exponent) bytes, one raw block with the letter a.
  const frame = (exponent: number): Buffer => Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, exponent << 3, 9, 0, 0, 0x61]);
  assert.deepEqual(Buffer.from(inflate(frame(13), ZSTD, 10 << 20)), Buffer.from("a"));
  assert.throws(() => inflate(frame(14), ZSTD, 10 << 20), failsAs(FailureKind.BODY_CORRUPT));
});
