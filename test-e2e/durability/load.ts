/**
 * Load on the way that is the default: several senders, buffers, files, commits. Prints throughput, the time to an acknowledgement, CPU time, and the
 * time until an acknowledged row can be read. Figures for people; it checks only that every row arrived once. Run after `scripts/test faults`:
 *
 *   node_modules/.bin/node test-e2e/durability/load.ts [--seconds 60] [--senders 4] [--shards 2] [--rows 1000] [--format json|protobuf]
 */

import assert from "node:assert/strict";
import { setTimeout as later } from "node:timers/promises";
import { parseArgs } from "node:util";
import { descendants, Processes } from "../../scripts/lib/processes.ts";
import { toProtobuf } from "../../scripts/lib/protobuf.ts";
import { exportRequest } from "../../scripts/lib/workload.ts";
import { LakeWorker } from "../harness/lake.ts";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "60" },
    senders: { type: "string", default: "4" },
    shards: { type: "string", default: "2" },
    rows: { type: "string", default: "1000" },
    format: { type: "string", default: "json" },
  },
});
const seconds = Number(values.seconds);
const senders = Number(values.senders);
const rows = Number(values.rows);

/** Bodies are made before the load, so that making them takes nothing from it. */
const BODIES = 200;

const lake = await LakeWorker.start({
  vars: { OTLP2PARQUET_BATCHING_ENABLED: "true", OTLP2PARQUET_BATCH_SHARDS: values.shards },
});
try {
  const bodies = Array.from({ length: BODIES }, (_, i) => {
    const request = exportRequest("logs", i * rows, (i + 1) * rows, 20261121);
    return values.format === "json" ? JSON.stringify(request) : toProtobuf("logs", request);
  });
  /** The same rows come again in other bytes, or they would be known: JSON may end in blanks, and a protobuf message in an unknown empty field. */
  const bodyOf = (index: number): string | Uint8Array => {
    const body = bodies[index % BODIES] as string | Uint8Array;
    const round = Math.floor(index / BODIES);
    if (typeof body === "string") return body + " ".repeat(round);
    return Buffer.concat([body, ...Array.from({ length: round }, () => Buffer.from([0x7a, 0x00]))]);
  };
  const bodyBytes = bodies.reduce((sum, body) => sum + body.length, 0) / BODIES;
  await lake.worker.post("logs", JSON.stringify(exportRequest("logs", 0, rows, 7)));
  await (await lake.worker.flush()).text();

  const workerd = new Processes(descendants("workerd"));
  const cpuBefore = workerd.cpuSeconds();
  const acknowledgements: number[] = [];
  const started = performance.now();
  let sent = 0;
  await Promise.all(
    Array.from({ length: senders }, async () => {
      while (performance.now() - started < seconds * 1000) {
        const body = bodyOf(sent++);
        const begun = performance.now();
        await lake.worker.accept("logs", body);
        acknowledgements.push(performance.now() - begun);
      }
    }),
  );
  const acknowledged = (performance.now() - started) / 1000;
  await (await lake.worker.flush()).text();
  const committed = (performance.now() - started) / 1000;
  const cpu = workerd.cpuSeconds() - cpuBefore;

  const reader = await lake.reader();
  const audit = await reader.audit("logs");
  assert.equal(audit.records, (sent + 1) * rows);
  const { snapshots } = await reader.facts("logs");
  acknowledgements.sort((a, b) => a - b);
  const quantile = (q: number): string => (acknowledgements[Math.floor(q * (sent - 1))] as number).toFixed(0);
  process.stdout.write(
    `${sent} requests of ${rows} rows (${values.format}, ${bodyBytes.toFixed(0)} bytes), ${senders} senders, ${values.shards} shards
acknowledged in ${acknowledged.toFixed(1)} s: ${((sent * rows) / acknowledged).toFixed(0)} rows/s; committed in ${committed.toFixed(1)} s: ${((sent * rows) / committed).toFixed(0)} rows/s
acknowledgement p50 ${quantile(0.5)} ms, p99 ${quantile(0.99)} ms, longest ${quantile(1)} ms
${audit.files.length} data files of ${(audit.files.reduce((sum, file) => sum + file.bytes, 0) / audit.files.length / 1024).toFixed(0)} KiB on average, ${snapshots.length} commits
CPU of all workerd processes: ${((cpu * 1e9) / (sent * rows)).toFixed(0)} ms per million records
`,
  );

  // One request at rest: how long until a reader sees it, by the age of a buffer and the interval of a committer.
  const before = audit.records;
  const begun = performance.now();
  await lake.worker.post("logs", JSON.stringify(exportRequest("logs", 0, 10, 8)));
  while ((await reader.audit("logs")).records === before) await later(250);
  process.stdout.write(
    `an acknowledged row was in the table after ${((performance.now() - begun) / 1000).toFixed(1)} s (defaults: 60 s of age, 10 s between commits)\n`,
  );
} finally {
  await lake.close();
}
