package dev.otlp2parquet.ingest.http;

/**
 * The body of one admitted request, which the host reads and decompresses within a limit. Methods are called in their
 * order.
 */
public interface RequestBody {

    /**
     * Waits until the host has the whole body, or more than {@code room} bytes of it as sent. Blocks. Called again with
     * more room until the whole body is there: bytes that have not arrived take no memory.
     *
     * @return whether the whole body is there
     * @throws BodyRefusedException if the body exceeds the limit or does not arrive
     */
    boolean arrive(int room) throws BodyRefusedException;

    /**
     * Decompresses the body. Called once, after the whole body arrived.
     *
     * @return the length in bytes
     * @throws BodyRefusedException if the body exceeds the limit or cannot be decompressed
     */
    int open() throws BodyRefusedException;

    /**
     * Copies the body to the start of an array with room for it. Called once. The host then drops its copy: bodies take
     * most of the memory of a request.
     */
    void take(byte[] target);
}
