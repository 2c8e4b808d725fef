package dev.otlp2parquet.iceberg.io;

/** An object could not be read or written. The message names its location and the cause. */
public final class ObjectFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean missing;

    private ObjectFailure(String message, boolean missing, Throwable cause) {
        super(message, cause);
        this.missing = missing;
    }

    public ObjectFailure(String message, Throwable cause) {
        this(message, false, cause);
    }

    /** Makes the failure of a read from a location where the store has no object. */
    public static ObjectFailure missing(String location) {
        return new ObjectFailure(location + " is missing", true, null);
    }

    /** Returns whether the store answered that there is no such object. Retrying does not help then. */
    public boolean missing() {
        return missing;
    }
}
