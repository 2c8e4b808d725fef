package dev.otlp2parquet.otlp.internal.protobuf;

import dev.otlp2parquet.otlp.internal.decode.Arena;
import dev.otlp2parquet.otlp.internal.decode.Base64;
import dev.otlp2parquet.otlp.internal.decode.Fault;
import dev.otlp2parquet.otlp.internal.decode.JsonText;
import dev.otlp2parquet.otlp.internal.decode.NestedText;
import dev.otlp2parquet.otlp.model.Slice;
import java.io.IOException;

/** {@code AnyValue} inside {@code ArrayValue} and {@code KeyValueList}: rendered to JSON text while it is read. */
final class ProtobufNestedValues {
    private static final int VALUES = 1 << 3 | Tags.LENGTH;

    private final JsonText writer;
    private final NestedText nested;
    private final Slice slice = new Slice();

    ProtobufNestedValues(JsonText writer, NestedText nested) {
        this.writer = writer;
        this.nested = nested;
    }

    /**
     * Appends the elements of an {@code ArrayValue} or {@code KeyValueList}, without brackets. In a list a repeated key
     * stays repeated.
     *
     * @param depth of the value that the container is
     */
    void readContainer(ProtobufReader in, boolean list, Arena text, int depth) throws IOException, Fault {
        int index = 0;
        int outer = in.enter();
        try {
            for (int tag = in.tag(); tag != 0; tag = in.tag()) {
                if (tag != VALUES) {
                    in.skip(tag);
                    continue;
                }
                nested.beginElement(text);
                if (list) {
                    readKeyValue(in, text, depth);
                } else {
                    readElement(in, text, depth);
                }
                index++;
            }
        } catch (Fault fault) {
            throw fault.at(index).in("values").in(list ? "kvlistValue" : "arrayValue");
        }
        in.leave(outer);
    }

    private void readElement(ProtobufReader in, Arena text, int depth) throws IOException, Fault {
        int start = text.length();
        read(in, text, start, depth + 1);
        nested.endValue(text, start);
    }

    private void readKeyValue(ProtobufReader in, Arena text, int depth) throws IOException, Fault {
        int start = text.length();
        int valueStart = -1;
        byte[] key = {};
        int keyOffset = 0;
        int keyLength = 0;
        boolean keyChanged = false;
        String inside = "";
        int outer = in.enter();
        try {
            for (int tag = in.tag(); tag != 0; tag = in.tag()) {
                switch (tag) {
                    case ProtobufValues.KEY -> {
                        inside = "key";
                        in.readString(slice);
                        key = slice.array;
                        keyOffset = slice.offset;
                        keyLength = slice.length;
                        keyChanged = valueStart >= 0;
                    }
                    case ProtobufValues.VALUE -> {
                        inside = "value";
                        if (valueStart < 0) {
                            valueStart = nested.key(text, key, keyOffset, keyLength);
                        }
                        read(in, text, valueStart, depth + 1);
                    }
                    default -> in.skip(tag);
                }
            }
        } catch (Fault fault) {
            throw fault.in(inside);
        }
        in.leave(outer);
        if (valueStart < 0) {
            valueStart = nested.key(text, key, keyOffset, keyLength);
        } else if (keyChanged) {
            valueStart = nested.replaceKey(text, start, valueStart, key, keyOffset, keyLength);
        }
        nested.endValue(text, valueStart);
    }

    /**
     * Renders an {@code AnyValue}.
     *
     * @param start where its text begins; an earlier occurrence of the same value may stand there, to be merged with
     */
    private void read(ProtobufReader in, Arena text, int start, int depth) throws IOException, Fault {
        NestedText.checkDepth(depth, in.offset());
        int outer = in.enter();
        for (int tag = in.tag(); tag != 0; tag = in.tag()) {
            readMember(in, tag, text, start, depth);
        }
        in.leave(outer);
    }

    private void readMember(ProtobufReader in, int tag, Arena text, int start, int depth) throws IOException, Fault {
        switch (tag) {
            case ProtobufValues.STRING_VALUE -> {
                try {
                    in.readString(slice);
                } catch (Fault fault) {
                    throw fault.in("stringValue");
                }
                text.truncate(start);
                writer.write(slice, text);
            }
            case ProtobufValues.BOOL_VALUE -> {
                text.truncate(start);
                writer.write(in.readBoolean(), text);
            }
            case ProtobufValues.INT_VALUE -> {
                text.truncate(start);
                writer.write(in.readVarint64(), text);
            }
            case ProtobufValues.DOUBLE_VALUE -> {
                text.truncate(start);
                writer.write(in.readDouble(), text);
            }
            case ProtobufValues.ARRAY_VALUE -> {
                nested.open(text, start, '[');
                readContainer(in, false, text, depth);
                text.put(']');
            }
            case ProtobufValues.KVLIST_VALUE -> {
                nested.open(text, start, '{');
                readContainer(in, true, text, depth);
                text.put('}');
            }
            case ProtobufValues.BYTES_VALUE -> {
                in.readBytes(slice);
                text.truncate(start);
                text.put('"');
                Base64.encode(slice.array, slice.offset, slice.length, text);
                text.put('"');
            }
            case ProtobufValues.STRING_VALUE_STRINDEX -> {
                in.readVarint32();
                text.truncate(start);
            }
            default -> in.skip(tag);
        }
    }
}
