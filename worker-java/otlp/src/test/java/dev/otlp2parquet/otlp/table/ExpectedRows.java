package dev.otlp2parquet.otlp.table;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.otlp2parquet.table.TimestampUnit;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The rows that a request must become, straight from protobuf-java's messages and the table descriptions: plain maps, no care
 * for speed, nothing shared with the code under test but the options.
 *
 * <p>A row, like a struct within one, is a map from the column's name to null, Boolean, Integer, Long, Double, String, a list,
 * or a map from string to string.
 */
final class ExpectedRows {
    private final TableOptions options;
    private final long receivedUnixNanos;
    private final Map<OtlpTable, List<Map<String, Object>>> rows = new EnumMap<>(OtlpTable.class);

    ExpectedRows(TableOptions options, long receivedUnixNanos) {
        this.options = options;
        this.receivedUnixNanos = receivedUnixNanos;
        for (OtlpTable table : OtlpTable.values()) {
            rows.put(table, new ArrayList<>());
        }
    }

    List<Map<String, Object>> of(OtlpTable table) {
        return rows.get(table);
    }

    void add(Message request) {
        if (request instanceof ExportLogsServiceRequest logs) {
            addLogs(logs);
        } else if (request instanceof ExportTraceServiceRequest traces) {
            addTraces(traces);
        } else {
            addMetrics((ExportMetricsServiceRequest) request);
        }
    }

    private void addLogs(ExportLogsServiceRequest request) {
        for (ResourceLogs resource : request.getResourceLogsList()) {
            for (ScopeLogs scope : resource.getScopeLogsList()) {
                for (LogRecord record : scope.getLogRecordsList()) {
                    Map<String, Object> row = row();
                    addResource(row, resource.getResource(), resource.getSchemaUrl());
                    addScope(row, scope.getScope(), scope.getSchemaUrl());
                    addLog(row, record);
                    rows.get(OtlpTable.LOGS).add(row);
                }
            }
        }
    }

    private void addLog(Map<String, Object> row, LogRecord record) {
        long time = record.getTimeUnixNano();
        if (time == 0) {
            time = record.getObservedTimeUnixNano();
        }
        if (time == 0) {
            time = receivedUnixNanos;
        }
        put(row, "Timestamp", timestamp(time));
        put(row, "TimestampTime", timestamp(time / 1_000_000_000L * 1_000_000_000L));
        put(row, "ObservedTimestamp", optionalTimestamp(record.getObservedTimeUnixNano()));
        put(row, "TraceId", optionalId(record.getTraceId()));
        put(row, "SpanId", optionalId(record.getSpanId()));
        put(row, "TraceFlags", record.getFlags());
        put(row, "SeverityText", optional(record.getSeverityText()));
        put(row, "SeverityNumber", record.getSeverityNumberValue());
        put(row, "Body", ExpectedText.bare(record.getBody()));
        put(row, "LogAttributes", attributes(record.getAttributesList()));
        put(row, "EventName", optional(record.getEventName()));
        put(row, "DroppedAttributesCount", unsigned(record.getDroppedAttributesCount()));
    }

    private void addTraces(ExportTraceServiceRequest request) {
        for (ResourceSpans resource : request.getResourceSpansList()) {
            for (ScopeSpans scope : resource.getScopeSpansList()) {
                for (Span span : scope.getSpansList()) {
                    Map<String, Object> row = row();
                    addResource(row, resource.getResource(), resource.getSchemaUrl());
                    addScope(row, scope.getScope(), scope.getSchemaUrl());
                    addSpan(row, span);
                    rows.get(OtlpTable.TRACES).add(row);
                }
            }
        }
    }

