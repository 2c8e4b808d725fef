package dev.otlp2parquet.platform.log;

import dev.otlp2parquet.platform.json.JsonWriter;

/**
 * Builds one log line: {@code {"level":"info","message":"...", ...}}. Values of fields must contain no secret and no
 * part of a body.
 */
public final class LogLine {

    private final LogLevel level;
    private final JsonWriter json = new JsonWriter();

    public LogLine(LogLevel level, String message) {
        this.level = level;
        json.beginObject().field("level", level.text()).field("message", message);
    }

    public LogLine field(String name, String value) {
        json.field(name, value);
        return this;
    }

    public LogLine field(String name, long value) {
        json.field(name, value);
        return this;
    }

    public LogLine flag(String name, boolean value) {
        json.name(name).raw(value ? "true" : "false");
        return this;
    }

    /** Adds a duration in milliseconds, with three decimals. */
    public LogLine millis(String name, long nanos) {
        json.name(name).thousandths(nanos / 1000);
        return this;
    }

    /**
     * Adds an exception: its class and message as {@code error}, its stack and those of its causes as {@code stack}.
     */
    public LogLine failure(Throwable failure) {
        json.field("error", failure.toString());
        json.field("stack", StackText.of(failure));
        return this;
    }

    public LogLevel level() {
        return level;
    }

    /** Finishes the line. Called once. */
    public String json() {
        return json.endObject().toString();
    }
}
