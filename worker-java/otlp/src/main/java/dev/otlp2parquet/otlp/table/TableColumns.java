package dev.otlp2parquet.otlp.table;

import static dev.otlp2parquet.otlp.table.ColumnDefinition.attributes;
import static dev.otlp2parquet.otlp.table.ColumnDefinition.listOf;
import static dev.otlp2parquet.otlp.table.ColumnDefinition.listOfStructs;
import static dev.otlp2parquet.otlp.table.ColumnDefinition.optional;
import static dev.otlp2parquet.otlp.table.ColumnDefinition.required;
import static dev.otlp2parquet.otlp.table.ColumnType.BOOLEAN;
import static dev.otlp2parquet.otlp.table.ColumnType.DOUBLE;
import static dev.otlp2parquet.otlp.table.ColumnType.INT;
import static dev.otlp2parquet.otlp.table.ColumnType.LONG;
import static dev.otlp2parquet.otlp.table.ColumnType.STRING;
import static dev.otlp2parquet.otlp.table.ColumnType.TIMESTAMP;

import java.util.ArrayList;
import java.util.List;

/**
 * The columns of each table in the order of their field ids. Everything else about a table follows from this list: both
 * spellings, the Parquet and Iceberg schemas, and (by name) the columns that {@link TableBatches} appends to.
 *
 * <p>Field ids are positions in this list, so any change here is a new {@link FileMetadata#SCHEMA_VERSION}.
 */
final class TableColumns {
    private TableColumns() {}

    static List<ColumnDefinition> of(OtlpTable table) {
        return switch (table) {
            case LOGS -> logs();
            case TRACES -> traces();
            case METRICS_GAUGE -> metric(exemplars(), optional("Value", DOUBLE), optional("ValueInt", LONG));
            case METRICS_SUM ->
                metric(
                        exemplars(),
                        optional("Value", DOUBLE),
                        optional("ValueInt", LONG),
                        required("AggregationTemporality", INT),
                        required("IsMonotonic", BOOLEAN));
            case METRICS_HISTOGRAM ->
                metric(
                        exemplars(),
                        required("Count", LONG),
                        optional("Sum", DOUBLE),
                        optional("Min", DOUBLE),
                        optional("Max", DOUBLE),
                        listOf("BucketCounts", LONG),
                        listOf("ExplicitBounds", DOUBLE),
                        required("AggregationTemporality", INT));
            case METRICS_EXPONENTIAL_HISTOGRAM ->
                metric(
                        exemplars(),
                        required("Count", LONG),
                        optional("Sum", DOUBLE),
                        optional("Min", DOUBLE),
                        optional("Max", DOUBLE),
                        required("Scale", INT),
                        required("ZeroCount", LONG),
                        required("ZeroThreshold", DOUBLE),
                        required("PositiveOffset", INT),
                        listOf("PositiveBucketCounts", LONG),
                        required("NegativeOffset", INT),
                        listOf("NegativeBucketCounts", LONG),
                        required("AggregationTemporality", INT));
            case METRICS_SUMMARY ->
                metric(
                        required("Count", LONG),
                        required("Sum", DOUBLE),
                        listOfStructs("ValueAtQuantiles", required("Quantile", DOUBLE), required("Value", DOUBLE)));
        };
    }

    /** The columns that order the rows of a file, most significant first. */
    static List<String> sortOrder(OtlpTable table) {
        return switch (table) {
            case LOGS, TRACES -> List.of("ServiceName", "Timestamp");
            case METRICS_GAUGE, METRICS_SUM, METRICS_HISTOGRAM, METRICS_EXPONENTIAL_HISTOGRAM, METRICS_SUMMARY ->
                List.of("ServiceName", "MetricName", "Timestamp");
        };
    }

    /** The columns that rows are looked up by without knowing more than one value: each file can tell that it lacks it. */
    static List<String> bloomFilterColumns(OtlpTable table) {
        return switch (table) {
            case LOGS -> List.of("TraceId");
            case TRACES -> List.of("TraceId", "SpanId");
            case METRICS_GAUGE, METRICS_SUM, METRICS_HISTOGRAM, METRICS_EXPONENTIAL_HISTOGRAM, METRICS_SUMMARY ->
                List.of();
        };
    }

