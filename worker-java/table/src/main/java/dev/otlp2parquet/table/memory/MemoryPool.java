package dev.otlp2parquet.table.memory;

import dev.otlp2parquet.platform.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Bytes that the requests of an isolate share. The pool counts bytes; it holds no memory itself.
 *
 * <p>First come, first served: a later request does not overtake a waiting one. Only small shares pass large ones, in a
 * quarter of the pool that is reserved for them. So a few large requests cannot stop many small ones, and small ones
 * cannot stop a large one.
 *
 * <p>A request whose client has gone may never run again, not even its {@code finally}. So a share is lent, and returns
 * by itself when its lease ends. A waiting request that has not checked its turn for {@link #LAPSE_NANOS} is passed
 * over until it checks again.
 */
public final class MemoryPool {

    /** How long a request waits for others. Exporters give up after ten seconds by default. */
    public static final long PATIENCE_NANOS = 5_000_000_000L;

    /** Fifty checks. */
    static final long LAPSE_NANOS = 1_000_000_000L;

    /**
     * How long the last of several requests waits that hold shares and want more. Together they may hold the whole
     * pool, so one must give up.
     */
    static final long YIELD_NANOS = 1_000_000_000L;

    private static final long PAUSE_MILLIS = 20;
    private static final int SMALL_PARTS = 4;

    private final long limit;
    private final long reserved;
    private final long smallBytes;
    private final long leaseNanos;
    private final List<Share> shares = new ArrayList<>();

    /** By number. */
    private final List<Waiter> waiters = new ArrayList<>();

    private long lastNumber;

    /**
     * Makes a pool of which nothing is lent.
     *
     * @param limit bytes of the pool; a share that wants more than the limit gets it, but only one at a time
     * @param smallBytes the largest small share
     * @param leaseNanos time after which a share that was not renewed counts as lost
     */
    public MemoryPool(long limit, long smallBytes, long leaseNanos) {
        this.limit = limit;
        this.reserved = limit / SMALL_PARTS;
        this.smallBytes = smallBytes;
        this.leaseNanos = leaseNanos;
    }

    /** Bytes of the pool that a request holds. */
    public final class Share implements AutoCloseable {

        private final long number;
        private long until;
        private long bytes;

        private Share(long number) {
            this.number = number;
        }

        /**
         * Resizes the share if the pool has enough bytes, and returns whether it did. Does not wait, not even for
         * requests that wait already.
         */
        public boolean tryResize(long wanted) {
            if (wanted > bytes && !fits(wanted, this)) {
                return false;
            }
            bytes = wanted;
            return true;
        }

        /**
         * Grows the share to a size if that is larger, and renews its lease. Waits until others give back enough;
         * requests that came later wait behind it. The share keeps its bytes meanwhile.
         *
         * @throws MemoryExhaustedException if the wait was too long
         */
        public void grow(long wanted, Clock clock, long patienceNanos) throws MemoryExhaustedException {
            if (wanted > bytes) {
                await(new Waiter(number, wanted, this), clock, patienceNanos);
                bytes = wanted;
            }
            lend(this, clock.unixNanos());
        }

        /** Records actual usage, even if it exceeds the pool. The bytes are in use already, so others have to wait. */
        public void correct(long held) {
            bytes = held;
        }

        /** Gives all bytes back. May be called again. */
        @Override
        public void close() {
            bytes = 0;
            shares.remove(this);
        }
    }

    /** A request that waits for its turn. */
    private static final class Waiter {
        private final long number;
        private final long wanted;

        /** The share that it holds already, or null. */
        private final Share share;

        private long lookedNanos;

        private Waiter(long number, long wanted, Share share) {
            this.number = number;
            this.wanted = wanted;
            this.share = share;
        }

        private boolean waits(long now) {
            return now - lookedNanos <= LAPSE_NANOS;
        }
    }

    /**
     * Takes a share and waits for others to give back bytes. A request that wants more than the pool has gets its share
     * when no other such request holds one.
     *
     * @param patienceNanos limit of the wait
     * @throws MemoryExhaustedException if the wait was too long
     */
    public Share take(long bytes, Clock clock, long patienceNanos) throws MemoryExhaustedException {
        Share share = new Share(++lastNumber);
        await(new Waiter(share.number, bytes, null), clock, patienceNanos);
        share.bytes = bytes;
        lend(share, clock.unixNanos());
        return share;
    }

    /** Returns the bytes that are lent. */
    public long taken() {
        return taken(null, true) + taken(null, false);
    }

    private void lend(Share share, long now) {
        share.until = now + leaseNanos;
        if (!shares.contains(share)) {
            shares.add(share);
        }
    }

    private void await(Waiter waiter, Clock clock, long patienceNanos) throws MemoryExhaustedException {
        long begun = clock.unixNanos();
        long now = begun;
        queue(waiter);
        waiter.lookedNanos = begun;
        while (true) {
            // Somebody computed for so long that others seem to wait no more: they look first.
            boolean late = !waiter.waits(now);
            waiter.lookedNanos = now;
            long time = now;
            shares.removeIf(share -> share.until < time);
            waiters.removeIf(other -> time - other.lookedNanos > leaseNanos);
            if (!late && isTurnOf(waiter, now) && fits(waiter.wanted, waiter.share)) {
                waiters.remove(waiter);
                return;
            }
            long waited = now - begun;
            if (waited > patienceNanos || (waited > YIELD_NANOS && mustYield(waiter, now))) {
                waiters.remove(waiter);
                throw new MemoryExhaustedException(waiter.wanted, limit);
            }
            clock.sleep(PAUSE_MILLIS);
            now = clock.unixNanos();
        }
    }

    private void queue(Waiter waiter) {
        int at = waiters.size();
        while (at > 0 && waiters.get(at - 1).number > waiter.number) {
            at--;
        }
        waiters.add(at, waiter);
    }

    /**
     * Returns whether no earlier request waits. A small request only waits for small ones, as long as these stay within
     * their quarter.
     */
    private boolean isTurnOf(Waiter waiter, long now) {
        boolean ownPart = isSmall(waiter.wanted) && taken(waiter.share, true) + waiter.wanted <= reserved;
        for (Waiter other : waiters) {
            if (other.number < waiter.number && other.waits(now) && (!ownPart || isSmall(other.wanted))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns whether it is the last of several requests that hold shares and want more, while the first of them still
     * cannot get its bytes.
     */
    private boolean mustYield(Waiter waiter, long now) {
        Waiter first = null;
        Waiter last = null;
        for (Waiter other : waiters) {
            if (other.share != null && other.waits(now)) {
                first = first == null ? other : first;
                last = other;
            }
        }
        return waiter == last && waiter != first && !fits(first.wanted, first.share);
    }

    /** Returns whether the pool has this many bytes beside all shares but one. */
    private boolean fits(long wanted, Share but) {
        long small = taken(but, true);
        long large = taken(but, false);
        if (isSmall(wanted)) {
            return large + Math.max(reserved, small + wanted) <= limit || small + wanted <= reserved;
        }
        return large + wanted + Math.max(reserved, small) <= limit || (large == 0 && small <= reserved);
    }

    private boolean isSmall(long bytes) {
        return bytes <= smallBytes;
    }

    private long taken(Share but, boolean small) {
        long taken = 0;
        for (Share share : shares) {
            if (share != but && isSmall(share.bytes) == small) {
                taken += share.bytes;
            }
        }
        return taken;
    }
}
