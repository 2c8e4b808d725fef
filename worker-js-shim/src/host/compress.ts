import zlib from "node:zlib";
import { inflate } from "../codec/inflate.ts";
import type { HostRequest } from "../java/host-request.ts";

/** As in `HostCompressor.java`. */
const GZIP = 1;
const ZSTD = 2;
/** As in `HostBlockCodecs.java`. */
const RAW_DEFLATE = 4;

const GZIP_LEVEL = 6;
/** Smaller than level 3 for rows full of random ids, and a third of its time (docs/benchmarks/notes.md, "Compression"). */
const ZSTD_LEVEL = 1;

/** Not every version of workerd has zstd in node:zlib. */
const hasZstd = typeof zlib.zstdCompressSync === "function";

export function canCompress(codec: number): number {
  return codec === GZIP || (codec === ZSTD && hasZstd) ? 1 : 0;
}

/** The outbox, compressed, into the inbox. */
export function compress(request: HostRequest, codec: number): number {
  const plain = request.takeOutbox();
  switch (codec) {
    case GZIP:
      return request.deliver(zlib.gzipSync(plain, { level: GZIP_LEVEL }));
    case ZSTD:
      return request.deliver(
        zlib.zstdCompressSync(plain, { params: { [zlib.constants.ZSTD_c_compressionLevel]: ZSTD_LEVEL } }),
      );
    case RAW_DEFLATE:
      return request.deliver(zlib.deflateRawSync(plain));
    default:
      throw new Error(`no codec has the number ${codec}`);
  }
}

/** The outbox, decompressed, into the inbox. `coding`: as in `HostBlockCodecs.java`. */
export function decompress(request: HostRequest, coding: number, maxBytes: number): number {
  return request.deliver(inflate(request.takeOutbox(), coding, maxBytes));
}
