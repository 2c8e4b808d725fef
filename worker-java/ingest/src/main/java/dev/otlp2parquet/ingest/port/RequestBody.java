package dev.otlp2parquet.ingest.port;

/** The body of one admitted request, decompressed by the host under the limit. Each method is called once at most, in this order. */
public interface RequestBody {

    /**
     * Waits until the host has all of it; blocks.
     *
     * @return its length in bytes
     * @throws BodyRefusedException when the body is over the limit or cannot be read or decompressed
     */
    int receive() throws BodyRefusedException;

    /**
     * Copies the body to the start of an array that has room for it. The host keeps no reference: bodies are most of the memory a request
     * needs.
     */
    void take(byte[] target);
}
