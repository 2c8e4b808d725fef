package dev.otlp2parquet.parquet.internal.format;

/**
 * A column that a row group's rows are sorted by, as the footer says it (parquet.thrift, {@code SortingColumn}): counted among
 * the leaves, where the options count top-level columns.
 *
 * @param columnIdx position among the leaves
 */
public record ThriftSortingColumn(int columnIdx, boolean descending, boolean nullsFirst) implements ThriftStruct {

    @Override
    public void writeFields(CompactWriter out) {
        out.i32(1, columnIdx);
        out.bool(2, descending);
        out.bool(3, nullsFirst);
    }
}
