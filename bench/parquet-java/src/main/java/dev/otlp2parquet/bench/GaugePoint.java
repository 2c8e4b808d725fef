package dev.otlp2parquet.bench;

import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;

/** A data point and the metric it belongs to. */
record GaugePoint(Metric metric, NumberDataPoint point) {}
