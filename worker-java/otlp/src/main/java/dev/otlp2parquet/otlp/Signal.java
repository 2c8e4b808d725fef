package dev.otlp2parquet.otlp;

/** The three OTLP signals this module decodes; each has its own export request message. */
public enum Signal {
    /** {@code ExportLogsServiceRequest}; a record is a log record. */
    LOGS,
    /** {@code ExportTraceServiceRequest}; a record is a span. */
    TRACES,
    /** {@code ExportMetricsServiceRequest}; a record is a data point. */
    METRICS
}
