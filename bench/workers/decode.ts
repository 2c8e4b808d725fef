import { fromProtobuf } from "../../scripts/lib/protobuf.ts";
import { ColumnSet, JSON_FORM, PROTOBUF_FORM } from "../lib/columns.ts";
import type { Job } from "./wire.ts";

const decoder = new TextDecoder();

/** The JavaScript peers' way from bodies to columns. */
export function decode(job: Job, bodies: readonly Uint8Array[]): ColumnSet {
  const columns = new ColumnSet(job.format === "json" ? JSON_FORM : PROTOBUF_FORM);
  for (const body of bodies) {
    const request = job.format === "json" ? JSON.parse(decoder.decode(body)) : fromProtobuf(job.signal, body);
    columns.append(job.signal, request);
  }
  return columns;
}
