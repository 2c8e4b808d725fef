package dev.otlp2parquet.worker;

import dev.otlp2parquet.ingest.port.Clock;

/** As {@link HostClock}, in nanoseconds. */
final class HostTime implements Clock {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final HostClock clock;

    HostTime(HostClock clock) {
        this.clock = clock;
    }

    @Override
    public long unixNanos() {
        return clock.unixMillis() * NANOS_PER_MILLI;
    }

    @Override
    public void sleep(long millis) {
        clock.sleep(millis);
    }
}
