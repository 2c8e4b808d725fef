/** The exporters of the OpenTelemetry JS SDK for OTLP/HTTP. */

import { OTLPLogExporter as JsonLogExporter } from "@opentelemetry/exporter-logs-otlp-http";
import { OTLPLogExporter as ProtobufLogExporter } from "@opentelemetry/exporter-logs-otlp-proto";
import {
  AggregationTemporalityPreference,
  OTLPMetricExporter as JsonMetricExporter,
} from "@opentelemetry/exporter-metrics-otlp-http";
import { OTLPMetricExporter as ProtobufMetricExporter } from "@opentelemetry/exporter-metrics-otlp-proto";
import { OTLPTraceExporter as JsonTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { OTLPTraceExporter as ProtobufTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { CompressionAlgorithm } from "@opentelemetry/otlp-exporter-base";
import type { JsExporters } from "./js-sdk.ts";
import { type Signal, TOKEN } from "./worker.ts";

export const jsSdkProtocols = [
  {
    name: "http/protobuf",
    compression: CompressionAlgorithm.GZIP,
    LogExporter: ProtobufLogExporter,
    TraceExporter: ProtobufTraceExporter,
    MetricExporter: ProtobufMetricExporter,
  },
  {
    name: "http/json",
    compression: CompressionAlgorithm.NONE,
    LogExporter: JsonLogExporter,
    TraceExporter: JsonTraceExporter,
    MetricExporter: JsonMetricExporter,
  },
] as const;

/** @param url of the receiver, asked when an exporter is made */
export function jsHttpExporters(protocol: (typeof jsSdkProtocols)[number], url: () => URL): JsExporters {
  const options = (signal: Signal) => ({
    url: new URL(`/v1/${signal}`, url()).href,
    headers: { authorization: `Bearer ${TOKEN}` },
    compression: protocol.compression,
  });
  return {
    logs: () => new protocol.LogExporter(options("logs")),
    traces: () => new protocol.TraceExporter(options("traces")),
    metrics: () =>
      new protocol.MetricExporter({
        ...options("metrics"),
        temporalityPreference: AggregationTemporalityPreference.DELTA,
      }),
  };
}
