package dev.otlp2parquet.ingest.durable;

import dev.otlp2parquet.ingest.memory.Workspace;
import dev.otlp2parquet.otlp.table.TableBatches;

/** The rows of a range that does not fit into memory, one piece after the other in the same batches. */
final class Pieces {

    private final RangeReader reader;
    private final Workspace workspace;

    /** @param reader at the beginning of the range */
    Pieces(RangeReader reader, Workspace workspace) {
        this.reader = reader;
        this.workspace = workspace;
    }

    /** Turns to the next piece; false if there is none. */
    boolean next() {
        workspace.batches().reset();
        return reader.next(workspace);
    }

    TableBatches batches() {
        return workspace.batches();
    }
}
