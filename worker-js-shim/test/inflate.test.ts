import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import zlib from "node:zlib";
import { inflate, inflateAll, MAX_FRAMES } from "../src/codec/inflate.ts";
import { FailureKind, HostFailure } from "../src/host-failure.ts";

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

/** As `HostBody.java` packs them. */
const codings = (...toUndo: number[]): number => toUndo.reduceRight((packed, coding) => (packed << 2) | coding, 0);

const refusedWith = (message: RegExp) => (error: unknown) =>
  error instanceof HostFailure && error.kind === FailureKind.BODY_CORRUPT && message.test(error.message);

/** How often the host is asked to decompress while `work` runs. */
function decompressions(t: TestContext, work: () => void): number {
  const calls = (["gunzipSync", "zstdDecompressSync", "inflateSync", "inflateRawSync"] as const).map(
    (name) => t.mock.method(zlib, name).mock,
  );
  work();
  return calls.reduce((sum, mock) => sum + mock.callCount(), 0);
}

const many = (part: Uint8Array, count: number): Buffer => Buffer.concat(Array.from({ length: count }, () => part));

for (const [name, coding, part, word] of [
  ["empty zstd frames", ZSTD, zlib.zstdCompressSync(""), "frames"],
  ["zstd frames of a byte", ZSTD, zlib.zstdCompressSync("a"), "frames"],
  ["skippable zstd frames", ZSTD, Buffer.from([0x50, 0x2a, 0x4d, 0x18, 0, 0, 0, 0]), "frames"],
  ["empty gzip members", GZIP, zlib.gzipSync(""), "members"],
  ["gzip members of a byte", GZIP, zlib.gzipSync("a"), "members"],
] as const) {
  test(`${name}: a thousand pass, and more are refused before any is decompressed`, (t) => {
    const last = coding === GZIP ? zlib.gzipSync("end") : zlib.zstdCompressSync("end");
    const most = Buffer.concat([many(part, MAX_FRAMES - 1), last]);
    assert.match(Buffer.from(inflate(most, coding, 1 << 20)).toString(), /^a*end$/);
    const called = decompressions(t, () => {
      const message = new RegExp(`the body has more than ${MAX_FRAMES} ${word}`);
      assert.throws(() => inflate(Buffer.concat([part, most]), coding, 1 << 20), refusedWith(message));
      assert.throws(() => inflate(many(part, 500_000), coding, 10 << 20), refusedWith(message));
    });
    assert.equal(called, 0);
  });
}

test("two codings are undone one after the other", () => {
  const body = zlib.zstdCompressSync(zlib.gzipSync(CONTENT));
  assert.deepEqual(Buffer.from(inflateAll(body, codings(ZSTD, GZIP), CONTENT.length)), CONTENT);
  assert.equal(inflateAll(CONTENT, codings(), 1), CONTENT);
});

test("a small body that becomes much compressed data is refused after one decompression", (t) => {
  // 10 MB of deflate blocks without content: each has tables that must be built.
  const emptyBlock = Buffer.from([0, 0, 0, 0xff, 0xff]);
  const inner = Buffer.concat([many(emptyBlock, 2_000_000), Buffer.from([1, 0, 0, 0xff, 0xff])]);
  const outer = zlib.gzipSync(inner);
  assert.ok(outer.length < 20_000, `${outer.length} bytes`);
  const called = decompressions(t, () => {
    assert.throws(
      () => inflateAll(outer, codings(GZIP, DEFLATE), 20 << 20),
      refusedWith(/^gzip: what it compresses is compressed itself, and has more than \d+ bytes$/),
    );
  });
  assert.equal(called, 1);
});

test("data that compresses well twice pass", () => {
  const zeros = Buffer.alloc(10 << 20);
  const body = zlib.gzipSync(zlib.gzipSync(zeros));
  assert.equal(inflateAll(body, codings(GZIP, GZIP), zeros.length).length, zeros.length);
});
