package dev.otlp2parquet.otlp.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.otlp2parquet.otlp.model.ExponentialHistogramPoint;
import dev.otlp2parquet.otlp.model.HistogramPoint;
import dev.otlp2parquet.otlp.model.LogRecord;
import dev.otlp2parquet.otlp.model.NumberPoint;
import dev.otlp2parquet.otlp.model.Span;
import dev.otlp2parquet.otlp.model.SummaryPoint;
import dev.otlp2parquet.table.TimestampUnit;
import org.junit.jupiter.api.Test;

class ColumnLimitsTest {
    /** 2^63: the first number that 64 signed bits cannot hold. */
    private static final long BEYOND = Long.MIN_VALUE;

    private final ColumnLimits micros = new ColumnLimits(TimestampUnit.MICROS);
    private final ColumnLimits nanos = new ColumnLimits(TimestampUnit.NANOS);

    @Test
    void aTimeBeyond2262IsRefusedInNanosecondsOnly() {
        LogRecord log = new LogRecord();
        log.timeUnixNano = BEYOND;
        assertNull(micros.refuse(log));
        assertEquals(
                "timeUnixNano: 9223372036854775808 is beyond what a timestamp in nanoseconds holds,"
                        + " at most 9223372036854775807",
                nanos.refuse(log));
        log.timeUnixNano = Long.MAX_VALUE;
        assertNull(nanos.refuse(log));
        log.observedTimeUnixNano = -1;
        assertEquals(
                "observedTimeUnixNano: 18446744073709551615 is beyond what a timestamp in nanoseconds holds,"
                        + " at most 9223372036854775807",
                nanos.refuse(log));
    }

    @Test
    void nestedTimesAreNamedByTheirPlace() {
        Span span = new Span();
        span.events.add();
        span.events.add().timeUnixNano = BEYOND;
        assertNull(micros.refuse(span));
        assertEquals("events[1].timeUnixNano", place(nanos.refuse(span)));

        NumberPoint point = new NumberPoint();
        point.exemplars.add().timeUnixNano = BEYOND;
        assertNull(micros.refuse(point));
        assertEquals("exemplars[0].timeUnixNano", place(nanos.refuse(point)));
        point.timeUnixNano = BEYOND;
        assertEquals("timeUnixNano", place(nanos.refuse(point)));
        point.startTimeUnixNano = BEYOND;
        assertEquals("startTimeUnixNano", place(nanos.refuse(point)));
    }

    @Test
    void aDurationThatDoesNotFitIsRefused() {
        Span span = new Span();
        span.startTimeUnixNano = 0;
        span.endTimeUnixNano = Long.MAX_VALUE;
        assertNull(micros.refuse(span));
        span.endTimeUnixNano = BEYOND;
        assertEquals(
                "endTimeUnixNano: the duration from 0 to 9223372036854775808 ns is beyond 64 signed bits",
                micros.refuse(span));
        span.startTimeUnixNano = 1;
        assertNull(micros.refuse(span));
    }

    @Test
    void aDurationMayBeNegativeButNotBeyondTheLeastNumber() {
        Span span = new Span();
        span.startTimeUnixNano = 5;
        span.endTimeUnixNano = 2;
        assertNull(micros.refuse(span));
        span.startTimeUnixNano = BEYOND;
        span.endTimeUnixNano = 0;
        assertNull(micros.refuse(span));
        span.startTimeUnixNano = BEYOND + 1;
        assertEquals("endTimeUnixNano", place(micros.refuse(span)));
        span.startTimeUnixNano = -1;
        span.endTimeUnixNano = -2;
        assertNull(micros.refuse(span));
    }

    @Test
    void countsBeyond63BitsAreRefusedInAnyUnit() {
        HistogramPoint histogram = new HistogramPoint();
        histogram.bucketCounts.add(Long.MAX_VALUE);
        assertNull(micros.refuse(histogram));
        histogram.bucketCounts.add(BEYOND);
        assertEquals(
                "bucketCounts[1]: 9223372036854775808 is beyond what the column holds, at most 9223372036854775807",
                micros.refuse(histogram));
        histogram.count = -1;
        assertEquals("count", place(micros.refuse(histogram)));

        ExponentialHistogramPoint exponential = new ExponentialHistogramPoint();
        assertNull(micros.refuse(exponential));
        exponential.negativeBucketCounts.add(-1);
        assertEquals("negative.bucketCounts[0]", place(micros.refuse(exponential)));
        exponential.positiveBucketCounts.add(-1);
        assertEquals("positive.bucketCounts[0]", place(micros.refuse(exponential)));
        exponential.zeroCount = -1;
        assertEquals("zeroCount", place(micros.refuse(exponential)));
        exponential.count = -1;
        assertEquals("count", place(micros.refuse(exponential)));

        SummaryPoint summary = new SummaryPoint();
        assertNull(micros.refuse(summary));
        summary.count = -1;
        assertEquals("count", place(micros.refuse(summary)));
    }

    private static String place(String refusal) {
        return refusal.substring(0, refusal.indexOf(':'));
    }
}
