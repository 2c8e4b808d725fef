package dev.otlp2parquet.parquet;

/** A finished file in memory. The array passes to whoever receives this object; the writer keeps no reference. */
public final class ParquetFile {

    private final byte[] array;
    private final int length;
    private final FileDescription description;

    public ParquetFile(byte[] array, int length, FileDescription description) {
        this.array = array;
        this.length = length;
        this.description = description;
    }

    /** The file's bytes are [0, {@link #length()}) of this array; what follows is free room. */
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
