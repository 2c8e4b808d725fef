package dev.otlp2parquet.batching.buffer;

import dev.otlp2parquet.table.RowBatches;
import dev.otlp2parquet.table.memory.MemoryPool;

/** Keeps a flush's share of the isolate's memory as large as what the flush holds. */
final class FlushMemory {

    /** Bytes that a flush takes besides its rows: a request and its body while they are decoded, pages, files on their way. */
    private static final long FIXED_BYTES = 6 << 20;

    /** Arrays with room to grow, and the file that is written from them. */
    private static final int FACTOR = 2;

    /** Columns above this are given up when they are written, and not kept for the next range. */
    private static final long MAX_KEPT_BYTES = 8 << 20;

    private final MemoryPool.Share share;
    private final RowBatches batches;

    FlushMemory(MemoryPool.Share share, RowBatches batches) {
        this.share = share;
        this.batches = batches;
    }

    /** What an alarm takes to store requests of so many decoded bytes. */
    static long needs(long decodedBytes) {
        return FIXED_BYTES + FACTOR * Math.min(decodedBytes, RangeReader.PIECE_BYTES);
    }

    /** Files grow, of so many bytes at present. */
    void filesAreOpen(long bytes) {
        share.correct(FIXED_BYTES + batches.retainedBytes() + bytes);
    }

    /** The columns are not needed any more. */
    void columnsAreWritten() {
        if (batches.retainedBytes() > MAX_KEPT_BYTES) {
            batches.release();
        }
        filesAreOpen(0);
    }
}
