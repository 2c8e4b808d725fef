package dev.otlp2parquet.lambda.limit;

import dev.otlp2parquet.platform.Clock;

/**
 * A clock whose sleeps end when the time of the invocation is up. Whoever sleeps between attempts then makes its last ones, which
 * fail at once, and reports the failure in its own words.
 */
public final class LimitedClock implements Clock {

    private final Clock clock;
    private final TimeLimit limit;

    public LimitedClock(Clock clock, TimeLimit limit) {
        this.clock = clock;
        this.limit = limit;
    }

    @Override
    public long unixNanos() {
        return clock.unixNanos();
    }

    /** @throws IllegalStateException if somebody goes on waiting long after the time was up */
    @Override
    public void sleep(long millis) {
        if (limit.isOver()) {
            throw new IllegalStateException(LimitedHttpClient.TIME_IS_UP);
        }
        clock.sleep(Math.min(millis, limit.leftMillis()));
    }
}