    private static List<ColumnDefinition> logs() {
        return List.of(
                required("Timestamp", TIMESTAMP),
                optional("TraceId", STRING),
                optional("SpanId", STRING),
                required("TraceFlags", INT),
                optional("SeverityText", STRING),
                required("SeverityNumber", INT),
                required("ServiceName", STRING),
                optional("Body", STRING),
                optional("ResourceSchemaUrl", STRING),
                attributes("ResourceAttributes"),
                optional("ScopeSchemaUrl", STRING),
                optional("ScopeName", STRING),
                optional("ScopeVersion", STRING),
                attributes("ScopeAttributes"),
                attributes("LogAttributes"),
                required("TimestampTime", TIMESTAMP),
                optional("ObservedTimestamp", TIMESTAMP),
                optional("EventName", STRING),
                optional("ServiceNamespace", STRING),
                optional("ServiceInstanceId", STRING),
                required("DroppedAttributesCount", INT),
                required("ResourceDroppedAttributesCount", INT),
                required("ScopeDroppedAttributesCount", INT));
    }

    private static List<ColumnDefinition> traces() {
        return List.of(
                required("Timestamp", TIMESTAMP),
                required("EndTimestamp", TIMESTAMP),
                required("Duration", LONG),
                required("TraceId", STRING),
                required("SpanId", STRING),
                optional("ParentSpanId", STRING),
                optional("TraceState", STRING),
                required("SpanName", STRING),
                required("SpanKind", STRING),
                required("ServiceName", STRING),
                optional("ResourceSchemaUrl", STRING),
                attributes("ResourceAttributes"),
                optional("ScopeSchemaUrl", STRING),
                optional("ScopeName", STRING),
                optional("ScopeVersion", STRING),
                attributes("ScopeAttributes"),
                attributes("SpanAttributes"),
                required("StatusCode", STRING),
                optional("StatusMessage", STRING),
                listOfStructs(
                        "Events",
                        required("Timestamp", TIMESTAMP),
                        required("Name", STRING),
                        attributes("Attributes"),
                        required("DroppedAttributesCount", INT)),
                listOfStructs(
                        "Links",
                        required("TraceId", STRING),
                        required("SpanId", STRING),
                        optional("TraceState", STRING),
                        attributes("Attributes"),
                        required("DroppedAttributesCount", INT),
                        required("Flags", INT)),
                required("SpanFlags", INT),
                optional("ServiceNamespace", STRING),
                optional("ServiceInstanceId", STRING),
                required("DroppedAttributesCount", INT),
                required("DroppedEventsCount", INT),
                required("DroppedLinksCount", INT),
                required("ResourceDroppedAttributesCount", INT),
                required("ScopeDroppedAttributesCount", INT));
    }

    private static List<ColumnDefinition> metric(ColumnDefinition... own) {
        List<ColumnDefinition> columns = new ArrayList<>();
        columns.add(attributes("ResourceAttributes"));
        columns.add(optional("ResourceSchemaUrl", STRING));
        columns.add(optional("ScopeName", STRING));
        columns.add(optional("ScopeVersion", STRING));
        columns.add(attributes("ScopeAttributes"));
        columns.add(optional("ScopeSchemaUrl", STRING));
        columns.add(required("ServiceName", STRING));
        columns.add(optional("ServiceNamespace", STRING));
        columns.add(optional("ServiceInstanceId", STRING));
        columns.add(required("ResourceDroppedAttributesCount", INT));
        columns.add(required("ScopeDroppedAttributesCount", INT));
        columns.add(required("MetricName", STRING));
        columns.add(optional("MetricDescription", STRING));
        columns.add(optional("MetricUnit", STRING));
        columns.add(attributes("MetricMetadata"));
        columns.add(attributes("Attributes"));
        columns.add(optional("StartTimestamp", TIMESTAMP));
        columns.add(required("Timestamp", TIMESTAMP));
        columns.add(required("Flags", INT));
        for (ColumnDefinition column : own) {
            columns.add(column);
        }
        return List.copyOf(columns);
    }

    private static ColumnDefinition exemplars() {
        return listOfStructs(
                "Exemplars",
                required("Timestamp", TIMESTAMP),
                attributes("FilteredAttributes"),
                optional("Value", DOUBLE),
                optional("ValueInt", LONG),
                optional("TraceId", STRING),
                optional("SpanId", STRING));
    }
}
