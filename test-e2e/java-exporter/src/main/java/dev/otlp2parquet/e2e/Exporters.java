package dev.otlp2parquet.e2e;

import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporterBuilder;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporterBuilder;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.exporter.otlp.logs.OtlpGrpcLogRecordExporter;
import io.opentelemetry.exporter.otlp.logs.OtlpGrpcLogRecordExporterBuilder;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporter;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporterBuilder;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporterBuilder;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The exporters of the OpenTelemetry Java SDK to one receiver, in protobuf over OTLP/HTTP or OTLP/gRPC. */
final class Exporters {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final String endpoint;
    private final String authorization;
    private final boolean grpc;
    private final String compression;
    private final byte[] certificate;

    private Exporters(String endpoint, String token, boolean grpc, String compression, byte[] certificate) {
        this.endpoint = endpoint;
        this.authorization = "Bearer " + token;
        this.grpc = grpc;
        this.compression = compression;
        this.certificate = certificate;
    }

    /** From arguments: base URL, bearer token, {@code http} or {@code grpc}, {@code gzip} or {@code none}, PEM file of a certificate to trust. */
    static Exporters of(String[] args) throws IOException {
        byte[] certificate = args.length > 4 ? Files.readAllBytes(Path.of(args[4])) : null;
        return new Exporters(args[0], args[1], args[2].equals("grpc"), args[3], certificate);
    }

    SpanExporter spans() {
        if (grpc) {
            OtlpGrpcSpanExporterBuilder builder = OtlpGrpcSpanExporter.builder()
                    .setEndpoint(endpoint)
                    .addHeader("Authorization", authorization)
                    .setCompression(compression)
                    .setTimeout(TIMEOUT);
            return certificate == null
                    ? builder.build()
                    : builder.setTrustedCertificates(certificate).build();
        }
        OtlpHttpSpanExporterBuilder builder = OtlpHttpSpanExporter.builder()
                .setEndpoint(endpoint + "/v1/traces")
                .addHeader("Authorization", authorization)
                .setCompression(compression)
                .setTimeout(TIMEOUT);
        return certificate == null
                ? builder.build()
                : builder.setTrustedCertificates(certificate).build();
    }

    LogRecordExporter logs() {
        if (grpc) {
            OtlpGrpcLogRecordExporterBuilder builder = OtlpGrpcLogRecordExporter.builder()
                    .setEndpoint(endpoint)
                    .addHeader("Authorization", authorization)
                    .setCompression(compression)
                    .setTimeout(TIMEOUT);
            return certificate == null
                    ? builder.build()
                    : builder.setTrustedCertificates(certificate).build();
        }
        OtlpHttpLogRecordExporterBuilder builder = OtlpHttpLogRecordExporter.builder()
                .setEndpoint(endpoint + "/v1/logs")
                .addHeader("Authorization", authorization)
                .setCompression(compression)
                .setTimeout(TIMEOUT);
        return certificate == null
                ? builder.build()
                : builder.setTrustedCertificates(certificate).build();
    }

    MetricExporter metrics() {
        if (grpc) {
            OtlpGrpcMetricExporterBuilder builder = OtlpGrpcMetricExporter.builder()
                    .setEndpoint(endpoint)
                    .addHeader("Authorization", authorization)
                    .setCompression(compression)
                    .setTimeout(TIMEOUT);
            return certificate == null
                    ? builder.build()
                    : builder.setTrustedCertificates(certificate).build();
        }
        OtlpHttpMetricExporterBuilder builder = OtlpHttpMetricExporter.builder()
                .setEndpoint(endpoint + "/v1/metrics")
                .addHeader("Authorization", authorization)
                .setCompression(compression)
                .setTimeout(TIMEOUT);
        return certificate == null
                ? builder.build()
                : builder.setTrustedCertificates(certificate).build();
    }
}
