package dev.otlp2parquet.bench;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.util.List;
import org.apache.parquet.hadoop.ParquetWriter;

/** What a body is an export request of, and the table that it fills; of metrics the gauges only. */
enum Signal {
    LOGS("logs") {
        @Override
        byte[] write(List<byte[]> bodies) throws IOException {
            MemoryFile file = new MemoryFile();
            try (ParquetWriter<Row<LogRecord>> writer = Writers.open(file, new LogSupport())) {
                for (byte[] body : bodies) {
                    for (ResourceLogs resource :
                            ExportLogsServiceRequest.parseFrom(body).getResourceLogsList()) {
                        for (ScopeLogs scope : resource.getScopeLogsList()) {
                            Context context = Context.of(
                                    resource.getResource(),
                                    resource.getSchemaUrlBytes(),
                                    scope.getScope(),
                                    scope.getSchemaUrlBytes());
                            for (LogRecord logRecord : scope.getLogRecordsList()) {
                                writer.write(new Row<>(context, logRecord));
                            }
                        }
                    }
                }
            }
            return file.bytes();
        }
    },

    TRACES("traces") {
        @Override
        byte[] write(List<byte[]> bodies) throws IOException {
            MemoryFile file = new MemoryFile();
            try (ParquetWriter<Row<Span>> writer = Writers.open(file, new SpanSupport())) {
                for (byte[] body : bodies) {
                    for (ResourceSpans resource :
                            ExportTraceServiceRequest.parseFrom(body).getResourceSpansList()) {
                        for (ScopeSpans scope : resource.getScopeSpansList()) {
                            Context context = Context.of(
                                    resource.getResource(),
                                    resource.getSchemaUrlBytes(),
                                    scope.getScope(),
                                    scope.getSchemaUrlBytes());
                            for (Span span : scope.getSpansList()) {
                                writer.write(new Row<>(context, span));
                            }
                        }
                    }
                }
            }
            return file.bytes();
        }
    },

    METRICS("metrics_gauge") {
        @Override
        byte[] write(List<byte[]> bodies) throws IOException {
            MemoryFile file = new MemoryFile();
            try (ParquetWriter<Row<GaugePoint>> writer = Writers.open(file, new GaugeSupport())) {
                for (byte[] body : bodies) {
                    for (ResourceMetrics resource :
                            ExportMetricsServiceRequest.parseFrom(body).getResourceMetricsList()) {
                        for (ScopeMetrics scope : resource.getScopeMetricsList()) {
                            Context context = Context.of(
                                    resource.getResource(),
                                    resource.getSchemaUrlBytes(),
                                    scope.getScope(),
                                    scope.getSchemaUrlBytes());
                            for (Metric metric : scope.getMetricsList()) {
                                for (NumberDataPoint point : metric.getGauge().getDataPointsList()) {
                                    writer.write(new Row<>(context, new GaugePoint(metric, point)));
                                }
                            }
                        }
                    }
                }
            }
            return file.bytes();
        }
    };

    private final String table;

    Signal(String table) {
        this.table = table;
    }

    String table() {
        return table;
    }

    /** The Parquet file of all records of some export requests. */
    abstract byte[] write(List<byte[]> bodies) throws IOException;
}
