package dev.otlp2parquet.otlp;

import dev.otlp2parquet.otlp.model.Attributes;
import dev.otlp2parquet.otlp.model.DataPoint;
import dev.otlp2parquet.otlp.model.DoubleList;
import dev.otlp2parquet.otlp.model.Exemplar;
import dev.otlp2parquet.otlp.model.ExponentialHistogramPoint;
import dev.otlp2parquet.otlp.model.HistogramPoint;
import dev.otlp2parquet.otlp.model.LogRecord;
import dev.otlp2parquet.otlp.model.LongList;
import dev.otlp2parquet.otlp.model.Metric;
import dev.otlp2parquet.otlp.model.NumberKind;
import dev.otlp2parquet.otlp.model.NumberPoint;
import dev.otlp2parquet.otlp.model.Resource;
import dev.otlp2parquet.otlp.model.Scope;
import dev.otlp2parquet.otlp.model.ScratchList;
import dev.otlp2parquet.otlp.model.Span;
import dev.otlp2parquet.otlp.model.SpanEvent;
import dev.otlp2parquet.otlp.model.SpanLink;
import dev.otlp2parquet.otlp.model.SummaryPoint;
import dev.otlp2parquet.otlp.model.ValueKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes every call, with every field that is not at its default, as a line of text. */
public class RecordingSink implements TelemetrySink {
    private final List<String> calls = new ArrayList<>();
    private final StringBuilder line = new StringBuilder();

    public List<String> calls() {
        return calls;
    }

    @Override
    public String logRecord(LogRecord record) {
        field("time", record.timeUnixNano);
        field("observed", record.observedTimeUnixNano);
        field("severity", record.severityNumber);
        field("severityText", record.severityText);
        if (record.body.kind != ValueKind.NULL) {
            line.append(" body=").append(record.body.kind).append(':').append(record.body.text);
        }
        attributes("attributes", record.attributes);
        field("dropped", record.droppedAttributesCount);
        field("flags", record.flags);
        field("traceId", record.traceId);
        field("spanId", record.spanId);
        field("eventName", record.eventName);
        return end("log");
    }

    @Override
    public String span(Span span) {
        field("traceId", span.traceId);
        field("spanId", span.spanId);
        field("traceState", span.traceState);
        field("parent", span.parentSpanId);
        field("flags", span.flags);
        field("name", span.name);
        field("kind", span.kind);
        field("start", span.startTimeUnixNano);
        field("end", span.endTimeUnixNano);
        attributes("attributes", span.attributes);
        field("dropped", span.droppedAttributesCount);
        for (int i = 0; i < span.events.size(); i++) {
            SpanEvent event = span.events.get(i);
            line.append(" event(");
            field("time", event.timeUnixNano);
            field("name", event.name);
            attributes("attributes", event.attributes);
            field("dropped", event.droppedAttributesCount);
            line.append(')');
        }
        field("droppedEvents", span.droppedEventsCount);
        for (int i = 0; i < span.links.size(); i++) {
            SpanLink link = span.links.get(i);
            line.append(" link(");
            field("traceId", link.traceId);
            field("spanId", link.spanId);
            field("traceState", link.traceState);
            attributes("attributes", link.attributes);
            field("dropped", link.droppedAttributesCount);
            field("flags", link.flags);
            line.append(')');
        }
        field("droppedLinks", span.droppedLinksCount);
        field("status", span.statusCode);
        field("statusMessage", span.statusMessage);
        return end("span");
    }

    @Override
    public String gaugePoint(NumberPoint point) {
        number(point);
        return end("gauge");
    }

    @Override
    public String sumPoint(NumberPoint point) {
        number(point);
        return end("sum");
    }

    private void number(NumberPoint point) {
        point(point);
        value(point.valueKind, point.doubleValue, point.intValue);
        exemplars(point.exemplars);
    }

    @Override
    public String histogramPoint(HistogramPoint point) {
        point(point);
        field("count", point.count);
        optional("sum", point.hasSum, point.sum);
        optional("min", point.hasMin, point.min);
        optional("max", point.hasMax, point.max);
        longs("counts", point.bucketCounts);
        doubles("bounds", point.explicitBounds);
        exemplars(point.exemplars);
        return end("histogram");
    }

    @Override
    public String exponentialHistogramPoint(ExponentialHistogramPoint point) {
        point(point);
        field("count", point.count);
        optional("sum", point.hasSum, point.sum);
        optional("min", point.hasMin, point.min);
        optional("max", point.hasMax, point.max);
        field("scale", point.scale);
        field("zeroCount", point.zeroCount);
        optional("zeroThreshold", true, point.zeroThreshold);
        field("positiveOffset", point.positiveOffset);
        longs("positive", point.positiveBucketCounts);
        field("negativeOffset", point.negativeOffset);
        longs("negative", point.negativeBucketCounts);
        exemplars(point.exemplars);
        return end("exponentialHistogram");
    }

