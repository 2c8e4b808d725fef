package dev.otlp2parquet.otlp.table;

import dev.otlp2parquet.otlp.model.Attributes;
import dev.otlp2parquet.parquet.bytes.ByteSink;
import dev.otlp2parquet.parquet.column.BinaryColumn;

/** Attributes as the text of one JSON object, in their order, typed: {@code {"s":"text","n":42,"a":[1,"b"],"none":null}}. */
final class AttributesJsonColumn implements AttributesColumn {
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    private final BinaryColumn column;
    private final ByteSink text = new ByteSink(256);

    AttributesJsonColumn(BinaryColumn column) {
        this.column = column;
    }

    @Override
    public void append(Attributes attributes) {
        text.clear();
        text.write('{');
        int size = attributes.size();
        for (int i = 0; i < size; i++) {
            if (i > 0) {
                text.write(',');
            }
            quote(attributes.keyArray(i), attributes.keyOffset(i), attributes.keyLength(i));
            text.write(':');
            switch (attributes.kind(i)) {
                case STRING, BYTES ->
                    quote(attributes.valueArray(i), attributes.valueOffset(i), attributes.valueLength(i));
                case JSON -> text.write(attributes.valueArray(i), attributes.valueOffset(i), attributes.valueLength(i));
                case NULL -> text.write(NULL, 0, NULL.length);
            }
        }
        text.write('}');
        column.append(text.array(), 0, text.size());
    }

    @Override
    public void repeatLast(int times) {
        column.repeatLast(times);
    }

    /** Quotes valid UTF-8 as ECMAScript's JSON.stringify does: only what must be escaped is (RFC 8259, section 7). */
    private void quote(byte[] array, int offset, int length) {
        text.write('"');
        int end = offset + length;
        int plainFrom = offset;
        for (int i = offset; i < end; i++) {
            byte b = array[i];
            if ((b >= 0 && b < ' ') || b == '"' || b == '\\') {
                text.write(array, plainFrom, i - plainFrom);
                plainFrom = i + 1;
                escape(b);
            }
        }
        text.write(array, plainFrom, end - plainFrom);
        text.write('"');
    }

    private void escape(byte b) {
        text.write('\\');
        switch (b) {
            case '"', '\\' -> text.write(b);
            case '\b' -> text.write('b');
            case '\f' -> text.write('f');
            case '\n' -> text.write('n');
            case '\r' -> text.write('r');
            case '\t' -> text.write('t');
            default -> {
                text.write('u');
                text.write('0');
                text.write('0');
                text.write(HEX[b >> 4]);
                text.write(HEX[b & 15]);
            }
        }
    }
}
