package dev.otlp2parquet.otlp.internal.json;

import dev.otlp2parquet.otlp.internal.decode.Arena;
import dev.otlp2parquet.otlp.internal.decode.Arenas;
import dev.otlp2parquet.otlp.internal.decode.Containment;
import dev.otlp2parquet.otlp.internal.decode.Fault;
import dev.otlp2parquet.otlp.internal.decode.JsonText;
import dev.otlp2parquet.otlp.internal.decode.NestedText;
import dev.otlp2parquet.otlp.model.Attributes;
import dev.otlp2parquet.otlp.model.Slice;
import dev.otlp2parquet.otlp.model.Value;
import dev.otlp2parquet.otlp.model.ValueKind;
import dev.otlp2parquet.platform.text.Utf8;

/**
 * {@code KeyValue} and {@code AnyValue} in OTLP/JSON. Strings are taken as they lie in the text, all other values are
 * rendered (see {@link ValueKind}).
 */
final class JsonValues {
    private static final byte[] BEFORE_KEY = Utf8.encode("{\"key\":");
    private static final byte[] BEFORE_STRING = Utf8.encode(",\"value\":{\"stringValue\":");
    private static final byte[] BEHIND_STRING = Utf8.encode("}}");

    private final JsonReader json;
    private final JsonNumbers numbers;
    private final JsonText writer;
    private final Containment containment;
    private final NestedText containers;
    private final JsonNestedValues nested;
    private final Slice key = new Slice();
    private final Value value = new Value();
    private Arena rendered = new Arena(0);

    JsonValues(JsonReader json, JsonNumbers numbers, JsonText writer, Containment containment) {
        this.json = json;
        this.numbers = numbers;
        this.writer = writer;
        this.containment = containment;
        containers = new NestedText(writer);
        nested = new JsonNestedValues(json, numbers, writer, containers);
    }

    /** From now on strings and values of a context go to its arenas. */
    void use(Arenas arenas) {
        json.use(arenas);
        rendered = arenas.values;
    }

    /** Reads an array of {@code KeyValue}, adding to those there are. */
    void readAttributes(Attributes attributes) throws Fault {
        int index = 0;
        try {
            for (boolean more = json.enterArray(); more; more = json.nextElement()) {
                readAttribute(attributes);
                index++;
            }
        } catch (Fault fault) {
            throw fault.at(index);
        }
    }

    private void readAttribute(Attributes attributes) throws Fault {
        key.clear();
        value.clear();
        int field = FieldNames.UNKNOWN;
        try {
            boolean more;
            if (json.skip(BEFORE_KEY)) {
                field = ValueFields.KEY;
                if (!json.skipNull()) {
                    json.readString(key);
                }
                if (readUsualString()) {
                    put(attributes);
                    return;
                }
                more = json.nextMember();
            } else {
                more = json.enterObject();
            }
            for (; more; more = json.nextMember()) {
                field = json.name(ValueFields.KEY_VALUE, field);
                if (json.skipNull()) {
                    continue;
                }
                switch (field) {
                    case ValueFields.KEY -> json.readString(key);
                    case ValueFields.VALUE -> read(value, rendered);
                    default -> json.skipValue();
                }
            }
        } catch (Fault fault) {
            throw fault.in(ValueFields.KEY_VALUE.name(field));
        }
        put(attributes);
    }

    private void put(Attributes attributes) {
        if (!attributes.put(key, value)) {
            containment.attributeDropped();
        }
    }

    /**
     * Passes what is behind the key of nearly every {@code KeyValue} that exporters write: a string, and no white space. Whether that was there,
     * and without fault; else nothing is read.
     */
    private boolean readUsualString() {
        int start = json.position();
        if (!json.skip(BEFORE_STRING)) {
            return false;
        }
        try {
            json.readString(value.text);
            if (json.skip(BEHIND_STRING)) {
                value.kind = ValueKind.STRING;
                return true;
            }
        } catch (Fault fault) {
            // Met again, and told with its place, when the value is read field by field.
        }
        value.clear();
        json.seek(start);
        return false;
    }

    /**
     * Reads an {@code AnyValue} object, which is merged into what {@code target} holds as protobuf would.
     *
     * @param text where a value that is not a string is rendered
     */
    void read(Value target, Arena text) throws Fault {
        int field = FieldNames.UNKNOWN;
        try {
            for (boolean more = json.enterObject(); more; more = json.nextMember()) {
                field = json.name(ValueFields.ANY_VALUE, field);
                if (json.skipNull()) {
                    continue;
                }
                if (field == ValueFields.STRING_VALUE) {
                    json.readString(target.text);
                    target.kind = ValueKind.STRING;
                } else {
                    readOther(field, target, text);
                }
            }
        } catch (Fault fault) {
            throw fault.in(ValueFields.ANY_VALUE.name(field));
        }
    }

    private void readOther(int field, Value target, Arena text) throws Fault {
        switch (field) {
            case ValueFields.BOOL_VALUE -> JsonText.set(json.readBoolean(), target);
            case ValueFields.INT_VALUE -> {
                numbers.readInt64Text(target.text, text);
                target.kind = ValueKind.JSON;
            }
            case ValueFields.DOUBLE_VALUE -> writer.set(numbers.readDouble(), text, target);
            case ValueFields.ARRAY_VALUE, ValueFields.KVLIST_VALUE -> {
                boolean list = field == ValueFields.KVLIST_VALUE;
                containers.begin(target, text, list ? '{' : '[');
                nested.readContainer(list, text, 1);
                text.put(list ? '}' : ']');
                text.finish(target.text);
                target.kind = ValueKind.JSON;
            }
            case ValueFields.BYTES_VALUE -> {
                int start = json.position();
                json.readString(target.text);
                text.begin();
                nested.appendBase64(start, target.text, text);
                text.finish(target.text);
                target.kind = ValueKind.BYTES;
            }
            case ValueFields.STRING_VALUE_STRINDEX -> {
                // A reference into the dictionary of the profiles signal: in others, to be treated as absent.
                numbers.readInt32();
                target.clear();
            }
            default -> json.skipValue();
        }
    }
}
