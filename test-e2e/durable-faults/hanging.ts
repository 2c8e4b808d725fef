/** A bucket whose puts hang while a test says so: they neither succeed nor fail, and reach the bucket when the test lets them. */

import { overriding } from "./overriding.ts";

let hanging = false;
const held: Array<() => Promise<unknown>> = [];

/** From now on puts hang, or do not. Those that hang already go on to. */
export function setHanging(on: boolean): void {
  hanging = on;
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
      return hanging ? new Promise(() => held.push(put)) : put();
    },
  });
}
