package dev.otlp2parquet.worker;

import dev.otlp2parquet.platform.Clock;

/** The host's clock, which stands still between I/O. Other requests run during its sleep. */
final class HostClock implements Clock {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final HostRequest request;

    HostClock(HostRequest request) {
        this.request = request;
    }

    @Override
    public long unixNanos() {
        return unixMillis() * NANOS_PER_MILLI;
    }

    @Override
    public long unixMillis() {
        return (long) Host.now();
    }

    @Override
    public void sleep(long millis) {
        Host.sleep(request, (double) Math.max(0, millis));
    }
}
