package dev.otlp2parquet.e2e;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.KeyValue;
import io.opentelemetry.api.common.Value;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.Base2ExponentialHistogramOptions;
import io.opentelemetry.sdk.metrics.ExemplarFilter;
import io.opentelemetry.sdk.metrics.ExplicitBucketHistogramOptions;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Exports a known set of log records, spans and metrics by the OpenTelemetry Java SDK. Arguments: those of {@link Exporters}. Prints the
 * trace id and the id of the root span. Exits with 1 when an export failed. The expectations are in {@code java-sdk.ts}.
 */
public final class JavaExporter {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Instant START = Instant.parse("2026-11-21T10:00:00.123456789Z");
    private static final int LOG_RECORDS = 1200;

    private JavaExporter() {}

    public static void main(String[] args) throws IOException {
        Exporters exporters = Exporters.of(args);
        Resource resource = Resource.create(
                Attributes.builder()
                        .put("service.name", "java-sdk")
                        .put("service.namespace", "e2e")
                        .put("service.instance.id", "instance-1")
                        .put("process.pid", 4711)
                        .put(AttributeKey.stringArrayKey("process.command_args"), "java", "-version")
                        .build(),
                "https://opentelemetry.io/schemas/1.37.0");
        OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .setResource(resource)
                        .addSpanProcessor(
                                BatchSpanProcessor.builder(exporters.spans()).build())
                        .build())
                .setLoggerProvider(SdkLoggerProvider.builder()
                        .setResource(resource)
                        .addLogRecordProcessor(BatchLogRecordProcessor.builder(exporters.logs())
                                .setMaxQueueSize(2 * LOG_RECORDS)
                                .build())
                        .build())
                .setMeterProvider(meterProvider(resource, exporters.metrics()))
                .build();

        Tracer tracer = sdk.getTracerProvider()
                .tracerBuilder("e2e.tracer")
                .setInstrumentationVersion("1.2.3")
                .setSchemaUrl("https://opentelemetry.io/schemas/1.36.0")
                .build();
        Span root = tracer.spanBuilder("root")
                .setSpanKind(SpanKind.SERVER)
                .setStartTimestamp(START)
                .setAttribute("http.response.status_code", 500)
                .setAttribute("ratio", 0.5)
                .setAttribute("cached", false)
                .startSpan();
        Context context = Context.root().with(root);
        child(tracer, context, root.getSpanContext());
        CompletableResultCode metricsFlushed = metrics(sdk, context);
        logs(sdk, context);
        root.addEvent("retry", Attributes.of(AttributeKey.longKey("attempt"), 2L), START.plusNanos(500));
        root.setStatus(StatusCode.ERROR, "boom");
        root.end(START.plusNanos(1_000_000_001L));

        CompletableResultCode flushed = CompletableResultCode.ofAll(List.of(
                metricsFlushed,
                sdk.getSdkTracerProvider().forceFlush(),
                sdk.getSdkLoggerProvider().forceFlush()));
        boolean exported = join(flushed).isSuccess();
        SpanContext ids = root.getSpanContext();
        System.out.println(ids.getTraceId() + " " + ids.getSpanId());
        // Not sdk.close(): it would collect and export the metrics a second time.
        System.exit(exported ? 0 : 1);
    }

    private static SdkMeterProvider meterProvider(Resource resource, MetricExporter exporter) {
        return SdkMeterProvider.builder()
                .setResource(resource)
                .setExemplarFilter(ExemplarFilter.alwaysOn())
                .registerView(
                        InstrumentSelector.builder()
                                .setName("latency.exponential")
                                .build(),
                        View.builder()
                                .setAggregation(Aggregation.base2ExponentialBucketHistogram(
                                        Base2ExponentialHistogramOptions.builder()
                                                .setMaxBuckets(160)
                                                .setMaxScale(4)
                                                .build()))
                                .build())
                .registerView(
                        InstrumentSelector.builder().setName("latency.explicit").build(),
                        View.builder()
                                .setAggregation(
                                        Aggregation.explicitBucketHistogram(ExplicitBucketHistogramOptions.builder()
                                                .setBucketBoundaries(List.of(1.0, 10.0))
                                                .build()))
                                .build())
                .registerMetricReader(PeriodicMetricReader.builder(exporter)
                        .setInterval(Duration.ofHours(1))
                        .build())
                .build();
    }

    private static void child(Tracer tracer, Context parent, SpanContext linked) {
        Span child = tracer.spanBuilder("child")
                .setParent(parent)
                .setSpanKind(SpanKind.CLIENT)
                .addLink(linked, Attributes.of(AttributeKey.stringKey("why"), "follows"))
                .setStartTimestamp(START.plusNanos(1000))
                .startSpan();
        child.recordException(new IllegalStateException("no such row"));
        child.setStatus(StatusCode.OK);
        child.end(START.plusNanos(3000));
    }

    private static CompletableResultCode metrics(OpenTelemetrySdk sdk, Context context) {
        Meter meter = sdk.getMeterProvider()
                .meterBuilder("e2e.meter")
                .setInstrumentationVersion("4.5.6")
                .build();
        Attributes route = Attributes.of(AttributeKey.stringKey("route"), "/items");
        meter.counterBuilder("requests")
                .setUnit("{request}")
                .setDescription("Requests served")
                .build()
                .add(9_007_199_254_740_993L, route, context);
        meter.upDownCounterBuilder("queue.length").ofDoubles().build().add(-2.5, route, context);
        meter.gaugeBuilder("temperature").build().set(21.5, route, context);
        meter.gaugeBuilder("threads").ofLongs().build().set(-42, route, context);
        meter.gaugeBuilder("observed").buildWithCallback(result -> result.record(Double.POSITIVE_INFINITY));
        for (double value : new double[] {0.5, 5, 5, 50}) {
            for (String histogram : List.of("latency.explicit", "latency.exponential")) {
                meter.histogramBuilder(histogram).setUnit("ms").build().record(value, route, context);
            }
        }
        // Only once: every flush collects and exports all points again.
        return sdk.getSdkMeterProvider().forceFlush();
    }

    private static CompletableResultCode join(CompletableResultCode result) {
        return result.join(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    }

    private static void logs(OpenTelemetrySdk sdk, Context context) {
        Logger logger = sdk.getLogsBridge()
                .loggerBuilder("e2e.logger")
                .setInstrumentationVersion("7.8.9")
                .build();
        for (int record = 0; record < LOG_RECORDS; record++) {
            logger.logRecordBuilder()
                    .setContext(context)
                    .setTimestamp(START.plusNanos(record * 1000L))
                    .setObservedTimestamp(START.plusSeconds(1))
                    .setSeverity(record % 2 == 0 ? Severity.INFO : Severity.ERROR2)
                    .setSeverityText(record % 2 == 0 ? "INFO" : "SEVERE")
                    .setBody("record " + record)
                    .setAttribute(AttributeKey.longKey("index"), (long) record)
                    .setEventName("e2e.event")
                    .emit();
        }
        logger.logRecordBuilder()
                .setTimestamp(START)
                .setBody(Value.of(
                        KeyValue.of("text", Value.of("täxt")),
                        KeyValue.of("list", Value.of(Value.of(1L), Value.of(2.5), Value.of(true))),
                        KeyValue.of("bytes", Value.of(new byte[] {0, 1, (byte) 0xff}))))
                .emit();
    }
}
