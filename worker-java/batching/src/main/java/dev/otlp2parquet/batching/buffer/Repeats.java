package dev.otlp2parquet.batching.buffer;

import dev.otlp2parquet.batching.Deduplication;

/** Tells requests that are new from those that were accepted before. No method blocks. */
final class Repeats {

    /** A Worker repeats its own calls for so long at most, and for some minutes less. */
    private static final long LEAST_MILLIS = 3_600_000;

    private final KnownRequests known;
    private final Excuses excuses;
    private final Deduplication deduplication;
    private final long now;
    private final long since;

    /** What the request may stand in for; known once {@link #has} has answered. */
    private Excuses.Excuse excuse;

    Repeats(BufferLog log, Deduplication deduplication, long now) {
        this.known = log.known();
        this.excuses = log.excuses();
        this.deduplication = deduplication;
        this.now = now;
        this.since = now - Math.max(LEAST_MILLIS, deduplication.windowSecs() * 1000L);
    }

    /** Whether the rows of a request need not be stored, because they are or will be. */
    boolean has(Arrival arrival) {
        for (byte[] attempt : arrival.unanswered()) {
            note(arrival.content(), attempt);
        }
        if (known.has(arrival.mark(), since)) {
            return true;
        }
        if (!arrival.isExcusable()) {
            return false;
        }
        if (excuses.isSettled(arrival.mark())) {
            return true;
        }
        excuse = excuses.excuse(arrival.content(), arrival.mark());
        if (excuse == null || !excuse.isStored()) {
            return false;
        }
        excuses.use(excuse, arrival.mark());
        excuses.stored(arrival.mark());
        return true;
    }

    /** A request of which {@link #has} has said that it is new is in the log. */
    void appended(Arrival arrival) {
        if (!arrival.isExcusable()) {
            return;
        }
        if (excuse != null) {
            // It was not stored: should it arrive after all, nobody waits for its answer.
            excuses.use(excuse, arrival.mark());
        }
        excuses.stored(arrival.mark());
    }

    /** An attempt has ended without an answer that its client saw. */
    void note(byte[] content, byte[] attempt) {
        excuses.note(content, attempt, known.has(attempt, since), now);
    }

    /** Forgets what is old. */
    void forgetOld() {
        known.forgetBefore(since);
        excuses.forget(since);
    }

    /** Forgets the oldest of what is too much. */
    void forgetSurplus() {
        known.forgetSurplus(deduplication.maxRecords());
    }
}