    private void addSpan(Map<String, Object> row, Span span) {
        put(row, "Timestamp", timestamp(span.getStartTimeUnixNano()));
        put(row, "EndTimestamp", timestamp(span.getEndTimeUnixNano()));
        put(row, "Duration", span.getEndTimeUnixNano() - span.getStartTimeUnixNano());
        put(row, "TraceId", id(span.getTraceId()));
        put(row, "SpanId", id(span.getSpanId()));
        put(row, "ParentSpanId", optionalId(span.getParentSpanId()));
        put(row, "TraceState", optional(span.getTraceState()));
        put(row, "SpanName", span.getName());
        put(
                row,
                "SpanKind",
                switch (span.getKindValue()) {
                    case 0 -> "Unspecified";
                    case 1 -> "Internal";
                    case 2 -> "Server";
                    case 3 -> "Client";
                    case 4 -> "Producer";
                    case 5 -> "Consumer";
                    default -> Integer.toString(span.getKindValue());
                });
        put(row, "SpanAttributes", attributes(span.getAttributesList()));
        put(
                row,
                "StatusCode",
                switch (span.getStatus().getCodeValue()) {
                    case 0 -> "Unset";
                    case 1 -> "Ok";
                    case 2 -> "Error";
                    default -> Integer.toString(span.getStatus().getCodeValue());
                });
        put(row, "StatusMessage", optional(span.getStatus().getMessage()));
        List<Object> events = new ArrayList<>();
        for (Span.Event event : span.getEventsList()) {
            Map<String, Object> struct = row();
            put(struct, "Timestamp", timestamp(event.getTimeUnixNano()));
            put(struct, "Name", event.getName());
            put(struct, "Attributes", attributes(event.getAttributesList()));
            put(struct, "DroppedAttributesCount", unsigned(event.getDroppedAttributesCount()));
            events.add(struct);
        }
        put(row, "Events", events);
        List<Object> links = new ArrayList<>();
        for (Span.Link link : span.getLinksList()) {
            Map<String, Object> struct = row();
            put(struct, "TraceId", id(link.getTraceId()));
            put(struct, "SpanId", id(link.getSpanId()));
            put(struct, "TraceState", optional(link.getTraceState()));
            put(struct, "Attributes", attributes(link.getAttributesList()));
            put(struct, "DroppedAttributesCount", unsigned(link.getDroppedAttributesCount()));
            put(struct, "Flags", link.getFlags());
            links.add(struct);
        }
        put(row, "Links", links);
        put(row, "SpanFlags", span.getFlags());
        put(row, "DroppedAttributesCount", unsigned(span.getDroppedAttributesCount()));
        put(row, "DroppedEventsCount", unsigned(span.getDroppedEventsCount()));
        put(row, "DroppedLinksCount", unsigned(span.getDroppedLinksCount()));
    }

    private void addMetrics(ExportMetricsServiceRequest request) {
        for (ResourceMetrics resource : request.getResourceMetricsList()) {
            for (ScopeMetrics scope : resource.getScopeMetricsList()) {
                for (Metric metric : scope.getMetricsList()) {
                    Map<String, Object> context = row();
                    addResource(context, resource.getResource(), resource.getSchemaUrl());
                    addScope(context, scope.getScope(), scope.getSchemaUrl());
                    put(context, "MetricName", metric.getName());
                    put(context, "MetricDescription", optional(metric.getDescription()));
                    put(context, "MetricUnit", optional(metric.getUnit()));
                    put(context, "MetricMetadata", attributes(metric.getMetadataList()));
                    addMetric(context, metric);
                }
            }
        }
    }

