package dev.otlp2parquet.batching.buffer;

/** A request in a buffer's log cannot be read from it: a part is missing, or a newer version wrote it. */
final class UnreadableRequestException extends Exception {

    private static final long serialVersionUID = 1L;

    private final long sequence;

    /** @param reason what is wrong, for an operator */
    UnreadableRequestException(long sequence, String reason) {
        super(reason);
        this.sequence = sequence;
    }

    long sequence() {
        return sequence;
    }
}
