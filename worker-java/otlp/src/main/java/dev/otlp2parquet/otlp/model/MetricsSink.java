package dev.otlp2parquet.otlp.model;

/**
 * Receives the data points of a request.
 *
 * <p>A metric is a context between points and scope, and like those reported after its points: {@code ( point* (
 * endMetric | discardMetric ) )*} within a scope. The points of one metric are all of one kind. What the
 * point methods return is explained at {@link ContextSink}.
 */
public interface MetricsSink extends ContextSink {
    /** Takes one valid point of a gauge; scratch, valid until the call returns. */
    String gaugePoint(NumberPoint point);

    /** Takes one valid point of a sum; scratch, valid until the call returns. */
    String sumPoint(NumberPoint point);

    /** Takes one valid point of a histogram; scratch, valid until the call returns. */
    String histogramPoint(HistogramPoint point);

    /** Takes one valid point of an exponential histogram; scratch, valid until the call returns. */
    String exponentialHistogramPoint(ExponentialHistogramPoint point);

    /** Takes one valid point of a summary; scratch, valid until the call returns. */
    String summaryPoint(SummaryPoint point);

    /**
     * Ends a metric: all points since the previous end or discard of a metric belong to it. A metric without points is
     * reported too.
     */
    void endMetric(Metric metric);

    /** Forgets all points since the previous end or discard of a metric: the metric turned out faulty. */
    void discardMetric();
}
