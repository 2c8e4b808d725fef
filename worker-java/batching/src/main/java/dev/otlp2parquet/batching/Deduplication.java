package dev.otlp2parquet.batching;

/**
 * How long and how many requests are remembered, so that repeats are recognised.
 *
 * @param windowSecs seconds for which a request is remembered; 0 recognises only the Worker's own repeated calls
 * @param maxRecords the most requests that one buffer remembers; the oldest are forgotten first
 */
public record Deduplication(int windowSecs, int maxRecords) {

    /** Whether repeats by clients are recognised. */
    public boolean enabled() {
        return windowSecs > 0;
    }
}
