package dev.otlp2parquet.iceberg.io;

/** Port: objects of a table by their full location, such as {@code s3://bucket/key}. */
public interface ObjectIO {

    /**
     * Reads a whole object.
     *
     * @throws ObjectFailure if the object is missing or cannot be read
     */
    byte[] read(String location);

    /**
     * Creates an object. This library gives unique names, so nothing is overwritten.
     *
     * @param bytes the caller keeps the array; it is not changed
     * @throws ObjectFailure if the object may not have been stored
     */
    void write(String location, byte[] bytes);
}
