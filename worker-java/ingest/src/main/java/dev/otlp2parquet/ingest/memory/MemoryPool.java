package dev.otlp2parquet.ingest.memory;

import dev.otlp2parquet.ingest.port.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Bytes that the requests of an isolate share. It counts, it holds no memory itself.
 *
 * <p>A request that its client gives up may never run again, not even its {@code finally}: so what is taken is only lent, and comes back by itself
 * after {@link #LEASE_NANOS}.
 */
public final class MemoryPool {

    /** Longer than a request that lives can take: the platform ends one soon after its client is gone, and clients wait for seconds. */
    static final long LEASE_NANOS = 600_000_000_000L;

    /** How long a request waits for others. Exporters give up after ten seconds by default. */
    static final long PATIENCE_NANOS = 5_000_000_000L;

    private static final long PAUSE_MILLIS = 20;

    private final long limit;
    private final List<Share> shares = new ArrayList<>();

    public MemoryPool(long limit) {
        this.limit = limit;
    }

    /** Bytes of the pool that a request has. */
    public final class Share implements AutoCloseable {

        private final long until;
        private long bytes;

        private Share(long bytes, long until) {
            this.bytes = bytes;
            this.until = until;
        }

        /** Makes it as large as given, if there is that much or nobody else has a share; whether it is now. */
        public boolean tryResize(long wanted) {
            long others = taken() - bytes;
            if (wanted > bytes && others > 0 && others + wanted > limit) {
                return false;
            }
            bytes = wanted;
            return true;
        }

        /** Says what is held in truth, even if that is more than there is: it is there already, and others have to wait. */
        public void correct(long held) {
            bytes = held;
        }

        /** Gives all back. Can be repeated. */
        @Override
        public void close() {
            bytes = 0;
            shares.remove(this);
        }
    }

    /**
     * Takes a share, waiting for others to be given back. A request that wants more than there is gets its share when nobody else has one.
     *
     * @throws MemoryExhaustedException when it waited in vain
     */
    public Share take(long bytes, Clock clock) throws MemoryExhaustedException {
        long begun = clock.unixNanos();
        long now = begun;
        while (true) {
            long time = now;
            shares.removeIf(share -> share.until < time);
            long taken = taken();
            if (taken == 0 || taken + bytes <= limit) {
                Share share = new Share(bytes, now + LEASE_NANOS);
                shares.add(share);
                return share;
            }
            if (now - begun > PATIENCE_NANOS) {
                throw new MemoryExhaustedException(bytes, limit);
            }
            clock.sleep(PAUSE_MILLIS);
            now = clock.unixNanos();
        }
    }

    private long taken() {
        long taken = 0;
        for (Share share : shares) {
            taken += share.bytes;
        }
        return taken;
    }
}
