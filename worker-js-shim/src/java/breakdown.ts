import type { Instance } from "./instance.ts";

/** What to log of an entry into Java that ended with an error. */
export interface Breakdown {
  /** Whether Java itself threw, and nothing caught it. */
  readonly uncaught: boolean;
  /** What it says. */
  readonly error: string;
  /** For `scripts/symbolize`. */
  readonly stack: string | undefined;
}

/**
 * Explains an error out of Java. Whatever is not a Java exception ends the instance: a trap, the loss of the instance to another request, or a
 * fault of the shim. Java's finally blocks have not run, and its heap may be inconsistent.
 */
export function breakdown(instance: Instance, error: unknown): Breakdown {
  const throwable = instance.javaThrowable(error);
  if (throwable === undefined) {
    instance.drop();
    return { uncaught: false, error: String(error), stack: error instanceof Error ? error.stack : undefined };
  }
  return { uncaught: true, error: instance.messageOf(throwable), stack: instance.stackOf(throwable) };
}
