package dev.otlp2parquet.platform;

/**
 * Delays that double up to a limit. Each is drawn from its upper half, so that writers that failed together do not
 * retry together.
 */
public record Backoff(long firstMillis, long maxMillis) {

    public Backoff {
        if (firstMillis < 1 || maxMillis < firstMillis) {
            throw new IllegalArgumentException(
                    "backoff: expected 1 <= first <= max, found " + firstMillis + ", " + maxMillis);
        }
    }

    /**
     * Returns the delay before a retry.
     *
     * @param retry 0 for the first
     */
    public long millis(int retry, Randomness random) {
        long whole = firstMillis;
        for (int i = 0; i < retry && whole < maxMillis; i++) {
            whole *= 2;
        }
        whole = Math.min(whole, maxMillis);
        long half = whole / 2;
        return half + (random.nextLong() >>> 1) % (whole - half + 1);
    }
}
