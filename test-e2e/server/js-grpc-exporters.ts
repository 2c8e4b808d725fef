/** The exporters of the OpenTelemetry JS SDK for OTLP/gRPC. */

import { readFileSync } from "node:fs";
import { credentials, Metadata } from "@grpc/grpc-js";
import { OTLPLogExporter } from "@opentelemetry/exporter-logs-otlp-grpc";
import { OTLPMetricExporter } from "@opentelemetry/exporter-metrics-otlp-grpc";
import { AggregationTemporalityPreference } from "@opentelemetry/exporter-metrics-otlp-http";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-grpc";
import { CompressionAlgorithm } from "@opentelemetry/otlp-exporter-base";
import type { JsExporters } from "../harness/js-sdk.ts";
import { TOKEN } from "../harness/worker.ts";

export interface JsGrpcOptions {
  readonly endpoint: string;
  readonly gzip?: boolean;
  /** The header of this name; default: the token of the server. */
  readonly authorization?: string;
  /** PEM file of a certificate to trust. */
  readonly certificate?: string;
}

/** @param target asked when an exporter is made */
export function jsGrpcExporters(target: () => JsGrpcOptions): JsExporters {
  const options = () => {
    const { endpoint, gzip = false, authorization = `Bearer ${TOKEN}`, certificate } = target();
    const metadata = new Metadata();
    metadata.set("authorization", authorization);
    return {
      url: endpoint,
      metadata,
      compression: gzip ? CompressionAlgorithm.GZIP : CompressionAlgorithm.NONE,
      ...(certificate === undefined ? {} : { credentials: credentials.createSsl(readFileSync(certificate)) }),
    };
  };
  return {
    logs: () => new OTLPLogExporter(options()),
    traces: () => new OTLPTraceExporter(options()),
    metrics: () =>
      new OTLPMetricExporter({ ...options(), temporalityPreference: AggregationTemporalityPreference.DELTA }),
  };
}
