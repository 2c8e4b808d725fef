import zlib from "node:zlib";
import { FailureKind, HostFailure } from "./host-failure.ts";

/** As in `HostBody.java`. */
const GZIP = 1;
const ZSTD = 2;
const DEFLATE = 3;

/**
 * Undoes one content coding. The limit holds while inflating: not more than that is ever in memory.
 *
 * @throws HostFailure BODY_TOO_LARGE, BODY_CORRUPT
 */
export function inflate(bytes: Uint8Array, coding: number, maxBytes: number): Uint8Array {
  // zlib refuses a limit of 0.
  const options = { maxOutputLength: Math.max(1, maxBytes) };
  try {
    switch (coding) {
      case GZIP:
        return zlib.gunzipSync(bytes, options);
      case ZSTD:
        return unzstd(bytes, options);
      case DEFLATE:
        return hasZlibHeader(bytes) ? zlib.inflateSync(bytes, options) : zlib.inflateRawSync(bytes, options);
      default:
        throw new Error(`no content coding has the number ${coding}`);
    }
  } catch (error) {
    throw refusal(error, maxBytes);
  }
}

function unzstd(bytes: Uint8Array, options: { maxOutputLength: number }): Uint8Array {
  if (typeof zlib.zstdDecompressSync !== "function") {
    throw new HostFailure(FailureKind.BODY_CORRUPT, "this host cannot decompress zstd; send gzip");
  }
  return zlib.zstdDecompressSync(bytes, options);
}

/** RFC 1950, section 2.2: method 8, and a check over the first two bytes. Some clients send bare deflate (RFC 1951) under the same name. */
function hasZlibHeader(bytes: Uint8Array): boolean {
  const [method = 0, flags = 0] = bytes;
  return (method & 0x0f) === 8 && ((method << 8) | flags) % 31 === 0;
}

function refusal(error: unknown, maxBytes: number): HostFailure {
  if (error instanceof HostFailure) {
    return error;
  }
  const code = (error as { code?: unknown }).code;
  if (code === "ERR_BUFFER_TOO_LARGE") {
    return new HostFailure(FailureKind.BODY_TOO_LARGE, `the body has more than ${maxBytes} bytes when decompressed`);
  }
  return new HostFailure(FailureKind.BODY_CORRUPT, error instanceof Error ? error.message : String(error));
}
