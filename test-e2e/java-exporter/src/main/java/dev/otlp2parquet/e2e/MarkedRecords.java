package dev.otlp2parquet.e2e;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.resources.Resource;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Exports log records, one in each request, with the SDK's retries. Arguments: base URL, bearer token, timeout of an export in milliseconds, and
 * then text and nanoseconds since the epoch of each record. What has become of them is asked of the receiver: an export that fails is nothing special
 * here.
 */
public final class MarkedRecords {

    private static final int FIRST_RECORD = 3;

    private MarkedRecords() {}

    public static void main(String[] args) {
        Duration timeout = Duration.ofMillis(Long.parseLong(args[2]));
        SdkLoggerProvider provider = SdkLoggerProvider.builder()
                .setResource(Resource.create(Attributes.of(AttributeKey.stringKey("service.name"), "java-marked")))
                .addLogRecordProcessor(BatchLogRecordProcessor.builder(OtlpHttpLogRecordExporter.builder()
                                .setEndpoint(args[0] + "/v1/logs")
                                .addHeader("Authorization", "Bearer " + args[1])
                                .setTimeout(timeout)
                                .setRetryPolicy(RetryPolicy.getDefault())
                                .build())
                        .setMaxExportBatchSize(1)
                        .setExporterTimeout(timeout.plusSeconds(1))
                        .build())
                .build();
        Logger logger = provider.get("repeats");
        for (int i = FIRST_RECORD; i < args.length; i += 2) {
            long nanos = Long.parseLong(args[i + 1]);
            logger.logRecordBuilder()
                    .setTimestamp(nanos, TimeUnit.NANOSECONDS)
                    .setObservedTimestamp(nanos, TimeUnit.NANOSECONDS)
                    .setSeverity(Severity.WARN)
                    .setBody(args[i])
                    .emit();
        }
        provider.shutdown().join(120, TimeUnit.SECONDS);
    }
}
