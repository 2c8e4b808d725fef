package dev.otlp2parquet.parquet;

import dev.otlp2parquet.parquet.column.RowBatch;
import dev.otlp2parquet.parquet.column.RowSelection;
import dev.otlp2parquet.parquet.internal.file.BatchRowGroups;
import dev.otlp2parquet.parquet.internal.file.FileBytes;
import dev.otlp2parquet.parquet.internal.file.FileFooter;
import dev.otlp2parquet.parquet.internal.file.RowGroupWriter;
import dev.otlp2parquet.parquet.internal.file.WrittenRowGroup;
import dev.otlp2parquet.parquet.internal.format.ThriftSortingColumn;
import dev.otlp2parquet.parquet.schema.Field;
import dev.otlp2parquet.parquet.schema.LeafColumn;
import dev.otlp2parquet.parquet.schema.PrimitiveField;
import dev.otlp2parquet.parquet.schema.Repetition;
import dev.otlp2parquet.parquet.schema.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * Assembles a file (README.md of parquet-format, "File format"): {@code PAR1}, row groups, Bloom filters, footer. The
 * caller may take the bytes away after each of these steps.
 */
final class FileAssembly {

    private final Schema schema;
    private final RowGroupWriter writer;
    private final boolean[] filtered;
    private final FileFooter footer;
    private final FileBytes file;
    private final List<WrittenRowGroup> groups = new ArrayList<>();
    private long rows;

    /** Number of row groups whose Bloom filters are written. */
    private int groupsWithFilters;

    /**
     * @param capacity initial bytes of memory
     * @throws IllegalArgumentException if the schema lacks a column of the options, or its kind does not match
     */
    FileAssembly(Schema schema, WriterOptions options, RowGroupWriter writer, int capacity) {
        this.schema = schema;
        this.writer = writer;
        this.filtered = filteredLeaves(schema, options.bloomFilterColumns());
        this.footer = new FileFooter(
                schema,
                sortingColumns(schema, options.sortingColumns()),
                options.singlePageIndexes(),
                options.createdBy(),
                options.keyValueMetadata());
        this.file = new FileBytes(capacity);
        FileFooter.writeMagic(file);
    }

    /** Returns the bytes of the file. */
    FileBytes bytes() {
        return file;
    }

    /** Begins to add rows of a batch. {@link #writeRowGroup} adds them. */
    BatchRowGroups begin(RowBatch batch, RowSelection selection) {
        return writer.begin(batch, selection, schema, filtered, file);
    }

    /** Writes the next row group of a batch. Returns null if there is none. */
    WrittenRowGroup writeRowGroup(BatchRowGroups batch) {
        WrittenRowGroup group = batch.writeNext();
        if (group != null) {
            groups.add(group);
            rows += group.rows();
        }
        return group;
    }

    /**
     * Writes the Bloom filters of the next row group. Returns false if there is none. No rows may be added afterwards.
     */
    boolean writeBloomFilters() {
        if (groupsWithFilters == groups.size()) {
            return false;
        }
        groups.set(groupsWithFilters, groups.get(groupsWithFilters).writeBloomFilters(file));
        groupsWithFilters++;
        return true;
    }

    /** Writes the footer after all Bloom filters, and describes the file. */
    FileDescription writeFooter() {
        footer.write(groups, rows, file);
        List<Long> offsets = new ArrayList<>(groups.size());
        for (WrittenRowGroup group : groups) {
            offsets.add(group.offset());
        }
        return new FileDescription(rows, file.position(), offsets, JoinedColumns.of(schema, groups));
    }

    /** Returns whether each leaf should have Bloom filters. */
    private static boolean[] filteredLeaves(Schema schema, List<String> columns) {
        boolean[] filtered = new boolean[schema.leaves().size()];
        for (String column : columns) {
            for (int i = 0; i < filtered.length; i++) {
                LeafColumn leaf = schema.leaves().get(i);
                if (leaf.path().size() != 1 || !leaf.path().get(0).equals(column)) {
                    continue;
                }
                if (!leaf.field().type().isByteString()) {
                    throw new IllegalArgumentException(
                            column + " holds no byte strings: Bloom filters are written for nothing else");
                }
                filtered[i] = true;
            }
        }
        return filtered;
    }

    /** Checked for every file, because a file without row groups would not show an error. */
    private static List<ThriftSortingColumn> sortingColumns(Schema schema, List<SortingColumn> columns) {
        List<ThriftSortingColumn> sorting = new ArrayList<>();
        for (SortingColumn column : columns) {
            sorting.add(
                    new ThriftSortingColumn(leafOf(schema, column.column()), column.descending(), column.nullsFirst()));
        }
        return sorting;
    }

    /** Returns the position among the leaves of a top-level column that is a leaf itself. */
    private static int leafOf(Schema schema, int column) {
        if (column < 0 || column >= schema.fields().size()) {
            throw new IllegalArgumentException("Rows cannot be sorted by column " + column + " of "
                    + schema.fields().size());
        }
        Field field = schema.fields().get(column);
        if (!(field instanceof PrimitiveField) || field.repetition() == Repetition.REPEATED) {
            throw new IllegalArgumentException(field.name() + " has not one value a row: rows cannot be sorted by it");
        }
        int leaf = 0;
        while (!schema.leaves().get(leaf).path().get(0).equals(field.name())) {
            leaf++;
        }
        return leaf;
    }
}
