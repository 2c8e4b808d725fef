package dev.otlp2parquet.parquet.internal.format;

/** A stored lower or upper bound: bytes in PLAIN without a length, and whether the bound is a value of the column. */
public final class Bound {

    private final byte[] bytes;
    private final boolean exact;

    public Bound(byte[] bytes, boolean exact) {
        this.bytes = bytes;
        this.exact = exact;
    }

    public byte[] bytes() {
        return bytes;
    }

    public boolean isExact() {
        return exact;
    }
}
