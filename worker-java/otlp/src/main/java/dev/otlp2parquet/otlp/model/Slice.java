package dev.otlp2parquet.otlp.model;

import dev.otlp2parquet.platform.text.Utf8;

/**
 * A range of bytes in an array that is owned by someone else: the request body or an arena of the decoder. Text is valid UTF-8.
 *
 * <p>Empty and absent are the same, as in proto3.
 */
public final class Slice {
    private static final byte[] NONE = new byte[0];

    public byte[] array = NONE;
    public int offset;
    public int length;

    public void set(byte[] array, int offset, int length) {
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    public void clear() {
        array = NONE;
        offset = 0;
        length = 0;
    }

    public boolean isEmpty() {
        return length == 0;
    }

    /** Decodes the text. For messages and tests, never on the data path. */
    @Override
    public String toString() {
        return Utf8.decode(array, offset, length);
    }
}
