import { FailureKind, HostFailure } from "../host-failure.ts";
import type { ObjectEntry } from "../java/object-entry.ts";
import { limitFor, within } from "../time-limit.ts";

const NONE = -1;

/** When the alarm is due, in milliseconds since 1970, or -1. */
export async function getAlarm(entry: ObjectEntry): Promise<number> {
  const due = await within(limitFor(0), entry.storage.getAlarm(), (millis) => {
    return new HostFailure(FailureKind.OTHER, `the time of the alarm could not be read within ${millis / 1000} s`);
  });
  return due ?? NONE;
}

/** Nobody waits: it becomes durable with the statements around it, and should that fail, the platform aborts the object. */
export function setAlarm(entry: ObjectEntry, unixMillis: number): void {
  entry.storage.setAlarm(unixMillis).catch(() => undefined);
}

export function deleteAlarm(entry: ObjectEntry): void {
  entry.storage.deleteAlarm().catch(() => undefined);
}
