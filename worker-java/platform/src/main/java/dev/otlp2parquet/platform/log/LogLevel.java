package dev.otlp2parquet.platform.log;

/** Levels of log lines, in rising order of weight. */
public enum LogLevel {
    DEBUG("debug"),
    INFO("info"),
    WARN("warn"),
    ERROR("error");

    private final String text;

    LogLevel(String text) {
        this.text = text;
    }

    /** The name in configuration and log lines. */
    public String text() {
        return text;
    }
}
