import type { Window } from "../window.ts";

/** The compiled Java as host functions see it: they exchange bytes with it and fail into it. `Instance` is the one implementation. */
export interface Guest {
  readonly window: Window;

  /** Throws into Java, out of the host function that calls this. */
  throwIntoJava(error: unknown): never;

  /** @throws Error if Java must not run again, so that a request suspended on it ends here */
  assertUsable(): void;
}
