package dev.otlp2parquet.parquet.column;

import dev.otlp2parquet.parquet.schema.Field;
import dev.otlp2parquet.parquet.schema.Schema;

/**
 * Rows of a table as columns: one builder for each top-level field. Columns may be filled in any order and pace; when the
 * batch is read all must stand for the same number of rows. Not thread-safe; {@link #reset()} makes it ready for the next rows
 * without giving memory back.
 */
public final class RowBatch {

    private final Schema schema;
    private final ColumnBuilder[] columns;
    private final long hashSeed;

    /** A batch for values of one's own: values that strangers choose are {@linkplain #RowBatch(Schema, long) to be hashed with a seed}. */
    public RowBatch(Schema schema) {
        this(schema, 0);
    }

    /**
     * A batch for values that come from outside.
     *
     * @param hashSeed of the tables that find equal values. With a random one nobody can choose values that take long to be found; files do
     *     not depend on it
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

    /** The builder of a top-level field by its position in the schema. */
    public ColumnBuilder column(int index) {
        return columns[index];
    }

    /**
     * Number of rows.
     *
     * @throws IllegalStateException if the columns stand for different numbers of rows; the message names the first column
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

    /** Bytes of the values held by all columns. */
    public long bufferedBytes() {
        long bytes = 0;
        for (ColumnBuilder column : columns) {
            bytes += column.bufferedBytes();
        }
        return bytes;
    }

    /** Bytes of the arrays that all columns hold, filled or not: what {@link #reset} keeps. */
    public long retainedBytes() {
        long bytes = 0;
        for (ColumnBuilder column : columns) {
            bytes += column.retainedBytes();
        }
        return bytes;
    }

    /**
     * Drops the rows from {@code rows} on, and whatever is begun but not ended. A column that has fewer rows keeps them: columns
     * that are filled once per context are behind the others until the context ends.
     */
    public void truncate(int rows) {
        if (rows < 0) {
            throw new IllegalArgumentException("Cannot keep " + rows + " rows");
        }
        for (ColumnBuilder column : columns) {
            column.truncateRows(rows);
        }
    }

    /** Drops all rows and keeps the memory for the next. */
    public void reset() {
        for (ColumnBuilder column : columns) {
            column.clear();
        }
    }
}
