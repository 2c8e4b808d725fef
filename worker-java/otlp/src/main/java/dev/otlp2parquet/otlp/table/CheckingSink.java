package dev.otlp2parquet.otlp.table;

import dev.otlp2parquet.otlp.TelemetrySink;
import dev.otlp2parquet.otlp.model.ExponentialHistogramPoint;
import dev.otlp2parquet.otlp.model.HistogramPoint;
import dev.otlp2parquet.otlp.model.LogRecord;
import dev.otlp2parquet.otlp.model.Metric;
import dev.otlp2parquet.otlp.model.NumberPoint;
import dev.otlp2parquet.otlp.model.Resource;
import dev.otlp2parquet.otlp.model.Scope;
import dev.otlp2parquet.otlp.model.Span;
import dev.otlp2parquet.otlp.model.SummaryPoint;
import dev.otlp2parquet.table.TimestampUnit;

/**
 * Refuses what the columns would refuse, and keeps nothing: so that a request is answered as if its rows had been stored, and
 * is decoded to columns once, when they are.
 */
public final class CheckingSink implements TelemetrySink {

    private final ColumnLimits limits;

    public CheckingSink(TimestampUnit unit) {
        limits = new ColumnLimits(unit);
    }

    @Override
    public String logRecord(LogRecord record) {
        return limits.refuse(record);
    }

    @Override
    public String span(Span span) {
        return limits.refuse(span);
    }

    @Override
    public String gaugePoint(NumberPoint point) {
        return limits.refuse(point);
    }

    @Override
    public String sumPoint(NumberPoint point) {
        return limits.refuse(point);
    }

    @Override
    public String histogramPoint(HistogramPoint point) {
        return limits.refuse(point);
    }

    @Override
    public String exponentialHistogramPoint(ExponentialHistogramPoint point) {
        return limits.refuse(point);
    }

    @Override
    public String summaryPoint(SummaryPoint point) {
        return limits.refuse(point);
    }

    @Override
    public void endMetric(Metric metric) {}

    @Override
    public void discardMetric() {}

    @Override
    public void endScope(Scope scope) {}

    @Override
    public void discardScope() {}

    @Override
    public void endResource(Resource resource) {}

    @Override
    public void discardResource() {}

    @Override
    public void beginLine() {}

    @Override
    public void discardLine() {}
}
