package dev.otlp2parquet.otlp.internal.json;

import dev.otlp2parquet.otlp.internal.decode.Arena;
import dev.otlp2parquet.otlp.internal.decode.Base64;
import dev.otlp2parquet.otlp.internal.decode.Fault;
import dev.otlp2parquet.otlp.internal.decode.JsonText;
import dev.otlp2parquet.otlp.internal.decode.NestedText;
import dev.otlp2parquet.otlp.model.Slice;

/** {@code AnyValue} inside {@code ArrayValue} and {@code KeyValueList}: rendered to JSON text while it is read. */
final class JsonNestedValues {
    private static final FieldNames CONTAINER = new FieldNames("values");
    private static final int VALUES = 0;

    private final JsonReader json;
    private final JsonNumbers numbers;
    private final JsonText writer;
    private final NestedText nested;
    private final Slice string = new Slice();

    JsonNestedValues(JsonReader json, JsonNumbers numbers, JsonText writer, NestedText nested) {
        this.json = json;
        this.numbers = numbers;
        this.writer = writer;
        this.nested = nested;
    }

    /**
     * Appends the elements of an {@code ArrayValue} or {@code KeyValueList}, without brackets. In a list a repeated key
     * stays repeated.
     *
     * @param depth of the value that the container is
     */
    void readContainer(boolean list, Arena text, int depth) throws Fault {
        int index = 0;
        int field = FieldNames.UNKNOWN;
        try {
            for (boolean more = json.enterObject(); more; more = json.nextMember()) {
                field = json.name(CONTAINER, field);
                if (json.skipNull()) {
                    continue;
                }
                if (field != VALUES) {
                    json.skipValue();
                    continue;
                }
                for (boolean next = json.enterArray(); next; next = json.nextElement()) {
                    nested.beginElement(text);
                    if (list) {
                        readKeyValue(text, depth);
                    } else {
                        readElement(text, depth);
                    }
                    index++;
                }
                field = FieldNames.UNKNOWN;
            }
        } catch (Fault fault) {
            throw field == VALUES ? fault.at(index).in("values") : fault;
        }
    }

    /** An element of an array; null is legal there, as a value without any member set is. */
    private void readElement(Arena text, int depth) throws Fault {
        int start = text.length();
        if (!json.skipNull()) {
            read(text, start, depth + 1);
        }
        nested.endValue(text, start);
    }

    private void readKeyValue(Arena text, int depth) throws Fault {
        int start = text.length();
        int valueStart = -1;
        byte[] key = {};
        int keyOffset = 0;
        int keyLength = 0;
        boolean keyChanged = false;
        int field = FieldNames.UNKNOWN;
        try {
            for (boolean more = json.enterObject(); more; more = json.nextMember()) {
                field = json.name(ValueFields.KEY_VALUE, field);
                if (json.skipNull()) {
                    continue;
                }
                switch (field) {
                    case ValueFields.KEY -> {
                        json.readString(string);
                        key = string.array;
                        keyOffset = string.offset;
                        keyLength = string.length;
                        keyChanged = valueStart >= 0;
                    }
                    case ValueFields.VALUE -> {
                        if (valueStart < 0) {
                            valueStart = nested.key(text, key, keyOffset, keyLength);
                        }
                        read(text, valueStart, depth + 1);
                    }
                    default -> json.skipValue();
                }
            }
        } catch (Fault fault) {
            throw fault.in(ValueFields.KEY_VALUE.name(field));
        }
        if (valueStart < 0) {
            valueStart = nested.key(text, key, keyOffset, keyLength);
        } else if (keyChanged) {
            valueStart = nested.replaceKey(text, start, valueStart, key, keyOffset, keyLength);
        }
        nested.endValue(text, valueStart);
    }

    /**
     * Renders an {@code AnyValue} object.
     *
     * @param start where its text begins; an earlier occurrence of the same value may stand there, to be merged with
     */
    private void read(Arena text, int start, int depth) throws Fault {
        NestedText.checkDepth(depth, json.offset(json.position()));
        int field = FieldNames.UNKNOWN;
        try {
            for (boolean more = json.enterObject(); more; more = json.nextMember()) {
                field = json.name(ValueFields.ANY_VALUE, field);
                if (json.skipNull()) {
                    continue;
                }
                readMember(field, text, start, depth);
            }
        } catch (Fault fault) {
            throw fault.in(ValueFields.ANY_VALUE.name(field));
        }
    }

    private void readMember(int field, Arena text, int start, int depth) throws Fault {
        switch (field) {
            case ValueFields.STRING_VALUE -> {
                json.readString(string);
                text.truncate(start);
                writer.write(string, text);
            }
            case ValueFields.BOOL_VALUE -> {
                text.truncate(start);
                writer.write(json.readBoolean(), text);
            }
            case ValueFields.INT_VALUE -> {
                text.truncate(start);
                writer.write(numbers.readInt64(), text);
            }
            case ValueFields.DOUBLE_VALUE -> {
                text.truncate(start);
                writer.write(numbers.readDouble(), text);
            }
            case ValueFields.ARRAY_VALUE -> {
                nested.open(text, start, '[');
                readContainer(false, text, depth);
                text.put(']');
            }
            case ValueFields.KVLIST_VALUE -> {
                nested.open(text, start, '{');
                readContainer(true, text, depth);
                text.put('}');
            }
            case ValueFields.BYTES_VALUE -> {
                int from = json.position();
                json.readString(string);
                text.truncate(start);
                text.put('"');
                appendBase64(from, string, text);
                text.put('"');
            }
            case ValueFields.STRING_VALUE_STRINDEX -> {
                numbers.readInt32();
                text.truncate(start);
            }
            default -> json.skipValue();
        }
    }

    /** Appends the normal form of the base64 string that was read from {@code start}. */
    void appendBase64(int start, Slice base64, Arena text) throws Fault {
        if (!Base64.normalize(base64.array, base64.offset, base64.length, text)) {
            json.seek(start);
            throw json.wrongType("base64");
        }
    }
}
