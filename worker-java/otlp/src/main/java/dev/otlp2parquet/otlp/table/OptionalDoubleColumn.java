package dev.otlp2parquet.otlp.table;

import dev.otlp2parquet.parquet.column.DoubleColumn;

/** A column of doubles with field presence: zero is a value, absent is null. */
final class OptionalDoubleColumn {
    private final DoubleColumn column;

    OptionalDoubleColumn(DoubleColumn column) {
        this.column = column;
    }

    void append(boolean present, double value) {
        if (present) {
            column.append(value);
        } else {
            column.appendNull();
        }
    }
}
