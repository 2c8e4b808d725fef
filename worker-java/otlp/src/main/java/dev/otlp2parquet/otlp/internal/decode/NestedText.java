package dev.otlp2parquet.otlp.internal.decode;

import dev.otlp2parquet.otlp.model.Slice;
import dev.otlp2parquet.otlp.model.Value;
import dev.otlp2parquet.otlp.model.ValueKind;

/**
 * The JSON text of arrays and key-value lists while it is being written at the end of an arena. Positions are lengths of
 * the text, so that they stay true when the arena grows.
 */
public final class NestedText {
    private final JsonText writer;

    public NestedText(JsonText writer) {
        this.writer = writer;
    }

    /** Begins a container at the top level, or continues the one of the same type that the value is. */
    public void begin(Value target, Arena text, char bracket) throws Fault {
        Slice old = target.text;
        if (target.kind == ValueKind.JSON && old.array[old.offset] == bracket) {
            text.reopen(old);
        } else {
            text.begin();
            text.put(bracket);
        }
    }

    /** Begins a container inside another one, or continues what is there if it is one of the same type. */
    public void open(Arena text, int start, char bracket) throws Fault {
        if (text.length() > start && text.byteAt(start) == bracket) {
            text.truncate(text.length() - 1);
        } else {
            text.truncate(start);
            text.put(bracket);
        }
    }

    /** Writes the comma between an element and the one before. */
    public void beginElement(Arena text) throws Fault {
        byte last = text.byteAt(text.length() - 1);
        if (last != '[' && last != '{') {
            text.put(',');
        }
    }

    /** Writes a key and the colon; where the value begins. */
    public int key(Arena text, byte[] array, int offset, int length) throws Fault {
        writer.write(array, offset, length, text);
        text.put(':');
        return text.length();
    }

    /** Replaces the key of a value that is already written; where the value begins now. */
    public int replaceKey(Arena text, int start, int valueStart, byte[] array, int offset, int length) throws Fault {
        byte[] value = text.copyFrom(valueStart);
        text.truncate(start);
        int moved = key(text, array, offset, length);
        text.put(value);
        return moved;
    }

    /** Checks the nesting of a value. */
    public static void checkDepth(int depth, int offset) throws Fault {
        if (depth > Limits.MAX_DEPTH) {
            throw Fault.tooDeep(offset);
        }
    }

    /** Ends a value: one without any member set is null. */
    public void endValue(Arena text, int start) throws Fault {
        if (text.length() == start) {
            writer.writeNull(text);
        }
    }
}
