/**
 * OTLP requests as columns of plain JavaScript values: what the JavaScript peers hand to their writers, and what the files of all are compared
 * with. It is written to be fast in the way an application would be, not beyond that.
 */

import type { OtlpSignal } from "../../scripts/lib/workload.ts";
import { columnsOf, type Entry, type TableName } from "./tables.ts";

// biome-ignore lint/suspicious/noExplicitAny: messages of two libraries in one shape
type Message = any;

/** How the two formats represent what JavaScript has no type for. */
export interface Representation {
  /** Microseconds since 1970, or null when absent or 0. */
  micros(time: Message): number | null;
  nanosBetween(start: Message, end: Message): number;
  /** Hex, or null when absent or empty. */
  id(id: Message): string | null;
  /** A 64-bit integer within 2^53, or null when absent. */
  long(value: Message): number | null;
}

/** Objects that JSON.parse made. */
export const JSON_FORM: Representation = {
  micros: (time) => (time === undefined || time === "0" ? null : Number(time.slice(0, -3))),
  nanosBetween: (start, end) => Number(BigInt(end) - BigInt(start)),
  id: (id) => (id ? id : null),
  long: (value) => (value === undefined ? null : Number(value)),
};

/** 2^32 = THOUSANDS * 1000 + REST */
const THOUSANDS = 4_294_967;
const REST = 296;

/** Messages that protobuf.js made, with Long for 64-bit integers. */
export const PROTOBUF_FORM: Representation = {
  micros: ({ low, high }) =>
    low === 0 && high === 0 ? null : (high >>> 0) * THOUSANDS + Math.floor(((high >>> 0) * REST + (low >>> 0)) / 1000),
  nanosBetween: (start, end) =>
    ((end.high >>> 0) - (start.high >>> 0)) * 2 ** 32 + ((end.low >>> 0) - (start.low >>> 0)),
  id: (id) => (id.length === 0 ? null : Buffer.from(id.buffer, id.byteOffset, id.length).toString("hex")),
  long: ({ low, high }) => high * 2 ** 32 + (low >>> 0),
};

export type ColumnValues = Record<string, unknown[]>;

const SPAN_KINDS = ["Unspecified", "Internal", "Server", "Client", "Producer", "Consumer"];
const STATUS_CODES = ["Unset", "Ok", "Error"];
const MICROS_PER_SECOND = 1_000_000;
const NO_ENTRIES: Entry[] = [];

/** The columns of the tables that have had rows. */
export class ColumnSet {
  readonly tables = new Map<TableName, ColumnValues>();
  readonly #form: Representation;

  constructor(form: Representation) {
    this.#form = form;
  }

  append(signal: OtlpSignal, request: Message): void {
    switch (signal) {
      case "logs":
        for (const of of request.resourceLogs) this.#resource(of, of.scopeLogs, this.#logs);
        break;
      case "traces":
        for (const of of request.resourceSpans) this.#resource(of, of.scopeSpans, this.#spans);
        break;
      case "metrics":
        for (const of of request.resourceMetrics) this.#resource(of, of.scopeMetrics, this.#metrics);
        break;
      default:
        throw new Error(`no signal is called ${signal satisfies never}`);
    }
  }

