package dev.otlp2parquet.parquet.column;

import dev.otlp2parquet.parquet.schema.Field;
import dev.otlp2parquet.parquet.schema.Schema;

/**
 * Rows of a table as columns, with one builder per top-level field. Columns may be filled in any order. When the batch
 * is read, all columns must have the same number of rows. Not thread-safe. {@link #reset()} prepares it for the next
 * rows and keeps the memory.
 */
public final class RowBatch {

    private final Schema schema;
    private final ColumnBuilder[] columns;
    private final long hashSeed;

    /** Makes a batch for trusted values. Values that others choose {@linkplain #RowBatch(Schema, long) need a seed}. */
    public RowBatch(Schema schema) {
        this(schema, 0);
    }

    /**
     * Makes a batch for values that come from outside.
     *
     * @param hashSeed seed of the tables that find equal values. With a random seed, nobody can choose values that make
     *     lookups slow. Files do not depend on it
     */
    public RowBatch(Schema schema, long hashSeed) {
        this.schema = schema;
        this.hashSeed = hashSeed;
        columns = new ColumnBuilder[schema.fields().size()];
        for (int i = 0; i < columns.length; i++) {
            Field field = schema.fields().get(i);
            columns[i] = ColumnBuilder.of(field, field.name(), true, hashSeed);
        }
    }

    public Schema schema() {
        return schema;
    }

    public long hashSeed() {
        return hashSeed;
    }

    public int columnCount() {
        return columns.length;
    }

    /** Returns the builder of a top-level field by its position in the schema. */
    public ColumnBuilder column(int index) {
        return columns[index];
    }

    /**
     * Returns the number of rows.
     *
     * @throws IllegalStateException if the columns have different numbers of rows; the message names the first column
     *     that differs
     */
    public int rows() {
        int rows = columns[0].rows();
        for (ColumnBuilder column : columns) {
            if (column.rows() != rows) {
                throw new IllegalStateException(
                        column.path() + " has " + column.rows() + " rows, " + columns[0].path() + " has " + rows);
            }
        }
        return rows;
    }

    /** Returns the bytes of the values of all columns. */
    public long bufferedBytes() {
        long bytes = 0;
        for (ColumnBuilder column : columns) {
            bytes += column.bufferedBytes();
        }
        return bytes;
    }

    /** Returns the bytes of the arrays of all columns, filled or not. {@link #reset} keeps them. */
    public long retainedBytes() {
        long bytes = 0;
        for (ColumnBuilder column : columns) {
            bytes += column.retainedBytes();
        }
        return bytes;
    }

    /**
     * Removes the rows from {@code rows} on, and anything begun but not ended. A column with fewer rows keeps them:
     * columns that are filled once per context lag behind the others until the context ends.
     */
    public void truncate(int rows) {
        if (rows < 0) {
            throw new IllegalArgumentException("Cannot keep " + rows + " rows");
        }
        for (ColumnBuilder column : columns) {
            column.truncateRows(rows);
        }
    }

    /** Removes all rows and keeps the memory. */
    public void reset() {
        for (ColumnBuilder column : columns) {
            column.clear();
        }
    }
}
