import zlib from "node:zlib";
import { FailureKind, HostFailure } from "../host-failure.ts";
import { gzipMembersAtMost } from "./gzip-members.ts";
import { zstdFrames } from "./zstd-frames.ts";

/** As in `HostBody.java`. */
const GZIP = 1;
const ZSTD = 2;
const DEFLATE = 3;
/** As in `HostBlockCodecs.java`: RFC 1951 and nothing else, whatever its first bytes look like. */
const RAW_DEFLATE = 4;

const NAMES: Readonly<Record<number, string>> = {
  [GZIP]: "gzip",
  [ZSTD]: "zstd",
  [DEFLATE]: "deflate",
  [RAW_DEFLATE]: "deflate",
};

/** 8 MiB: what RFC 8878, section 3.1.1.1.2, asks of a decoder. A frame may ask for far more memory than its content needs. */
const MAX_WINDOW_LOG = 23;

/**
 * workerd's zlib grows its buffer by doubling, and gives up up to 40 KiB below the limit it was told. So it is told a higher one, and what
 * comes out is held against the true one.
 */
const SLACK = 1 << 16;

/**
 * Frames of zstd, members of gzip. Each costs the host some microseconds, however few bytes it has: a body of a million empty ones, which
 * compresses to 20 kB, took 12 s. Exporters send one.
 */
export const MAX_FRAMES = 1000;

/**
 * What is between two codings is compressed data, and hardly larger than what was sent. Were it allowed to be as large as a body, a few kilobytes
 * could become megabytes of headers, which cost far more time than megabytes of records.
 */
const MAX_GROWTH_BETWEEN = 4;
const ROOM_BETWEEN = 256 << 10;

/** Bits of each coding in the number that names them all; see `HostBody.java`. */
const CODING_BITS = 2;
const CODING_MASK = (1 << CODING_BITS) - 1;

/**
 * Undoes content codings one after the other. `codings`: two bits for each, the lowest for the one to be undone first; 0 is none.
 *
 * @throws HostFailure BODY_TOO_LARGE, BODY_CORRUPT
 */
export function inflateAll(sent: Uint8Array, codings: number, maxBytes: number): Uint8Array {
  let bytes = sent;
  for (let left = codings; left !== 0; left >>>= CODING_BITS) {
    const isLast = left >>> CODING_BITS === 0;
    bytes = isLast
      ? inflate(bytes, left & CODING_MASK, maxBytes)
      : inflateBetween(bytes, left & CODING_MASK, Math.min(maxBytes, MAX_GROWTH_BETWEEN * bytes.length + ROOM_BETWEEN));
  }
  return bytes;
}

function inflateBetween(bytes: Uint8Array, coding: number, maxBytes: number): Uint8Array {
  try {
    return inflate(bytes, coding, maxBytes);
  } catch (error) {
    if (error instanceof HostFailure && error.kind === FailureKind.BODY_TOO_LARGE) {
      const found = `${NAMES[coding]}: what it compresses is compressed itself, and has more than ${maxBytes} bytes`;
      throw new HostFailure(FailureKind.BODY_CORRUPT, found);
    }
    throw error;
  }
}

/**
 * Undoes one content coding. The limit holds while inflating: not more than that, and {@link SLACK}, is ever in memory.
 *
 * @throws HostFailure BODY_TOO_LARGE, BODY_CORRUPT
 */
export function inflate(bytes: Uint8Array, coding: number, maxBytes: number): Uint8Array {
  let content: Uint8Array;
  try {
    content = inflated(bytes, coding, maxBytes);
  } catch (error) {
    throw refusal(coding, error);
  }
  if (content.length > maxBytes) {
    throw tooLarge();
  }
  return content;
}

function inflated(bytes: Uint8Array, coding: number, maxBytes: number): Uint8Array {
  switch (coding) {
    case GZIP:
      if (gzipMembersAtMost(bytes, MAX_FRAMES) > MAX_FRAMES) {
        throw new Error(`the body has more than ${MAX_FRAMES} members`);
      }
      return zlib.gunzipSync(bytes, limit(maxBytes));
    case ZSTD:
      return unzstd(bytes, maxBytes);
    case DEFLATE:
      return hasZlibHeader(bytes)
        ? zlib.inflateSync(bytes, limit(maxBytes))
        : zlib.inflateRawSync(bytes, limit(maxBytes));
    case RAW_DEFLATE:
      return zlib.inflateRawSync(bytes, limit(maxBytes));
    default:
      throw new Error(`no content coding has the number ${coding}`);
  }
}

function limit(maxBytes: number): { maxOutputLength: number } {
  return { maxOutputLength: maxBytes + SLACK };
}

function unzstd(bytes: Uint8Array, maxBytes: number): Uint8Array {
  if (typeof zlib.zstdDecompressSync !== "function") {
    throw new HostFailure(FailureKind.BODY_CORRUPT, "this host cannot decompress zstd; send gzip");
  }
  const frames = zstdFrames(bytes, MAX_FRAMES);
  if (frames.length === 0) {
    throw new HostFailure(FailureKind.BODY_CORRUPT, "zstd: the body is empty");
  }
  let left = maxBytes;
  const contents = frames.map((frame) => {
    const content = zlib.zstdDecompressSync(frame, {
      ...limit(left),
      params: { [zlib.constants.ZSTD_d_windowLogMax]: MAX_WINDOW_LOG },
    });
    left -= content.length;
    if (left < 0) {
      throw tooLarge();
    }
    return content;
  });
  const [only] = contents;
  return contents.length === 1 && only !== undefined ? only : Buffer.concat(contents);
}

/** RFC 1950, section 2.2: method 8, and a check over the first two bytes. Some clients send bare deflate (RFC 1951) by the same name. */
function hasZlibHeader(bytes: Uint8Array): boolean {
  const [method = 0, flags = 0] = bytes;
  return (method & 0x0f) === 8 && ((method << 8) | flags) % 31 === 0;
}

/** workerd throws a RangeError when the limit is reached, Node one with a code. */
function refusal(coding: number, error: unknown): HostFailure {
  if (error instanceof HostFailure) {
    return error;
  }
  if (error instanceof RangeError) {
    return tooLarge();
  }
  const detail = error instanceof Error ? error.message : String(error);
  return new HostFailure(FailureKind.BODY_CORRUPT, `${NAMES[coding]}: ${detail}`);
}

function tooLarge(): HostFailure {
  return new HostFailure(FailureKind.BODY_TOO_LARGE, "when decompressed");
}
