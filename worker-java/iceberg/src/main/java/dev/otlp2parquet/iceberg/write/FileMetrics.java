package dev.otlp2parquet.iceberg.write;

import dev.otlp2parquet.iceberg.manifest.ColumnMetrics;
import dev.otlp2parquet.iceberg.schema.IcebergSchema;
import dev.otlp2parquet.iceberg.schema.NestedField;
import dev.otlp2parquet.iceberg.schema.PrimitiveType;
import dev.otlp2parquet.iceberg.schema.SingleValue;
import dev.otlp2parquet.parquet.ColumnDescription;
import dev.otlp2parquet.parquet.FileDescription;
import dev.otlp2parquet.parquet.schema.Field;
import dev.otlp2parquet.parquet.schema.PhysicalType;
import dev.otlp2parquet.platform.Binary;
import java.util.Map;
import java.util.TreeMap;

/**
 * Metrics of a file's columns for manifests: sizes of all leaves, and counts and bounds of columns outside of lists and
 * maps. Inside them, counts would not count rows.
 */
public final class FileMetrics {

    private FileMetrics() {}

    /**
     * Returns the metrics of a file that was written with the ids of a table.
     *
     * @param file columns without a field id are left out
     * @param schema gives the types of the bounds, even if the file has a narrower type
     */
    public static ColumnMetrics of(FileDescription file, IcebergSchema schema) {
        Map<Integer, Long> sizes = new TreeMap<>();
        Map<Integer, Long> values = new TreeMap<>();
        Map<Integer, Long> nulls = new TreeMap<>();
        Map<Integer, Long> nans = new TreeMap<>();
        Map<Integer, Binary> lower = new TreeMap<>();
        Map<Integer, Binary> upper = new TreeMap<>();
        for (ColumnDescription column : file.columns()) {
            int id = column.column().field().fieldId();
            if (id == Field.NO_ID) {
                continue;
            }
            sizes.put(id, column.compressedSize());
            if (column.column().maxRepetitionLevel() > 0) {
                continue;
            }
            values.put(id, column.valueCount());
            nulls.put(id, column.nullCount());
            if (column.column().field().type() == PhysicalType.DOUBLE) {
                nans.put(id, column.nanCount());
            }
            NestedField field = schema.find(id);
            if (field != null && field.type() instanceof PrimitiveType type) {
                putBound(lower, id, lowerBound(column, type));
                putBound(upper, id, upperBound(column, type));
            }
        }
        return new ColumnMetrics(sizes, values, nulls, nans, lower, upper);
    }

    private static byte[] lowerBound(ColumnDescription column, PrimitiveType type) {
        byte[] bound = column.lowerBound();
        return switch (type.kind()) {
            case STRING -> bound == null ? null : MetricsBounds.lowerText(bound);
            case BINARY -> bound == null ? null : MetricsBounds.lowerBytes(bound);
            default -> widened(column, bound, type);
        };
    }

    private static byte[] upperBound(ColumnDescription column, PrimitiveType type) {
        byte[] bound = column.upperBound();
        return switch (type.kind()) {
            case STRING -> bound == null ? null : MetricsBounds.upperText(bound);
            case BINARY -> bound == null ? null : MetricsBounds.upperBytes(bound);
            default -> widened(column, bound, type);
        };
    }

    /** Widens the bound of an int column to the table's long. */
    private static byte[] widened(ColumnDescription column, byte[] bound, PrimitiveType type) {
        if (bound == null
                || column.column().field().type() != PhysicalType.INT32
                || type.kind() != PrimitiveType.Kind.LONG) {
            return bound;
        }
        int value = (bound[0] & 0xFF) | (bound[1] & 0xFF) << 8 | (bound[2] & 0xFF) << 16 | bound[3] << 24;
        return SingleValue.serialize(type, (long) value);
    }

    private static void putBound(Map<Integer, Binary> bounds, int id, byte[] bound) {
        if (bound != null) {
            bounds.put(id, Binary.of(bound));
        }
    }
}
