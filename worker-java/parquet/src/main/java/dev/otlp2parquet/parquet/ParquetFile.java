package dev.otlp2parquet.parquet;

/** A finished file in memory. The array belongs to the receiver of this object; the writer keeps no reference. */
public final class ParquetFile {

    private final byte[] array;
    private final int length;
    private final FileDescription description;

    public ParquetFile(byte[] array, int length, FileDescription description) {
        this.array = array;
        this.length = length;
        this.description = description;
    }

    /** Returns the array. The file is [0, {@link #length()}) of it; the rest is unused. */
    public byte[] array() {
        return array;
    }

    public int length() {
        return length;
    }

    public FileDescription description() {
        return description;
    }
}
