package dev.otlp2parquet.otlp.table;

import dev.otlp2parquet.otlp.model.NumberKind;
import dev.otlp2parquet.parquet.column.DoubleColumn;
import dev.otlp2parquet.parquet.column.LongColumn;

/**
 * The two columns {@code Value} and {@code ValueInt} of a number that is a double or an integer. An integer fills both: one
 * column for whoever just wants the number, one that is exact beyond 2^53.
 */
final class NumberColumns {
    private final DoubleColumn value;
    private final LongColumn valueInt;

    NumberColumns(BoundFields fields) {
        value = fields.doubles("Value");
        valueInt = fields.longs("ValueInt");
    }

    void append(NumberKind kind, double doubleValue, long intValue) {
        switch (kind) {
            case INT -> {
                value.append((double) intValue);
                valueInt.append(intValue);
            }
            case DOUBLE -> {
                value.append(doubleValue);
                valueInt.appendNull();
            }
            case NONE -> {
                value.appendNull();
                valueInt.appendNull();
            }
        }
    }
}
