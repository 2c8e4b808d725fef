package dev.otlp2parquet.otlp.table;

import dev.otlp2parquet.parquet.column.IntColumn;

/**
 * A counter of what the sender dropped: OTLP counts in 32 unsigned bits, the column has 32 signed ones. A count that does not
 * fit becomes the greatest that does: not worth losing its record, and a negative number would spoil every sum.
 */
final class DroppedCountColumn {
    private final IntColumn column;

    DroppedCountColumn(IntColumn column) {
        this.column = column;
    }

    void append(int unsignedBits) {
        append(unsignedBits, 0);
    }

    /** The sender's count, and as many more that were dropped here. */
    void append(int unsignedBits, int more) {
        int sum = unsignedBits + more;
        column.append(unsignedBits < 0 || sum < 0 ? Integer.MAX_VALUE : sum);
    }

    void repeatLast(int times) {
        column.repeatLast(times);
    }
}
