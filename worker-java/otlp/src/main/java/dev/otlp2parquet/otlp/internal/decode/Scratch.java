package dev.otlp2parquet.otlp.internal.decode;

import dev.otlp2parquet.otlp.model.AttributeLimits;
import dev.otlp2parquet.otlp.model.ExponentialHistogramPoint;
import dev.otlp2parquet.otlp.model.HistogramPoint;
import dev.otlp2parquet.otlp.model.LogRecord;
import dev.otlp2parquet.otlp.model.Metric;
import dev.otlp2parquet.otlp.model.MetricKind;
import dev.otlp2parquet.otlp.model.MetricsSink;
import dev.otlp2parquet.otlp.model.NumberPoint;
import dev.otlp2parquet.otlp.model.Resource;
import dev.otlp2parquet.otlp.model.Scope;
import dev.otlp2parquet.otlp.model.Span;
import dev.otlp2parquet.otlp.model.SummaryPoint;

/** The objects a decoder refills, and the arenas their slices may refer to; one of each, for both formats. */
public final class Scratch {
    public final Containment containment = new Containment();
    public final TextRepair repair = new TextRepair(containment);
    public final JsonText jsonText = new JsonText();

    public final Resource resource;
    public final Arenas resourceArenas = new Arenas();

    public final Scope scope;
    public final Arenas scopeArenas = new Arenas();

    public final Metric metric;
    public final Arenas metricArenas = new Arenas();

    /** Of whichever record is being read: log record, span or data point. */
    public final Arenas recordArenas = new Arenas();

    public final LogRecord logRecord;
    public final Span span;
    public final NumberPoint numberPoint;
    public final HistogramPoint histogramPoint;
    public final ExponentialHistogramPoint exponentialHistogramPoint;
    public final SummaryPoint summaryPoint;

    public Scratch(AttributeLimits limits) {
        resource = new Resource(limits);
        scope = new Scope(limits);
        metric = new Metric(limits);
        logRecord = new LogRecord(limits);
        span = new Span(limits);
        numberPoint = new NumberPoint(limits);
        histogramPoint = new HistogramPoint(limits);
        exponentialHistogramPoint = new ExponentialHistogramPoint(limits);
        summaryPoint = new SummaryPoint(limits);
    }

    /**
     * Gives the data point of a kind to the sink.
     *
     * @return what the sink returned
     */
    public String emitPoint(MetricKind kind, MetricsSink sink) {
        return switch (kind) {
            case GAUGE -> sink.gaugePoint(numberPoint);
            case SUM -> sink.sumPoint(numberPoint);
            case HISTOGRAM -> sink.histogramPoint(histogramPoint);
            case EXPONENTIAL_HISTOGRAM -> sink.exponentialHistogramPoint(exponentialHistogramPoint);
            case SUMMARY -> sink.summaryPoint(summaryPoint);
            case NONE -> throw new IllegalStateException("points without a kind");
        };
    }
}
