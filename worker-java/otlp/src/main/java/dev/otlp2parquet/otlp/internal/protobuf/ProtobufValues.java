package dev.otlp2parquet.otlp.internal.protobuf;

import dev.otlp2parquet.otlp.internal.decode.Arena;
import dev.otlp2parquet.otlp.internal.decode.Arenas;
import dev.otlp2parquet.otlp.internal.decode.Base64;
import dev.otlp2parquet.otlp.internal.decode.Containment;
import dev.otlp2parquet.otlp.internal.decode.Fault;
import dev.otlp2parquet.otlp.internal.decode.JsonText;
import dev.otlp2parquet.otlp.internal.decode.NestedText;
import dev.otlp2parquet.otlp.internal.decode.Scratch;
import dev.otlp2parquet.otlp.internal.decode.TextRepair;
import dev.otlp2parquet.otlp.model.Attributes;
import dev.otlp2parquet.otlp.model.Slice;
import dev.otlp2parquet.otlp.model.Value;
import dev.otlp2parquet.otlp.model.ValueKind;
import java.io.IOException;

/**
 * {@code KeyValue} and {@code AnyValue} in protobuf. Strings are taken as they lie in the body, all other values are
 * rendered (see {@link ValueKind}).
 */
final class ProtobufValues {
    static final int KEY = 1 << 3 | Tags.LENGTH;
    static final int VALUE = 2 << 3 | Tags.LENGTH;

    static final int STRING_VALUE = 1 << 3 | Tags.LENGTH;
    static final int BOOL_VALUE = 2 << 3 | Tags.VARINT;
    static final int INT_VALUE = 3 << 3 | Tags.VARINT;
    static final int DOUBLE_VALUE = 4 << 3 | Tags.FIXED64;
    static final int ARRAY_VALUE = 5 << 3 | Tags.LENGTH;
    static final int KVLIST_VALUE = 6 << 3 | Tags.LENGTH;
    static final int BYTES_VALUE = 7 << 3 | Tags.LENGTH;
    static final int STRING_VALUE_STRINDEX = 8 << 3 | Tags.VARINT;

    private final JsonText writer;
    private final TextRepair repair;
    private final Containment containment;
    private final NestedText containers;
    private final ProtobufNestedValues nested;
    private final Slice key = new Slice();
    private final Value value = new Value();
    private final Slice bytes = new Slice();
    private Arena rendered = new Arena(0);

    ProtobufValues(Scratch scratch) {
        writer = scratch.jsonText;
        repair = scratch.repair;
        containment = scratch.containment;
        containers = new NestedText(writer);
        nested = new ProtobufNestedValues(writer, containers);
    }

    /** From now on the values of a context are rendered, and its texts repaired, in its arenas. */
    void use(Arenas arenas) {
        repair.use(arenas);
        rendered = arenas.values;
    }

    /** Reads one {@code KeyValue} of a repeated field, adding it to those there are. */
    void readAttribute(ProtobufReader in, Attributes attributes, String field) throws IOException, Fault {
        int outer = in.enter();
        readEnteredAttribute(in, attributes, field);
        in.leave(outer);
    }

    /** As {@link #readAttribute}, when its message is entered already. */
    void readEnteredAttribute(ProtobufReader in, Attributes attributes, String field) throws IOException, Fault {
        int index = attributes.puts();
        key.clear();
        value.clear();
        String inside = "";
        try {
            for (int tag = in.tag(); tag != 0; tag = in.tag()) {
                switch (tag) {
                    case KEY -> {
                        inside = "key";
                        in.readString(key);
                    }
                    case VALUE -> {
                        inside = "value";
                        read(in, value, rendered);
                    }
                    default -> in.skip(tag);
                }
            }
        } catch (Fault fault) {
            throw fault.in(inside).at(index).in(field);
        }
        if (!attributes.put(key, value)) {
            containment.attributeDropped();
        }
    }

    /**
     * Reads an {@code AnyValue}, which is merged into what {@code target} holds.
     *
     * @param text where a value that is not a string is rendered
     */
    void read(ProtobufReader in, Value target, Arena text) throws IOException, Fault {
        int outer = in.enter();
        for (int tag = in.tag(); tag != 0; tag = in.tag()) {
            if (tag == STRING_VALUE) {
                readText(in, target);
            } else {
                readOther(in, tag, target, text);
            }
        }
        in.leave(outer);
    }

    private static void readText(ProtobufReader in, Value target) throws IOException, Fault {
        try {
            in.readString(target.text);
        } catch (Fault fault) {
            throw fault.in("stringValue");
        }
        target.kind = ValueKind.STRING;
    }

    private void readOther(ProtobufReader in, int tag, Value target, Arena text) throws IOException, Fault {
        switch (tag) {
            case BOOL_VALUE -> JsonText.set(in.readBoolean(), target);
            case INT_VALUE -> {
                long number = in.readVarint64();
                text.begin();
                writer.write(number, text);
                text.finish(target.text);
                target.kind = ValueKind.JSON;
            }
            case DOUBLE_VALUE -> writer.set(in.readDouble(), text, target);
            case ARRAY_VALUE, KVLIST_VALUE -> {
                boolean list = tag == KVLIST_VALUE;
                containers.begin(target, text, list ? '{' : '[');
                nested.readContainer(in, list, text, 1);
                text.put(list ? '}' : ']');
                text.finish(target.text);
                target.kind = ValueKind.JSON;
            }
            case BYTES_VALUE -> {
                in.readBytes(bytes);
                text.begin();
                Base64.encode(bytes.array, bytes.offset, bytes.length, text);
                text.finish(target.text);
                target.kind = ValueKind.BYTES;
            }
            case STRING_VALUE_STRINDEX -> {
                // A reference into the dictionary of the profiles signal: in others, to be treated as absent.
                in.readVarint32();
                target.clear();
            }
            default -> in.skip(tag);
        }
    }
}
