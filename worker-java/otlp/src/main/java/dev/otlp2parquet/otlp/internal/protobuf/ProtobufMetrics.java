package dev.otlp2parquet.otlp.internal.protobuf;

import dev.otlp2parquet.otlp.internal.decode.Arenas;
import dev.otlp2parquet.otlp.internal.decode.Fault;
import dev.otlp2parquet.otlp.internal.decode.Scratch;
import dev.otlp2parquet.otlp.model.Metric;
import dev.otlp2parquet.otlp.model.MetricKind;
import dev.otlp2parquet.otlp.model.MetricsSink;
import java.io.IOException;

/** Metrics of {@code ExportMetricsServiceRequest} in protobuf. */
final class ProtobufMetrics extends ProtobufEnvelope {
    private static final int NAME = 1 << 3 | Tags.LENGTH;
    private static final int DESCRIPTION = 2 << 3 | Tags.LENGTH;
    private static final int UNIT = 3 << 3 | Tags.LENGTH;
    private static final int GAUGE = 5 << 3 | Tags.LENGTH;
    private static final int SUM = 7 << 3 | Tags.LENGTH;
    private static final int HISTOGRAM = 9 << 3 | Tags.LENGTH;
    private static final int EXPONENTIAL_HISTOGRAM = 10 << 3 | Tags.LENGTH;
    private static final int SUMMARY = 11 << 3 | Tags.LENGTH;
    private static final int METADATA = 12 << 3 | Tags.LENGTH;

    private static final int DATA_POINTS = 1 << 3 | Tags.LENGTH;
    private static final int AGGREGATION_TEMPORALITY = 2 << 3 | Tags.VARINT;
    private static final int IS_MONOTONIC = 3 << 3 | Tags.VARINT;

    private final Scratch scratch;
    private final Metric metric;
    private final Arenas metricArenas;
    private final ProtobufPoints points;
    private MetricsSink sink;

    ProtobufMetrics(Scratch scratch) {
        super(scratch);
        this.scratch = scratch;
        metric = scratch.metric;
        metricArenas = scratch.metricArenas;
        points = new ProtobufPoints(values, recordArenas);
    }

    void begin(MetricsSink metrics) {
        sink = metrics;
        containment.begin(metrics, "resourceMetrics", "scopeMetrics", "metrics");
    }

    @Override
    void readRecord(ProtobufReader in) throws IOException, Fault {
        containment.beginMetric();
        metric.clear();
        metricArenas.reset();
        values.use(metricArenas);
        int outer = in.enter();
        for (int tag = in.tag(); tag != 0; tag = in.tag()) {
            switch (tag) {
                case GAUGE -> readData(in, MetricKind.GAUGE);
                case SUM -> readData(in, MetricKind.SUM);
                case HISTOGRAM -> readData(in, MetricKind.HISTOGRAM);
                case EXPONENTIAL_HISTOGRAM -> readData(in, MetricKind.EXPONENTIAL_HISTOGRAM);
                case SUMMARY -> readData(in, MetricKind.SUMMARY);
                default -> readField(in, tag);
            }
        }
        in.leave(outer);
        containment.endMetric(metric, sink);
    }

    private void readField(ProtobufReader in, int tag) throws IOException, Fault {
        String inside = "";
        try {
            switch (tag) {
                case NAME -> {
                    inside = "name";
                    in.readString(metric.name);
                }
                case DESCRIPTION -> {
                    inside = "description";
                    in.readString(metric.description);
                }
                case UNIT -> {
                    inside = "unit";
                    in.readString(metric.unit);
                }
                case METADATA -> readMetadata(in);
                default -> in.skip(tag);
            }
        } catch (Fault fault) {
            // A string is behind the reader already when its bytes are looked at.
            containment.faultInMetric(fault.in(inside));
        }
    }

    private void readMetadata(ProtobufReader in) throws IOException, Fault {
        int outer = in.enter();
        int end = in.messageEnd();
        try {
            values.readEnteredAttribute(in, metric.metadata, "metadata");
            in.leave(outer);
        } catch (Fault fault) {
            containment.faultInMetric(fault);
            in.abandon(outer, end);
        }
    }

    private void readData(ProtobufReader in, MetricKind kind) throws IOException, Fault {
        containment.beginMetricData(metric, kind, sink);
        boolean hasTemporality = kind != MetricKind.GAUGE && kind != MetricKind.SUMMARY;
        int outer = in.enter();
        for (int tag = in.tag(); tag != 0; tag = in.tag()) {
            if (tag == DATA_POINTS) {
                readPoint(in, kind);
            } else if (tag == AGGREGATION_TEMPORALITY && hasTemporality) {
                metric.aggregationTemporality = in.readVarint32();
            } else if (tag == IS_MONOTONIC && kind == MetricKind.SUM) {
                metric.isMonotonic = in.readBoolean();
            } else {
                in.skip(tag);
            }
        }
        in.leave(outer);
        values.use(metricArenas);
    }

    private void readPoint(ProtobufReader in, MetricKind kind) throws IOException, Fault {
        containment.beginPoint();
        recordArenas.reset();
        values.use(recordArenas);
        int outer = in.enter();
        int end = in.messageEnd();
        try {
            switch (kind) {
                case GAUGE, SUM -> points.readNumber(in, scratch.numberPoint);
                case HISTOGRAM -> points.readHistogram(in, scratch.histogramPoint);
                case EXPONENTIAL_HISTOGRAM -> points.readExponentialHistogram(in, scratch.exponentialHistogramPoint);
                case SUMMARY -> points.readSummary(in, scratch.summaryPoint);
                case NONE -> throw new IllegalStateException("points without a kind");
            }
        } catch (Fault fault) {
            containment.rejectPoint(fault);
            in.abandon(outer, end);
            return;
        }
        in.leave(outer);
        containment.endPoint(scratch.emitPoint(kind, sink));
    }
}
