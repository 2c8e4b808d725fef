package dev.otlp2parquet.otlp.table;

import dev.otlp2parquet.otlp.ForwardingSink;
import dev.otlp2parquet.otlp.model.ExponentialHistogramPoint;
import dev.otlp2parquet.otlp.model.HistogramPoint;
import dev.otlp2parquet.otlp.model.LogRecord;
import dev.otlp2parquet.otlp.model.NumberPoint;
import dev.otlp2parquet.otlp.model.Span;
import dev.otlp2parquet.otlp.model.SummaryPoint;

/**
 * Takes records of a request as rows, from one on and until the rows are as many, or fill as much memory, as they may; the others are only
 * checked. So a request whose rows do not fit is decoded several times, each time to other rows, and gives the same result.
 */
final class RowWindow extends ForwardingSink {

    /** Summing up what all columns hold costs as much as a small row. */
    private static final int ROWS_BETWEEN_LOOKS = 16;

    private final TableBatches rows;
    private final CheckingSink checks;
    private final long from;
    private final long limit;
    private final long maxRows;
    private long seen;
    private long taken;
    private long end = -1;

    /**
     * A window.
     *
     * @param from the first record to take
     * @param limit bytes of the batches' values at which no more records are taken, once there is one
     * @param maxRows records to take, at least one
     */
    public RowWindow(TableBatches rows, CheckingSink checks, long from, long limit, long maxRows) {
        super(rows);
        this.rows = rows;
        this.checks = checks;
        this.from = from;
        this.limit = limit;
        this.maxRows = maxRows;
    }

    /** The first record that did not fit, or -1 if all did. */
    public long end() {
        return end;
    }

    private boolean takes() {
        long number = seen++;
        if (number < from || end >= 0) {
            return false;
        }
        boolean full = taken >= maxRows || (number % ROWS_BETWEEN_LOOKS == 0 && rows.bufferedBytes() > limit);
        if (number > from && full) {
            end = number;
            return false;
        }
        taken++;
        return true;
    }

    @Override
    public String logRecord(LogRecord record) {
        return takes() ? rows.logRecord(record) : checks.logRecord(record);
    }

    @Override
    public String span(Span span) {
        return takes() ? rows.span(span) : checks.span(span);
    }

    @Override
    public String gaugePoint(NumberPoint point) {
        return takes() ? rows.gaugePoint(point) : checks.gaugePoint(point);
    }

    @Override
    public String sumPoint(NumberPoint point) {
        return takes() ? rows.sumPoint(point) : checks.sumPoint(point);
    }

    @Override
    public String histogramPoint(HistogramPoint point) {
        return takes() ? rows.histogramPoint(point) : checks.histogramPoint(point);
    }

    @Override
    public String exponentialHistogramPoint(ExponentialHistogramPoint point) {
        return takes() ? rows.exponentialHistogramPoint(point) : checks.exponentialHistogramPoint(point);
    }

    @Override
    public String summaryPoint(SummaryPoint point) {
        return takes() ? rows.summaryPoint(point) : checks.summaryPoint(point);
    }
}
