package dev.otlp2parquet.parquet;

import dev.otlp2parquet.parquet.bytes.Slices;
import dev.otlp2parquet.parquet.internal.file.WrittenRowGroup;
import dev.otlp2parquet.parquet.internal.format.ColumnMetaData;
import dev.otlp2parquet.parquet.internal.format.Statistics;
import dev.otlp2parquet.parquet.schema.LeafColumn;
import dev.otlp2parquet.parquet.schema.Schema;
import java.util.ArrayList;
import java.util.List;

/** Joins the columns of the row groups of a file. Each row group knows its own rows only. */
final class JoinedColumns {

    private JoinedColumns() {}

    /** Returns one description per leaf of the schema. A file without row groups has empty ones. */
    static List<ColumnDescription> of(Schema schema, List<WrittenRowGroup> groups) {
        List<ColumnDescription> joined = new ArrayList<>(schema.leaves().size());
        for (int i = 0; i < schema.leaves().size(); i++) {
            LeafColumn leaf = schema.leaves().get(i);
            ColumnDescription column = new ColumnDescription(leaf, 0, 0, 0, 0, null, null);
            for (WrittenRowGroup group : groups) {
                column = join(column, describe(leaf, group.chunks().get(i).metadata()));
            }
            joined.add(column);
        }
        return joined;
    }

    private static ColumnDescription describe(LeafColumn leaf, ColumnMetaData chunk) {
        Statistics statistics = chunk.statistics();
        return new ColumnDescription(
                leaf,
                chunk.totalCompressedSize(),
                chunk.numValues(),
                statistics.nullCount(),
                Math.max(0, statistics.nanCount()),
                statistics.min() == null ? null : statistics.min().bytes(),
                statistics.max() == null ? null : statistics.max().bytes());
    }

    private static ColumnDescription join(ColumnDescription a, ColumnDescription b) {
        LeafColumn leaf = a.column();
        return new ColumnDescription(
                leaf,
                a.compressedSize() + b.compressedSize(),
                a.valueCount() + b.valueCount(),
                a.nullCount() + b.nullCount(),
                a.nanCount() + b.nanCount(),
                bound(a, a.lowerBound(), b, b.lowerBound(), -1),
                bound(a, a.upperBound(), b, b.upperBound(), 1));
    }

    /**
     * Returns the bound of both, or null. If one part has values without a bound, the whole has no bound.
     *
     * @param sign -1 for the lower one, 1 for the upper one
     */
    private static byte[] bound(ColumnDescription a, byte[] boundOfA, ColumnDescription b, byte[] boundOfB, int sign) {
        if (a.valueCount() == a.nullCount()) {
            return boundOfB;
        }
        if (b.valueCount() == b.nullCount()) {
            return boundOfA;
        }
        if (boundOfA == null || boundOfB == null) {
            return null;
        }
        return sign * compare(a.column(), boundOfA, boundOfB) >= 0 ? boundOfA : boundOfB;
    }

    /** Compares the values of a column (parquet.thrift, {@code ColumnOrder.TYPE_ORDER}) by their bounds in PLAIN. */
    private static int compare(LeafColumn leaf, byte[] a, byte[] b) {
        boolean unsigned = leaf.field().isUnsigned();
        return switch (leaf.field().type()) {
            case BOOLEAN -> Byte.compare(a[0], b[0]);
            case INT32 -> {
                int left = Slices.intAt(a, 0);
                int right = Slices.intAt(b, 0);
                yield unsigned ? Integer.compareUnsigned(left, right) : Integer.compare(left, right);
            }
            case INT64 -> {
                long left = Slices.longAt(a, 0);
                long right = Slices.longAt(b, 0);
                yield unsigned ? Long.compareUnsigned(left, right) : Long.compare(left, right);
            }
            case DOUBLE ->
                Double.compare(
                        Double.longBitsToDouble(Slices.longAt(a, 0)), Double.longBitsToDouble(Slices.longAt(b, 0)));
            case BYTE_ARRAY, FIXED_LEN_BYTE_ARRAY -> Slices.compare(a, 0, a.length, b, 0, b.length);
        };
    }
}
