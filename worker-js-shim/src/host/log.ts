import type { HostRequest } from "../host-request.ts";

const decoder = new TextDecoder();

/** Level 0 is an error, 1 a warning, 2 information, 3 debugging: as in `Host.java`. */
const channels = [
  (line: string) => console.error(line),
  (line: string) => console.warn(line),
  (line: string) => console.log(line),
  (line: string) => console.debug(line),
];

/** Writes the outbox as one line of the log. */
export function log(request: HostRequest, level: number): void {
  const line = decoder.decode(request.takeOutbox());
  (channels[level] ?? console.error)(line);
}
