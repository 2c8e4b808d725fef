package dev.otlp2parquet.platform.log;

/** Where log lines go. */
public interface LogSink {

    /**
     * Writes one line. It is already filtered by level.
     *
     * @param level for hosts that have a channel for each
     * @param json one JSON object without line breaks
     */
    void line(LogLevel level, String json);
}
