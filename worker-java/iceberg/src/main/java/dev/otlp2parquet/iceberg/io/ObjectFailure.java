package dev.otlp2parquet.iceberg.io;

/** An object could not be read or written. The message names its location and the cause. */
public final class ObjectFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean missing;
    private final boolean refused;

    private ObjectFailure(String message, boolean missing, boolean refused, Throwable cause) {
        super(message, cause);
        this.missing = missing;
        this.refused = refused;
    }

    public ObjectFailure(String message, Throwable cause) {
        this(message, false, false, cause);
    }

    /** Makes a failure that lasts until somebody changes something: the store does not allow it. */
    public static ObjectFailure refused(String message, Throwable cause) {
        return new ObjectFailure(message, false, true, cause);
    }

    /** Makes the failure of a read from a location where the store has no object. */
    public static ObjectFailure missing(String location) {
        return new ObjectFailure(location + " is missing", true, false, null);
    }

    /** Returns whether the store refused the request, and did not just fail. */
    public boolean refused() {
        return refused;
    }

    /** Returns whether the store answered that there is no such object. Retrying does not help then. */
    public boolean missing() {
        return missing;
    }
}
