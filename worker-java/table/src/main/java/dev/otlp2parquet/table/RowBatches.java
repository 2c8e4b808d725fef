package dev.otlp2parquet.table;

import dev.otlp2parquet.parquet.column.RowBatch;

/**
 * Rows of several tables in memory, filled request by request. Rows keep the order of the requests. Announce each request by {@link
 * #beginRequest}, and take back one that turned out malformed by {@link #discardRequest}. Not thread-safe.
 */
public interface RowBatches {

    /** Rows of a table. */
    int rows(TableShape table);

    /** The batch of a table, or null when it never had a row; complete only between requests. */
    RowBatch batch(TableShape table);

    /** Rows of all tables together. */
    int rows();

    /** Bytes of the values held by all batches, for limits on memory. */
    long bufferedBytes();

    /** Bytes of the arrays that all batches hold, filled or not: what {@link #reset} keeps. */
    long retainedBytes();

    /** What comes is a further request, received at {@code receivedUnixNanos}. */
    void beginRequest(long receivedUnixNanos);

    /** Forgets all rows since the last {@link #beginRequest}, also when the decoder stopped in the middle. */
    void discardRequest();

    /** Forgets all rows and keeps the memory. */
    void reset();

    /** Forgets all rows and their memory: as new. */
    void release();
}
