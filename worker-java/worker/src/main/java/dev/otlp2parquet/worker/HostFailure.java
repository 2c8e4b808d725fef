package dev.otlp2parquet.worker;

/** A host call failed. The host throws it through {@link Worker#throwHostFailure}. */
final class HostFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    static final int BODY_TOO_LARGE = 1;
    static final int BODY_CORRUPT = 2;
    static final int BODY_INCOMPLETE = 3;
    static final int STORE_RETRYABLE = 4;
    static final int STORE_PERMANENT = 5;
    static final int NO_ANSWER = 6;
    static final int OBJECT_FAILED = 7;
    static final int OBJECT_RETRYABLE = 8;
    static final int OBJECT_OVERLOADED = 9;
    static final int SQL_REFUSED = 10;
    static final int BODY_SLOW = 11;

    private final int kind;

    HostFailure(int kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** Returns one of the constants, or 0 for an unexpected failure. */
    int kind() {
        return kind;
    }
}
