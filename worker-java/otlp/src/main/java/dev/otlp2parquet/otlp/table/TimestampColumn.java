package dev.otlp2parquet.otlp.table;

import dev.otlp2parquet.parquet.column.LongColumn;
import dev.otlp2parquet.table.TimestampUnit;

/** A timestamp column, top-level or nested. Where it is optional, OTLP's time 0 (unknown) is null. */
final class TimestampColumn {
    private final LongColumn column;
    private final TimestampUnit unit;
    private final boolean required;

    TimestampColumn(LongColumn column, TimestampUnit unit, boolean required) {
        this.column = column;
        this.unit = unit;
        this.required = required;
    }

    /**
     * Appends an OTLP time.
     *
     * @param unixNanos 64 unsigned bits, within what {@link ColumnLimits} lets pass
     */
    void append(long unixNanos) {
        if (unixNanos == 0 && !required) {
            column.appendNull();
        } else {
            column.append(unit.fromUnixNanos(unixNanos));
        }
    }

    /** Appends an OTLP time cut to the second. */
    void appendSecond(long unixNanos) {
        long time = unit.fromUnixNanos(unixNanos);
        column.append(time - time % unit.perSecond());
    }
}
