package dev.otlp2parquet.otlp.table;

import dev.otlp2parquet.otlp.model.Exemplar;
import dev.otlp2parquet.otlp.model.ExponentialHistogramPoint;
import dev.otlp2parquet.otlp.model.HistogramPoint;
import dev.otlp2parquet.otlp.model.LogRecord;
import dev.otlp2parquet.otlp.model.LongList;
import dev.otlp2parquet.otlp.model.NumberPoint;
import dev.otlp2parquet.otlp.model.ScratchList;
import dev.otlp2parquet.otlp.model.Span;
import dev.otlp2parquet.otlp.model.SpanEvent;
import dev.otlp2parquet.otlp.model.SummaryPoint;
import dev.otlp2parquet.table.TimestampUnit;

/**
 * Tells which legal OTLP records the columns cannot hold without changing a value. OTLP's times and counts have 64 unsigned
 * bits, the columns 64 signed ones.
 *
 * <p>Each method answers null when the record fits, else the reason, which begins with the field's path in the record:
 * {@code events[2].timeUnixNano: ...}. Counters of dropped things and flags are no reason: the former are capped, the latter
 * stored bit by bit.
 */
public final class ColumnLimits {
    private final boolean nanos;

    public ColumnLimits(TimestampUnit unit) {
        this.nanos = unit == TimestampUnit.NANOS;
    }

    public String refuse(LogRecord log) {
        String reason = time("timeUnixNano", log.timeUnixNano);
        return reason != null ? reason : time("observedTimeUnixNano", log.observedTimeUnixNano);
    }

    public String refuse(Span span) {
        long start = span.startTimeUnixNano;
        long end = span.endTimeUnixNano;
        String reason = time("startTimeUnixNano", start);
        if (reason == null) {
            reason = time("endTimeUnixNano", end);
        }
        // The unsigned order of the two tells the sign that the difference must have.
        boolean ranBack = end + Long.MIN_VALUE < start + Long.MIN_VALUE;
        if (reason == null && start != end && ranBack != (end - start < 0)) {
            reason = "endTimeUnixNano: the duration from " + unsigned(start) + " to " + unsigned(end)
                    + " ns is beyond 64 signed bits";
        }
        ScratchList<SpanEvent> events = span.events;
        for (int i = 0; nanos && reason == null && i < events.size(); i++) {
            if (events.get(i).timeUnixNano < 0) {
                reason = time("events[" + i + "].timeUnixNano", events.get(i).timeUnixNano);
            }
        }
        return reason;
    }

    public String refuse(NumberPoint point) {
        String reason = times(point.startTimeUnixNano, point.timeUnixNano);
        return reason != null ? reason : exemplars(point.exemplars);
    }

    public String refuse(HistogramPoint point) {
        String reason = times(point.startTimeUnixNano, point.timeUnixNano);
        if (reason == null) {
            reason = exemplars(point.exemplars);
        }
        if (reason == null) {
            reason = count("count", point.count);
        }
        return reason != null ? reason : counts("bucketCounts", point.bucketCounts);
    }

    public String refuse(ExponentialHistogramPoint point) {
        String reason = times(point.startTimeUnixNano, point.timeUnixNano);
        if (reason == null) {
            reason = exemplars(point.exemplars);
        }
        if (reason == null) {
            reason = count("count", point.count);
        }
        if (reason == null) {
            reason = count("zeroCount", point.zeroCount);
        }
        if (reason == null) {
            reason = counts("positive.bucketCounts", point.positiveBucketCounts);
        }
        return reason != null ? reason : counts("negative.bucketCounts", point.negativeBucketCounts);
    }

    public String refuse(SummaryPoint point) {
        String reason = times(point.startTimeUnixNano, point.timeUnixNano);
        return reason != null ? reason : count("count", point.count);
    }

    private String times(long start, long time) {
        String reason = time("startTimeUnixNano", start);
        return reason != null ? reason : time("timeUnixNano", time);
    }

    private String exemplars(ScratchList<Exemplar> exemplars) {
        for (int i = 0; nanos && i < exemplars.size(); i++) {
            if (exemplars.get(i).timeUnixNano < 0) {
                return time("exemplars[" + i + "].timeUnixNano", exemplars.get(i).timeUnixNano);
            }
        }
        return null;
    }

    private String time(String field, long unixNanos) {
        return nanos && unixNanos < 0
                ? field + ": " + unsigned(unixNanos) + " is beyond what a timestamp in nanoseconds holds, at most "
                        + Long.MAX_VALUE
                : null;
    }

    private static String counts(String field, LongList counts) {
        for (int i = 0; i < counts.size(); i++) {
            if (counts.get(i) < 0) {
                return count(field + "[" + i + "]", counts.get(i));
            }
        }
        return null;
    }

    private static String count(String field, long count) {
        return count < 0
                ? field + ": " + unsigned(count) + " is beyond what the column holds, at most " + Long.MAX_VALUE
                : null;
    }

    private static String unsigned(long bits) {
        if (bits >= 0) {
            return Long.toString(bits);
        }
        long tens = (bits >>> 1) / 5;
        return Long.toString(tens) + (bits - tens * 10);
    }
}
