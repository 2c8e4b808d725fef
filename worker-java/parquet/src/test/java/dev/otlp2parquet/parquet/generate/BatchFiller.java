package dev.otlp2parquet.parquet.generate;

import dev.otlp2parquet.parquet.column.BinaryColumn;
import dev.otlp2parquet.parquet.column.BooleanColumn;
import dev.otlp2parquet.parquet.column.ColumnBuilder;
import dev.otlp2parquet.parquet.column.DoubleColumn;
import dev.otlp2parquet.parquet.column.IntColumn;
import dev.otlp2parquet.parquet.column.ListColumn;
import dev.otlp2parquet.parquet.column.LongColumn;
import dev.otlp2parquet.parquet.column.MapColumn;
import dev.otlp2parquet.parquet.column.RepeatedColumn;
import dev.otlp2parquet.parquet.column.RowBatch;
import dev.otlp2parquet.parquet.column.StructColumn;
import dev.otlp2parquet.parquet.schema.Schema;
import dev.otlp2parquet.testkit.parquet.Bytes;
import dev.otlp2parquet.testkit.parquet.Entry;
import dev.otlp2parquet.testkit.parquet.Struct;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Appends plain values to column builders. */
public final class BatchFiller {
    private BatchFiller() {}

    /** A batch of these rows, each value appended on its own. */
    public static RowBatch batch(Schema schema, List<List<Object>> rows) {
        RowBatch batch = new RowBatch(schema);
        append(batch, rows);
        return batch;
    }

    public static void append(RowBatch batch, List<List<Object>> rows) {
        for (List<Object> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                append(batch.column(i), row.get(i));
            }
        }
    }

    /** A batch of these rows in which neighbours that are equal are runs. */
    public static RowBatch batchWithRuns(Schema schema, List<List<Object>> rows) {
        RowBatch batch = new RowBatch(schema);
        appendWithRuns(batch, rows);
        return batch;
    }

    public static void appendWithRuns(RowBatch batch, List<List<Object>> rows) {
        for (int i = 0; i < batch.columnCount(); i++) {
            int row = 0;
            while (row < rows.size()) {
                Object value = rows.get(row).get(i);
                int end = row + 1;
                while (end < rows.size() && Objects.equals(value, rows.get(end).get(i))) {
                    end++;
                }
                append(batch.column(i), value);
                batch.column(i).repeatLast(end - row - 1);
                row = end;
            }
        }
    }

    public static void append(ColumnBuilder column, Object value) {
        if (value == null) {
            column.appendNull();
        } else if (column instanceof BooleanColumn booleans) {
            booleans.append((Boolean) value);
        } else if (column instanceof IntColumn ints) {
            ints.append((Integer) value);
        } else if (column instanceof LongColumn longs) {
            longs.append((Long) value);
        } else if (column instanceof DoubleColumn doubles) {
            doubles.append((Double) value);
        } else if (column instanceof BinaryColumn binaries) {
            appendAmongOthers(binaries, (Bytes) value);
        } else if (column instanceof StructColumn struct) {
            List<Object> values = ((Struct) value).values();
            struct.begin();
            for (int i = 0; i < values.size(); i++) {
                append(struct.child(i), values.get(i));
            }
            struct.end();
        } else if (column instanceof ListColumn list) {
            list.begin();
            for (Object element : (List<?>) value) {
                append(list.element(), element);
            }
            list.end();
        } else if (column instanceof MapColumn map) {
            map.begin();
            for (Object each : (List<?>) value) {
                Entry entry = (Entry) each;
                append(map.key(), entry.key());
                append(map.value(), entry.value());
            }
            map.end();
        } else {
            RepeatedColumn repeated = column.asRepeated();
            repeated.begin();
            for (Object occurrence : (List<?>) value) {
                append(repeated.occurrence(), occurrence);
            }
            repeated.end();
        }
    }

    /** The slice lies within a larger array that is overwritten afterwards: the builder must copy just the slice. */
    private static void appendAmongOthers(BinaryColumn column, Bytes value) {
        byte[] array = value.toArray();
        byte[] surrounded = new byte[array.length + 5];
        Arrays.fill(surrounded, (byte) '#');
        System.arraycopy(array, 0, surrounded, 3, array.length);
        column.append(surrounded, 3, array.length);
        Arrays.fill(surrounded, (byte) '?');
    }
}
