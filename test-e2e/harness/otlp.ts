/** OTLP requests made for tests, and answers read by protobuf.js: independent of the code under test. */

import protobuf from "protobufjs";

/** 2026-11-21T10:00:00Z in nanoseconds. */
export const EPOCH = 1_795_255_200_000_000_000n;

/** By the ending of a file with requests. */
export const CONTENT_TYPES: Readonly<Record<string, string>> = {
  ".json": "application/json",
  ".jsonl": "application/x-ndjson",
  ".pb": "application/x-protobuf",
};

export interface LogsRequestOptions {
  readonly service: string;
  readonly records: number;
  /** The body of each record; default `record <index>`. */
  readonly body?: (index: number) => string;
  /** Nanoseconds between the records; default 1 ms. */
  readonly step?: bigint;
}

interface KeyValue {
  key: string;
  value: { stringValue: string };
}

interface LogRecord {
  timeUnixNano: string;
  severityNumber: number;
  traceId?: string;
  body: { stringValue: string };
  attributes: KeyValue[];
}

export interface LogsRequest {
  resourceLogs: [{ resource: { attributes: KeyValue[] }; scopeLogs: [{ logRecords: LogRecord[] }] }];
}

/** An ExportLogsServiceRequest of one resource as OTLP/JSON; it can be changed before it is sent. */
export function logsRequest({ service, records, body, step = 1_000_000n }: LogsRequestOptions): LogsRequest {
  const attribute = (key: string, value: string): KeyValue => ({ key, value: { stringValue: value } });
  return {
    resourceLogs: [
      {
        resource: { attributes: [attribute("service.name", service)] },
        scopeLogs: [
          {
            logRecords: Array.from({ length: records }, (_, index) => ({
              timeUnixNano: String(EPOCH + BigInt(index) * step),
              severityNumber: 9,
              body: { stringValue: body?.(index) ?? `record ${index}` },
              attributes: [attribute("index", String(index))],
            })),
          },
        ],
      },
    ],
  };
}

// The messages of opentelemetry-proto and googleapis that the tests need, with their field numbers.
const { root } = protobuf.parse(`
  syntax = "proto3";
  message Status { int32 code = 1; string message = 2; }
  message PartialSuccess { int64 rejected = 1; string error_message = 2; }
  message ExportServiceResponse { PartialSuccess partial_success = 1; }
  message AnyValue { oneof value { string string_value = 1; } }
  message KeyValue { string key = 1; AnyValue value = 2; }
  message Resource { repeated KeyValue attributes = 1; }
  message LogRecord {
    fixed64 time_unix_nano = 1; int32 severity_number = 2; AnyValue body = 5; repeated KeyValue attributes = 6; bytes trace_id = 9;
  }
  message ScopeLogs { repeated LogRecord log_records = 2; }
  message ResourceLogs { Resource resource = 1; repeated ScopeLogs scope_logs = 2; }
  message ExportLogsServiceRequest { repeated ResourceLogs resource_logs = 1; }
`);

/** The same request in protobuf. */
export function asProtobuf(request: LogsRequest): Uint8Array {
  const type = root.lookupType("ExportLogsServiceRequest");
  return type.encode(type.fromObject(request)).finish();
}

/** google.rpc.Status: https://github.com/googleapis/googleapis/blob/master/google/rpc/status.proto */
export interface Status {
  readonly code: number;
  readonly message: string;
}

export interface PartialSuccess {
  readonly rejected: number;
  readonly errorMessage: string;
}

async function decoded(response: Response, message: string): Promise<Record<string, unknown>> {
  const type = root.lookupType(message);
  const bytes = new Uint8Array(await response.arrayBuffer());
  return type.toObject(type.decode(bytes), { longs: Number, defaults: true }) as Record<string, unknown>;
}

function isJson(response: Response): boolean {
  return response.headers.get("content-type")?.startsWith("application/json") ?? false;
}

/** The google.rpc.Status of an error answer in the answer's own encoding. */
export async function statusOf(response: Response): Promise<Status> {
  if (isJson(response)) {
    const { code = 0, message = "" } = (await response.json()) as Partial<Status>;
    return { code, message };
  }
  const { code, message } = await decoded(response, "Status");
  return { code: code as number, message: message as string };
}

/** The partial success of an answer in its own encoding; undefined when all was accepted. */
export async function partialSuccessOf(response: Response): Promise<PartialSuccess | undefined> {
  if (isJson(response)) {
    const { partialSuccess } = (await response.json()) as { partialSuccess?: Record<string, unknown> };
    if (partialSuccess === undefined) return undefined;
    const { errorMessage = "", ...counts } = partialSuccess as { errorMessage?: string };
    // rejectedLogRecords, rejectedSpans or rejectedDataPoints: int64, so a string in proto3 JSON.
    const [rejected = 0] = Object.values(counts);
    return { rejected: Number(rejected), errorMessage };
  }
  return (
    ((await decoded(response, "ExportServiceResponse")) as { partialSuccess?: PartialSuccess | null }).partialSuccess ??
    undefined
  );
}
