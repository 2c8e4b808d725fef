package dev.otlp2parquet.ingest;

import dev.otlp2parquet.batching.buffer.Recognition;
import dev.otlp2parquet.otlp.ForwardingSink;
import dev.otlp2parquet.otlp.TelemetrySink;
import dev.otlp2parquet.otlp.model.DataPoint;
import dev.otlp2parquet.otlp.model.ExponentialHistogramPoint;
import dev.otlp2parquet.otlp.model.HistogramPoint;
import dev.otlp2parquet.otlp.model.LogRecord;
import dev.otlp2parquet.otlp.model.NumberPoint;
import dev.otlp2parquet.otlp.model.Span;
import dev.otlp2parquet.otlp.model.SummaryPoint;

/**
 * Passes the records of one body on to another sink, and finds out whether a second body with the same bytes can only be a
 * repeat. It can only be one if every span has an id, if every data point has a time, or if every log record has a time and
 * the times are not equal by chance: two of them differ, or one is finer than a millisecond.
 *
 * <p>Records that the other sink rejects count too, and so do those of a faulty scope. So the result follows from the bytes
 * alone.
 */
public final class BodyIdentity extends ForwardingSink {

    private static final long NANOS_OF_MILLISECOND = 1_000_000;

    private boolean incomplete;
    private boolean logs;
    private boolean fine;
    private boolean instants;
    private long lastInstant;

    public BodyIdentity(TelemetrySink sink) {
        super(sink);
    }

    /**
     * How a repeat of the body is recognised: by its content, if equal bytes can only be a repeat; by an excuse, if it has
     * log records whose times do not prove that; else by the attempt alone.
     */
    public Recognition recognition() {
        if (incomplete) {
            return Recognition.ATTEMPT;
        }
        return !logs || fine || instants ? Recognition.CONTENT : Recognition.EXCUSABLE;
    }

    @Override
    public String logRecord(LogRecord record) {
        // As in the table: a record without a time has its observed time.
        long instant = record.timeUnixNano != 0 ? record.timeUnixNano : record.observedTimeUnixNano;
        if (instant == 0) {
            incomplete = true;
        } else {
            fine |= instant % NANOS_OF_MILLISECOND != 0 || record.observedTimeUnixNano % NANOS_OF_MILLISECOND != 0;
            instants |= lastInstant != 0 && instant != lastInstant;
            lastInstant = instant;
        }
        logs = true;
        return sink.logRecord(record);
    }

    @Override
    public String span(Span span) {
        incomplete |= span.spanId.isEmpty();
        return sink.span(span);
    }

    private void point(DataPoint point) {
        incomplete |= point.timeUnixNano == 0;
    }

    @Override
    public String gaugePoint(NumberPoint point) {
        point(point);
        return sink.gaugePoint(point);
    }

    @Override
    public String sumPoint(NumberPoint point) {
        point(point);
        return sink.sumPoint(point);
    }

    @Override
    public String histogramPoint(HistogramPoint point) {
        point(point);
        return sink.histogramPoint(point);
    }

    @Override
    public String exponentialHistogramPoint(ExponentialHistogramPoint point) {
        point(point);
        return sink.exponentialHistogramPoint(point);
    }

    @Override
    public String summaryPoint(SummaryPoint point) {
        point(point);
        return sink.summaryPoint(point);
    }
}
