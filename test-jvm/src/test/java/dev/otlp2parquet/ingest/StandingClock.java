package dev.otlp2parquet.ingest;

import dev.otlp2parquet.platform.Clock;

/** A clock that stands, as a Worker's does between I/O. Nothing may wait by it: that would be for ever. */
public record StandingClock(long unixNanos) implements Clock {

    @Override
    public void sleep(long millis) {
        throw new AssertionError("waits for " + millis + " ms while the clock stands");
    }
}
