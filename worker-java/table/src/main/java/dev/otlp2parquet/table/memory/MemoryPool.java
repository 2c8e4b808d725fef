package dev.otlp2parquet.table.memory;

import dev.otlp2parquet.platform.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Bytes that the requests of an isolate share. It counts, it holds no memory itself.
 *
 * <p>First come, first served: who waits is not overtaken by who came later. Only small shares pass large ones by, and only in a quarter of the
 * pool that is kept for them, so that a few large requests cannot stop the many small ones, nor these a large one.
 *
 * <p>A request that its client gives up may never run again, not even its {@code finally}. So what is taken is only lent, and comes back by itself
 * after the lease; and who has not looked for {@link #LAPSE_NANOS} whether it is his turn is passed over until he does.
 */
public final class MemoryPool {

    /** How long a request waits for others. Exporters give up after ten seconds by default. */
    public static final long PATIENCE_NANOS = 5_000_000_000L;

    /** Fifty looks. */
    static final long LAPSE_NANOS = 1_000_000_000L;

    /** How long the last of several waits that have something and want more: together they may have all there is, and somebody must give in. */
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
     * A pool of which nothing is lent.
     *
     * @param limit in bytes; more is lent only to one large share at a time, and only if it alone wants more than there is
     * @param smallBytes up to which a share is small
     * @param leaseNanos after which a share that was not renewed is taken to be lost
     */
    public MemoryPool(long limit, long smallBytes, long leaseNanos) {
        this.limit = limit;
        this.reserved = limit / SMALL_PARTS;
        this.smallBytes = smallBytes;
        this.leaseNanos = leaseNanos;
    }

    /** Bytes of the pool that a request has. */
    public final class Share implements AutoCloseable {

        private final long number;
        private long until;
        private long bytes;

        private Share(long number) {
            this.number = number;
        }

        /** Makes it as large as given, if there is that much; whether it is now. Does not wait, not even for those that do. */
        public boolean tryResize(long wanted) {
            if (wanted > bytes && !fits(wanted, this)) {
                return false;
            }
            bytes = wanted;
            return true;
        }

        /**
         * Makes it as large as given, if that is more, waiting for others to be given back: before all that came after this share was taken. What
         * is there is kept meanwhile. It is lent anew.
         *
         * @throws MemoryExhaustedException when it waited in vain
         */
        public void grow(long wanted, Clock clock, long patienceNanos) throws MemoryExhaustedException {
            if (wanted > bytes) {
                await(new Waiter(number, wanted, this), clock, patienceNanos);
                bytes = wanted;
            }
            lend(this, clock.unixNanos());
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

    /** One that waits for its turn. */
    private static final class Waiter {
        private final long number;
        private final long wanted;

        /** What it has already, or null. */
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
     * Takes a share, waiting for others to be given back. A request that wants more than there is gets its share when no other large one has one.
     *
     * @param patienceNanos how long it waits
     * @throws MemoryExhaustedException when it waited in vain
     */
    public Share take(long bytes, Clock clock, long patienceNanos) throws MemoryExhaustedException {
        Share share = new Share(++lastNumber);
        await(new Waiter(share.number, bytes, null), clock, patienceNanos);
        share.bytes = bytes;
        lend(share, clock.unixNanos());
        return share;
    }

    /** Bytes that are lent. */
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

    /** Whether nobody waits who came earlier; among small ones, no small one, as long as they keep to what is theirs. */
    private boolean isTurnOf(Waiter waiter, long now) {
        boolean ownPart = isSmall(waiter.wanted) && taken(waiter.share, true) + waiter.wanted <= reserved;
        for (Waiter other : waiters) {
            if (other.number < waiter.number && other.waits(now) && (!ownPart || isSmall(other.wanted))) {
                return false;
            }
        }
        return true;
    }

    /** Whether it is the last of several that have something and want more, and not enough for the first of them has been given back meanwhile. */
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

    /** Whether there is so much, beside what all shares but one have. */
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
