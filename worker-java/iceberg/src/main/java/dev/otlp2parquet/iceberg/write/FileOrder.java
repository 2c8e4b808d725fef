package dev.otlp2parquet.iceberg.write;

import dev.otlp2parquet.iceberg.partition.SortOrder;
import dev.otlp2parquet.iceberg.partition.SortOrder.SortField;
import dev.otlp2parquet.iceberg.transform.Transform;
import dev.otlp2parquet.parquet.SortingColumn;
import dev.otlp2parquet.parquet.column.SortKey;
import dev.otlp2parquet.parquet.schema.Field;
import dev.otlp2parquet.parquet.schema.LogicalType;
import dev.otlp2parquet.parquet.schema.PrimitiveField;
import dev.otlp2parquet.parquet.schema.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * The order of the rows of a file. It follows the table's order as far as rows can be sorted by it: by columns, hours
 * and days in either direction, and finally by a transform that keeps the order of its column (years, months,
 * truncation). If a key is something else (a bucket, a nested column), rows are sorted by the keys before it. The file
 * then declares that it is unsorted (order 0), as the specification requires for files without the table's order.
 *
 * @param keys by positions in the writer's schema
 * @param sortingColumns by positions in the file's schema: the keys up to the first that is not a plain column
 * @param orderId id of the table's order, or 0
 */
record FileOrder(List<SortKey> keys, List<SortingColumn> sortingColumns, int orderId) {

    static FileOrder of(SortOrder table, Schema file, Schema writer, List<String> preferred) {
        List<SortKey> keys = new ArrayList<>();
        List<SortingColumn> sorting = new ArrayList<>();
        if (table.fields().isEmpty()) {
            for (String name : preferred) {
                keys.add(SortKey.of(writer.indexOf(name)));
                int position = positionOf(file, name);
                if (position >= 0 && sorting.size() == keys.size() - 1) {
                    sorting.add(SortingColumn.ascending(position));
                }
            }
            return new FileOrder(List.copyOf(keys), List.copyOf(sorting), 0);
        }
        for (int i = 0; i < table.fields().size(); i++) {
            SortField field = table.fields().get(i);
            PrimitiveField column = columnOf(file, field.sourceId());
            long unit = column == null
                    ? 0
                    : unit(field.transform(), column, i + 1 == table.fields().size());
            if (unit == 0) {
                return new FileOrder(List.copyOf(keys), List.copyOf(sorting), 0);
            }
            keys.add(new SortKey(writer.indexOf(column.name()), unit, !field.ascending(), field.nullsFirst()));
            if (unit == 1 && sorting.size() == keys.size() - 1) {
                sorting.add(new SortingColumn(positionOf(file, column.name()), !field.ascending(), field.nullsFirst()));
            }
        }
        return new FileOrder(List.copyOf(keys), List.copyOf(sorting), table.orderId());
    }

    /**
     * Returns the unit of the sort key: 1 for the values themselves, 0 if rows cannot be sorted by the transform.
     *
     * @param last whether no key follows; a further key would have to order rows that the transform makes equal
     */
    private static long unit(Transform transform, PrimitiveField column, boolean last) {
        if (transform == Transform.Plain.IDENTITY) {
            return 1;
        }
        if (transform instanceof Transform.Truncate) {
            // It keeps the order of the values.
            return last ? 1 : 0;
        }
        if (!(column.logicalType() instanceof LogicalType.Timestamp timestamp)) {
            return 0;
        }
        long hour = timestamp.unit() == LogicalType.TimestampUnit.NANOS ? 3_600_000_000_000L : 3_600_000_000L;
        if (transform == Transform.Temporal.HOUR) {
            return hour;
        }
        if (transform == Transform.Temporal.DAY) {
            return 24 * hour;
        }
        // Years and months are not all of one length, but keep the order of the values too.
        return last && transform instanceof Transform.Temporal ? 1 : 0;
    }

    private static PrimitiveField columnOf(Schema file, int id) {
        for (Field field : file.fields()) {
            if (field.fieldId() == id) {
                return field instanceof PrimitiveField primitive ? primitive : null;
            }
        }
        return null;
    }

    private static int positionOf(Schema file, String name) {
        for (int i = 0; i < file.fields().size(); i++) {
            if (file.fields().get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }
}
