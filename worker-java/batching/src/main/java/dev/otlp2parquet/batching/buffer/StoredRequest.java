package dev.otlp2parquet.batching.buffer;

import dev.otlp2parquet.otlp.RequestFormat;

/** A request in the log of a buffer, or on its way there. */
public final class StoredRequest {

    private final long sequence;
    private final RequestFormat format;
    private final int rows;
    private final int decodedBytes;
    private final long receivedMicros;
    private final byte[] body;

    /**
     * A request.
     *
     * @param rows that it was accepted with
     * @param decodedBytes of its body, before compression
     * @param receivedMicros since the epoch: the time of log records that name none
     * @param body compressed; given away
     */
    StoredRequest(long sequence, RequestFormat format, int rows, int decodedBytes, long receivedMicros, byte[] body) {
        this.sequence = sequence;
        this.format = format;
        this.rows = rows;
        this.decodedBytes = decodedBytes;
        this.receivedMicros = receivedMicros;
        this.body = body;
    }

    long sequence() {
        return sequence;
    }

    RequestFormat format() {
        return format;
    }

    int rows() {
        return rows;
    }

    int decodedBytes() {
        return decodedBytes;
    }

    long receivedMicros() {
        return receivedMicros;
    }

    byte[] body() {
        return body;
    }

    /** The codes are in databases: none is used twice. */
    public static int code(RequestFormat format) {
        return switch (format) {
            case PROTOBUF -> 1;
            case JSON -> 2;
            case JSON_LINES -> 3;
        };
    }

    public static RequestFormat format(long code) {
        for (RequestFormat format : RequestFormat.values()) {
            if (code(format) == code) {
                return format;
            }
        }
        throw new IllegalArgumentException("no request format has the code " + code);
    }
}
