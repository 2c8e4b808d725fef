package dev.otlp2parquet.parquet.internal.format;

/**
 * A sorting column in the footer (parquet.thrift, {@code SortingColumn}). Its position is among the leaves; the options
 * count top-level columns.
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
