package dev.otlp2parquet.ingest.durable;

import dev.otlp2parquet.iceberg.port.Randomness;
import dev.otlp2parquet.iceberg.rest.Backoff;
import dev.otlp2parquet.ingest.log.Log;
import dev.otlp2parquet.ingest.log.LogLevel;
import dev.otlp2parquet.ingest.log.LogLine;
import dev.otlp2parquet.ingest.text.JsonWriter;

/** Whether an object's own work succeeds, and since when and why not. In memory: an object made anew finds out again. */
final class Condition {

    private static final Backoff BACKOFF = new Backoff(1_000, 60_000);

    /** One line a minute tells as much as one for each attempt. */
    private static final long LOG_MILLIS = 60_000;

    private final String objectKind;
    private int failures;
    private long sinceMillis;
    private long lastMillis;
    private String reason = "";
    private long loggedMillis;

    Condition(String objectKind) {
        this.objectKind = objectKind;
    }

    boolean failing() {
        return failures > 0;
    }

    /** Why the last attempt failed; empty when it did not. */
    String reason() {
        return reason;
    }

    /** When an attempt failed for the last time, 0 for never. */
    long lastFailureMillis() {
        return lastMillis;
    }

    void succeeded() {
        failures = 0;
        reason = "";
        loggedMillis = 0;
    }

    /** @param text without secrets */
    void failed(String object, String text, Throwable cause, long now, Log log) {
        if (failures == 0) {
            sinceMillis = now;
        }
        failures++;
        lastMillis = now;
        reason = text;
        if (loggedMillis == 0 || now - loggedMillis >= LOG_MILLIS) {
            loggedMillis = now;
            LogLine line = new LogLine(LogLevel.ERROR, objectKind + " cannot go on; nothing is lost, it will try again")
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
    long backoffMillis(Randomness random) {
        return BACKOFF.millis(Math.max(0, failures - 1), random);
    }

    /** The member {@code failure}, if there is one. */
    void write(JsonWriter json) {
        if (failing()) {
            json.name("failure")
                    .beginObject()
                    .field("reason", reason)
                    .field("since_unix_ms", sinceMillis)
                    .field("attempts", failures)
                    .endObject();
        }
    }
}
