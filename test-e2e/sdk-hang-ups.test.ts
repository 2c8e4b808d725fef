/**
 * The OpenTelemetry SDKs of JavaScript and Java, whose requests end without an answer: at their own timeout, by a reset, because the answer is lost, because
 * the Worker is killed. Every record is stored, and as often as docs/guarantees.md says. The Python SDK is in peers/python-hang-ups.test.ts.
 */

import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
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
import { type MarkedRecord, type Sender, senderFaults } from "./harness/sender-faults.ts";
import { TOKEN } from "./harness/worker.ts";

const NANOS_OF_SECOND = 1_000_000_000n;

function exporter(url: URL, timeoutMillis: number): OTLPLogExporter {
  return new OTLPLogExporter({
    url: new URL("/v1/logs", url).href,
    headers: { authorization: `Bearer ${TOKEN}` },
    concurrencyLimit: 100,
    timeoutMillis,
  });
}

function javaScript(processor: (exporter: OTLPLogExporter, timeoutMillis: number) => LogRecordProcessor): Sender {
  return async (url, timeoutMillis, records) => {
    const provider = new LoggerProvider({
      resource: resourceFromAttributes({ "service.name": "js-marked" }),
      processors: [processor(exporter(url, timeoutMillis), timeoutMillis)],
    });
    const logger = provider.getLogger("repeats");
    for (const { text, unixNanos } of records) {
      const time: [number, number] = [Number(unixNanos / NANOS_OF_SECOND), Number(unixNanos % NANOS_OF_SECOND)];
      logger.emit({ timestamp: time, observedTimestamp: time, severityNumber: 13, body: text });
    }
    await provider.forceFlush({ timeoutMillis: 120_000 }).catch(() => undefined);
    await provider.shutdown();
  };
}

senderFaults(
  "JS SDK, simple processor",
  javaScript((to) => new SimpleLogRecordProcessor({ exporter: to })),
  true,
);

// Two equal records of whole milliseconds in one request are as little told apart as one.
senderFaults(
  "JS SDK, batch processor",
  javaScript(
    (to, timeoutMillis) =>
      new BatchLogRecordProcessor({
        exporter: to,
        maxExportBatchSize: 2,
        exportTimeoutMillis: timeoutMillis + 1_000,
      }),
  ),
);

senderFaults("Java SDK", async (url, timeoutMillis, records) => {
  const target = join(ROOT, "test-e2e/java-exporter/target");
  const classPath = await readFile(join(target, "class-path"), "utf8");
  await promisify(execFile)("java", [
    ...["-cp", `${join(target, "classes")}:${classPath.trim()}`, "dev.otlp2parquet.e2e.MarkedRecords"],
    ...[url.origin, TOKEN, String(timeoutMillis)],
    ...argumentsOf(records),
  ]);
});

function argumentsOf(records: readonly MarkedRecord[]): string[] {
  return records.flatMap(({ text, unixNanos }) => [text, String(unixNanos)]);
}
