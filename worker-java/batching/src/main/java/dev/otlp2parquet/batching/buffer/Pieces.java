package dev.otlp2parquet.batching.buffer;

import dev.otlp2parquet.table.PayloadDecoder;
import dev.otlp2parquet.table.RowBatches;

/** The rows of a range that does not fit into memory, piece by piece in the same batches. */
final class Pieces {

    private final Flush flush;
    private final RangeReader reader;
    private final PayloadDecoder decoder;

    /**
     * The rows of a range.
     *
     * @param flush that reads them
     * @param reader at the beginning of the range
     * @param decoder of the flush
     */
    Pieces(Flush flush, RangeReader reader, PayloadDecoder decoder) {
        this.flush = flush;
        this.reader = reader;
        this.decoder = decoder;
    }

    /** Reads the next piece; false if there is none. */
    boolean next() {
        return flush.read(reader);
    }

    RowBatches batches() {
        return decoder.batches();
    }
}
