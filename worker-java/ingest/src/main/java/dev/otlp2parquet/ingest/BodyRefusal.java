package dev.otlp2parquet.ingest;

import dev.otlp2parquet.ingest.http.Answers;
import dev.otlp2parquet.ingest.http.BodyFault;
import dev.otlp2parquet.ingest.http.HttpAnswer;
import dev.otlp2parquet.ingest.http.RpcCode;

/** Answers to bodies that the host could not hand over. */
final class BodyRefusal {

    private static final int RETRY_AFTER_SLOW = 5;

    private BodyRefusal() {}

    /** @param detail the length, or the message of the decompressor; may be empty */
    static HttpAnswer answer(Answers answers, BodyFault fault, String detail, int maxBytes) {
        return switch (fault) {
            case TOO_LARGE ->
                answers.refused(
                        413,
                        RpcCode.RESOURCE_EXHAUSTED,
                        "the body is larger than the " + maxBytes + " bytes that OTLP2PARQUET_MAX_PAYLOAD_BYTES allows"
                                + found(detail) + "; send smaller batches");
            case CORRUPT ->
                answers.refused(
                        400,
                        RpcCode.INVALID_ARGUMENT,
                        "the body cannot be decompressed by its Content-Encoding" + found(detail)
                                + "; if it is not compressed, leave Content-Encoding out");
            case INCOMPLETE ->
                answers.refused(
                        400,
                        RpcCode.INVALID_ARGUMENT,
                        "the connection ended before the whole body was received" + found(detail));
            // The fault of the network, not of the request.
            case SLOW ->
                answers.unavailable(
                        "the body stopped arriving, or arrives too slowly" + found(detail)
                                + "; nothing is lost if the request is sent again",
                        RETRY_AFTER_SLOW);
        };
    }

    private static String found(String detail) {
        return detail.isEmpty() ? "" : " (" + detail + ")";
    }
}
