/** Exports of the OpenTelemetry JS SDK, with what it says about them. */

import { DiagLogLevel, diag, type HrTime } from "@opentelemetry/api";
import { type ExportResult, ExportResultCode } from "@opentelemetry/core";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  InMemoryLogRecordExporter,
  LoggerProvider,
  type LogRecordExporter,
  SimpleLogRecordProcessor,
} from "@opentelemetry/sdk-logs";
import { InMemorySpanExporter, SimpleSpanProcessor, type SpanExporter, TracerProvider } from "@opentelemetry/sdk-trace";

/** What the SDK has logged since it was called, a line each. It may be called once in a process. */
export function sdkLog(): readonly string[] {
  const lines: string[] = [];
  const line = (message: string, ...more: unknown[]) => {
    lines.push([message, ...more].join(" "));
  };
  const logger = { error: line, warn: line, info: line, debug: () => undefined, verbose: line };
  diag.setLogger(logger, DiagLogLevel.VERBOSE);
  return lines;
}

/** Exports log records with the bodies `record 0`, `record 1` ... in one request. Undefined: success. */
export async function exportLogs(
  exporter: LogRecordExporter,
  service: string,
  count: number,
): Promise<Error | undefined> {
  const memory = new InMemoryLogRecordExporter();
  const provider = new LoggerProvider({
    resource: resourceFromAttributes({ "service.name": service }),
    processors: [new SimpleLogRecordProcessor({ exporter: memory })],
  });
  const logger = provider.getLogger("e2e");
  for (let index = 0; index < count; index++) logger.emit({ body: `record ${index}`, attributes: { index } });
  await provider.forceFlush();
  return finished((done) => exporter.export(memory.getFinishedLogRecords(), done), exporter);
}

/** Exports spans of the names and times that are given, in one request. Undefined: success. */
export async function exportSpans(
  exporter: SpanExporter,
  service: string,
  spans: readonly { readonly name: string; readonly start: HrTime; readonly end: HrTime }[],
): Promise<Error | undefined> {
  const memory = new InMemorySpanExporter();
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ "service.name": service }),
    spanProcessors: [new SimpleSpanProcessor({ exporter: memory })],
  });
  for (const { name, start, end } of spans) {
    provider.getTracer("e2e").startSpan(name, { startTime: start }).end(end);
  }
  await provider.forceFlush();
  return finished((done) => exporter.export(memory.getFinishedSpans(), done), exporter);
}

async function finished(
  begin: (done: (result: ExportResult) => void) => void,
  exporter: { shutdown(): Promise<void> },
): Promise<Error | undefined> {
  const { code, error } = await new Promise<ExportResult>((resolve) => begin(resolve));
  await exporter.shutdown();
  return code === ExportResultCode.SUCCESS ? undefined : (error ?? new Error("failed without an error"));
}
