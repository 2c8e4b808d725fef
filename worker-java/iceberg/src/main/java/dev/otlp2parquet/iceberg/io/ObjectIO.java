package dev.otlp2parquet.iceberg.io;

/** Port: the objects of a table by their full location, such as {@code s3://bucket/key}. */
public interface ObjectIO {

    /**
     * Reads a whole object.
     *
     * @throws ObjectFailure if it is missing or cannot be read
     */
    byte[] read(String location);

    /**
     * Creates an object. The names that this library gives are unique, so that nothing is overwritten.
     *
     * @param bytes stays the caller's and unchanged
     * @throws ObjectFailure if it may not have been stored
     */
    void write(String location, byte[] bytes);
}
