package dev.otlp2parquet.batching;

/**
 * How long and how many requests are remembered, so that one that is sent again is recognised.
 *
 * @param windowSecs seconds that a request is remembered; 0: only the Worker's own repeated calls are recognised
 * @param maxRecords requests that one buffer remembers, at most: the oldest are forgotten first
 */
public record Deduplication(int windowSecs, int maxRecords) {

    /** Whether what a client sends again is recognised at all. */
    public boolean enabled() {
        return windowSecs > 0;
    }
}
