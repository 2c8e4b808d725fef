package dev.otlp2parquet.otlp.model;

/** Receives the log records of a request. */
public interface LogsSink extends ContextSink {
    /**
     * Takes one valid log record.
     *
     * @param record scratch, valid until the call returns
     * @return null when the record was taken, else why this sink cannot hold it; see {@link ContextSink}
     */
    String logRecord(LogRecord record);
}
