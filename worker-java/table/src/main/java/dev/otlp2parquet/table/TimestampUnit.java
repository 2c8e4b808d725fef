package dev.otlp2parquet.table;

/**
 * The unit of every timestamp column. Times of requests are nanoseconds since the epoch in 64 unsigned bits, as in
 * OTLP.
 */
public enum TimestampUnit {
    /** Iceberg's timestamptz (format version 2). Every time fits; its nanoseconds are cut off. */
    MICROS(1_000_000L),
    /** Iceberg's timestamptz_ns (format version 3). Times from the year 2262 on do not fit into its 63 bits. */
    NANOS(1_000_000_000L);

    private final long perSecond;

    TimestampUnit(long perSecond) {
        this.perSecond = perSecond;
    }

    /** Returns the number of units per second. */
    public long perSecond() {
        return perSecond;
    }

    /** Returns whether a time fits. */
    public boolean holds(long unixNanos) {
        return this == MICROS || unixNanos >= 0;
    }

    /** Converts a time: 64 unsigned bits of nanoseconds, for which {@link #holds} is true. */
    public long fromUnixNanos(long unixNanos) {
        if (this == NANOS) {
            return unixNanos;
        }
        // Unsigned division by a constant: halve first so that the dividend is positive.
        return unixNanos >= 0 ? unixNanos / 1000 : (unixNanos >>> 1) / 500;
    }
}
