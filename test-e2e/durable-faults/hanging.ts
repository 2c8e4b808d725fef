/**
 * A bucket whose puts hang while a test says so: they neither succeed nor fail, and reach the bucket when the test lets them. Or each of them
 * takes a time that the test sets.
 */

import { overriding } from "./overriding.ts";

let hanging = false;
let delayMillis = 0;
const held: Array<() => Promise<unknown>> = [];

/** From now on puts hang, or do not. Those that hang already go on to. */
export function setHanging(on: boolean): void {
  hanging = on;
}

/** From now on each put reaches the bucket so much later. Its bytes are held until then, as those of an upload that is slow. */
export function delayPuts(millis: number): void {
  delayMillis = millis;
}

/** Lets all puts that hang reach the bucket; how many there were. */
export async function landLate(): Promise<number> {
  const late = held.splice(0);
  for (const put of late) await put();
  return late.length;
}

export function hangingBucket(bucket: R2Bucket): R2Bucket {
  return overriding(bucket, {
    put: (...args: unknown[]) => {
      const put = (): Promise<unknown> => (bucket.put as (...args: unknown[]) => Promise<unknown>)(...args);
      if (hanging) return new Promise(() => held.push(put));
      return delayMillis === 0 ? put() : scheduler.wait(delayMillis).then(put);
    },
  });
}
