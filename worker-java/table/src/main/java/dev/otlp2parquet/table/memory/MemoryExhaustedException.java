package dev.otlp2parquet.table.memory;

/** Other requests of the isolate held its memory for too long. */
public final class MemoryExhaustedException extends Exception {

    private static final long serialVersionUID = 1L;

    MemoryExhaustedException(long wanted, long limit) {
        super("the requests of this isolate hold the " + limit
                + " bytes that they may have together, and this one wants " + wanted);
    }
}
