package dev.otlp2parquet.otlp.internal.decode;

import dev.otlp2parquet.otlp.model.ContextSink;
import dev.otlp2parquet.otlp.model.Metric;
import dev.otlp2parquet.otlp.model.MetricKind;
import dev.otlp2parquet.otlp.model.MetricsSink;
import dev.otlp2parquet.otlp.model.Resource;
import dev.otlp2parquet.otlp.model.Scope;

/**
 * Tracks the position in a request, counts its records and keeps its first fault. Decides what a fault costs.
 *
 * <p>A faulty record is dropped at once. A faulty resource, scope or metric is dropped at its end, because the records behind the
 * fault must be counted too. A malformed line of JSON Lines is dropped with all its records.
 */
public final class Containment {
    private String[] levels = {};
    private ContextSink sink;
    private int accepted;
    private int rejected;
    private String firstRejection;
    private int droppedAttributes;
    private String firstDropped;

    private int repairedTexts;
    private String firstRepair;
    /** Offset in the body. */
    private int lastRepair;

    private String mistake;

    private int line;
    /** How many of the indexes below are inside the request right now. */
    private int depth;

    private int resourceIndex;
    private int scopeIndex;
    private int recordIndex;
    private int pointIndex;
    private String points = "";

    private int acceptedBeforeLine;
    private int rejectedBeforeLine;
    private int acceptedBeforeResource;
    private int acceptedBeforeScope;
    private int acceptedBeforeMetric;
    private int rejectedBeforeMetric;
    private boolean resourceFaulty;
    private boolean scopeFaulty;
    private boolean metricFaulty;

    /**
     * Begins a body.
     *
     * @param fields the JSON names of the repeated fields from the request down to the record or metric
     */
    public void begin(ContextSink contexts, String... fields) {
        sink = contexts;
        levels = fields;
        accepted = 0;
        rejected = 0;
        firstRejection = null;
        repairedTexts = 0;
        lastRepair = -1;
        mistake = null;
        droppedAttributes = 0;
        firstDropped = null;
        line = 0;
        beginRequest();
    }

    /** Begins a line of a body of several requests; lines count from 1. */
    public void beginLine(int number) {
        line = number;
        acceptedBeforeLine = accepted;
        rejectedBeforeLine = rejected;
        sink.beginLine();
        beginRequest();
    }

    /**
     * The line is malformed. The number of records behind the fault is unknown: the line counts as one record, plus those before
     * the fault.
     */
    public void rejectLine(Fault fault) {
        sink.discardLine();
        rejectSince(acceptedBeforeLine);
        rejected++;
        if (firstRejection == null) {
            int counted = rejected - rejectedBeforeLine;
            firstRejection = describe(fault) + "; the line is not stored and counts as " + counted
                    + (counted == 1 ? " record" : " records");
        }
    }

    private void beginRequest() {
        depth = 0;
        resourceIndex = -1;
    }

    /** Records that the sink holds. */
    public int accepted() {
        return accepted;
    }

    /** Records that were left out. */
    public int rejected() {
        return rejected;
    }

    /** The message of the first fault, or null. */
    public String firstRejection() {
        return firstRejection;
    }

    /** Attributes beyond the limits of their sets. */
    public int droppedAttributes() {
        return droppedAttributes;
    }

    /** The path of the first dropped attribute's record or context, or null. */
    public String firstDropped() {
        return firstDropped;
    }

    /** A text is repaired, see {@link TextRepair}; it is met again when it is read again. */
    void repairedText(int offset) {
        if (offset <= lastRepair) {
            return;
        }
        lastRepair = offset;
        if (repairedTexts++ == 0) {
            firstRepair = line() + place() + " at byte " + offset;
        }
    }

    /** Warns of input that is legal at this place, but is most likely a mistake of the sender. */
    public void warn(String what) {
        if (mistake == null) {
            String place = place();
            mistake = line() + (place.isEmpty() ? "request" : place) + ": " + what;
        }
    }

    /** What the sender should know although no record is rejected for it, or null. */
    public String warning() {
        if (repairedTexts == 0) {
            return mistake;
        }
        String repair = firstRepair + ": "
                + (repairedTexts == 1 ? "" : "the first of " + repairedTexts + " texts with ")
                + "invalid Unicode; U+FFFD replaces the malformed parts";
        return mistake == null ? repair : mistake + "; " + repair;
    }

    /** A set of attributes is full: one that was read is dropped, which is no fault. */
    public void attributeDropped() {
        droppedAttributes++;
        if (firstDropped == null) {
            firstDropped = line() + place();
        }
    }

    public void beginResource() {
        depth = 1;
        resourceIndex++;
        scopeIndex = -1;
        acceptedBeforeResource = accepted;
        resourceFaulty = false;
    }

