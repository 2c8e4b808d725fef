package dev.otlp2parquet.platform.log;

/** Levels of log lines, from the least to the most severe. */
public enum LogLevel {
    DEBUG("debug"),
    INFO("info"),
    WARN("warn"),
    ERROR("error");

    private final String text;

    LogLevel(String text) {
        this.text = text;
    }

    /** Returns the name used in configuration and log lines. */
    public String text() {
        return text;
    }
}
