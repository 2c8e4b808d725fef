package dev.otlp2parquet.platform.actor;

/** The database rejected a statement: the database is full, or the statement is wrong. */
public final class SqlFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message the database's message; it contains no value of a parameter */
    public SqlFailure(String message) {
        super(message);
    }
}
