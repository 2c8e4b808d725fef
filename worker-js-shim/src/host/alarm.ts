import type { ObjectEntry } from "../object-entry.ts";

const NONE = -1;

/** When the alarm is due, in milliseconds since 1970, or -1. */
export async function getAlarm(entry: ObjectEntry): Promise<number> {
  return (await entry.storage.getAlarm()) ?? NONE;
}

/** Nobody waits: it becomes durable with the statements around it, and should that fail, the platform aborts the object. */
export function setAlarm(entry: ObjectEntry, unixMillis: number): void {
  entry.storage.setAlarm(unixMillis).catch(() => undefined);
}

export function deleteAlarm(entry: ObjectEntry): void {
  entry.storage.deleteAlarm().catch(() => undefined);
}
