import { readBounded } from "../bounded-read.ts";
import type { HttpExchange } from "../http-exchange.ts";
import { inflate } from "../inflate.ts";

/** The body of the request, read and decompressed under the limit, into the inbox. `codings`: see `HostBody.java`. */
export async function body(request: HttpExchange, codings: number, maxBytes: number): Promise<number> {
  let bytes = await readBounded(request.request, maxBytes);
  for (let left = codings; left !== 0; left >>>= 2) {
    bytes = inflate(bytes, left & 3, maxBytes);
  }
  return request.deliver(bytes);
}