  #table(name: TableName): ColumnValues {
    let values = this.tables.get(name);
    if (values === undefined) {
      values = Object.fromEntries(columnsOf(name).map((column) => [column.name, []]));
      this.tables.set(name, values);
    }
    return values;
  }

  #resource(resource: Message, scopes: Message[], records: (common: Common, scope: Message) => void): void {
    const attributes = this.#attributes(resource.resource?.attributes);
    const find = (key: string) => attributes.find((entry) => entry.key === key)?.value ?? null;
    for (const scope of scopes) {
      const common: Common = {
        ResourceAttributes: attributes,
        ResourceSchemaUrl: resource.schemaUrl || null,
        ResourceDroppedAttributesCount: resource.resource?.droppedAttributesCount ?? 0,
        ServiceName: find("service.name") ?? "unknown_service",
        ServiceNamespace: find("service.namespace"),
        ServiceInstanceId: find("service.instance.id"),
        ScopeName: scope.scope?.name || null,
        ScopeVersion: scope.scope?.version || null,
        ScopeSchemaUrl: scope.schemaUrl || null,
        ScopeAttributes: this.#attributes(scope.scope?.attributes),
        ScopeDroppedAttributesCount: scope.scope?.droppedAttributesCount ?? 0,
      };
      records.call(this, common, scope);
    }
  }

  #logs(common: Common, scope: Message): void {
    const form = this.#form;
    const c = this.#table("logs");
    for (const record of scope.logRecords) {
      appendCommon(c, common);
      const observed = form.micros(record.observedTimeUnixNano);
      const time = form.micros(record.timeUnixNano) ?? observed ?? 0;
      push(c, "Timestamp", time);
      push(c, "TraceId", form.id(record.traceId));
      push(c, "SpanId", form.id(record.spanId));
      push(c, "TraceFlags", (record.flags ?? 0) & 255);
      push(c, "SeverityText", record.severityText || null);
      push(c, "SeverityNumber", record.severityNumber ?? 0);
      push(c, "Body", record.body ? this.#text(record.body) : null);
      push(c, "LogAttributes", this.#attributes(record.attributes));
      push(c, "TimestampTime", time - (time % MICROS_PER_SECOND));
      push(c, "ObservedTimestamp", observed);
      push(c, "EventName", record.eventName || null);
      push(c, "DroppedAttributesCount", record.droppedAttributesCount ?? 0);
    }
  }

  #spans(common: Common, scope: Message): void {
    const form = this.#form;
    const c = this.#table("traces");
    for (const span of scope.spans) {
      appendCommon(c, common);
      push(c, "Timestamp", form.micros(span.startTimeUnixNano) ?? 0);
      push(c, "EndTimestamp", form.micros(span.endTimeUnixNano) ?? 0);
      push(c, "Duration", form.nanosBetween(span.startTimeUnixNano, span.endTimeUnixNano));
      push(c, "TraceId", form.id(span.traceId));
      push(c, "SpanId", form.id(span.spanId));
      push(c, "ParentSpanId", form.id(span.parentSpanId));
      push(c, "TraceState", span.traceState || null);
      push(c, "SpanName", span.name);
      push(c, "SpanKind", SPAN_KINDS[span.kind ?? 0]);
      push(c, "SpanAttributes", this.#attributes(span.attributes));
      push(c, "StatusCode", STATUS_CODES[span.status?.code ?? 0]);
      push(c, "StatusMessage", span.status?.message || null);
      push(
        c,
        "Events",
        (span.events ?? []).map((event: Message) => ({
          Timestamp: form.micros(event.timeUnixNano) ?? 0,
          Name: event.name,
          Attributes: this.#attributes(event.attributes),
          DroppedAttributesCount: event.droppedAttributesCount ?? 0,
        })),
      );
      push(
        c,
        "Links",
        (span.links ?? []).map((link: Message) => ({
          TraceId: form.id(link.traceId),
          SpanId: form.id(link.spanId),
          TraceState: link.traceState || null,
          Attributes: this.#attributes(link.attributes),
          DroppedAttributesCount: link.droppedAttributesCount ?? 0,
          Flags: link.flags ?? 0,
        })),
      );
      push(c, "SpanFlags", span.flags ?? 0);
      push(c, "DroppedAttributesCount", span.droppedAttributesCount ?? 0);
      push(c, "DroppedEventsCount", span.droppedEventsCount ?? 0);
      push(c, "DroppedLinksCount", span.droppedLinksCount ?? 0);
    }
  }

  #metrics(common: Common, scope: Message): void {
    for (const metric of scope.metrics) {
      if (metric.gauge) this.#numbers("metrics_gauge", common, metric, metric.gauge);
      else if (metric.sum) this.#numbers("metrics_sum", common, metric, metric.sum);
      else if (metric.histogram) this.#histograms(common, metric);
      else if (metric.exponentialHistogram) this.#exponentialHistograms(common, metric);
      else if (metric.summary) this.#summaries(common, metric);
    }
  }

  #point(c: ColumnValues, common: Common, metric: Message, point: Message): void {
    appendCommon(c, common);
    push(c, "MetricName", metric.name);
    push(c, "MetricDescription", metric.description || null);
    push(c, "MetricUnit", metric.unit || null);
    push(c, "MetricMetadata", this.#attributes(metric.metadata));
    push(c, "Attributes", this.#attributes(point.attributes));
    push(c, "StartTimestamp", this.#form.micros(point.startTimeUnixNano));
    push(c, "Timestamp", this.#form.micros(point.timeUnixNano) ?? 0);
    push(c, "Flags", point.flags ?? 0);
    if (c["Exemplars"] !== undefined) {
      const exemplars = (point.exemplars ?? []).map((exemplar: Message) => ({
        Timestamp: this.#form.micros(exemplar.timeUnixNano) ?? 0,
        FilteredAttributes: this.#attributes(exemplar.filteredAttributes),
        Value: this.#number(exemplar),
        ValueInt: this.#integer(exemplar),
        TraceId: this.#form.id(exemplar.traceId),
        SpanId: this.#form.id(exemplar.spanId),
      }));
      push(c, "Exemplars", exemplars);
    }
  }

  #numbers(table: "metrics_gauge" | "metrics_sum", common: Common, metric: Message, data: Message): void {
    const c = this.#table(table);
    for (const point of data.dataPoints) {
      this.#point(c, common, metric, point);
      push(c, "Value", this.#number(point));
      push(c, "ValueInt", this.#integer(point));
      if (table === "metrics_sum") {
        push(c, "AggregationTemporality", data.aggregationTemporality ?? 0);
        push(c, "IsMonotonic", data.isMonotonic ?? false);
      }
    }
  }

  #histograms(common: Common, metric: Message): void {
    const c = this.#table("metrics_histogram");
    for (const point of metric.histogram.dataPoints) {
      this.#point(c, common, metric, point);
      push(c, "Count", this.#form.long(point.count));
      push(c, "Sum", point.sum ?? null);
      push(c, "Min", point.min ?? null);
      push(c, "Max", point.max ?? null);
      push(c, "BucketCounts", (point.bucketCounts ?? []).map(this.#form.long));
      push(c, "ExplicitBounds", point.explicitBounds ?? []);
      push(c, "AggregationTemporality", metric.histogram.aggregationTemporality ?? 0);
    }
  }

  #exponentialHistograms(common: Common, metric: Message): void {
    const c = this.#table("metrics_exponential_histogram");
    for (const point of metric.exponentialHistogram.dataPoints) {
      this.#point(c, common, metric, point);
      push(c, "Count", this.#form.long(point.count));
      push(c, "Sum", point.sum ?? null);
      push(c, "Min", optionalOf(point, "min"));
      push(c, "Max", optionalOf(point, "max"));
      push(c, "Scale", point.scale ?? 0);
      push(c, "ZeroCount", this.#form.long(point.zeroCount));
      push(c, "ZeroThreshold", point.zeroThreshold ?? 0);
      push(c, "PositiveOffset", point.positive?.offset ?? 0);
      push(c, "PositiveBucketCounts", (point.positive?.bucketCounts ?? []).map(this.#form.long));
      push(c, "NegativeOffset", point.negative?.offset ?? 0);
      push(c, "NegativeBucketCounts", (point.negative?.bucketCounts ?? []).map(this.#form.long));
      push(c, "AggregationTemporality", metric.exponentialHistogram.aggregationTemporality ?? 0);
    }
  }

  #summaries(common: Common, metric: Message): void {
    const c = this.#table("metrics_summary");
    for (const point of metric.summary.dataPoints) {
      this.#point(c, common, metric, point);
      push(c, "Count", this.#form.long(point.count));
      push(c, "Sum", point.sum ?? 0);
      push(
        c,
        "ValueAtQuantiles",
        (point.quantileValues ?? []).map((at: Message) => ({ Quantile: at.quantile ?? 0, Value: at.value ?? 0 })),
      );
    }
  }

  /** An integer fills both columns. */
  #number(point: Message): number | null {
    return optionalOf(point, "asDouble") ?? this.#integer(point);
  }

  #integer(point: Message): number | null {
    return Object.hasOwn(point, "asInt") ? this.#form.long(point.asInt) : null;
  }

  #attributes(list: Message): Entry[] {
    if (list === undefined || list === null || list.length === 0) return NO_ENTRIES;
    const entries = new Array<Entry>(list.length);
    for (let i = 0; i < list.length; i++) {
      entries[i] = { key: list[i].key, value: this.#text(list[i].value) };
    }
    return entries;
  }

  #text(value: Message): string | null {
    const { stringValue } = value;
    // Of an unset member protobuf.js gives the default.
    if (stringValue || Object.hasOwn(value, "stringValue")) return stringValue;
    if (Object.hasOwn(value, "intValue")) return String(value.intValue);
    if (Object.hasOwn(value, "boolValue")) return value.boolValue ? "true" : "false";
    return Object.hasOwn(value, "doubleValue") ? String(value.doubleValue) : null;
  }
}

interface Common {
  readonly ResourceAttributes: Entry[];
  readonly ResourceSchemaUrl: string | null;
  readonly ResourceDroppedAttributesCount: number;
  readonly ServiceName: string;
  readonly ServiceNamespace: string | null;
  readonly ServiceInstanceId: string | null;
  readonly ScopeName: string | null;
  readonly ScopeVersion: string | null;
  readonly ScopeSchemaUrl: string | null;
  readonly ScopeAttributes: Entry[];
  readonly ScopeDroppedAttributesCount: number;
}

function appendCommon(c: ColumnValues, common: Common): void {
  push(c, "ResourceAttributes", common.ResourceAttributes);
  push(c, "ResourceSchemaUrl", common.ResourceSchemaUrl);
  push(c, "ResourceDroppedAttributesCount", common.ResourceDroppedAttributesCount);
  push(c, "ServiceName", common.ServiceName);
  push(c, "ServiceNamespace", common.ServiceNamespace);
  push(c, "ServiceInstanceId", common.ServiceInstanceId);
  push(c, "ScopeName", common.ScopeName);
  push(c, "ScopeVersion", common.ScopeVersion);
  push(c, "ScopeSchemaUrl", common.ScopeSchemaUrl);
  push(c, "ScopeAttributes", common.ScopeAttributes);
  push(c, "ScopeDroppedAttributesCount", common.ScopeDroppedAttributesCount);
}

function push(columns: ColumnValues, name: string, value: unknown): void {
  (columns[name] as unknown[]).push(value);
}

/** A proto3 optional: null when unset, whatever its prototype says. */
function optionalOf(message: Message, name: string): number | null {
  return Object.hasOwn(message, name) ? message[name] : null;
}
