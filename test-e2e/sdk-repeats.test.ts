/**
 * Forty equal records by real SDKs, while buffers keep requests whose answers are lost, so that the SDKs get 503 and send them again: forty rows. Where
 * the clock of an SDK has milliseconds, nothing in two of its requests tells them apart.
 */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, test } from "node:test";
import { promisify } from "node:util";
import { OTLPLogExporter } from "@opentelemetry/exporter-logs-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  BatchLogRecordProcessor,
  LoggerProvider,
  type LogRecordProcessor,
  SimpleLogRecordProcessor,
} from "@opentelemetry/sdk-logs";
import { ROOT } from "./harness/bundles.ts";
import { loseAnswers, storedLogs } from "./harness/repeats.ts";
import { suiteWorker, TOKEN } from "./harness/worker.ts";

const LIMIT = { timeout: 180_000 };
const RECORDS = 40;

describe("forty equal records, whose requests are sent again", () => {
  const worker = suiteWorker({ bundle: "durableFaults", vars: { OTLP2PARQUET_BATCHING_ENABLED: "true" } });

  const exporter = (): OTLPLogExporter =>
    new OTLPLogExporter({
      url: new URL("/v1/logs", worker.url).href,
      headers: { authorization: `Bearer ${TOKEN}` },
      concurrencyLimit: 100,
      // Its retries end with it, and the Worker asks for pauses of seconds.
      timeoutMillis: 60_000,
    });

  // The Worker calls a buffer four times before it gives up. Of the requests that the simple processor sends at once some get 503, and others do not;
  // the batch processor sends one after the other, and the first gets it twice. An exporter tries five times and then drops its records.
  const processors: ReadonlyArray<[string, number, () => LogRecordProcessor]> = [
    ["simple", 3 * RECORDS + 10, () => new SimpleLogRecordProcessor({ exporter: exporter() })],
    [
      "batch",
      10,
      () => new BatchLogRecordProcessor({ exporter: exporter(), maxExportBatchSize: 5, exportTimeoutMillis: 60_000 }),
    ],
  ];
  for (const [name, lost, processor] of processors) {
    test(`JS SDK, ${name} processor`, LIMIT, async () => {
      const service = `js-${name}`;
      const provider = new LoggerProvider({
        resource: resourceFromAttributes({ "service.name": service }),
        processors: [processor()],
      });
      await loseAnswers(worker, lost);
      const logger = provider.getLogger("repeats");
      for (let i = 0; i < RECORDS; i++) {
        logger.emit({ severityNumber: 13, severityText: "WARN", body: "connection refused, retrying" });
      }
      await provider.forceFlush({ timeoutMillis: 120_000 });
      await provider.shutdown();
      assert.equal(await storedLogs(worker, service), RECORDS);
    });
  }

  test("Java SDK", LIMIT, async () => {
    const target = join(ROOT, "test-e2e/java-exporter/target");
    const classPath = await readFile(join(target, "class-path"), "utf8");
    await loseAnswers(worker, 10);
    await promisify(execFile)("java", [
      "-cp",
      `${join(target, "classes")}:${classPath.trim()}`,
      "dev.otlp2parquet.e2e.EqualRecords",
      worker.url.origin,
      TOKEN,
      String(RECORDS),
    ]);
    assert.equal(await storedLogs(worker, "java-equal"), RECORDS);
  });
});
