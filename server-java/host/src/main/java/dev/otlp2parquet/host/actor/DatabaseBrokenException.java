package dev.otlp2parquet.host.actor;

/**
 * A failure after which nobody knows what is left of the open transaction: the disk is full, or does not read or write. SQLite may have
 * taken the whole transaction back, with the statements of other calls.
 */
final class DatabaseBrokenException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DatabaseBrokenException(String message, Throwable cause) {
        super(message, cause);
    }
}
