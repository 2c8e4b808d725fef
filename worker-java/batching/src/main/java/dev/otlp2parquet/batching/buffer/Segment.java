package dev.otlp2parquet.batching.buffer;

/**
 * A table of the requests of a buffer: those from {@code first} to the one before the next table's first.
 *
 * @param first the least sequence that may be in it; 0 for the table of versions 1 and 2, which had one for all requests
 */
record Segment(long first) {

    /** The table of the requests. */
    String log() {
        return first == 0 ? "log" : "log_" + first;
    }

    /** The table of their chunks, which is made with the first of them. */
    String chunk() {
        return first == 0 ? "chunk" : "chunk_" + first;
    }

    /** The requests' marks, or NULL: those of versions 1 and 2 are among {@link KnownRequests} at once. */
    String mark() {
        return first == 0 ? "NULL" : "mark";
    }
}
