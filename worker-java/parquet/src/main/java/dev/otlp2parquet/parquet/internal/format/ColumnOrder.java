package dev.otlp2parquet.parquet.internal.format;

/** The order of a column's bounds (parquet.thrift, union {@code ColumnOrder}). */
public enum ColumnOrder implements ThriftStruct {

    /** {@code TypeDefinedOrder}: the logical type's order, else the physical type's. */
    TYPE_ORDER;

    @Override
    public void writeFields(CompactWriter out) {
        out.struct(1, typeDefinedOrder -> {});
    }
}
