package dev.otlp2parquet.batching.buffer;

/** The answer of a buffer to a request. The codes are on the wire. */
public enum Accepting {
    /** The request is durable. */
    ACCEPTED(1),
    /** The request was durable before. */
    DUPLICATE(2),
    /** The backlog is full; the sender tries again later. */
    FULL(3),
    /** The request cannot be kept; the answer has a reason. */
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
