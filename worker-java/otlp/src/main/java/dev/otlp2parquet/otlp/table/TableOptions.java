package dev.otlp2parquet.otlp.table;

import dev.otlp2parquet.table.TimestampUnit;

/** The choices that shape all seven tables alike. */
public record TableOptions(ColumnNames columnNames, TimestampUnit timestampUnit, AttributesStyle attributesStyle) {
    /** Pascal names, microseconds, attributes as maps. */
    public static final TableOptions DEFAULT =
            new TableOptions(ColumnNames.PASCAL, TimestampUnit.MICROS, AttributesStyle.MAP);
}
