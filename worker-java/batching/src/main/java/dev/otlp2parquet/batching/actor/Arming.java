package dev.otlp2parquet.batching.actor;

import dev.otlp2parquet.platform.actor.Alarm;

/**
 * Keeps an object's alarm alive. Every change of the alarm goes through here, so that after the first look memory knows
 * when it is due, and a caller can decide and set without a blocking call between.
 */
public final class Arming {

    /**
     * The host repeats an alarm that died six times, then never again. An alarm that long overdue is set anew; setting it
     * when it was only late does no harm.
     */
    private static final long OVERDUE_MILLIS = 120_000;

    private boolean known;
    private Long due;

    /** Looks at the alarm, once in the life of the instance. Blocks: to be called before anything is decided. */
    public void look(Alarm alarm) {
        if (!known) {
            Long found = alarm.get();
            if (!known) {
                known = true;
                due = found;
            }
        }
    }

    /** Sees to it that the alarm runs at {@code at} or earlier. */
    public void ensure(Alarm alarm, long at, long now) {
        if (due == null || due > at || due < now - OVERDUE_MILLIS) {
            set(alarm, at);
        }
    }

    /** Has the alarm run if it is long overdue: the host has given it up. */
    public void revive(Alarm alarm, long now) {
        if (due != null && due < now - OVERDUE_MILLIS) {
            set(alarm, now);
        }
    }

    /**
     * The alarm is running. Until it has set the next one a far one is in its place, should it die in a way that cannot be
     * caught.
     */
    public void fired(Alarm alarm, long safetyAt) {
        known = true;
        set(alarm, safetyAt);
    }

    /**
     * The alarm has run.
     *
     * @param safetyAt as it was given to {@link #fired}; anything else was set by somebody meanwhile and counts when it is
     *     earlier
     * @param next null when there is nothing left to do
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
