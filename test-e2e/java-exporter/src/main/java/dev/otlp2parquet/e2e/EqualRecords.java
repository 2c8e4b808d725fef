package dev.otlp2parquet.e2e;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.resources.Resource;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Exports as many equal log records as asked for, one in each request, with the SDK's retries. Arguments: base URL, bearer token, number.
 * Exits with 1 when an export failed.
 */
public final class EqualRecords {

    private EqualRecords() {}

    public static void main(String[] args) {
        SdkLoggerProvider provider = SdkLoggerProvider.builder()
                .setResource(Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), "java-equal")))
                .addLogRecordProcessor(BatchLogRecordProcessor.builder(OtlpHttpLogRecordExporter.builder()
                                .setEndpoint(args[0] + "/v1/logs")
                                .addHeader("Authorization", "Bearer " + args[1])
                                .setTimeout(Duration.ofSeconds(60))
                                .setRetryPolicy(RetryPolicy.getDefault())
                                .build())
                        // One request after the other: its sender takes no more than five at once.
                        .setMaxExportBatchSize(1)
                        .setExporterTimeout(Duration.ofSeconds(60))
                        .build())
                .build();
        Logger logger = provider.get("repeats");
        for (int i = 0; i < Integer.parseInt(args[2]); i++) {
            logger.logRecordBuilder()
                    .setSeverity(Severity.WARN)
                    .setBody("connection refused, retrying")
                    .emit();
        }
        CompletableResultCode ended = provider.forceFlush().join(120, TimeUnit.SECONDS);
        System.exit(ended.isSuccess() ? 0 : 1);
    }
}
