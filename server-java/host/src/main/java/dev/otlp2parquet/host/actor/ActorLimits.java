package dev.otlp2parquet.host.actor;

/**
 * How the actors of a process share it.
 *
 * @param flushesAtOnce buffers whose alarms may run at the same time; each holds some 60 MB
 * @param leastSliceNanos time for which a flush may keep its turn while calls of its buffer wait
 * @param mostSliceNanos the same for a flush that is behind: calls have brought more bytes than it has worked off. Calls wait longer
 *     then, so the backlog stays bounded and nothing has to be refused
 * @param synchronous SQLite's setting: {@code FULL}, without which a power loss may lose acknowledged rows
 */
public record ActorLimits(int flushesAtOnce, long leastSliceNanos, long mostSliceNanos, String synchronous) {

    private static final long LEAST_SLICE_NANOS = 30_000_000;
    private static final long MOST_SLICE_NANOS = 250_000_000;

    /** The limits of a server. */
    public static ActorLimits of(int flushesAtOnce) {
        return new ActorLimits(flushesAtOnce, LEAST_SLICE_NANOS, MOST_SLICE_NANOS, "FULL");
    }
}
