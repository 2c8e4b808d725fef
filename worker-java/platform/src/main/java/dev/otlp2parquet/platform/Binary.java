package dev.otlp2parquet.platform;

import dev.otlp2parquet.platform.text.Hex;
import java.util.Arrays;

/** A byte string as a value: equal if the bytes are. */
public final class Binary {

    private final byte[] bytes;

    private Binary(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The array passes to the new object and must not be changed any more; null gives null. */
    public static Binary of(byte[] bytes) {
        return bytes == null ? null : new Binary(bytes);
    }

    /** The object's own array: read only. */
    public byte[] array() {
        return bytes;
    }

    /** {@link #array()} of an object that may be null. */
    public static byte[] arrayOrNull(Binary binary) {
        return binary == null ? null : binary.bytes;
    }

    public int length() {
        return bytes.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Binary that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** Hexadecimal, as the specification's JSON single-value serialization has it (appendix D). */
    @Override
    public String toString() {
        return Hex.upperCase(bytes);
    }
}
