package dev.otlp2parquet.platform.log;

/** A log with a minimum level. */
public final class Log {

    private final LogLevel lowest;
    private final LogSink sink;

    public Log(LogLevel lowest, LogSink sink) {
        this.lowest = lowest;
        this.sink = sink;
    }

    public boolean logs(LogLevel level) {
        return level.compareTo(lowest) >= 0;
    }

    /** Writes a finished line if its level is logged. */
    public void write(LogLine line) {
        if (logs(line.level())) {
            sink.line(line.level(), line.json());
        }
    }
}
