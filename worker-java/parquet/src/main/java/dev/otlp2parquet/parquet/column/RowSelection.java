package dev.otlp2parquet.parquet.column;

import java.util.Objects;

/** Rows of a batch in the order in which they are to be written. The array passed is not copied and must stay unchanged. */
public final class RowSelection {

    /** Null: the rows are from, from + 1, ... */
    private final int[] rows;

    private final int from;
    private final int to;

    private RowSelection(int[] rows, int from, int to) {
        this.rows = rows;
        this.from = from;
        this.to = to;
    }

    /** All rows of a batch in the order in which they came. */
    public static RowSelection all(RowBatch batch) {
        return new RowSelection(null, 0, batch.rows());
    }

    /** The rows [from, to) of a batch in the order in which they came. */
    public static RowSelection range(int from, int to) {
        Objects.checkFromToIndex(from, to, Integer.MAX_VALUE);
        return new RowSelection(null, from, to);
    }

    /** The rows {@code rows[from] ... rows[to - 1]}. */
    public static RowSelection of(int[] rows, int from, int to) {
        Objects.checkFromToIndex(from, to, rows.length);
        return new RowSelection(rows, from, to);
    }

    public int size() {
        return to - from;
    }

    /** Row of the batch at a position in [0, {@link #size()}); unchecked. */
    public int row(int position) {
        return rows == null ? from + position : rows[from + position];
    }
}
