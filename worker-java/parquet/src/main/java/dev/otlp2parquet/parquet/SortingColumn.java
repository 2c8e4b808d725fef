package dev.otlp2parquet.parquet;

/**
 * One of the columns that the rows are declared to be sorted by (parquet.thrift, {@code SortingColumn}), as
 * {@link dev.otlp2parquet.parquet.column.RowOrder} sorts. The writer records it; the order is the caller's.
 *
 * @param column position of a top-level leaf in the schema
 */
public record SortingColumn(int column, boolean descending, boolean nullsFirst) {

    public static SortingColumn ascending(int column) {
        return new SortingColumn(column, false, true);
    }
}
