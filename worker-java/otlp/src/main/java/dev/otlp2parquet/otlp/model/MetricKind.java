package dev.otlp2parquet.otlp.model;

/** Which member of {@code Metric.data} is set. */
public enum MetricKind {
    NONE,
    GAUGE,
    SUM,
    HISTOGRAM,
    EXPONENTIAL_HISTOGRAM,
    SUMMARY
}
