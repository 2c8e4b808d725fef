package dev.otlp2parquet.otlp.internal.decode;

import dev.otlp2parquet.otlp.model.Slice;

/** Writes lower-case hex digits as bytes of text, without a String. */
public final class HexDigits {
    /** Of the values 0 to 15. */
    static final byte[] LOWER = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    private HexDigits() {}

    /**
     * Writes a trace or span id as hex text that {@code id} then refers to; an id of zeros becomes the empty text.
     *
     * @param arena takes the text
     */
    public static void encodeId(byte[] array, int offset, int length, Arena arena, Slice id) throws Fault {
        arena.begin();
        int target = arena.reserve(length * 2);
        byte[] text = arena.array();
        int any = 0;
        for (int i = offset; i < offset + length; i++) {
            int b = array[i];
            any |= b;
            text[target] = LOWER[b >> 4 & 15];
            text[target + 1] = LOWER[b & 15];
            target += 2;
        }
        if (any == 0) {
            id.clear();
            return;
        }
        id.set(text, target - length * 2, length * 2);
        arena.advance(target);
    }
}
