package dev.otlp2parquet.otlp;

/** A sink for whichever signal a request carries. */
public interface TelemetrySink extends LogsSink, TracesSink, MetricsSink {}
