package dev.otlp2parquet.ingest.port;

/** The body of one admitted request, decompressed by the host under the limit. */
public interface RequestBody {

    /**
     * Gives the body away: the array is the caller's, the host keeps no reference (bodies are most of the memory a
     * request needs). Called once at most.
     *
     * @throws BodyRefusedException when the body is over the limit or cannot be read or decompressed
     */
    byte[] take() throws BodyRefusedException;
}
