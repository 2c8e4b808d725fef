package dev.otlp2parquet.otlp;

import dev.otlp2parquet.otlp.internal.decode.Fault;

/**
 * What became of the records of a request that was well-formed.
 *
 * @param accepted records (log records, spans, data points) the sink holds after the call
 * @param rejected records left out because they, or the metric, scope or resource they belong to, break the OTLP
 *     specification; the count for {@code partial_success}
 * @param firstRejection the first reason met, beginning with the field path ({@code
 *     resourceLogs[0].scopeLogs[2].logRecords[17].traceId: expected 32 hex digits, found 31 at byte 8123}) unless values are
 *     nested too deep, see {@link #place}; or null when nothing was wrong. It can be present with {@code rejected == 0}: a fault in a context that has no records
 * @param warning what the sender should know although nothing is rejected for it, or null: texts that were repaired, and members
 *     of a JSON request that are not stored because of their names
 * @param droppedAttributes attributes that were more than a set may hold, those of rejected records too
 * @param firstDropped the place of the first of them, or null
 */
public record DecodeResult(
        int accepted, int rejected, String firstRejection, String warning, int droppedAttributes, String firstDropped) {

    /** A result without a warning, of a request of which no attribute was dropped. */
    public DecodeResult(int accepted, int rejected, String firstRejection) {
        this(accepted, rejected, firstRejection, null, 0, null);
    }

    /** A result of a request of which no attribute was dropped. */
    public DecodeResult(int accepted, int rejected, String firstRejection, String warning) {
        this(accepted, rejected, firstRejection, warning, 0, null);
    }

    /**
     * The field path in a message of the decoder, or empty. It has nothing of the body's content: a message begins with the
     * path, or with {@link Fault#TOO_DEEP} and ends with the path.
     */
    public static String place(String message) {
        if (message.startsWith(Fault.TOO_DEEP)) {
            return message.substring(message.indexOf(Fault.IN) + Fault.IN.length());
        }
        int colon = message.indexOf(": ");
        return colon < 0 ? "" : message.substring(0, colon);
    }
}
