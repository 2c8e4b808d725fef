package dev.otlp2parquet.otlp.internal.json;

import dev.otlp2parquet.otlp.internal.decode.Arena;
import dev.otlp2parquet.otlp.internal.decode.Base64;
import dev.otlp2parquet.otlp.internal.decode.Fault;
import dev.otlp2parquet.otlp.internal.decode.HexDigits;
import dev.otlp2parquet.otlp.model.Slice;
import dev.otlp2parquet.platform.text.Hex;

/**
 * Trace and span ids: hex digits of either case, as the OTLP specification asks for, or padded base64, which plain protobuf
 * JSON printers write; the two differ in length.
 */
final class JsonIds {
    private static final int TRACE_ID_BYTES = 16;
    private static final int SPAN_ID_BYTES = 8;

    private static final byte UPPER_CASE = 0x20;
    private static final byte INVALID = (byte) 0x80;

    /** By ASCII character: the value of a hex digit, with {@link #UPPER_CASE} set for upper case, or {@link #INVALID}. */
    private static final byte[] DIGITS = digits();

    private final JsonReader json;
    private final byte[] decoded = new byte[TRACE_ID_BYTES];

    JsonIds(JsonReader json) {
        this.json = json;
    }

    /**
     * Reads a trace id as lower-case hex; empty when the string is, or when the id is all zeros.
     *
     * @param arena takes the text unless it is in the body as it is wanted
     */
    void readTraceId(Slice id, Arena arena) throws Fault {
        read(id, TRACE_ID_BYTES, arena);
    }

    /** Reads a span id; see {@link #readTraceId}. */
    void readSpanId(Slice id, Arena arena) throws Fault {
        read(id, SPAN_ID_BYTES, arena);
    }

    private void read(Slice id, int size, Arena arena) throws Fault {
        int start = json.position();
        json.readString(id);
        if (id.length == 0) {
            return;
        }
        byte[] array = id.array;
        int end = id.offset + id.length;
        int seen = 0;
        for (int p = id.offset; p < end; p++) {
            int character = array[p];
            seen |= character < 0 ? INVALID : DIGITS[character];
        }
        if (id.length == size * 2 && seen >= 0) {
            if (seen == 0) {
                id.clear();
            } else if ((seen & UPPER_CASE) != 0) {
                lower(id, arena);
            }
        } else if (id.length == (size + 2) / 3 * 4 && Base64.decode(array, id.offset, id.length, decoded, size)) {
            HexDigits.encodeId(decoded, 0, size, arena, id);
        } else {
            String found = seen >= 0 ? Integer.toString(id.length) : describe(start);
            json.seek(start);
            json.peek();
            throw Fault.semantic("expected " + size * 2 + " hex digits, found " + found, json.offset(json.position()));
        }
    }

    private String describe(int start) {
        json.seek(start);
        return json.describeValue();
    }

    private static void lower(Slice id, Arena arena) throws Fault {
        arena.begin();
        int target = arena.reserve(id.length);
        byte[] text = arena.array();
        for (int i = 0; i < id.length; i++) {
            byte character = id.array[id.offset + i];
            text[target + i] = (byte) (character >= 'A' ? character | 0x20 : character);
        }
        arena.advance(target + id.length);
        arena.finish(id);
    }

    private static byte[] digits() {
        byte[] digits = new byte[128];
        for (int character = 0; character < digits.length; character++) {
            int digit = Hex.digit(character);
            boolean upper = character >= 'A' && character <= 'F';
            digits[character] = digit < 0 ? INVALID : (byte) (upper ? digit | UPPER_CASE : digit);
        }
        return digits;
    }
}
