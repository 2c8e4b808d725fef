package dev.otlp2parquet.ingest.http;

/** The body of one admitted request, decompressed by the host under the limit. Its methods are called in their order. */
public interface RequestBody {

    /**
     * Waits until the host has all of it, or more than {@code room} bytes as they are sent; blocks. Repeated with more room until all of it is
     * there: what has not come takes no memory.
     *
     * @return whether all of it is there
     * @throws BodyRefusedException when the body is over the limit, or does not come
     */
    boolean arrive(int room) throws BodyRefusedException;

    /**
     * Decompresses it. Called once, when all of it is there.
     *
     * @return its length in bytes
     * @throws BodyRefusedException when the body is over the limit or cannot be decompressed
     */
    int open() throws BodyRefusedException;

    /**
     * Copies the body to the start of an array that has room for it. Called once. The host keeps no reference: bodies are most of the memory a
     * request needs.
     */
    void take(byte[] target);
}
