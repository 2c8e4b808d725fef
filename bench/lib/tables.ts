/** The columns of the tables as docs/schema.md lists them, for the peers that write them too and for reading them back. */

export type ScalarType = "timestamp" | "string" | "int" | "long" | "double" | "boolean";

export type Column =
  | { readonly name: string; readonly required: boolean; readonly type: ScalarType }
  /** A map of strings; its value is an array of {@link Entry}. */
  | { readonly name: string; readonly required: true; readonly type: "attributes" }
  | { readonly name: string; readonly required: true; readonly type: "list"; readonly element: "long" | "double" }
  | { readonly name: string; readonly required: true; readonly type: "structs"; readonly fields: readonly Column[] };

export interface Entry {
  readonly key: string;
  readonly value: string | null;
}

const required = (type: ScalarType, ...names: string[]): Column[] =>
  names.map((name) => ({ name, required: true, type }));
const optional = (type: ScalarType, ...names: string[]): Column[] =>
  names.map((name) => ({ name, required: false, type }));
const attributes = (name: string): Column => ({ name, required: true, type: "attributes" });
const list = (name: string, element: "long" | "double"): Column => ({ name, required: true, type: "list", element });
const structs = (name: string, ...fields: Column[][]): Column => ({
  name,
  required: true,
  type: "structs",
  fields: fields.flat(),
});

const exemplars = structs(
  "Exemplars",
  required("timestamp", "Timestamp"),
  [attributes("FilteredAttributes")],
  optional("double", "Value"),
  optional("long", "ValueInt"),
  optional("string", "TraceId", "SpanId"),
);

const metric = (...own: Column[][]): Column[] => [
  attributes("ResourceAttributes"),
  ...optional("string", "ResourceSchemaUrl", "ScopeName", "ScopeVersion"),
  attributes("ScopeAttributes"),
  ...optional("string", "ScopeSchemaUrl"),
  ...required("string", "ServiceName"),
  ...optional("string", "ServiceNamespace", "ServiceInstanceId"),
  ...required("int", "ResourceDroppedAttributesCount", "ScopeDroppedAttributesCount"),
  ...required("string", "MetricName"),
  ...optional("string", "MetricDescription", "MetricUnit"),
  attributes("MetricMetadata"),
  attributes("Attributes"),
  ...optional("timestamp", "StartTimestamp"),
  ...required("timestamp", "Timestamp"),
  ...required("int", "Flags"),
  ...own.flat(),
];

export const TABLES = {
  logs: [
    ...required("timestamp", "Timestamp"),
    ...optional("string", "TraceId", "SpanId"),
    ...required("int", "TraceFlags"),
    ...optional("string", "SeverityText"),
    ...required("int", "SeverityNumber"),
    ...required("string", "ServiceName"),
    ...optional("string", "Body", "ResourceSchemaUrl"),
    attributes("ResourceAttributes"),
    ...optional("string", "ScopeSchemaUrl", "ScopeName", "ScopeVersion"),
    attributes("ScopeAttributes"),
    attributes("LogAttributes"),
    ...required("timestamp", "TimestampTime"),
    ...optional("timestamp", "ObservedTimestamp"),
    ...optional("string", "EventName", "ServiceNamespace", "ServiceInstanceId"),
    ...required("int", "DroppedAttributesCount", "ResourceDroppedAttributesCount", "ScopeDroppedAttributesCount"),
  ],
  traces: [
    ...required("timestamp", "Timestamp", "EndTimestamp"),
    ...required("long", "Duration"),
    ...required("string", "TraceId", "SpanId"),
    ...optional("string", "ParentSpanId", "TraceState"),
    ...required("string", "SpanName", "SpanKind", "ServiceName"),
    ...optional("string", "ResourceSchemaUrl"),
    attributes("ResourceAttributes"),
    ...optional("string", "ScopeSchemaUrl", "ScopeName", "ScopeVersion"),
    attributes("ScopeAttributes"),
    attributes("SpanAttributes"),
    ...required("string", "StatusCode"),
    ...optional("string", "StatusMessage"),
    structs(
      "Events",
      required("timestamp", "Timestamp"),
      required("string", "Name"),
      [attributes("Attributes")],
      required("int", "DroppedAttributesCount"),
    ),
    structs(
      "Links",
      required("string", "TraceId", "SpanId"),
      optional("string", "TraceState"),
      [attributes("Attributes")],
      required("int", "DroppedAttributesCount", "Flags"),
    ),
    ...required("int", "SpanFlags"),
    ...optional("string", "ServiceNamespace", "ServiceInstanceId"),
    ...required("int", "DroppedAttributesCount", "DroppedEventsCount", "DroppedLinksCount"),
    ...required("int", "ResourceDroppedAttributesCount", "ScopeDroppedAttributesCount"),
  ],
  metrics_gauge: metric([exemplars], optional("double", "Value"), optional("long", "ValueInt")),
  metrics_sum: metric(
    [exemplars],
    optional("double", "Value"),
    optional("long", "ValueInt"),
    required("int", "AggregationTemporality"),
    required("boolean", "IsMonotonic"),
  ),
  metrics_histogram: metric(
    [exemplars],
    required("long", "Count"),
    optional("double", "Sum", "Min", "Max"),
    [list("BucketCounts", "long"), list("ExplicitBounds", "double")],
    required("int", "AggregationTemporality"),
  ),
  metrics_exponential_histogram: metric(
    [exemplars],
    required("long", "Count"),
    optional("double", "Sum", "Min", "Max"),
    required("int", "Scale"),
    required("long", "ZeroCount"),
    required("double", "ZeroThreshold"),
    required("int", "PositiveOffset"),
    [list("PositiveBucketCounts", "long")],
    required("int", "NegativeOffset"),
    [list("NegativeBucketCounts", "long")],
    required("int", "AggregationTemporality"),
  ),
  metrics_summary: metric(required("long", "Count"), required("double", "Sum"), [
    structs("ValueAtQuantiles", required("double", "Quantile", "Value")),
  ]),
} as const satisfies Record<string, readonly Column[]>;

export type TableName = keyof typeof TABLES;

export const columnsOf = (table: TableName): readonly Column[] => TABLES[table];
