package dev.otlp2parquet.otlp.internal.json;

import dev.otlp2parquet.otlp.internal.decode.Arenas;
import dev.otlp2parquet.otlp.internal.decode.Fault;
import dev.otlp2parquet.otlp.internal.decode.Scratch;
import dev.otlp2parquet.otlp.model.Metric;
import dev.otlp2parquet.otlp.model.MetricKind;
import dev.otlp2parquet.otlp.model.MetricsSink;

/** Metrics of {@code ExportMetricsServiceRequest} in OTLP/JSON. */
final class JsonMetrics extends JsonEnvelope {
    private static final FieldNames FIELDS = new FieldNames(
            "name", "description", "unit", "metadata", "gauge", "sum", "histogram", "exponentialHistogram", "summary");

    private static final FieldNames DATA_FIELDS = new FieldNames("dataPoints", "aggregationTemporality", "isMonotonic");

    private final Scratch scratch;
    private final Metric metric;
    private final Arenas metricArenas;
    private final JsonPoints points;
    private MetricsSink sink;

    JsonMetrics(JsonReader json, Scratch scratch) {
        super(json, scratch, "resourceMetrics", "scopeMetrics", "metrics");
        this.scratch = scratch;
        metric = scratch.metric;
        metricArenas = scratch.metricArenas;
        points = new JsonPoints(json, numbers, values, ids, recordArenas);
    }

    void begin(MetricsSink metrics) {
        sink = metrics;
        containment.begin(metrics, "resourceMetrics", "scopeMetrics", "metrics");
    }

    @Override
    void readRecord() throws Fault {
        containment.beginMetric();
        int start = json.position();
        metric.clear();
        metricArenas.reset();
        values.use(metricArenas);
        try {
            for (boolean more = json.enterObject(); more; more = json.nextMember()) {
                readField();
            }
        } catch (Fault fault) {
            // Only a metric that is no object: what is inside of one is contained there.
            skipFaulty(start, fault);
            containment.faultInMetric(fault);
        }
        containment.endMetric(metric, sink);
    }

    private void readField() throws Fault {
        int field = json.name(FIELDS);
        if (json.skipNull()) {
            return;
        }
        int start = json.position();
        try {
            switch (field) {
                case 0 -> json.readString(metric.name);
                case 1 -> json.readString(metric.description);
                case 2 -> json.readString(metric.unit);
                case 3 -> values.readAttributes(metric.metadata);
                case 4 -> readData(MetricKind.GAUGE);
                case 5 -> readData(MetricKind.SUM);
                case 6 -> readData(MetricKind.HISTOGRAM);
                case 7 -> readData(MetricKind.EXPONENTIAL_HISTOGRAM);
                case 8 -> readData(MetricKind.SUMMARY);
                default -> json.skipValue();
            }
        } catch (Fault fault) {
            skipFaulty(start, fault.in(FIELDS.name(field)));
            containment.faultInMetric(fault);
        }
    }

    private void readData(MetricKind kind) throws Fault {
        containment.beginMetricData(metric, kind, sink);
        int field = FieldNames.UNKNOWN;
        try {
            for (boolean more = json.enterObject(); more; more = json.nextMember()) {
                field = json.name(DATA_FIELDS);
                if (json.skipNull()) {
                    continue;
                }
                if (field == 0) {
                    readPoints(kind);
                } else {
                    readSetting(field, kind);
                }
                field = FieldNames.UNKNOWN;
            }
        } catch (Fault fault) {
            throw fault.in(DATA_FIELDS.name(field));
        }
    }

    /** A fault here is contained here, so that the points behind it are counted. */
    private void readSetting(int field, MetricKind kind) throws Fault {
        int start = json.position();
        try {
            if (field == 1 && kind != MetricKind.GAUGE && kind != MetricKind.SUMMARY) {
                metric.aggregationTemporality =
                        numbers.readEnum("AggregationTemporality", EnumNames.AGGREGATION_TEMPORALITY);
            } else if (field == 2 && kind == MetricKind.SUM) {
                metric.isMonotonic = json.readBoolean();
            } else {
                json.skipValue();
            }
        } catch (Fault fault) {
            skipFaulty(start, fault.in(DATA_FIELDS.name(field)).in(kind.fieldName()));
            containment.faultInMetric(fault);
        }
    }

    private void readPoints(MetricKind kind) throws Fault {
        for (boolean more = json.enterArray(); more; more = json.nextElement()) {
            containment.beginPoint();
            int start = json.position();
            recordArenas.reset();
            values.use(recordArenas);
            try {
                readPoint(kind);
            } catch (Fault fault) {
                skipFaulty(start, fault);
                containment.rejectPoint(fault);
                continue;
            }
            containment.endPoint(scratch.emitPoint(kind, sink));
        }
        values.use(metricArenas);
    }

    private void readPoint(MetricKind kind) throws Fault {
        switch (kind) {
            case GAUGE, SUM -> points.readNumber(scratch.numberPoint);
            case HISTOGRAM -> points.readHistogram(scratch.histogramPoint);
            case EXPONENTIAL_HISTOGRAM -> points.readExponentialHistogram(scratch.exponentialHistogramPoint);
            case SUMMARY -> points.readSummary(scratch.summaryPoint);
            case NONE -> throw new IllegalStateException("points without a kind");
        }
    }
}
