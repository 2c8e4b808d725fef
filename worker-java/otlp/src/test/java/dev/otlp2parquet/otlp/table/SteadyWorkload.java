package dev.otlp2parquet.otlp.table;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.otlp2parquet.otlp.Signal;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.Random;

/**
 * Requests as a busy service's exporter sends them, for benchmarks: one resource, one scope, records that look alike but carry
 * their own times, ids and numbers.
 */
final class SteadyWorkload {
    private static final long START = 1_763_700_000_000_000_000L;
    private static final String[] METHODS = {"GET", "POST", "PUT", "DELETE"};
    private static final String[] ROUTES = {"/api/cart", "/api/checkout", "/api/products/{id}", "/api/ads", "/health"};

    private final Random random = new Random(42);
    private final int rows;

    SteadyWorkload(int rows) {
        this.rows = rows;
    }

    Message of(Signal signal) {
        return switch (signal) {
            case LOGS -> logs();
            case TRACES -> traces();
            case METRICS -> gauges();
        };
    }

    private ExportLogsServiceRequest logs() {
        ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
        var scope = request.addResourceLogsBuilder().setResource(resource()).addScopeLogsBuilder();
        scope.setScope(scope());
        for (int i = 0; i < rows; i++) {
            String route = ROUTES[random.nextInt(ROUTES.length)];
            boolean error = random.nextInt(20) == 0;
            scope.addLogRecords(LogRecord.newBuilder()
                    .setTimeUnixNano(time(i))
                    .setObservedTimeUnixNano(time(i) + 150_000)
                    .setSeverityNumber(
                            error ? SeverityNumber.SEVERITY_NUMBER_ERROR : SeverityNumber.SEVERITY_NUMBER_INFO)
                    .setSeverityText(error ? "ERROR" : "INFO")
                    .setBody(string("handled " + route + " for user " + random.nextInt(100_000) + " in "
                            + random.nextInt(900) + " ms"))
                    .addAttributes(attribute("http.request.method", string(METHODS[random.nextInt(METHODS.length)])))
                    .addAttributes(attribute("http.route", string(route)))
                    .addAttributes(attribute("http.response.status_code", integer(error ? 500 : 200)))
                    .addAttributes(attribute("thread.name", string("worker-" + random.nextInt(16))))
                    .setTraceId(id(16))
                    .setSpanId(id(8)));
        }
        return request.build();
    }

    private ExportTraceServiceRequest traces() {
        ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
        var scope = request.addResourceSpansBuilder().setResource(resource()).addScopeSpansBuilder();
        scope.setScope(scope());
        ByteString traceId = id(16);
        for (int i = 0; i < rows; i++) {
            if (i % 8 == 0) {
                traceId = id(16);
            }
            String route = ROUTES[random.nextInt(ROUTES.length)];
            long start = time(i);
            Span.Builder span = Span.newBuilder()
                    .setTraceId(traceId)
                    .setSpanId(id(8))
                    .setName(METHODS[random.nextInt(METHODS.length)] + " " + route)
                    .setKindValue(1 + random.nextInt(3))
                    .setStartTimeUnixNano(start)
                    .setEndTimeUnixNano(start + random.nextInt(50_000_000))
                    .addAttributes(attribute("http.route", string(route)))
                    .addAttributes(attribute("http.response.status_code", integer(200)))
                    .addAttributes(attribute("server.address", string("shop-" + random.nextInt(8) + ".internal")))
                    .addAttributes(attribute("url.path", string("/api/products/" + random.nextInt(5000))))
                    .setFlags(0x101)
                    .setStatus(Status.newBuilder().setCodeValue(random.nextInt(20) == 0 ? 2 : 0));
            if (i % 8 != 0) {
                span.setParentSpanId(id(8));
            }
            if (i % 4 == 0) {
                span.addEvents(Span.Event.newBuilder()
                        .setTimeUnixNano(start + 1000)
                        .setName("cache.miss")
                        .addAttributes(attribute("cache.key", string("product:" + random.nextInt(5000)))));
            }
            scope.addSpans(span);
        }
        return request.build();
    }

    private ExportMetricsServiceRequest gauges() {
        ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
        var scope = request.addResourceMetricsBuilder().setResource(resource()).addScopeMetricsBuilder();
        scope.setScope(scope());
        int points = 100;
        for (int metric = 0; metric * points < rows; metric++) {
            Gauge.Builder gauge = Gauge.newBuilder();
            for (int i = 0; i < points; i++) {
                gauge.addDataPoints(NumberDataPoint.newBuilder()
                        .setTimeUnixNano(time(metric))
                        .setStartTimeUnixNano(START)
                        .addAttributes(attribute("host.name", string("node-" + i)))
                        .addAttributes(attribute("cpu", integer(i % 16)))
                        .addAttributes(attribute("state", string(i % 2 == 0 ? "user" : "idle")))
                        .setAsDouble(random.nextInt(1_000_000) / 1e6));
            }
            scope.addMetrics(Metric.newBuilder()
                    .setName("system.cpu.utilization." + metric)
                    .setDescription("share of the time that a logical CPU spends in a state")
                    .setUnit("1")
                    .setGauge(gauge));
        }
        return request.build();
    }

    private Resource resource() {
        return Resource.newBuilder()
                .addAttributes(attribute("service.name", string("checkout")))
                .addAttributes(attribute("service.namespace", string("shop")))
                .addAttributes(attribute("service.instance.id", string("6f1c1a52-3a55-4b59-9c7c-0e8a4f6ad5f1")))
                .addAttributes(attribute("service.version", string("2.11.4")))
                .addAttributes(attribute("deployment.environment.name", string("production")))
                .addAttributes(attribute("telemetry.sdk.language", string("java")))
                .addAttributes(attribute("process.pid", integer(4711)))
                .build();
    }

    private static InstrumentationScope scope() {
        return InstrumentationScope.newBuilder()
                .setName("io.opentelemetry.tomcat-10.0")
                .setVersion("2.20.1-alpha")
                .build();
    }

    private static long time(int i) {
        return START + i * 1_234_567L;
    }

    private ByteString id(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return ByteString.copyFrom(bytes);
    }

    private static KeyValue attribute(String key, AnyValue value) {
        return KeyValue.newBuilder().setKey(key).setValue(value).build();
    }

    private static AnyValue string(String text) {
        return AnyValue.newBuilder().setStringValue(text).build();
    }

    private static AnyValue integer(long number) {
        return AnyValue.newBuilder().setIntValue(number).build();
    }
}
