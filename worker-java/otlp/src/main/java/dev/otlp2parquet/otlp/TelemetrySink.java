package dev.otlp2parquet.otlp;

import dev.otlp2parquet.otlp.model.LogsSink;
import dev.otlp2parquet.otlp.model.MetricsSink;
import dev.otlp2parquet.otlp.model.TracesSink;

/** Receives requests of any signal. */
public interface TelemetrySink extends LogsSink, TracesSink, MetricsSink {}
