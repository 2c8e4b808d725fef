package dev.otlp2parquet.platform;

import dev.otlp2parquet.platform.text.Hex;
import java.util.Arrays;

/** A byte string as a value. Two objects are equal if their bytes are. */
public final class Binary {

    private final byte[] bytes;

    private Binary(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Wraps an array. The array belongs to the new object from now on and must not change. Null gives null. */
    public static Binary of(byte[] bytes) {
        return bytes == null ? null : new Binary(bytes);
    }

    /** Returns the object's own array. Callers must not change it. */
    public byte[] array() {
        return bytes;
    }

    /** Returns the object's own array, or null for null. */
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

    /**
     * Returns the bytes as hexadecimal digits (Iceberg specification, appendix D, "JSON single-value serialization").
     */
    @Override
    public String toString() {
        return Hex.upperCase(bytes);
    }
}
