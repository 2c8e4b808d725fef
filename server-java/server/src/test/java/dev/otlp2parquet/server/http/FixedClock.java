package dev.otlp2parquet.server.http;

import dev.otlp2parquet.platform.Clock;

/** A clock that stands. */
record FixedClock(long unixNanos) implements Clock {

    @Override
    public void sleep(long millis) {
        throw new AssertionError("waits for " + millis + " ms while the clock stands");
    }
}
