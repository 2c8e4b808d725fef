import { readBounded } from "../bounded-read.ts";
import type { HttpExchange } from "../http-exchange.ts";
import { inflateAll } from "../inflate.ts";

/** The body of the request, read and decompressed under the limit, into the inbox. `codings`: see `HostBody.java`. */
export async function body(request: HttpExchange, codings: number, maxBytes: number): Promise<number> {
  return request.deliver(inflateAll(await readBounded(request.request, maxBytes), codings, maxBytes));
}
