import type { HostRequest } from "../java/host-request.ts";

/** Waits. */
export async function sleep(_request: HostRequest, millis: number): Promise<void> {
  await scheduler.wait(millis);
}
