package dev.otlp2parquet.otlp.table;

import dev.otlp2parquet.otlp.model.Attributes;

/** A column of attribute sets, top-level or nested, in either {@link AttributesStyle}. */
sealed interface AttributesColumn permits AttributesMapColumn, AttributesJsonColumn {
    /** Appends a set, which may be empty; its bytes are copied. */
    void append(Attributes attributes);

    /** The last set is that of {@code times} further rows too; of top-level columns only. */
    void repeatLast(int times);
}
