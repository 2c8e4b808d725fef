package dev.otlp2parquet.otlp.table;

import dev.otlp2parquet.otlp.internal.decode.JsonString;
import dev.otlp2parquet.otlp.model.Attributes;
import dev.otlp2parquet.parquet.bytes.ByteSink;
import dev.otlp2parquet.parquet.column.BinaryColumn;

/** Attributes as the text of one JSON object, in their order, typed: {@code {"s":"text","n":42,"a":[1,"b"],"none":null}}. */
final class AttributesJsonColumn implements AttributesColumn {
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    /** A text buffer larger than this is not taken over to the next batch. */
    private static final int RETAINED_TEXT_BYTES = 1 << 12;

    private final BinaryColumn column;
    private ByteSink text = new ByteSink(256);

    AttributesJsonColumn(BinaryColumn column) {
        this.column = column;
    }

    @Override
    public void append(Attributes attributes) {
        text.clear();
        if (column.slots() == 0 && text.capacity() > RETAINED_TEXT_BYTES) {
            text = new ByteSink(256);
        }
        text.write('{');
        int size = attributes.size();
        for (int i = 0; i < size; i++) {
            if (i > 0) {
                text.write(',');
            }
            quote(attributes.keyArray(i), attributes.keyOffset(i), attributes.keyLength(i));
            text.write(':');
            switch (attributes.kind(i)) {
                case STRING, BYTES, NOT_FINITE ->
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

    private void quote(byte[] array, int offset, int length) {
        int bytes = JsonString.length(array, offset, length);
        int at = text.reserve(bytes);
        JsonString.write(array, offset, length, text.array(), at);
        text.advance(bytes);
    }
}
