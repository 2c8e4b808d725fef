package dev.otlp2parquet.otlp;

/** The three OTLP signals that this module decodes. Each has its own export request message. */
public enum Signal {
    /** {@code ExportLogsServiceRequest}. Its records are log records. */
    LOGS,
    /** {@code ExportTraceServiceRequest}. Its records are spans. */
    TRACES,
    /** {@code ExportMetricsServiceRequest}. Its records are data points. */
    METRICS
}
