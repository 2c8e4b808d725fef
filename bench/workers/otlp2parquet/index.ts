/** Our module with an entry for each stage, over the shim's own host functions. */

import { hostImports } from "../../../worker-js-shim/src/host/imports.ts";
import type { Guest } from "../../../worker-js-shim/src/java/guest.ts";
import { HostRequest } from "../../../worker-js-shim/src/java/host-request.ts";
import { instantiate } from "../../../worker-js-shim/src/java/instantiate.ts";
import { Window } from "../../../worker-js-shim/src/window.ts";
import { benchWorker, STAGES } from "../wire.ts";
import wasm from "./generated/bench.wasm";

type BenchRun = unknown;

/** `dev.otlp2parquet.worker.BenchExports` */
interface BenchExports {
  windowAddress(): number;
  begin(request: HostRequest, signal: number, json: number, modern: number, stage: number): BenchRun;
  body(run: BenchRun, length: number): void;
  finish(run: BenchRun): number;
  file(run: BenchRun, index: number): number;
}

const SIGNALS = ["logs", "traces", "metrics"];

/** By their ordinals in `Table.java`. */
const TABLES = [
  "logs",
  "traces",
  "metrics_gauge",
  "metrics_sum",
  "metrics_histogram",
  "metrics_exponential_histogram",
  "metrics_summary",
];

const { memory, exports: java } = instantiate<BenchExports>(wasm, { host: hostImports() });

/** A failure of a host function ends the run. */
const instance: Guest = {
  window: new Window(memory, java.windowAddress()),
  throwIntoJava: (error: unknown): never => {
    throw error;
  },
  assertUsable: () => undefined,
};

export default benchWorker((job, bodies) => {
  const request = new HostRequest(instance, {});
  const run = java.begin(
    request,
    SIGNALS.indexOf(job.signal),
    job.format === "json" ? 1 : 0,
    job.profile === "modern" ? 1 : 0,
    STAGES.indexOf(job.stage),
  );
  for (const body of bodies) {
    java.body(run, request.deliver(body));
  }
  const files = java.finish(run);
  // Uncompressed files are several times as large: copying them out would count against the stage before compression.
  return Array.from({ length: job.stage === "compress" ? files : 0 }, (_, index) => {
    const table = TABLES[java.file(run, index)] ?? "unknown";
    return { table, bytes: request.takeOutbox() };
  });
}) satisfies ExportedHandler;
