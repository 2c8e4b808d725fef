package dev.otlp2parquet.parquet.internal.file;

import dev.otlp2parquet.parquet.column.RowBatch;
import dev.otlp2parquet.parquet.column.RowSelection;
import dev.otlp2parquet.parquet.compress.Compressor;
import dev.otlp2parquet.parquet.schema.LeafColumn;
import dev.otlp2parquet.parquet.schema.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes row groups: one column chunk for each leaf of a schema (README.md of parquet-format, "File format"). Reuses
 * its memory for the next one.
 */
public final class RowGroupWriter {

    private final RowGroupOptions options;
    private final ChunkWriter chunkWriter;

    public RowGroupWriter(RowGroupOptions options, Compressor compressor) {
        this.options = options;
        this.chunkWriter = new ChunkWriter(options, compressor);
    }

    /**
     * Returns the row groups of some rows of a batch, before any is written.
     *
     * @param schema its leaves are matched to those of the batch by path, and must have the same type and levels
     * @param filtered whether the chunks of each leaf should have Bloom filters
     * @param file receives the row groups
     * @throws IllegalArgumentException if the batch lacks a leaf
     */
    public BatchRowGroups begin(RowBatch batch, RowSelection rows, Schema schema, boolean[] filtered, FileBytes file) {
        return new BatchRowGroups(this, batch, rows, schema, filtered, file);
    }

    RowGroupOptions options() {
        return options;
    }

    /** Writes the positions [from, to) of a selection, at least one, as a row group. */
    WrittenRowGroup write(
            long hashSeed,
            List<LeafColumn> leaves,
            List<RecordShredder> shredders,
            boolean[] filtered,
            RowSelection rows,
            int from,
            int to,
            FileBytes file) {
        chunkWriter.useHashSeed(hashSeed);
        long start = file.position();
        List<WrittenChunk> chunks = new ArrayList<>(shredders.size());
        long uncompressed = 0;
        for (int i = 0; i < shredders.size(); i++) {
            WrittenChunk chunk = chunkWriter.write(leaves.get(i), shredders.get(i), rows, from, to, filtered[i], file);
            uncompressed += chunk.metadata().totalUncompressedSize();
            chunks.add(chunk);
        }
        return new WrittenRowGroup(start, file.position() - start, uncompressed, to - from, chunks);
    }
}
