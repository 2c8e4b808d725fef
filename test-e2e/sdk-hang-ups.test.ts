/**
 * The OpenTelemetry JS SDK, whose requests end without an answer: at their own timeout, by a reset, because the answer is lost, because
 * the Worker is killed. Every record is stored, and as often as docs/guarantees.md says. See java-hang-ups.test.ts, and
 * peers/ for the Python SDK and the Collector.
 */

import { OTLPLogExporter } from "@opentelemetry/exporter-logs-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  BatchLogRecordProcessor,
  LoggerProvider,
  type LogRecordProcessor,
  SimpleLogRecordProcessor,
} from "@opentelemetry/sdk-logs";
import { givesUp, type Sender, senderFaults } from "./harness/sender-faults.ts";
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
  return async ({ url }, timeoutMillis, records) => {
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

const simple = javaScript((to) => new SimpleLogRecordProcessor({ exporter: to }));
givesUp("JS SDK, simple processor", simple);
senderFaults("JS SDK, simple processor", simple, true);

// Two equal records of whole milliseconds in one request are as little told apart as one.
const batch = javaScript(
  (to, timeoutMillis) =>
    new BatchLogRecordProcessor({
      exporter: to,
      maxExportBatchSize: 2,
      exportTimeoutMillis: timeoutMillis + 1_000,
    }),
);
givesUp("JS SDK, batch processor", batch);
senderFaults("JS SDK, batch processor", batch);
