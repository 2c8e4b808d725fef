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
     * @param rows the number of rows with which it was accepted
     * @param decodedBytes the length of its body before compression
     * @param receivedMicros when it arrived, since the epoch: the time of log records without one
     * @param body compressed; the caller must not change it afterwards
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
