/** Where `scripts/dev` was started last, so that `scripts/query` finds it without being told. */

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ROOT } from "./local-bucket.ts";

export interface DevRecord {
  readonly port: string;
  /** The directory of the local bucket, absolute. */
  readonly state: string;
  /** Of the catalog, if it was started too. */
  readonly catalogPort?: string;
}

/** Git ignores `.wrangler`. Tests have a file of their own. */
export function recordFile(): string {
  return process.env["O2P_DEV_RECORD"] ?? join(ROOT, ".wrangler", "otlp2parquet-dev.json");
}

export function writeDevRecord(file: string, record: DevRecord): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(record)}\n`);
}

/** The record of the last start. Undefined when there is none, or one that cannot be read: it is a convenience, and the defaults remain. */
export function readDevRecord(file: string): DevRecord | undefined {
  let record: Partial<Record<keyof DevRecord, unknown>>;
  try {
    record = JSON.parse(readFileSync(file, "utf8")) ?? {};
  } catch {
    return undefined;
  }
  const { port, state, catalogPort } = record;
  if (typeof port !== "string" || typeof state !== "string") return undefined;
  return { port, state, ...(typeof catalogPort === "string" ? { catalogPort } : {}) };
}
