package dev.otlp2parquet.otlp.internal.decode;

import dev.otlp2parquet.otlp.internal.number.NumberText;
import dev.otlp2parquet.otlp.model.Slice;
import dev.otlp2parquet.otlp.model.Value;
import dev.otlp2parquet.otlp.model.ValueKind;

/** Writes the parts of JSON text (RFC 8259) that values are rendered to, compact, into an arena. */
public final class JsonText {
    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};
    private static final byte[] NAN = {'N', 'a', 'N'};
    private static final byte[] INFINITY = {'I', 'n', 'f', 'i', 'n', 'i', 't', 'y'};
    private static final byte[] NEGATIVE_INFINITY = {'-', 'I', 'n', 'f', 'i', 'n', 'i', 't', 'y'};

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
        byte[] word = notFinite(value);
        if (word == null) {
            number(value, out);
        } else {
            out.put('"');
            out.put(word);
            out.put('"');
        }
    }

    /** Has {@code target} be a double at the top level, written to the arena if it is a number. */
    public void set(double value, Arena out, Value target) throws Fault {
        byte[] word = notFinite(value);
        if (word == null) {
            out.begin();
            number(value, out);
            out.finish(target.text);
            target.kind = ValueKind.JSON;
        } else {
            target.text.set(word, 0, word.length);
            target.kind = ValueKind.NOT_FINITE;
        }
    }

    private void number(double value, Arena out) throws Fault {
        int target = out.reserve(NumberText.MAX_LENGTH);
        out.advance(numbers.write(value, out.array(), target));
    }

    /** The word for a double that is no number of JSON, else null. */
    private static byte[] notFinite(double value) {
        if (Double.isNaN(value)) {
            return NAN;
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? INFINITY : NEGATIVE_INFINITY;
        }
        return null;
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
