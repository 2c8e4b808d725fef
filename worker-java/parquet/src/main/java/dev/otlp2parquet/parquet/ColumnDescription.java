package dev.otlp2parquet.parquet;

import dev.otlp2parquet.parquet.schema.LeafColumn;

/**
 * The content of one leaf column of a file, over all its row groups.
 *
 * <p>Bounds are in the PLAIN encoding without a length: little-endian numbers, raw bytes. Iceberg's single-value
 * serialization is the same. A bound of BYTE_ARRAY or FIXED_LEN_BYTE_ARRAY is cut to
 * {@link WriterOptions#boundBytes()}, and an upper bound is rounded up. A bound stays whole where that is impossible
 * (U+10FFFF or 0xFF throughout). A column with a NaN has no bounds, because readers disagree about its place in the
 * order.
 */
public final class ColumnDescription {

    private final LeafColumn column;
    private final long compressedSize;
    private final long valueCount;
    private final long nullCount;
    private final long nanCount;
    private final byte[] lowerBound;
    private final byte[] upperBound;

    /**
     * @param lowerBound belongs to the new object from now on; may be null
     * @param upperBound belongs to the new object from now on; may be null
     */
    public ColumnDescription(
            LeafColumn column,
            long compressedSize,
            long valueCount,
            long nullCount,
            long nanCount,
            byte[] lowerBound,
            byte[] upperBound) {
        this.column = column;
        this.compressedSize = compressedSize;
        this.valueCount = valueCount;
        this.nullCount = nullCount;
        this.nanCount = nanCount;
        this.lowerBound = lowerBound;
        this.upperBound = upperBound;
    }

    /** Returns path, field id and type. */
    public LeafColumn column() {
        return column;
    }

    /** Returns the bytes of all pages with their headers. */
    public long compressedSize() {
        return compressedSize;
    }

    /**
     * Returns the number of entries of the levels: values, nulls and, below lists and maps, empty or null lists and
     * maps.
     */
    public long valueCount() {
        return valueCount;
    }

    /** Returns the number of entries without a value. */
    public long nullCount() {
        return nullCount;
    }

    /** Returns the number of NaNs; 0 for columns that are not DOUBLE. */
    public long nanCount() {
        return nanCount;
    }

    /** Returns a lower bound of all values. Null if there is no value, or one is NaN. The object's own array. */
    public byte[] lowerBound() {
        return lowerBound;
    }

    /** Returns an upper bound of all values. Null if there is no value, or one is NaN. The object's own array. */
    public byte[] upperBound() {
        return upperBound;
    }
}
