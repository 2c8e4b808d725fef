package dev.otlp2parquet.otlp;

import dev.otlp2parquet.otlp.model.ExponentialHistogramPoint;
import dev.otlp2parquet.otlp.model.HistogramPoint;
import dev.otlp2parquet.otlp.model.LogRecord;
import dev.otlp2parquet.otlp.model.Metric;
import dev.otlp2parquet.otlp.model.NumberPoint;
import dev.otlp2parquet.otlp.model.Resource;
import dev.otlp2parquet.otlp.model.Scope;
import dev.otlp2parquet.otlp.model.Span;
import dev.otlp2parquet.otlp.model.SummaryPoint;

/**
 * Counts contexts and stores nothing. It validates a request without building columns: the decoder checks a record before it
 * calls a sink, and counts records in its {@link DecodeResult}.
 */
public final class CountingSink implements TelemetrySink {
    private int resources;
    private int scopes;
    private int metrics;

    /** Resources ended so far, without discarded ones. */
    public int resources() {
        return resources;
    }

    /** Scopes ended so far, including those of discarded resources. */
    public int scopes() {
        return scopes;
    }

    /** Metrics ended so far, including those of discarded scopes and resources. */
    public int metrics() {
        return metrics;
    }

    @Override
    public String logRecord(LogRecord record) {
        return null;
    }

    @Override
    public String span(Span span) {
        return null;
    }

    @Override
    public String gaugePoint(NumberPoint point) {
        return null;
    }

    @Override
    public String sumPoint(NumberPoint point) {
        return null;
    }

    @Override
    public String histogramPoint(HistogramPoint point) {
        return null;
    }

    @Override
    public String exponentialHistogramPoint(ExponentialHistogramPoint point) {
        return null;
    }

    @Override
    public String summaryPoint(SummaryPoint point) {
        return null;
    }

    @Override
    public void endMetric(Metric metric) {
        metrics++;
    }

    @Override
    public void discardMetric() {}

    @Override
    public void endScope(Scope scope) {
        scopes++;
    }

    @Override
    public void endResource(Resource resource) {
        resources++;
    }

    @Override
    public void discardScope() {}

    @Override
    public void discardResource() {}

    @Override
    public void beginLine() {}

    @Override
    public void discardLine() {}
}
