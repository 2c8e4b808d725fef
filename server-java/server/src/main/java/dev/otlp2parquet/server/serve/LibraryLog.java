package dev.otlp2parquet.server.serve;

import dev.otlp2parquet.platform.log.LogLevel;
import dev.otlp2parquet.platform.log.LogLine;
import dev.otlp2parquet.platform.log.LogSink;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Brings warnings and errors of libraries into the server's log. They come by java.util.logging. */
final class LibraryLog extends Handler {

    private final LogSink log;
    private final Formatter formatter = new SimpleFormatter();

    private LibraryLog(LogSink log) {
        this.log = log;
    }

    /**
     * Replaces the handlers of the process.
     *
     * @param lowest level that is written
     */
    static void install(LogSink log, LogLevel lowest) {
        LogManager.getLogManager().reset();
        Logger root = Logger.getLogger("");
        root.setLevel(lowest == LogLevel.ERROR ? Level.SEVERE : Level.WARNING);
        root.addHandler(new LibraryLog(log));
    }

    @Override
    public void publish(LogRecord record) {
        LogLevel level = record.getLevel().intValue() >= Level.SEVERE.intValue() ? LogLevel.ERROR : LogLevel.WARN;
        LogLine line = new LogLine(level, "a library reports: " + formatter.formatMessage(record))
                .field("logger", String.valueOf(record.getLoggerName()));
        if (record.getThrown() != null) {
            line.failure(record.getThrown());
        }
        log.line(level, line.json());
    }

    @Override
    public void flush() {
        // Each line is written at once.
    }

    @Override
    public void close() {
        // The stream belongs to the process.
    }
}
