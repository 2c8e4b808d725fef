package dev.otlp2parquet.ingest.http;

import dev.otlp2parquet.otlp.Signal;
import dev.otlp2parquet.platform.json.JsonWriter;
import dev.otlp2parquet.platform.text.Utf8;

/**
 * ExportLogsServiceResponse, ExportTraceServiceResponse and ExportMetricsServiceResponse of the OTLP collector
 * services. Their protobuf forms are equal: partial_success = 1 with the rejected count = 1 and error_message = 2. A
 * message with a count of 0 is a warning about a request that was taken as a whole.
 */
final class ExportResponse {

    private ExportResponse() {}

    static byte[] protobuf(long rejected, String message) {
        ProtoWriter response = new ProtoWriter();
        if (rejected > 0 || !message.isEmpty()) {
            response.message(1, new ProtoWriter().varint(1, rejected).string(2, message));
        }
        return response.toByteArray();
    }

    static byte[] json(Signal signal, long rejected, String message) {
        JsonWriter json = new JsonWriter().beginObject();
        if (rejected > 0 || !message.isEmpty()) {
            // Protobuf's JSON mapping writes 64-bit integers as strings.
            json.name("partialSuccess")
                    .beginObject()
                    .field(rejectedName(signal), Long.toString(rejected))
                    .field("errorMessage", message)
                    .endObject();
        }
        return Utf8.encode(json.endObject().toString());
    }

    private static String rejectedName(Signal signal) {
        return switch (signal) {
            case LOGS -> "rejectedLogRecords";
            case TRACES -> "rejectedSpans";
            case METRICS -> "rejectedDataPoints";
        };
    }
}