    @Override
    public String summaryPoint(SummaryPoint point) {
        point(point);
        field("count", point.count);
        optional("sum", true, point.sum);
        doubles("quantiles", point.quantiles);
        doubles("values", point.values);
        return end("summary");
    }

    @Override
    public void endMetric(Metric metric) {
        line.append(' ').append(metric.kind);
        field("name", metric.name);
        field("description", metric.description);
        field("unit", metric.unit);
        attributes("metadata", metric.metadata);
        field("temporality", metric.aggregationTemporality);
        line.append(metric.isMonotonic ? " monotonic" : "");
        end("endMetric");
    }

    @Override
    public void discardMetric() {
        end("discardMetric");
    }

    @Override
    public void endScope(Scope scope) {
        field("name", scope.name);
        field("version", scope.version);
        attributes("attributes", scope.attributes);
        field("dropped", scope.droppedAttributesCount);
        field("schemaUrl", scope.schemaUrl);
        end("endScope");
    }

    @Override
    public void endResource(Resource resource) {
        attributes("attributes", resource.attributes);
        field("dropped", resource.droppedAttributesCount);
        field("schemaUrl", resource.schemaUrl);
        end("endResource");
    }

    @Override
    public void discardScope() {
        end("discardScope");
    }

    /** Not recorded: lines give the calls of the requests in them. */
    @Override
    public void beginLine() {}

    @Override
    public void discardLine() {
        end("discardLine");
    }

    @Override
    public void discardResource() {
        end("discardResource");
    }

    private String end(String call) {
        calls.add(call + line);
        line.setLength(0);
        return null;
    }

    private void point(DataPoint point) {
        attributes("attributes", point.attributes);
        field("start", point.startTimeUnixNano);
        field("time", point.timeUnixNano);
        field("flags", point.flags);
    }

    private void exemplars(ScratchList<Exemplar> exemplars) {
        for (int i = 0; i < exemplars.size(); i++) {
            Exemplar exemplar = exemplars.get(i);
            line.append(" exemplar(");
            attributes("attributes", exemplar.filteredAttributes);
            field("time", exemplar.timeUnixNano);
            value(exemplar.valueKind, exemplar.doubleValue, exemplar.intValue);
            field("traceId", exemplar.traceId);
            field("spanId", exemplar.spanId);
            line.append(')');
        }
    }

    private void value(NumberKind kind, double doubleValue, long intValue) {
        switch (kind) {
            case NONE -> line.append(" no value");
            case DOUBLE -> line.append(" double=").append(doubleValue);
            case INT -> line.append(" int=").append(intValue);
        }
    }

    private void attributes(String name, Attributes attributes) {
        if (attributes.size() == 0) {
            return;
        }
        line.append(' ').append(name).append('{');
        for (int i = 0; i < attributes.size(); i++) {
            line.append(i == 0 ? "" : ", ");
            text(attributes.keyArray(i), attributes.keyOffset(i), attributes.keyLength(i));
            line.append('=').append(attributes.kind(i)).append(':');
            text(attributes.valueArray(i), attributes.valueOffset(i), attributes.valueLength(i));
        }
        line.append('}');
    }

    private void text(byte[] array, int offset, int length) {
        line.append(new String(array, offset, length, StandardCharsets.UTF_8));
    }

    private void longs(String name, LongList list) {
        line.append(' ').append(name).append('[');
        for (int i = 0; i < list.size(); i++) {
            line.append(i == 0 ? "" : " ").append(Long.toUnsignedString(list.get(i)));
        }
        line.append(']');
    }

    private void doubles(String name, DoubleList list) {
        line.append(' ').append(name).append('[');
        for (int i = 0; i < list.size(); i++) {
            line.append(i == 0 ? "" : " ").append(list.get(i));
        }
        line.append(']');
    }

    private void optional(String name, boolean present, double value) {
        if (present) {
            line.append(' ').append(name).append('=').append(value);
        }
    }

    private void field(String name, Object text) {
        if (!text.toString().isEmpty()) {
            line.append(' ').append(name).append('=').append(text);
        }
    }

    private void field(String name, long value) {
        if (value != 0) {
            line.append(' ').append(name).append('=').append(Long.toUnsignedString(value));
        }
    }

    private void field(String name, int value) {
        if (value != 0) {
            line.append(' ').append(name).append('=').append(value);
        }
    }
}
