package dev.otlp2parquet.otlp.model;

/** Receives the log records of a request. */
public interface LogsSink extends ContextSink {
    /**
     * Takes one valid log record.
     *
     * @param record valid until the call returns
     * @return null if this sink took the record, otherwise the reason why it cannot hold it; see {@link ContextSink}
     */
    String logRecord(LogRecord record);
}
