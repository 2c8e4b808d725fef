package dev.otlp2parquet.parquet.internal.file;

import dev.otlp2parquet.parquet.column.RowBatch;
import dev.otlp2parquet.parquet.column.RowSelection;
import dev.otlp2parquet.parquet.schema.LeafColumn;
import dev.otlp2parquet.parquet.schema.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * The row groups of a batch, written one at a time. Between two of them the caller may send the written bytes. The rows
 * of a row group are first estimated from the batch; the bytes of its pages decide.
 */
public final class BatchRowGroups {

    private final RowGroupWriter writer;
    private final long hashSeed;
    private final RowSelection rows;
    private final List<LeafColumn> leaves;
    private final List<RecordShredder> shredders;
    private final boolean[] filtered;
    private final FileBytes file;
    private int groupRows;
    private int from;

    BatchRowGroups(
            RowGroupWriter writer,
            RowBatch batch,
            RowSelection rows,
            Schema schema,
            boolean[] filtered,
            FileBytes file) {
        this.writer = writer;
        this.rows = rows;
        this.leaves = schema.leaves();
        this.shredders = shreddersOf(batch, schema);
        this.filtered = filtered;
        this.file = file;
        hashSeed = batch.hashSeed();
        groupRows = estimatedGroupRows(batch);
    }

    /** Writes the next row group. Returns null if all rows are written. */
    public WrittenRowGroup writeNext() {
        int limit = writer.options().bytes();
        while (from < rows.size()) {
            int to = from + Math.min(groupRows, rows.size() - from);
            long start = file.position();
            WrittenRowGroup group = writer.write(hashSeed, leaves, shredders, filtered, rows, from, to, file);
            if (group.uncompressedSize() <= limit || to - from == 1) {
                from = to;
                return group;
            }
            // The estimate was wrong: rows are larger here. What was written is dropped and fewer are tried.
            file.truncate(start);
            long fitting = (long) (to - from) * limit / group.uncompressedSize();
            groupRows = (int) Math.max(1, Math.min(fitting, (to - from) / 2));
        }
        return null;
    }

    /** From what the batch holds per row; what the pages really take is seen when they are written. */
    private int estimatedGroupRows(RowBatch batch) {
        RowGroupOptions options = writer.options();
        int batchRows = batch.rows();
        long bytes = batch.bufferedBytes();
        if (bytes <= options.bytes()) {
            return options.rows();
        }
        long fitting = (long) options.bytes() * batchRows / bytes;
        return (int) Math.max(1, Math.min(options.rows(), fitting));
    }

    /** One for each leaf of {@code schema}, in its order. */
    private static List<RecordShredder> shreddersOf(RowBatch batch, Schema schema) {
        List<RecordShredder> all = new ArrayList<>(batch.schema().leaves().size());
        for (int i = 0; i < batch.columnCount(); i++) {
            all.addAll(RecordShredder.of(batch.column(i)));
        }
        if (schema == batch.schema()) {
            return all;
        }
        List<RecordShredder> chosen = new ArrayList<>(schema.leaves().size());
        for (LeafColumn leaf : schema.leaves()) {
            chosen.add(all.get(leafLike(batch.schema(), leaf)));
        }
        return chosen;
    }

    /** Position of the leaf with the path, type and levels of another. */
    private static int leafLike(Schema schema, LeafColumn wanted) {
        for (int i = 0; i < schema.leaves().size(); i++) {
            LeafColumn leaf = schema.leaves().get(i);
            if (leaf.path().equals(wanted.path())
                    && leaf.maxDefinitionLevel() == wanted.maxDefinitionLevel()
                    && leaf.maxRepetitionLevel() == wanted.maxRepetitionLevel()
                    && leaf.field().type() == wanted.field().type()
                    && leaf.field().typeLength() == wanted.field().typeLength()) {
                return i;
            }
        }
        throw new IllegalArgumentException(wanted.dottedPath() + ": the batch has no such column of this type");
    }
}
