package dev.otlp2parquet.host;

import dev.otlp2parquet.platform.Clock;
import java.time.Instant;

/** The time of the machine. */
public final class SystemClock implements Clock {

    private static final long NANOS = 1_000_000_000L;

    @Override
    public long unixNanos() {
        Instant now = Instant.now();
        return now.getEpochSecond() * NANOS + now.getNano();
    }

    @Override
    public void sleep(long millis) {
        try {
            Thread.sleep(Math.max(0, millis));
        } catch (InterruptedException e) {
            // Whoever waits looks at what it waits for, and at the time.
            Thread.currentThread().interrupt();
        }
    }
}
