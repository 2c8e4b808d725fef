package dev.otlp2parquet.parquet.internal.format;

import java.util.List;

/**
 * The footer (parquet.thrift, {@code FileMetaData}).
 *
 * @param schema depth first, from the root
 * @param keyValueMetadata empty for none
 * @param columnOrders one for each leaf
 */
public record FileMetaData(
        List<SchemaElement> schema,
        long numRows,
        List<RowGroup> rowGroups,
        List<KeyValue> keyValueMetadata,
        String createdBy,
        List<ColumnOrder> columnOrders)
        implements ThriftStruct {

    /** Always 1, as the specification asks. */
    private static final int VERSION = 1;

    @Override
    public void writeFields(CompactWriter out) {
        out.i32(1, VERSION);
        out.structs(2, schema);
        out.i64(3, numRows);
        out.structs(4, rowGroups);
        if (!keyValueMetadata.isEmpty()) {
            out.structs(5, keyValueMetadata);
        }
        out.string(6, createdBy);
        out.structs(7, columnOrders);
    }
}
