package dev.otlp2parquet.batching.buffer;

/** A request in the log of a buffer, or on its way there. */
final class StoredRequest {

    private final long sequence;
    private final int format;
    private final int rows;
    private final int decodedBytes;
    private final long receivedMicros;
    private final byte[] body;

    /**
     * A request.
     *
     * @param format the code of its format, which its feed knows
     * @param rows that it was accepted with
     * @param decodedBytes of its body, before compression
     * @param receivedMicros since the epoch: the time of log records that name none
     * @param body compressed; given away
     */
    StoredRequest(long sequence, int format, int rows, int decodedBytes, long receivedMicros, byte[] body) {
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

    int format() {
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
}
