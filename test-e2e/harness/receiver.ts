import type { Lake } from "../../scripts/lib/lake.ts";

/** A Worker or a server that exporters send to. */
export interface Receiver {
  /** Its base URL. */
  readonly url: URL;

  /** Runs `look` with DuckDB over everything that was accepted so far. */
  withLake<T>(look: (lake: Lake) => Promise<T>): Promise<T>;
}