    public void endResource(Resource resource) {
        depth = 0;
        if (resourceFaulty) {
            sink.discardResource();
            rejectSince(acceptedBeforeResource);
        } else {
            sink.endResource(resource);
        }
    }

    public void beginScope() {
        depth = 2;
        scopeIndex++;
        recordIndex = -1;
        acceptedBeforeScope = accepted;
        scopeFaulty = false;
    }

    public void endScope(Scope scope) {
        depth = 1;
        if (scopeFaulty) {
            sink.discardScope();
            rejectSince(acceptedBeforeScope);
        } else {
            sink.endScope(scope);
        }
    }

    public void beginRecord() {
        depth = 3;
        recordIndex++;
    }

    /**
     * The record was given to the sink.
     *
     * @param refusal why the sink did not take it, or null when it did
     */
    public void endRecord(String refusal) {
        count(refusal);
        depth = 2;
    }

    /**
     * The record is faulty and was not given to the sink.
     *
     * @throws Fault the given one, when it cannot be contained
     */
    public void rejectRecord(Fault fault) throws Fault {
        note(fault);
        depth = 2;
        rejected++;
    }

    public void beginMetric() {
        depth = 3;
        recordIndex++;
        pointIndex = -1;
        acceptedBeforeMetric = accepted;
        rejectedBeforeMetric = rejected;
        metricFaulty = false;
    }

    /** A metric that cannot be counted by its points, because it is unreadable, counts as one record. */
    public void endMetric(Metric metric, MetricsSink metrics) {
        depth = 2;
        if (metricFaulty) {
            metrics.discardMetric();
            rejectSince(acceptedBeforeMetric);
            if (rejected == rejectedBeforeMetric) {
                rejected++;
            }
        } else {
            metrics.endMetric(metric);
        }
    }

    /**
     * Begins a member of {@code Metric.data}, or continues the one there is. When it replaces another one, as protobuf has
     * it for a {@code oneof}, the points so far go; that loses data, so it is reported.
     */
    public void beginMetricData(Metric metric, MetricKind kind, MetricsSink metrics) {
        if (metric.kind != MetricKind.NONE && metric.kind != kind) {
            if (accepted > acceptedBeforeMetric) {
                remember(Fault.semantic("expected one kind of data in a metric, found " + metric.kind.fieldName()
                        + " and then " + kind.fieldName()));
                rejectSince(acceptedBeforeMetric);
            }
            metrics.discardMetric();
            metric.clearData();
        }
        metric.kind = kind;
        points = kind.fieldName();
    }

    /** Begins a data point of the member that was begun last. */
    public void beginPoint() {
        depth = 4;
        pointIndex++;
    }

    /** As {@link #endRecord}, for a data point. */
    public void endPoint(String refusal) {
        count(refusal);
        depth = 3;
    }

    /** As {@link #rejectRecord}, for a data point. */
    public void rejectPoint(Fault fault) throws Fault {
        note(fault);
        depth = 3;
        rejected++;
    }

    /** The resource is faulty; as {@link #rejectRecord} when that cannot be contained. */
    public void faultInResource(Fault fault) throws Fault {
        note(fault);
        resourceFaulty = true;
    }

    /** The scope is faulty; as {@link #rejectRecord} when that cannot be contained. */
    public void faultInScope(Fault fault) throws Fault {
        note(fault);
        scopeFaulty = true;
    }

    /** The metric is faulty; as {@link #rejectRecord} when that cannot be contained. */
    public void faultInMetric(Fault fault) throws Fault {
        note(fault);
        metricFaulty = true;
    }

    /** The whole message for a fault that ends the request. */
    public String describe(Fault fault) {
        return line() + fault.describe(place());
    }

    private String line() {
        return line == 0 ? "" : "line " + line + ": ";
    }

    private void note(Fault fault) throws Fault {
        if (fault.isMalformed()) {
            throw fault;
        }
        remember(fault);
    }

    private void count(String refusal) {
        if (refusal == null) {
            accepted++;
            return;
        }
        rejected++;
        if (firstRejection == null) {
            firstRejection = line() + place() + "." + refusal;
        }
    }

    private void remember(Fault fault) {
        if (firstRejection == null) {
            firstRejection = describe(fault);
        }
    }

    private void rejectSince(int mark) {
        rejected += accepted - mark;
        accepted = mark;
    }

    private String place() {
        StringBuilder place = new StringBuilder();
        if (depth >= 1) {
            place.append(levels[0]).append('[').append(resourceIndex).append(']');
        }
        if (depth >= 2) {
            place.append('.').append(levels[1]).append('[').append(scopeIndex).append(']');
        }
        if (depth >= 3) {
            place.append('.').append(levels[2]).append('[').append(recordIndex).append(']');
        }
        if (depth >= 4) {
            place.append('.')
                    .append(points)
                    .append(".dataPoints[")
                    .append(pointIndex)
                    .append(']');
        }
        return place.toString();
    }
}
