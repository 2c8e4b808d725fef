package dev.otlp2parquet.batching.buffer;

import dev.otlp2parquet.batching.Workspace;
import dev.otlp2parquet.otlp.table.TableBatches;

/** The rows of a range that does not fit into memory, one piece after the other in the same batches. */
final class Pieces {

    private final Flush flush;
    private final RangeReader reader;
    private final Workspace workspace;

    /**
     * The rows of a range.
     *
     * @param flush that reads them
     * @param reader at the beginning of the range
     * @param workspace of the flush
     */
    Pieces(Flush flush, RangeReader reader, Workspace workspace) {
        this.flush = flush;
        this.reader = reader;
        this.workspace = workspace;
    }

    /** Turns to the next piece; false if there is none. */
    boolean next() {
        return flush.read(reader);
    }

    TableBatches batches() {
        return workspace.batches();
    }
}
