package dev.otlp2parquet.batching.actor;

import dev.otlp2parquet.platform.actor.Alarm;

/**
 * Keeps an actor's alarm alive. Every change of the alarm goes through this class. After the first look, memory knows when
 * the alarm is due, so a caller can decide and set it without a blocking call in between.
 */
final class Arming {

    /**
     * The host repeats a failed alarm six times, then never again. So an alarm that is overdue by this much is set again.
     * That does no harm if the alarm was only late.
     */
    private static final long OVERDUE_MILLIS = 120_000;

    private boolean known;
    private Long due;

    /** Reads the alarm once in the life of an instance. Blocks, so callers call it before they decide anything. */
    public void look(Alarm alarm) {
        if (!known) {
            Long found = alarm.get();
            if (!known) {
                known = true;
                due = found;
            }
        }
    }

    /** Makes sure that the alarm runs at {@code at} or earlier. */
    public void ensure(Alarm alarm, long at, long now) {
        if (due == null || due > at || due < now - OVERDUE_MILLIS) {
            set(alarm, at);
        }
    }

    /** Sets the alarm again if it is long overdue, because the host has given it up. */
    public void revive(Alarm alarm, long now) {
        if (due != null && due < now - OVERDUE_MILLIS) {
            set(alarm, now);
        }
    }

    /**
     * The alarm begins. A far alarm replaces it until the next one is planned, in case this run dies in a way that no code
     * can catch.
     */
    public void fired(Alarm alarm, long safetyAt) {
        known = true;
        set(alarm, safetyAt);
    }

    /**
     * The alarm ends.
     *
     * @param safetyAt the time that {@link #fired} got. If the alarm is set to another time now, somebody set it meanwhile,
     *     and the earlier time wins
     * @param next null if no work is left
     */
    public void settle(Alarm alarm, long safetyAt, Long next) {
        boolean askedMeanwhile = due != null && due != safetyAt;
        if (next == null) {
            if (!askedMeanwhile) {
                alarm.delete();
                due = null;
            }
        } else if (!askedMeanwhile || due > next) {
            set(alarm, next);
        }
    }

    /** When the alarm is due, or null. */
    public Long due() {
        return due;
    }

    private void set(Alarm alarm, long at) {
        alarm.set(at);
        due = at;
    }
}
