package dev.otlp2parquet.batching.buffer;

/** What a buffer says to a request. The codes are on the wire. */
public enum Accepting {
    /** It is durable. */
    ACCEPTED(1),
    /** It was already. */
    DUPLICATE(2),
    /** There is too much that waits: come back later. */
    FULL(3),
    /** It cannot be kept; the answer has a reason. */
    FAILED(4);

    private final int code;

    Accepting(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    public static Accepting of(long code) {
        for (Accepting accepting : values()) {
            if (accepting.code == code) {
                return accepting;
            }
        }
        throw new IllegalArgumentException("a buffer answers " + code);
    }
}
