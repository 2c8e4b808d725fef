package dev.otlp2parquet.otlp.internal.json;

import dev.otlp2parquet.platform.text.Utf8;

/**
 * The JSON names of a message's fields, found by their bytes: a field's number is the position of its name. Also used for
 * the names of an enum.
 */
final class FieldNames {
    /** What {@link #find} returns for any other name. */
    static final int UNKNOWN = -1;

    private static final int SLOTS = 64;
    private static final int MASK = SLOTS - 1;

    private final String[] names;
    private final byte[][] encoded;
    /** By hash, position + 1 of the first name with it; 0 free. */
    private final byte[] slots = new byte[SLOTS];
    /** By position, position + 1 of the next name with the same hash. */
    private final byte[] next;

    FieldNames(String... names) {
        this.names = names;
        encoded = new byte[names.length][];
        next = new byte[names.length];
        for (int i = names.length - 1; i >= 0; i--) {
            byte[] name = Utf8.encode(names[i]);
            encoded[i] = name;
            int slot = hash(name, 0, name.length);
            next[i] = slots[slot];
            slots[slot] = (byte) (i + 1);
        }
    }

    int find(byte[] array, int offset, int length) {
        if (length == 0) {
            return UNKNOWN;
        }
        int candidate = slots[hash(array, offset, length)] - 1;
        while (candidate >= 0 && !isName(candidate, array, offset, length)) {
            candidate = next[candidate] - 1;
        }
        return candidate;
    }

    /**
     * Whether a field's name, and the quote behind it, stands at a place.
     *
     * @param field also one behind the last, or {@link #UNKNOWN}, whose name stands nowhere
     * @param end where the text ends
     */
    boolean isAt(int field, byte[] text, int place, int end) {
        if (field < 0 || field >= encoded.length) {
            return false;
        }
        byte[] name = encoded[field];
        int length = name.length;
        return place + length < end && text[place + length] == '"' && isName(field, text, place, length);
    }

    /** Bytes of a field's name. */
    int length(int field) {
        return encoded[field].length;
    }

    /** The name of a field, or nothing for {@link #UNKNOWN}. */
    String name(int field) {
        return field < 0 ? "" : names[field];
    }

    /** The most names that {@link #find} compares with any text. */
    int mostCompared() {
        int most = 0;
        for (int slot = 0; slot < SLOTS; slot++) {
            int compared = 0;
            for (int candidate = slots[slot] - 1; candidate >= 0; candidate = next[candidate] - 1) {
                compared++;
            }
            most = Math.max(most, compared);
        }
        return most;
    }

    private boolean isName(int field, byte[] array, int offset, int length) {
        byte[] name = encoded[field];
        if (name.length != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (name[i] != array[offset + i]) {
                return false;
            }
        }
        return true;
    }

    private static int hash(byte[] array, int offset, int length) {
        return length * 7 + array[offset] + array[offset + length - 1] * 3 & MASK;
    }
}
