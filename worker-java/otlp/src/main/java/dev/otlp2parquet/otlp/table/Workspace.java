package dev.otlp2parquet.otlp.table;

import dev.otlp2parquet.otlp.OtlpDecoder;
import dev.otlp2parquet.otlp.model.AttributeLimits;

/**
 * A decoder and the column builders that it fills. Made by {@link Workspaces}; it belongs to who borrowed it, and what it holds is worthless once
 * it is given back.
 */
public final class Workspace {

    private final OtlpDecoder decoder;
    private final TableBatches batches;

    Workspace(TableDefinitions definitions, AttributeLimits attributes) {
        decoder = new OtlpDecoder(attributes);
        batches = new TableBatches(definitions, 0, attributes.hashSeed());
    }

    public OtlpDecoder decoder() {
        return decoder;
    }

    /** The column builders, empty when the workspace is borrowed. */
    public TableBatches batches() {
        return batches;
    }

    /** Bytes of the arrays that the next request will find; the decoder keeps next to nothing. */
    public long retainedBytes() {
        return batches.retainedBytes();
    }
}
