/** The workload in protobuf: the messages of opentelemetry-proto as far as the workload uses them. */
import protobuf from "protobufjs";
import type { MeasuredSignal } from "./workload.ts";

const { root } = protobuf.parse(`
  syntax = "proto3";
  message AnyValue { oneof value { string string_value = 1; bool bool_value = 2; int64 int_value = 3; } }
  message KeyValue { string key = 1; AnyValue value = 2; }
  message Resource { repeated KeyValue attributes = 1; }
  message Scope { string name = 1; string version = 2; }
  message LogRecord {
    fixed64 time_unix_nano = 1; int32 severity_number = 2; string severity_text = 3; AnyValue body = 5; repeated KeyValue attributes = 6;
    fixed32 flags = 8; bytes trace_id = 9; bytes span_id = 10; fixed64 observed_time_unix_nano = 11;
  }
  message ScopeLogs { Scope scope = 1; repeated LogRecord log_records = 2; }
  message ResourceLogs { Resource resource = 1; repeated ScopeLogs scope_logs = 2; string schema_url = 3; }
  message Logs { repeated ResourceLogs resource_logs = 1; }
  message Event { fixed64 time_unix_nano = 1; string name = 2; repeated KeyValue attributes = 3; }
  message Link { bytes trace_id = 1; bytes span_id = 2; }
  message SpanStatus { int32 code = 3; }
  message Span {
    bytes trace_id = 1; bytes span_id = 2; bytes parent_span_id = 4; string name = 5; int32 kind = 6; fixed64 start_time_unix_nano = 7;
    fixed64 end_time_unix_nano = 8; repeated KeyValue attributes = 9; repeated Event events = 11; repeated Link links = 13;
    SpanStatus status = 15; fixed32 flags = 16;
  }
  message ScopeSpans { Scope scope = 1; repeated Span spans = 2; }
  message ResourceSpans { Resource resource = 1; repeated ScopeSpans scope_spans = 2; string schema_url = 3; }
  message Traces { repeated ResourceSpans resource_spans = 1; }
  message NumberDataPoint { fixed64 time_unix_nano = 3; oneof value { double as_double = 4; } repeated KeyValue attributes = 7; }
  message Gauge { repeated NumberDataPoint data_points = 1; }
  message Metric { string name = 1; string description = 2; string unit = 3; Gauge gauge = 5; }
  message ScopeMetrics { Scope scope = 1; repeated Metric metrics = 2; }
  message ResourceMetrics { Resource resource = 1; repeated ScopeMetrics scope_metrics = 2; string schema_url = 3; }
  message Metrics { repeated ResourceMetrics resource_metrics = 1; }
`);

const REQUESTS = { logs: "Logs", traces: "Traces", metrics: "Metrics" } as const;
const IDS = new Set(["traceId", "spanId", "parentSpanId"]);

/** Ids are hex in OTLP/JSON and bytes here. */
function withBytes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withBytes);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      IDS.has(name) ? Buffer.from(String(member), "hex") : withBytes(member),
    ]),
  );
}

export function toProtobuf(signal: MeasuredSignal, request: Record<string, unknown>): Uint8Array {
  const type = root.lookupType(REQUESTS[signal]);
  return type.encode(type.fromObject(withBytes(request) as Record<string, unknown>)).finish();
}
