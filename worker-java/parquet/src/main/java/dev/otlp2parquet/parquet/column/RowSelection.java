package dev.otlp2parquet.parquet.column;

import java.util.Objects;

/** Rows of a batch in the order in which they are written. The array is not copied and must not change. */
public final class RowSelection {

    /** Null for the rows from, from + 1, ... */
    private final int[] rows;

    private final int from;
    private final int to;

    private RowSelection(int[] rows, int from, int to) {
        this.rows = rows;
        this.from = from;
        this.to = to;
    }

    /** Selects all rows of a batch in their order. */
    public static RowSelection all(RowBatch batch) {
        return new RowSelection(null, 0, batch.rows());
    }

    /** Selects the rows [from, to) of a batch in their order. */
    public static RowSelection range(int from, int to) {
        Objects.checkFromToIndex(from, to, Integer.MAX_VALUE);
        return new RowSelection(null, from, to);
    }

    /** Selects the rows {@code rows[from] ... rows[to - 1]}. */
    public static RowSelection of(int[] rows, int from, int to) {
        Objects.checkFromToIndex(from, to, rows.length);
        return new RowSelection(rows, from, to);
    }

    public int size() {
        return to - from;
    }

    /** Returns the row at a position in [0, {@link #size()}). Unchecked. */
    public int row(int position) {
        return rows == null ? from + position : rows[from + position];
    }
}
