package dev.otlp2parquet.host.turn;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The right to run the core's code of one isolate, or of one actor. The core is written for one thread that is interrupted only at
 * blocking calls, so nothing in it is locked. On a JVM many threads serve one isolate: each holds the turn while core code runs, and
 * gives it away while it blocks in a port. Threads get the turn in the order in which they asked for it.
 *
 * <p>A thread holds at most one turn. {@link #check} finds core code that runs without its turn, so a mistake in a host fails at
 * once and does not corrupt state.
 */
public final class Turn {

    private final String name;
    private final ReentrantLock lock = new ReentrantLock(true);

    /** Threads that will take the turn, whatever happens: no wait for it can be interrupted. */
    private final AtomicInteger wanting = new AtomicInteger();

    private long takenNanos;

    /** @param name of the isolate or actor, for messages */
    public Turn(String name) {
        this.name = name;
    }

    /** Waits for the turn and takes it. */
    public void take() {
        if (lock.isHeldByCurrentThread()) {
            throw new IllegalStateException("this thread has the turn of " + name + " already");
        }
        wanting.incrementAndGet();
        try {
            lock.lock();
        } finally {
            wanting.decrementAndGet();
        }
        takenNanos = System.nanoTime();
    }

    /** Gives the turn away. */
    public void give() {
        check();
        lock.unlock();
    }

    /** Whether another thread waits for the turn. It takes the turn after this thread has given it away. */
    public boolean isWanted() {
        return wanting.get() > 0;
    }

    /** Threads that hold the turn or wait for it, for the choice of the least busy isolate. */
    public int load() {
        return wanting.get() + (lock.isLocked() ? 1 : 0);
    }

    /** Nanoseconds for which this thread has held the turn. */
    public long heldNanos() {
        check();
        return System.nanoTime() - takenNanos;
    }

    /**
     * Makes sure that this thread holds the turn.
     *
     * @throws IllegalStateException if it does not, which is a fault of the host
     */
    public void check() {
        if (!lock.isHeldByCurrentThread()) {
            throw new IllegalStateException("this thread does not have the turn of " + name);
        }
    }
}
