package dev.otlp2parquet.iceberg.write;

import dev.otlp2parquet.iceberg.partition.PartitionField;
import dev.otlp2parquet.iceberg.partition.PartitionSpec;
import dev.otlp2parquet.iceberg.schema.NestedField;
import dev.otlp2parquet.iceberg.schema.PrimitiveType;
import dev.otlp2parquet.iceberg.schema.SchemaMapping;
import dev.otlp2parquet.parquet.column.ColumnBuilder;
import dev.otlp2parquet.parquet.column.RowBatch;
import dev.otlp2parquet.parquet.column.RowOrder;
import dev.otlp2parquet.parquet.column.RowSelection;
import dev.otlp2parquet.parquet.column.SortKey;
import dev.otlp2parquet.parquet.schema.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Divides the rows of a batch by the partition spec of a table. */
final class PartitionSplit {

    private PartitionSplit() {}

    static List<PartitionRows> of(
            RowBatch batch, PartitionSpec spec, SchemaMapping mapping, List<SortKey> keys, boolean[] chosen) {
        RowOrder order = RowOrder.of(batch, keys, chosen);
        List<PartitionColumn> columns = new ArrayList<>();
        for (PartitionField field : spec.fields()) {
            columns.add(partitionColumn(batch, field, mapping));
        }
        return groups(order.rows(), columns, batch.rows());
    }

    /** Collects the rows of each tuple of ordinals, in their order. The partition of the first row comes first. */
    private static List<PartitionRows> groups(int[] rows, List<PartitionColumn> columns, int batchRows) {
        int[] groupOfRow = new int[batchRows];
        int groups = rows.length == 0 ? 0 : 1;
        for (PartitionColumn column : columns) {
            // A tree: strangers choose the values, and could choose them so that hashes collide. Rows are sorted: most
            // are like the row before.
            Map<Long, Integer> refined = new TreeMap<>();
            long keyBefore = -1;
            int groupBefore = 0;
            for (int row : rows) {
                long key = (long) groupOfRow[row] << 32 | column.ordinal(row);
                if (key != keyBefore) {
                    Integer known = refined.get(key);
                    if (known == null) {
                        known = refined.size();
                        refined.put(key, known);
                    }
                    keyBefore = key;
                    groupBefore = known;
                }
                groupOfRow[row] = groupBefore;
            }
            groups = refined.size();
        }
        int[] starts = new int[groups + 1];
        for (int row : rows) {
            starts[groupOfRow[row] + 1]++;
        }
        for (int g = 0; g < groups; g++) {
            starts[g + 1] += starts[g];
        }
        int[] grouped = new int[rows.length];
        int[] next = Arrays.copyOf(starts, starts.length);
        for (int row : rows) {
            grouped[next[groupOfRow[row]]++] = row;
        }
        List<PartitionRows> result = new ArrayList<>(groups);
        for (int g = 0; g < groups; g++) {
            List<Object> partition = new ArrayList<>(columns.size());
            for (PartitionColumn column : columns) {
                partition.add(column.value(grouped[starts[g]]));
            }
            result.add(new PartitionRows(
                    Collections.unmodifiableList(partition), RowSelection.of(grouped, starts[g], starts[g + 1])));
        }
        return result;
    }

    private static PartitionColumn partitionColumn(RowBatch batch, PartitionField field, SchemaMapping mapping) {
        NestedField source = mapping.tableSchema().find(field.sourceId());
        ColumnBuilder column = source == null ? null : columnOf(batch, mapping, source);
        PrimitiveType type = source != null && source.type() instanceof PrimitiveType primitive ? primitive : null;
        return new PartitionColumn(column, type, field.transform(), batch.rows());
    }

    /** Returns the top-level column of the batch for a column of the table, or null if it is not written. */
    private static ColumnBuilder columnOf(RowBatch batch, SchemaMapping mapping, NestedField source) {
        if (!mapping.tableSchema().fields().contains(source)) {
            throw new IllegalArgumentException(
                    "the table is partitioned by the nested column " + source.name() + ", which is not supported");
        }
        for (Field field : mapping.fileSchema().fields()) {
            if (field.fieldId() == source.id()) {
                return batch.column(batch.schema().indexOf(field.name()));
            }
        }
        return null;
    }
}
