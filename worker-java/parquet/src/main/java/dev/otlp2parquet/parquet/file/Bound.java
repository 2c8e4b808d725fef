package dev.otlp2parquet.parquet.file;

/** A lower or upper bound as stored: bytes in PLAIN without a length, and whether it is a value of the column itself. */
final class Bound {

    private final byte[] bytes;
    private final boolean exact;

    Bound(byte[] bytes, boolean exact) {
        this.bytes = bytes;
        this.exact = exact;
    }

    byte[] bytes() {
        return bytes;
    }

    boolean isExact() {
        return exact;
    }
}
