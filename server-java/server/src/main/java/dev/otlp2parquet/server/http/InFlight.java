package dev.otlp2parquet.server.http;

import java.util.concurrent.TimeUnit;

/** Counts the requests that are worked on or whose answers are not yet sent, and reports of unanswered ones that are under way. */
final class InFlight {

    private int count;

    synchronized void enter() {
        count++;
    }

    synchronized void leave() {
        count--;
        notifyAll();
    }

    synchronized int count() {
        return count;
    }

    /** Waits until there is none. Returns false if the time was not enough. */
    synchronized boolean awaitNone(long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        while (count > 0) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            // At least a millisecond: 0 would wait without end.
            TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
        }
        return true;
    }
}
