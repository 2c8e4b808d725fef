import type { HostRequest } from "../java/host-request.ts";

const decoder = new TextDecoder();

/** By level, as in `Host.java`: debugging, information, a warning, an error. */
const channels = [
  (line: string) => console.debug(line),
  (line: string) => console.log(line),
  (line: string) => console.warn(line),
  (line: string) => console.error(line),
];

/** Writes the outbox as one line of the log. */
export function log(request: HostRequest, level: number): void {
  const line = decoder.decode(request.takeOutbox());
  (channels[level] ?? console.error)(line);
}
