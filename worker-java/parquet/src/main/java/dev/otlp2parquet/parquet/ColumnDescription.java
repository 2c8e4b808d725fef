package dev.otlp2parquet.parquet;

import dev.otlp2parquet.parquet.schema.LeafColumn;

/**
 * What a file holds of one leaf column, over all its row groups.
 *
 * <p>Bounds are in the PLAIN encoding without a length, which is Iceberg's single-value serialization too: little-endian
 * numbers, raw bytes. A bound of BYTE_ARRAY or FIXED_LEN_BYTE_ARRAY is cut to {@link WriterOptions#boundBytes()}, an upper one
 * rounded up, or left whole where that cannot be done (U+10FFFF or 0xFF all over). Where a value is NaN there are no bounds: readers
 * disagree about its place in the order.
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
     * @param lowerBound owned by the new object from here on, or null
     * @param upperBound owned by the new object from here on, or null
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

    /** Path, field id and type. */
    public LeafColumn column() {
        return column;
    }

    /** Bytes of all pages with their headers. */
    public long compressedSize() {
        return compressedSize;
    }

    /** Values with nulls and, below lists and maps, with a place for each empty or null one: the entries of the levels. */
    public long valueCount() {
        return valueCount;
    }

    /** Entries without a value. */
    public long nullCount() {
        return nullCount;
    }

    /** NaNs among the values; 0 for columns that are not DOUBLE. */
    public long nanCount() {
        return nanCount;
    }

    /** No value is less, or null: there is none, or one is NaN. The object's own array. */
    public byte[] lowerBound() {
        return lowerBound;
    }

    /** No value is greater, or null: there is none, or one is NaN. The object's own array. */
    public byte[] upperBound() {
        return upperBound;
    }
}