    private void addMetric(Map<String, Object> context, Metric metric) {
        for (NumberDataPoint point : metric.getGauge().getDataPointsList()) {
            rows.get(OtlpTable.METRICS_GAUGE).add(numberRow(context, point));
        }
        for (NumberDataPoint point : metric.getSum().getDataPointsList()) {
            Map<String, Object> row = numberRow(context, point);
            put(row, "AggregationTemporality", metric.getSum().getAggregationTemporalityValue());
            put(row, "IsMonotonic", metric.getSum().getIsMonotonic());
            rows.get(OtlpTable.METRICS_SUM).add(row);
        }
        for (HistogramDataPoint point : metric.getHistogram().getDataPointsList()) {
            Map<String, Object> row = pointRow(
                    context,
                    point.getAttributesList(),
                    point.getStartTimeUnixNano(),
                    point.getTimeUnixNano(),
                    point.getFlags());
            boolean recorded = recorded(point.getFlags());
            put(row, "Exemplars", exemplars(point.getExemplarsList()));
            put(row, "Count", point.getCount());
            put(row, "Sum", recorded && point.hasSum() ? point.getSum() : null);
            put(row, "Min", recorded && point.hasMin() ? point.getMin() : null);
            put(row, "Max", recorded && point.hasMax() ? point.getMax() : null);
            put(row, "BucketCounts", point.getBucketCountsList());
            put(row, "ExplicitBounds", point.getExplicitBoundsList());
            put(row, "AggregationTemporality", metric.getHistogram().getAggregationTemporalityValue());
            rows.get(OtlpTable.METRICS_HISTOGRAM).add(row);
        }
        for (ExponentialHistogramDataPoint point :
                metric.getExponentialHistogram().getDataPointsList()) {
            Map<String, Object> row = pointRow(
                    context,
                    point.getAttributesList(),
                    point.getStartTimeUnixNano(),
                    point.getTimeUnixNano(),
                    point.getFlags());
            boolean recorded = recorded(point.getFlags());
            put(row, "Exemplars", exemplars(point.getExemplarsList()));
            put(row, "Count", point.getCount());
            put(row, "Sum", recorded && point.hasSum() ? point.getSum() : null);
            put(row, "Min", recorded && point.hasMin() ? point.getMin() : null);
            put(row, "Max", recorded && point.hasMax() ? point.getMax() : null);
            put(row, "Scale", point.getScale());
            put(row, "ZeroCount", point.getZeroCount());
            put(row, "ZeroThreshold", point.getZeroThreshold());
            put(row, "PositiveOffset", point.getPositive().getOffset());
            put(row, "PositiveBucketCounts", point.getPositive().getBucketCountsList());
            put(row, "NegativeOffset", point.getNegative().getOffset());
            put(row, "NegativeBucketCounts", point.getNegative().getBucketCountsList());
            put(row, "AggregationTemporality", metric.getExponentialHistogram().getAggregationTemporalityValue());
            rows.get(OtlpTable.METRICS_EXPONENTIAL_HISTOGRAM).add(row);
        }
        for (SummaryDataPoint point : metric.getSummary().getDataPointsList()) {
            Map<String, Object> row = pointRow(
                    context,
                    point.getAttributesList(),
                    point.getStartTimeUnixNano(),
                    point.getTimeUnixNano(),
                    point.getFlags());
            put(row, "Count", point.getCount());
            put(row, "Sum", point.getSum());
            List<Object> quantiles = new ArrayList<>();
            for (SummaryDataPoint.ValueAtQuantile quantile : point.getQuantileValuesList()) {
                Map<String, Object> struct = row();
                put(struct, "Quantile", quantile.getQuantile());
                put(struct, "Value", quantile.getValue());
                quantiles.add(struct);
            }
            put(row, "ValueAtQuantiles", quantiles);
            rows.get(OtlpTable.METRICS_SUMMARY).add(row);
        }
    }

    private Map<String, Object> numberRow(Map<String, Object> context, NumberDataPoint point) {
        Map<String, Object> row = pointRow(
                context,
                point.getAttributesList(),
                point.getStartTimeUnixNano(),
                point.getTimeUnixNano(),
                point.getFlags());
        put(row, "Exemplars", exemplars(point.getExemplarsList()));
        boolean integer = point.hasAsInt() && recorded(point.getFlags());
        boolean real = point.hasAsDouble() && recorded(point.getFlags());
        put(row, "Value", integer ? (Double) (double) point.getAsInt() : real ? (Double) point.getAsDouble() : null);
        put(row, "ValueInt", integer ? point.getAsInt() : null);
        return row;
    }

    private Map<String, Object> pointRow(
            Map<String, Object> context, List<KeyValue> attributes, long start, long time, int flags) {
        Map<String, Object> row = row();
        row.putAll(context);
        put(row, "Attributes", attributes(attributes));
        put(row, "StartTimestamp", optionalTimestamp(start));
        put(row, "Timestamp", timestamp(time));
        put(row, "Flags", flags);
        return row;
    }

