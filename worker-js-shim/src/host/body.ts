import { inflateAll } from "../codec/inflate.ts";
import type { HttpExchange } from "../java/http-exchange.ts";

/** Reads the body of the request until it has ended, which is 1, or has more than `room` bytes, which is 0. */
export async function readBody(request: HttpExchange, room: number, maxBytes: number): Promise<number> {
  return (await request.body.readBeyond(room, maxBytes)) ? 1 : 0;
}

/** The body that was read, decompressed under the limit, into the inbox. `codings`: see `HostBody.java`. */
export function openBody(request: HttpExchange, codings: number, maxBytes: number): number {
  const blocks = request.body.take();
  return codings === 0 ? request.deliverBlocks(blocks) : request.deliver(inflateAll(joined(blocks), codings, maxBytes));
}

function joined(blocks: readonly Uint8Array[]): Uint8Array {
  const [only] = blocks;
  return blocks.length === 1 && only !== undefined ? only : Buffer.concat(blocks);
}
