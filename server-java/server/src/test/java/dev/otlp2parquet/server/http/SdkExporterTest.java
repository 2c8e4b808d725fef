package dev.otlp2parquet.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The exporters of the OpenTelemetry SDK for Java, over both protocols on one port. */
class SdkExporterTest {

    @TempDir
    private Path directory;

    private void export(GatewayService gateway, SpanExporter exporter, int expected) throws Exception {
        try (SdkTracerProvider tracers = SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                .build()) {
            tracers.get("test").spanBuilder("span").startSpan().end();
            CompletableResultCode flushed = tracers.forceFlush().join(20, TimeUnit.SECONDS);
            assertTrue(flushed.isSuccess());
        }
        assertEquals(expected, gateway.stored().size());
    }

    @Test
    void spansArriveOverHttpAndOverGrpc() throws Exception {
        GatewayService gateway = new GatewayService(directory);
        try (TestServer server = TestServer.of(gateway)) {
            String endpoint = "http://127.0.0.1:" + server.port();
            export(
                    gateway,
                    OtlpHttpSpanExporter.builder()
                            .setEndpoint(endpoint + "/v1/traces")
                            .addHeader("authorization", "Bearer token")
                            .setCompression("gzip")
                            .build(),
                    1);
            export(
                    gateway,
                    OtlpGrpcSpanExporter.builder()
                            .setEndpoint(endpoint)
                            .addHeader("authorization", "Bearer token")
                            .setCompression("gzip")
                            .build(),
                    2);
        }
    }
}