    private static boolean recorded(int flags) {
        return (flags & 1) == 0;
    }

    private List<Object> exemplars(List<Exemplar> exemplars) {
        List<Object> list = new ArrayList<>();
        for (Exemplar exemplar : exemplars) {
            Map<String, Object> struct = row();
            put(struct, "Timestamp", timestamp(exemplar.getTimeUnixNano()));
            put(struct, "FilteredAttributes", attributes(exemplar.getFilteredAttributesList()));
            Double value = null;
            if (exemplar.hasAsInt()) {
                value = (double) exemplar.getAsInt();
            } else if (exemplar.hasAsDouble()) {
                value = exemplar.getAsDouble();
            }
            put(struct, "Value", value);
            put(struct, "ValueInt", exemplar.hasAsInt() ? exemplar.getAsInt() : null);
            put(struct, "TraceId", optionalId(exemplar.getTraceId()));
            put(struct, "SpanId", optionalId(exemplar.getSpanId()));
            list.add(struct);
        }
        return list;
    }

    private void addResource(Map<String, Object> row, Resource resource, String schemaUrl) {
        String serviceName = promoted(resource, "service.name");
        put(row, "ServiceName", serviceName == null ? "unknown_service" : serviceName);
        put(row, "ServiceNamespace", promoted(resource, "service.namespace"));
        put(row, "ServiceInstanceId", promoted(resource, "service.instance.id"));
        put(row, "ResourceSchemaUrl", optional(schemaUrl));
        put(row, "ResourceAttributes", attributes(resource.getAttributesList()));
        put(row, "ResourceDroppedAttributesCount", unsigned(resource.getDroppedAttributesCount()));
    }

    private void addScope(Map<String, Object> row, InstrumentationScope scope, String schemaUrl) {
        put(row, "ScopeSchemaUrl", optional(schemaUrl));
        put(row, "ScopeName", optional(scope.getName()));
        put(row, "ScopeVersion", optional(scope.getVersion()));
        put(row, "ScopeAttributes", attributes(scope.getAttributesList()));
        put(row, "ScopeDroppedAttributesCount", unsigned(scope.getDroppedAttributesCount()));
    }

    private static String promoted(Resource resource, String key) {
        String text = null;
        for (KeyValue attribute : resource.getAttributesList()) {
            if (attribute.getKey().equals(key)) {
                text = ExpectedText.bare(attribute.getValue());
            }
        }
        return text == null ? null : optional(text);
    }

    private Object attributes(List<KeyValue> attributes) {
        if (options.attributesStyle() == AttributesStyle.JSON) {
            return ExpectedText.attributes(attributes);
        }
        Map<String, Object> map = new LinkedHashMap<>();
        for (KeyValue attribute : attributes) {
            map.put(attribute.getKey(), ExpectedText.bare(attribute.getValue()));
        }
        return map;
    }

    private static Map<String, Object> row() {
        return new LinkedHashMap<>();
    }

    private void put(Map<String, Object> row, String name, Object value) {
        boolean snake = options.columnNames() == ColumnNames.SNAKE;
        row.put(snake ? name.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT) : name, value);
    }

    private long timestamp(long unixNanos) {
        return options.timestampUnit() == TimestampUnit.NANOS ? unixNanos : Long.divideUnsigned(unixNanos, 1000);
    }

    private Long optionalTimestamp(long unixNanos) {
        return unixNanos == 0 ? null : timestamp(unixNanos);
    }

    /** A uint32 in a column of signed 32 bits: what does not fit is the greatest number that does. */
    private static int unsigned(int bits) {
        return bits < 0 ? Integer.MAX_VALUE : bits;
    }

    private static String optional(String text) {
        return text.isEmpty() ? null : text;
    }

    private static String id(ByteString bytes) {
        String hex = HexFormat.of().formatHex(bytes.toByteArray());
        return hex.chars().allMatch(c -> c == '0') ? "" : hex;
    }

    private static String optionalId(ByteString bytes) {
        return optional(id(bytes));
    }
}
