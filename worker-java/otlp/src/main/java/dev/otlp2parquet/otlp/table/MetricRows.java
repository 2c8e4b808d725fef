package dev.otlp2parquet.otlp.table;

import dev.otlp2parquet.otlp.model.DataPoint;
import dev.otlp2parquet.otlp.model.Metric;
import dev.otlp2parquet.parquet.column.IntColumn;

/**
 * What the five metric tables have in common: the columns of every data point, and those of the metric, which are filled once
 * per metric for all its rows.
 */
abstract class MetricRows extends TableRows {
    private static final int NO_RECORDED_VALUE = 1;

    private final TextColumn metricName;
    private final TextColumn metricDescription;
    private final TextColumn metricUnit;
    private final AttributesColumn metricMetadata;
    private final AttributesColumn attributes;
    private final TimestampColumn startTimestamp;
    private final TimestampColumn timestamp;
    private final IntColumn flags;
    private int metricStart;

    MetricRows(TableDefinition definition, long hashSeed) {
        super(definition, hashSeed);
        BoundFields columns = columns();
        metricName = columns.text("MetricName");
        metricDescription = columns.text("MetricDescription");
        metricUnit = columns.text("MetricUnit");
        metricMetadata = columns.attributes("MetricMetadata");
        attributes = columns.attributes("Attributes");
        startTimestamp = columns.timestamp("StartTimestamp");
        timestamp = columns.timestamp("Timestamp");
        flags = columns.ints("Flags");
    }

    /** Appends what all data points have, and counts the row. */
    final void appendPoint(DataPoint point) {
        attributes.append(point.attributes);
        startTimestamp.append(point.startTimeUnixNano);
        timestamp.append(point.timeUnixNano);
        flags.append(point.flags);
        nextRow();
    }

    /** Whether a point has a value at all; one that has none marks the end of its series. */
    static boolean isRecorded(DataPoint point) {
        return (point.flags & NO_RECORDED_VALUE) == 0;
    }

    final void endMetric(Metric metric) {
        int count = rows() - metricStart;
        if (count == 0) {
            return;
        }
        int more = count - 1;
        metricName.append(metric.name);
        metricDescription.append(metric.description);
        metricUnit.append(metric.unit);
        metricMetadata.append(metric.metadata);
        metricName.repeatLast(more);
        metricDescription.repeatLast(more);
        metricUnit.repeatLast(more);
        metricMetadata.repeatLast(more);
        appendMetric(metric, more);
        metricStart = rows();
    }

    final void discardMetric() {
        truncate(metricStart);
    }

    /**
     * Appends the columns of the metric that only some tables have.
     *
     * @param more further rows that the values are for, at least 0
     */
    abstract void appendMetric(Metric metric, int more);

    @Override
    final void beginRequest() {
        super.beginRequest();
        metricStart = rows();
    }

    @Override
    final void truncate(int remaining) {
        super.truncate(remaining);
        metricStart = Math.min(metricStart, remaining);
    }
}
