package dev.otlp2parquet.otlp.model;

/**
 * Receives the data points of a request.
 *
 * <p>A metric is a context between data points and scope. Like the other contexts it is reported after its content: {@code (
 * point* ( endMetric | discardMetric ) )*} within a scope. All points of a metric are of one kind. A point method returns null
 * if this sink took the point, otherwise the reason why it cannot hold it; see {@link ContextSink}.
 */
public interface MetricsSink extends ContextSink {
    /** Takes one valid point of a gauge. The point is valid until the call returns. */
    String gaugePoint(NumberPoint point);

    /** Takes one valid point of a sum. The point is valid until the call returns. */
    String sumPoint(NumberPoint point);

    /** Takes one valid point of a histogram. The point is valid until the call returns. */
    String histogramPoint(HistogramPoint point);

    /** Takes one valid point of an exponential histogram. The point is valid until the call returns. */
    String exponentialHistogramPoint(ExponentialHistogramPoint point);

    /** Takes one valid point of a summary. The point is valid until the call returns. */
    String summaryPoint(SummaryPoint point);

    /**
     * Ends a metric. All points since the previous end or discard of a metric belong to it. A metric without points is
     * reported too.
     */
    void endMetric(Metric metric);

    /**
     * Drops all points since the previous end or discard of a metric, because the metric is faulty or because another kind of
     * data replaces them.
     */
    void discardMetric();
}
