package dev.otlp2parquet.otlp;

import dev.otlp2parquet.otlp.internal.decode.Fault;

/**
 * The outcome for the records of a well-formed request.
 *
 * @param accepted number of records (log records, spans, data points) that the sink holds after the call
 * @param rejected number of records left out because they, or their metric, scope or resource, violate the OTLP
 *     specification; the count for {@code partial_success}
 * @param firstRejection the message of the first fault, or null if there is none. It starts with the field path ({@code
 *     resourceLogs[0].scopeLogs[2].logRecords[17].traceId: expected 32 hex digits, found 31 at byte 8123}). The message about
 *     values that are nested too deep starts with the reason, see {@link #place}. A fault in a context without records gives a
 *     message although {@code rejected} is 0
 * @param warning a problem that rejects no record, or null: repaired text, or members of a JSON request that are ignored because
 *     of their names
 * @param droppedAttributes number of attributes dropped because their set was full, including those of rejected records
 * @param firstDropped the path of the record or context that the first dropped attribute belongs to, or null
 */
public record DecodeResult(
        int accepted, int rejected, String firstRejection, String warning, int droppedAttributes, String firstDropped) {

    /** A result without a warning and without dropped attributes. */
    public DecodeResult(int accepted, int rejected, String firstRejection) {
        this(accepted, rejected, firstRejection, null, 0, null);
    }

    /** A result without dropped attributes. */
    public DecodeResult(int accepted, int rejected, String firstRejection, String warning) {
        this(accepted, rejected, firstRejection, warning, 0, null);
    }

    /**
     * Returns the field path in a message of the decoder, or an empty text. A path contains no content of the body, so it may be
     * logged. A message starts with the path. A message about values that are nested too deep ends with it.
     */
    public static String place(String message) {
        if (message.startsWith(Fault.TOO_DEEP)) {
            return message.substring(message.indexOf(Fault.IN) + Fault.IN.length());
        }
        int colon = message.indexOf(": ");
        return colon < 0 ? "" : message.substring(0, colon);
    }
}
