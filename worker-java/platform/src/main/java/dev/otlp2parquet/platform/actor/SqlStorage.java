package dev.otlp2parquet.platform.actor;

/**
 * The SQLite database of a durable object. No call blocks: no other request of the object runs between two statements
 * unless a blocking call is between them, and all statements between two blocking calls become durable together or not
 * at all. Nothing that the object sends (an answer, a call, a request) leaves it before what was written earlier is
 * durable.
 */
public interface SqlStorage {

    /**
     * Runs one statement to its end.
     *
     * @param sql one statement, without BEGIN, COMMIT or SAVEPOINT, which are the host's
     * @param parameters for its {@code ?}, at most 100, each a {@link Long} of at most 53 bits (the host's numbers are
     *     doubles), a {@code byte[]} of at most 2,000,000 bytes, a {@link String} or null; the arrays stay the caller's
     * @return its rows, with the same classes of values; an array in it is the caller's
     * @throws SqlFailure if the database refuses it; what earlier statements did stays
     */
    SqlRows query(String sql, Object... parameters);
}
