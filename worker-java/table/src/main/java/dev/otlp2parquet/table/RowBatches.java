package dev.otlp2parquet.table;

import dev.otlp2parquet.parquet.column.RowBatch;

/**
 * Rows of several tables in memory, filled request by request. Rows keep the order of the requests. Announce each
 * request with {@link #beginRequest}. Remove a malformed one with {@link #discardRequest}. Not thread-safe.
 */
public interface RowBatches {

    /** Returns the number of rows of a table. */
    int rows(TableShape table);

    /**
     * Returns the batch of a table, or null if the table has had no row. The batch is complete only between requests.
     */
    RowBatch batch(TableShape table);

    /** Returns the number of rows of all tables. */
    int rows();

    /** Returns the bytes of the values in all batches, for limits on memory. */
    long bufferedBytes();

    /** Returns the bytes of the arrays of all batches, filled or not. {@link #reset} keeps these arrays. */
    long retainedBytes();

    /** Begins a request that was received at {@code receivedUnixNanos}. */
    void beginRequest(long receivedUnixNanos);

    /** Removes all rows since the last {@link #beginRequest}, even if the decoder stopped in the middle. */
    void discardRequest();

    /** Removes all rows and keeps the memory. */
    void reset();

    /** Removes all rows and releases the memory. */
    void release();
}
