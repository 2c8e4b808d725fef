package dev.otlp2parquet.batching.actor;

import dev.otlp2parquet.platform.Backoff;
import dev.otlp2parquet.platform.Randomness;
import dev.otlp2parquet.platform.json.JsonWriter;
import dev.otlp2parquet.platform.log.Log;
import dev.otlp2parquet.platform.log.LogLevel;
import dev.otlp2parquet.platform.log.LogLine;

/**
 * Whether an actor's work succeeds; if not, since when and why. Kept in memory only: a new instance of the actor finds out
 * again.
 */
public final class Condition {

    private static final Backoff BACKOFF = new Backoff(1_000, 60_000);

    /**
     * The longest that a host call may take. Work without progress for longer than this waits for an answer that never
     * comes.
     */
    private static final long STALLED_MILLIS = 300_000;

    /** One line a minute says as much as one line for each attempt. */
    private static final long LOG_MILLIS = 60_000;

    private final String objectKind;
    private int failures;
    private long sinceMillis;
    private long lastMillis;
    private String reason = "";
    private long loggedMillis;
    private boolean working;
    private long progressMillis;

    public Condition(String objectKind) {
        this.objectKind = objectKind;
    }

    /** The work begins. */
    public void begun(long now) {
        working = true;
        progressMillis = now;
    }

    /** The work has made progress. */
    public void progressed(long now) {
        progressMillis = now;
    }

    /** The work has ended, successfully or not. */
    public void ended() {
        working = false;
    }

    public boolean failing() {
        return failures > 0;
    }

    /** Why the last attempt failed; empty if it succeeded. */
    public String reason() {
        return reason;
    }

    /** When an attempt last failed, in milliseconds since the epoch; 0 for never. */
    public long lastFailureMillis() {
        return lastMillis;
    }

    public void succeeded() {
        failures = 0;
        reason = "";
        loggedMillis = 0;
    }

    /**
     * Records a failed attempt, and logs it.
     *
     * @param object the name of the actor
     * @param text the reason, without secrets
     * @param cause null if there is no exception
     */
    public void failed(String object, String text, Throwable cause, long now, Log log) {
        if (failures == 0) {
            sinceMillis = now;
        }
        failures++;
        lastMillis = now;
        reason = text;
        if (loggedMillis == 0 || now - loggedMillis >= LOG_MILLIS) {
            loggedMillis = now;
            LogLine line = new LogLine(LogLevel.ERROR, objectKind + " fails; nothing is lost, it will try again")
                    .field("object", object)
                    .field("reason", text)
                    .field("failures", failures)
                    .millis("failing_for_ms", (now - sinceMillis) * 1_000_000);
            if (cause != null) {
                line.failure(cause);
            }
            log.write(line);
        }
    }

    /** How long to wait before the next attempt; 1 s when nothing failed. */
    public long backoffMillis(Randomness random) {
        return BACKOFF.millis(Math.max(0, failures - 1), random);
    }

    /**
     * What keeps the actor from its work, or null.
     *
     * @param alarmDue when its alarm is due, or null
     */
    public Trouble trouble(long now, Long alarmDue) {
        if (failing()) {
            return new Trouble(Trouble.FAILING, now - sinceMillis);
        }
        long stalled = stalledSince(alarmDue);
        return now - stalled > STALLED_MILLIS ? new Trouble(Trouble.STALLED, now - stalled) : null;
    }

    /** Writes the members {@code failure} and {@code stalled}, as far as they apply. */
    public void write(JsonWriter json, long now, Long alarmDue) {
        if (failing()) {
            json.name("failure")
                    .beginObject()
                    .field("reason", reason)
                    .field("since_unix_ms", sinceMillis)
                    .field("attempts", failures)
                    .endObject();
        }
        long stalled = stalledSince(alarmDue);
        if (now - stalled > STALLED_MILLIS) {
            json.name("stalled")
                    .beginObject()
                    .field("reason", working ? "its alarm runs without progress" : "its alarm is overdue")
                    .field("since_unix_ms", stalled)
                    .field("age_ms", now - stalled)
                    .endObject();
        }
    }

    /** Since when progress is expected. */
    private long stalledSince(Long alarmDue) {
        if (working) {
            return progressMillis;
        }
        return alarmDue == null ? Long.MAX_VALUE : alarmDue;
    }
}
