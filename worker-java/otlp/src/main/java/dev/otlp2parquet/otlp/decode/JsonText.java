package dev.otlp2parquet.otlp.decode;

import dev.otlp2parquet.otlp.model.Slice;
import dev.otlp2parquet.otlp.model.Value;
import dev.otlp2parquet.otlp.model.ValueKind;
import dev.otlp2parquet.otlp.number.NumberText;

/** Writes the parts of JSON text (RFC 8259) that values are rendered to, compact, into an arena. */
public final class JsonText {
    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};
    private static final byte[] NAN = {'"', 'N', 'a', 'N', '"'};
    private static final byte[] INFINITY = {'"', 'I', 'n', 'f', 'i', 'n', 'i', 't', 'y', '"'};
    private static final byte[] NEGATIVE_INFINITY = {'"', '-', 'I', 'n', 'f', 'i', 'n', 'i', 't', 'y', '"'};

    private final NumberText numbers = new NumberText();

    /** Has {@code target} be a boolean at the top level; nothing is written. */
    public static void set(boolean value, Value target) {
        byte[] word = value ? TRUE : FALSE;
        target.text.set(word, 0, word.length);
        target.kind = ValueKind.JSON;
    }

    public void writeNull(Arena out) throws Fault {
        out.put(NULL);
    }

    public void write(boolean value, Arena out) throws Fault {
        out.put(value ? TRUE : FALSE);
    }

    public void write(long value, Arena out) throws Fault {
        int target = out.reserve(NumberText.MAX_LENGTH);
        out.advance(numbers.write(value, out.array(), target));
    }

    /** A number, or for what JSON numbers cannot say the strings of the protobuf JSON mapping. */
    public void write(double value, Arena out) throws Fault {
        if (Double.isNaN(value)) {
            out.put(NAN);
        } else if (value == Double.POSITIVE_INFINITY) {
            out.put(INFINITY);
        } else if (value == Double.NEGATIVE_INFINITY) {
            out.put(NEGATIVE_INFINITY);
        } else {
            int target = out.reserve(NumberText.MAX_LENGTH);
            out.advance(numbers.write(value, out.array(), target));
        }
    }

    /** A string; only what must be escaped is. */
    public void write(Slice value, Arena out) throws Fault {
        write(value.array, value.offset, value.length, out);
    }

    /** A string; only what must be escaped is. */
    public void write(byte[] array, int offset, int length, Arena out) throws Fault {
        int target = out.reserve(JsonString.length(array, offset, length));
        out.advance(JsonString.write(array, offset, length, out.array(), target));
    }
}
