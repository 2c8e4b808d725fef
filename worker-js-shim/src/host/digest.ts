import { createHash } from "node:crypto";
import type { HostRequest } from "../java/host-request.ts";

/** The SHA-256 of the outbox, into the inbox. */
export function sha256(request: HostRequest): number {
  return request.deliver(createHash("sha256").update(request.takeOutbox()).digest());
}
