package dev.otlp2parquet.iceberg.write;

import dev.otlp2parquet.iceberg.partition.SortOrder;
import dev.otlp2parquet.iceberg.partition.SortOrder.SortField;
import dev.otlp2parquet.iceberg.transform.Transform;
import dev.otlp2parquet.parquet.SortingColumn;
import dev.otlp2parquet.parquet.column.SortKey;
import dev.otlp2parquet.parquet.schema.Field;
import dev.otlp2parquet.parquet.schema.LogicalType;
import dev.otlp2parquet.parquet.schema.PhysicalType;
import dev.otlp2parquet.parquet.schema.PrimitiveField;
import dev.otlp2parquet.parquet.schema.Repetition;
import dev.otlp2parquet.parquet.schema.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * The order of the rows of a file. A table's order is followed as far as rows can be sorted by it: ascending, nulls first, by
 * columns or by hours and days. Where a key is something else, rows are sorted by the keys before it and the file says that it is
 * not sorted (order 0), as the specification wants it of files that do not have the table's order.
 *
 * @param keys by the positions of the writer's schema
 * @param sortingColumns by the positions of the file's schema: the keys up to the first that is no plain column
 * @param orderId the table's order, or 0
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
        for (SortField field : table.fields()) {
            PrimitiveField column = columnOf(file, field.sourceId());
            long unit = column == null ? 0 : unit(field, column);
            if (unit == 0) {
                return new FileOrder(List.copyOf(keys), List.copyOf(sorting), 0);
            }
            int position = writer.indexOf(column.name());
            keys.add(SortKey.floorDiv(position, unit));
            if (unit == 1 && sorting.size() == keys.size() - 1) {
                sorting.add(SortingColumn.ascending(positionOf(file, column.name())));
            }
        }
        return new FileOrder(List.copyOf(keys), List.copyOf(sorting), table.orderId());
    }

    /** Unit of the sort key, 1 for the values themselves; 0 if rows cannot be sorted by the field. */
    private static long unit(SortField field, PrimitiveField column) {
        boolean nullable = column.repetition() == Repetition.OPTIONAL;
        if (!field.ascending() || (nullable && !field.nullsFirst()) || column.type() == PhysicalType.DOUBLE) {
            return 0;
        }
        if (field.transform() == Transform.Plain.IDENTITY) {
            return 1;
        }
        if (!(column.logicalType() instanceof LogicalType.Timestamp timestamp)) {
            return 0;
        }
        long hour = timestamp.unit() == LogicalType.TimestampUnit.NANOS ? 3_600_000_000_000L : 3_600_000_000L;
        return field.transform() == Transform.Temporal.HOUR
                ? hour
                : field.transform() == Transform.Temporal.DAY ? 24 * hour : 0;
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
