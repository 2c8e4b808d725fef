package dev.otlp2parquet.parquet.column;

/**
 * A key of {@link RowOrder}: a top-level column, or a quotient of an INT64 column.
 *
 * @param column position of the column in the schema
 * @param unit 1 for the values themselves; otherwise an INT64 column is ordered by {@code floorDiv(value, unit)}, so
 *     the rows of an hour can be equal
 * @param descending whether greater values come first
 * @param nullsFirst whether nulls come before all values, in either direction
 */
public record SortKey(int column, long unit, boolean descending, boolean nullsFirst) {

    public SortKey {
        if (unit < 1) {
            throw new IllegalArgumentException("Unit of a sort key: expected at least 1, found " + unit);
        }
    }

    /** Ascending, nulls first. */
    public static SortKey of(int column) {
        return new SortKey(column, 1, false, true);
    }

    /** Ascending, nulls first. */
    public static SortKey floorDiv(int column, long unit) {
        return new SortKey(column, unit, false, true);
    }
}
