/**
 * How long host calls may take. A promise that never settles would keep Java suspended for good, and an object's alarm with it: of those the
 * platform runs one at a time. Only test bundles change these numbers.
 */
export const timeLimits = {
  /** Every call, in milliseconds. */
  callMillis: 30_000,
  /** Every call beyond that: for each so many bytes that it sends or has received, a second more. */
  bytesPerSecond: 256 << 10,
  mostMillis: 300_000,
  /** A body of which nothing comes for so long is given up. */
  silenceMillis: 10_000,
  /** What goes on when its request is over: the platform ends that after 30 s. */
  backgroundMillis: 25_000,
};

/** For a call that moves so many bytes. */
export function limitFor(bytes: number): number {
  const { callMillis, bytesPerSecond, mostMillis } = timeLimits;
  return Math.min(mostMillis, callMillis + Math.ceil((1000 * bytes) / bytesPerSecond));
}

/**
 * The outcome of some work, if it comes in time. What comes later is nobody's: work must be such that it can be done again, and that it changes
 * nothing when it takes effect after that.
 *
 * @param late makes the error when it is over
 */
export async function within<T>(millis: number, work: Promise<T>, late: (millis: number) => Error): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(late(millis)), millis);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
