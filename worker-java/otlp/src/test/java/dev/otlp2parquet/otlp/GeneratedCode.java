package dev.otlp2parquet.otlp;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;

/** The oracle of protobuf: messages and parsers that protoc generated. */
final class GeneratedCode {
    private GeneratedCode() {}

    /** How many records generated code finds, or -1 when it refuses. */
    static int records(Signal signal, byte[] body) {
        CodedInputStream in = CodedInputStream.newInstance(body);
        in.setRecursionLimit(10_000);
        try {
            return switch (signal) {
                case LOGS -> logs(ExportLogsServiceRequest.parseFrom(in));
                case TRACES -> spans(ExportTraceServiceRequest.parseFrom(in));
                case METRICS -> points(ExportMetricsServiceRequest.parseFrom(in));
            };
        } catch (IOException e) {
            return -1;
        }
    }

    /** Whether generated code takes a body from which {@code Resource.entity_refs} are removed. */
    static boolean takesWithoutEntityRefs(Signal signal, byte[] body) {
        try {
            return records(signal, withoutEntityRefs(body, 0)) >= 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Copies a request (depth 0), ResourceLogs or the like (1), or Resource (2). */
    private static byte[] withoutEntityRefs(byte[] message, int depth) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(message);
        in.setRecursionLimit(10_000);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        for (int from = 0; from < message.length; from = in.getTotalBytesRead()) {
            int tag = in.readTag();
            if (tag == (1 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED) && depth < 2) {
                out.writeByteArray(1, withoutEntityRefs(in.readByteArray(), depth + 1));
                continue;
            }
            in.skipField(tag);
            if (tag != (3 << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED) || depth != 2) {
                out.writeRawBytes(Arrays.copyOfRange(message, from, in.getTotalBytesRead()));
            }
        }
        out.flush();
        return bytes.toByteArray();
    }

    private static int logs(ExportLogsServiceRequest request) {
        int count = 0;
        for (ResourceLogs resource : request.getResourceLogsList()) {
            for (ScopeLogs scope : resource.getScopeLogsList()) {
                count += scope.getLogRecordsCount();
            }
        }
        return count;
    }

    private static int spans(ExportTraceServiceRequest request) {
        int count = 0;
        for (ResourceSpans resource : request.getResourceSpansList()) {
            for (ScopeSpans scope : resource.getScopeSpansList()) {
                count += scope.getSpansCount();
            }
        }
        return count;
    }

    private static int points(ExportMetricsServiceRequest request) {
        int count = 0;
        for (ResourceMetrics resource : request.getResourceMetricsList()) {
            for (ScopeMetrics scope : resource.getScopeMetricsList()) {
                for (Metric metric : scope.getMetricsList()) {
                    count += metric.getGauge().getDataPointsCount()
                            + metric.getSum().getDataPointsCount()
                            + metric.getHistogram().getDataPointsCount()
                            + metric.getExponentialHistogram().getDataPointsCount()
                            + metric.getSummary().getDataPointsCount();
                }
            }
        }
        return count;
    }
}
