/** The OpenTelemetry JS SDK with its own queue and retries, while the objects of the Worker die and fail: every record arrives once. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as later } from "node:timers/promises";
import { OTLPLogExporter } from "@opentelemetry/exporter-logs-otlp-proto";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchLogRecordProcessor, LoggerProvider } from "@opentelemetry/sdk-logs";
import { BatchSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { flush } from "../harness/flush.ts";
import { LakeWorker } from "../harness/lake.ts";
import { TOKEN } from "../harness/worker.ts";

const SEED = Number(process.env["FAULT_SEED"] ?? 4711);
const RECORDS = 600;

test("the JS SDK retries through aborts and failures", { timeout: 240_000 }, async (context) => {
  context.diagnostic(`FAULT_SEED=${SEED}`);
  const lake = await LakeWorker.start({
    bundle: "durableFaults",
    vars: {
      OTLP2PARQUET_BATCHING_ENABLED: "true",
      OTLP2PARQUET_BATCH_MAX_ROWS: "100",
      OTLP2PARQUET_BATCH_MAX_AGE_SECS: "1",
      OTLP2PARQUET_COMMIT_INTERVAL_SECS: "3",
    },
  });
  context.after(() => lake.close());
  const control = (settings?: object): Promise<Response> =>
    fetch(new URL("/__faults", lake.worker.url), {
      method: "POST",
      body: settings === undefined ? "" : JSON.stringify(settings),
    });
  const options = (signal: string) => ({
    url: new URL(`/v1/${signal}`, lake.worker.url).href,
    headers: { authorization: `Bearer ${TOKEN}` },
    // Its retries end with it, and the Worker asks for pauses of seconds.
    timeoutMillis: 60_000,
  });
  const resource = resourceFromAttributes({ "service.name": "js-sdk" });
  const loggers = new LoggerProvider({
    resource,
    processors: [
      new BatchLogRecordProcessor({
        exporter: new OTLPLogExporter(options("logs")),
        maxQueueSize: 5000,
        maxExportBatchSize: 50,
        scheduledDelayMillis: 100,
        exportTimeoutMillis: 60_000,
      }),
    ],
  });
  const tracers = new TracerProvider({
    resource,
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: new OTLPTraceExporter(options("traces")),
        maxQueueSize: 5000,
        maxExportBatchSize: 50,
        scheduledDelayMillis: 100,
        exportTimeoutMillis: 60_000,
      }),
    ],
  });

  // A request makes some ten calls: one in eight meets a fault. An exporter tries five times and must not run out of attempts.
  await control({ seed: SEED, blocking: 60, immediate: 12 });
  const logger = loggers.getLogger("durability");
  const tracer = tracers.getTracer("durability");
  for (let i = 0; i < RECORDS; i++) {
    logger.emit({ body: `record ${i}` });
    tracer.startSpan(`span ${i}`).end();
    if (i % 20 === 0) await later(50);
  }
  // The Worker asks for pauses of seconds, and there are many batches.
  const patient = { timeoutMillis: 200_000 };
  await Promise.all([loggers.forceFlush(patient), tracers.forceFlush(patient)]);
  const faults = (await (await fetch(new URL("/__faults", lake.worker.url))).json()) as string[];
  await control();
  assert.ok(faults.length > 0, "no fault has happened");
  await flush(() => lake.worker.flush());
  await Promise.all([loggers.shutdown(), tracers.shutdown()]);

  const names = (text: string): string[] => Array.from({ length: RECORDS }, (_, i) => `${text} ${i}`).sort();
  assert.deepEqual((await lake.rows("logs")).map((row) => String(row["Body"])).sort(), names("record"));
  assert.deepEqual((await lake.rows("traces")).map((row) => String(row["SpanName"])).sort(), names("span"));
  context.diagnostic(`${faults.length} faults`);
});
