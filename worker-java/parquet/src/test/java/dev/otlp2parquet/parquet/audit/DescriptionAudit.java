package dev.otlp2parquet.parquet.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.otlp2parquet.parquet.ColumnDescription;
import dev.otlp2parquet.parquet.FileDescription;
import dev.otlp2parquet.parquet.ParquetFile;
import dev.otlp2parquet.parquet.WriterOptions;
import dev.otlp2parquet.parquet.schema.Schema;
import dev.otlp2parquet.testkit.parquet.ParquetJava;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;

/** Audits what the writer says of a file against what parquet-java finds in it and against the rows. */
final class DescriptionAudit {
    private final Schema schema;
    private final int rows;
    private final Map<String, LeafEntries> leaves;
    private final WriterOptions options;
    private final ParquetFile file;
    private final ParquetJava reader;

    DescriptionAudit(
            Schema schema,
            int rows,
            Map<String, LeafEntries> leaves,
            WriterOptions options,
            ParquetFile file,
            ParquetJava reader) {
        this.schema = schema;
        this.rows = rows;
        this.leaves = leaves;
        this.options = options;
        this.file = file;
        this.reader = reader;
    }

    void check() {
        FileDescription description = file.description();
        assertEquals(rows, description.rows(), "rows described");
        assertEquals(file.length(), description.size(), "size described");
        List<Long> offsets = new ArrayList<>();
        for (BlockMetaData group : reader.rowGroups()) {
            offsets.add(group.getStartingPos());
        }
        assertEquals(offsets, description.rowGroupOffsets(), "row-group offsets described");

        assertEquals(leaves.size(), description.columns().size(), "columns described");
        int column = 0;
        for (Map.Entry<String, LeafEntries> leaf : leaves.entrySet()) {
            checkColumn(leaf.getKey(), leaf.getValue(), description.columns().get(column), column);
            column++;
        }
    }

    private void checkColumn(String path, LeafEntries leaf, ColumnDescription described, int column) {
        String where = "description of " + path;
        assertSame(schema.leaves().get(column), described.column(), where + ": leaf");
        assertEquals(path, described.column().dottedPath(), where + ": path");
        long compressed = 0;
        for (BlockMetaData group : reader.rowGroups()) {
            ColumnChunkMetaData chunk = group.getColumns().get(column);
            compressed += chunk.getTotalSize();
        }
        List<Object> entries = leaf.entries(0, rows);
        assertEquals(compressed, described.compressedSize(), where + ": compressed size");
        assertEquals(entries.size(), described.valueCount(), where + ": values");
        assertEquals(entries.stream().filter(Objects::isNull).count(), described.nullCount(), where + ": nulls");
        long nans = entries.stream()
                .filter(value -> value instanceof Double number && number.isNaN())
                .count();
        assertEquals(nans, described.nanCount(), where + ": NaNs");
        new ExpectedBounds(leaf.field(), entries, options.boundBytes())
                .check(where, described.lowerBound(), described.upperBound());
    }
}
