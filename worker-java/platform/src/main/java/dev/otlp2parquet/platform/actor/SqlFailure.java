package dev.otlp2parquet.platform.actor;

/** A database refused a statement: it is full, or the statement is wrong. */
public final class SqlFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param message what the database says; it holds no parameter's value */
    public SqlFailure(String message) {
        super(message);
    }
}
