package dev.otlp2parquet.aws.jvm;

import dev.otlp2parquet.platform.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A clock that only sleeping moves on. Nobody waits. */
public final class StillClock implements Clock {

    private final List<Long> sleeps = new ArrayList<>();
    private Instant now;

    public StillClock(Instant now) {
        this.now = now;
    }

    public StillClock(String now) {
        this(Instant.parse(now));
    }

    @Override
    public long unixNanos() {
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    @Override
    public void sleep(long millis) {
        sleeps.add(millis);
        now = now.plusMillis(millis);
    }

    /** Returns the waits so far, in milliseconds. */
    public List<Long> sleeps() {
        return sleeps;
    }
}
