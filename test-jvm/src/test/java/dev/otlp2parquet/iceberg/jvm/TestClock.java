package dev.otlp2parquet.iceberg.jvm;

import dev.otlp2parquet.platform.Clock;
import java.util.ArrayList;
import java.util.List;

/** The system's clock, with an offset, that does not wait but remembers for how long it was asked to. */
public final class TestClock implements Clock {

    private final List<Long> sleeps = new ArrayList<>();
    private long offset;

    @Override
    public long unixNanos() {
        return (System.currentTimeMillis() + offset) * 1_000_000;
    }

    @Override
    public void sleep(long millis) {
        sleeps.add(millis);
    }

    public void shift(long millis) {
        offset += millis;
    }

    public List<Long> sleeps() {
        return sleeps;
    }
}
