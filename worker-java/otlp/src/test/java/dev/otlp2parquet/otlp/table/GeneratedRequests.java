package dev.otlp2parquet.otlp.table;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.Random;

/** Random OTLP requests that use every feature of the three signals, legal oddities included. Same seed, same requests. */
final class GeneratedRequests {
    private final GeneratedValues values;
    private final GeneratedMetrics metrics;

    GeneratedRequests(long seed) {
        values = new GeneratedValues(new Random(seed));
        metrics = new GeneratedMetrics(values);
    }

    ExportLogsServiceRequest logs() {
        ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
        for (int resources = values.upTo(3); resources > 0; resources--) {
            ResourceLogs.Builder resource = ResourceLogs.newBuilder().setSchemaUrl(values.optionalText());
            if (values.chance(85)) {
                resource.setResource(values.resource());
            }
            for (int scopes = values.upTo(3); scopes > 0; scopes--) {
                ScopeLogs.Builder scope = ScopeLogs.newBuilder().setSchemaUrl(values.optionalText());
                if (values.chance(85)) {
                    scope.setScope(values.scope());
                }
                for (int records = values.upTo(8); records > 0; records--) {
                    scope.addLogRecords(logRecord());
                }
                resource.addScopeLogs(scope);
            }
            request.addResourceLogs(resource);
        }
        return request.build();
    }

    ExportTraceServiceRequest traces() {
        ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
        for (int resources = values.upTo(3); resources > 0; resources--) {
            ResourceSpans.Builder resource = ResourceSpans.newBuilder().setSchemaUrl(values.optionalText());
            if (values.chance(85)) {
                resource.setResource(values.resource());
            }
            for (int scopes = values.upTo(3); scopes > 0; scopes--) {
                ScopeSpans.Builder scope = ScopeSpans.newBuilder().setSchemaUrl(values.optionalText());
                if (values.chance(85)) {
                    scope.setScope(values.scope());
                }
                for (int spans = values.upTo(8); spans > 0; spans--) {
                    scope.addSpans(span());
                }
                resource.addScopeSpans(scope);
            }
            request.addResourceSpans(resource);
        }
        return request.build();
    }

    ExportMetricsServiceRequest metrics() {
        ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
        for (int resources = values.upTo(3); resources > 0; resources--) {
            ResourceMetrics.Builder resource = ResourceMetrics.newBuilder().setSchemaUrl(values.optionalText());
            if (values.chance(85)) {
                resource.setResource(values.resource());
            }
            for (int scopes = values.upTo(3); scopes > 0; scopes--) {
                ScopeMetrics.Builder scope = ScopeMetrics.newBuilder().setSchemaUrl(values.optionalText());
                if (values.chance(85)) {
                    scope.setScope(values.scope());
                }
                for (int count = values.upTo(8); count > 0; count--) {
                    scope.addMetrics(metrics.metric());
                }
                resource.addScopeMetrics(scope);
            }
            request.addResourceMetrics(resource);
        }
        return request.build();
    }

    private LogRecord logRecord() {
        LogRecord.Builder record = LogRecord.newBuilder()
                .setTimeUnixNano(values.time())
                .setObservedTimeUnixNano(values.time())
                .setSeverityNumberValue(values.enumNumber(25))
                .setSeverityText(values.optionalText())
                .addAllAttributes(values.attributes())
                .setDroppedAttributesCount(values.unsignedInt())
                .setFlags(values.unsignedInt())
                .setTraceId(values.id(16))
                .setSpanId(values.id(8))
                .setEventName(values.optionalText());
        if (values.chance(90)) {
            record.setBody(values.anyValue(4));
        }
        return record.build();
    }

    private Span span() {
        Span.Builder span = Span.newBuilder()
                .setTraceId(values.id(16))
                .setSpanId(values.id(8))
                .setTraceState(values.optionalText())
                .setParentSpanId(values.id(8))
                .setFlags(values.unsignedInt())
                .setName(values.optionalText())
                .setKindValue(values.enumNumber(6))
                .setStartTimeUnixNano(values.time())
                .setEndTimeUnixNano(values.time())
                .addAllAttributes(values.attributes())
                .setDroppedAttributesCount(values.unsignedInt())
                .setDroppedEventsCount(values.unsignedInt())
                .setDroppedLinksCount(values.unsignedInt());
        for (int events = values.chance(50) ? 0 : values.upTo(4); events > 0; events--) {
            span.addEvents(Span.Event.newBuilder()
                    .setTimeUnixNano(values.time())
                    .setName(values.optionalText())
                    .addAllAttributes(values.attributes())
                    .setDroppedAttributesCount(values.unsignedInt()));
        }
        for (int links = values.chance(50) ? 0 : values.upTo(4); links > 0; links--) {
            span.addLinks(Span.Link.newBuilder()
                    .setTraceId(values.id(16))
                    .setSpanId(values.id(8))
                    .setTraceState(values.optionalText())
                    .addAllAttributes(values.attributes())
                    .setDroppedAttributesCount(values.unsignedInt())
                    .setFlags(values.unsignedInt()));
        }
        if (values.chance(70)) {
            span.setStatus(
                    Status.newBuilder().setCodeValue(values.enumNumber(3)).setMessage(values.optionalText()));
        }
        return span.build();
    }
}
