package dev.otlp2parquet.batching.buffer;

import dev.otlp2parquet.table.RowBatches;
import dev.otlp2parquet.table.memory.MemoryPool;

/** Adjusts the share of a flush in the memory of the isolate to what the flush holds. */
final class FlushMemory {

    /**
     * Bytes that a flush takes besides its rows: a request and its body during decoding, pages, and files during their
     * upload.
     */
    private static final long FIXED_BYTES = 6 << 20;

    /** Factor for arrays with room to grow, and the file that is written from them. */
    private static final int FACTOR = 2;

    /** Columns above this are released after writing instead of being kept for the next range. */
    private static final long MAX_KEPT_BYTES = 8 << 20;

    private final MemoryPool.Share share;
    private final RowBatches batches;

    FlushMemory(MemoryPool.Share share, RowBatches batches) {
        this.share = share;
        this.batches = batches;
    }

    /** Bytes that an alarm needs to store requests with so many decoded bytes. */
    static long needs(long decodedBytes) {
        return FIXED_BYTES + FACTOR * Math.min(decodedBytes, RangeReader.PIECE_BYTES);
    }

    /** Files that grow have so many bytes now. */
    void filesAreOpen(long bytes) {
        share.correct(FIXED_BYTES + batches.retainedBytes() + bytes);
    }

    /** The columns are no longer needed. */
    void columnsAreWritten() {
        if (batches.retainedBytes() > MAX_KEPT_BYTES) {
            batches.release();
        }
        filesAreOpen(0);
    }
}
