package dev.otlp2parquet.otlp.table;

import dev.otlp2parquet.otlp.model.Slice;
import dev.otlp2parquet.otlp.model.Value;
import dev.otlp2parquet.otlp.model.ValueKind;
import dev.otlp2parquet.parquet.column.BinaryColumn;

/** A string column, top-level or nested. Where it is optional an empty text is no text: OTLP does not tell them apart. */
final class TextColumn {
    private final BinaryColumn column;
    private final boolean required;

    TextColumn(BinaryColumn column, boolean required) {
        this.column = column;
        this.required = required;
    }

    void append(Slice text) {
        if (text.length == 0 && !required) {
            column.appendNull();
        } else {
            column.append(text.array, text.offset, text.length);
        }
    }

    void append(byte[] text) {
        column.append(text, 0, text.length);
    }

    void append(byte[] array, int offset, int length) {
        column.append(array, offset, length);
    }

    /** An AnyValue: here an empty string is a value, and only an absent one is null. */
    void append(Value value) {
        if (value.kind == ValueKind.NULL) {
            column.appendNull();
        } else {
            column.append(value.text.array, value.text.offset, value.text.length);
        }
    }

    void appendNull() {
        column.appendNull();
    }

    void repeatLast(int times) {
        column.repeatLast(times);
    }
}
