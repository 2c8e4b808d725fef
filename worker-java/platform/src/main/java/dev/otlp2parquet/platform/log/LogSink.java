package dev.otlp2parquet.platform.log;

/** Port: receives log lines. */
public interface LogSink {

    /**
     * Writes one line. Its level is logged.
     *
     * @param level the level, for hosts with a channel for each level
     * @param json one JSON object without line breaks
     */
    void line(LogLevel level, String json);
}
