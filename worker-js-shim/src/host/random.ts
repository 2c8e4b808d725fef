import type { HostRequest } from "../java/host-request.ts";

/** Random bytes of the quality that keys need, into the inbox; at most 65,536 at a time. */
export function random(request: HostRequest, count: number): number {
  return request.deliver(crypto.getRandomValues(new Uint8Array(count)));
}
