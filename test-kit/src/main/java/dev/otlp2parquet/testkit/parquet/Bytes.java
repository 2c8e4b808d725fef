package dev.otlp2parquet.testkit.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;

/** An immutable byte string that compares by content (unsigned, as Parquet orders binary columns) and prints readably. */
public final class Bytes implements Comparable<Bytes> {
    private static final int PRINTED = 48;

    private final byte[] array;

    private Bytes(byte[] array) {
        this.array = array;
    }

    /** Copies the array. */
    public static Bytes of(byte[] array) {
        return new Bytes(array.clone());
    }

    /** Copies the remaining bytes, leaves the position. */
    public static Bytes of(ByteBuffer buffer) {
        byte[] copy = new byte[buffer.remaining()];
        buffer.duplicate().get(copy);
        return new Bytes(copy);
    }

    public static Bytes utf8(String text) {
        return new Bytes(text.getBytes(UTF_8));
    }

    public int length() {
        return array.length;
    }

    /** A copy. */
    public byte[] toArray() {
        return array.clone();
    }

    public String asUtf8() {
        return new String(array, UTF_8);
    }

    public Bytes prefix(int length) {
        return length >= array.length ? this : new Bytes(Arrays.copyOf(array, length));
    }

    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(array, other.array);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(array, bytes.array);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(array);
    }

    @Override
    public String toString() {
        boolean printable = true;
        for (byte b : array) {
            printable &= b >= ' ' && b < 0x7f;
        }
        if (printable) {
            String text = asUtf8();
            return text.length() <= PRINTED
                    ? '"' + text + '"'
                    : '"' + text.substring(0, PRINTED) + "\"..." + text.length();
        }
        String hex = HexFormat.of().formatHex(array, 0, Math.min(PRINTED, array.length));
        return "0x" + hex + (array.length > PRINTED ? "..." + array.length : "");
    }
}
