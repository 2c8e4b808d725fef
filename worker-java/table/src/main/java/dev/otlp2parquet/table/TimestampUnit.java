package dev.otlp2parquet.table;

/** The unit of every timestamp column. OTLP's times are nanoseconds since the epoch in 64 unsigned bits. */
public enum TimestampUnit {
    /** Iceberg's timestamptz (format version 2): OTLP's nanoseconds are cut, and every OTLP time fits. */
    MICROS(1_000_000L),
    /** Iceberg's timestamptz_ns (format version 3): a time from the year 2262 on does not fit in its 63 bits. */
    NANOS(1_000_000_000L);

    private final long perSecond;

    TimestampUnit(long perSecond) {
        this.perSecond = perSecond;
    }

    /** How many of this unit make a second. */
    public long perSecond() {
        return perSecond;
    }

    /** Whether an OTLP time can be held. */
    public boolean holds(long unixNanos) {
        return this == MICROS || unixNanos >= 0;
    }

    /** Converts an OTLP time, 64 unsigned bits of nanoseconds, which {@link #holds} must accept. */
    public long fromUnixNanos(long unixNanos) {
        if (this == NANOS) {
            return unixNanos;
        }
        // Unsigned division by a constant: halve first so that the dividend is positive.
        return unixNanos >= 0 ? unixNanos / 1000 : (unixNanos >>> 1) / 500;
    }
}
