package dev.otlp2parquet.parquet;

/**
 * A column by which the rows are declared to be sorted (parquet.thrift, {@code SortingColumn}), in the order of
 * {@link dev.otlp2parquet.parquet.column.RowOrder}. The writer records the declaration; the caller sorts the rows.
 *
 * @param column position of a top-level leaf in the schema
 */
public record SortingColumn(int column, boolean descending, boolean nullsFirst) {

    public static SortingColumn ascending(int column) {
        return new SortingColumn(column, false, true);
    }
}
