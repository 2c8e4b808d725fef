package dev.otlp2parquet.platform.actor;

/**
 * Port: the SQLite database of an actor. No call blocks. All statements between two blocking calls become durable
 * together or not at all, and no other call of the actor runs between them. Nothing that the actor sends (an answer, a
 * call, a request) leaves it before its earlier writes are durable.
 */
public interface SqlStorage {

    /**
     * Runs one statement to its end.
     *
     * @param sql one statement; BEGIN, COMMIT and SAVEPOINT belong to the host
     * @param parameters values for {@code ?}, at most 100: {@link Long} of at most 53 bits (the host's numbers are
     *     doubles), {@code byte[]} of at most 2,000,000 bytes, {@link String} or null; the caller keeps the arrays
     * @return the rows, with values of the same classes; the caller owns the arrays
     * @throws SqlFailure if the database rejects the statement; earlier statements stay in effect
     */
    SqlRows query(String sql, Object... parameters);
}
