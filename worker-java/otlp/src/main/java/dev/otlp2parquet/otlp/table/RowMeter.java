package dev.otlp2parquet.otlp.table;

import dev.otlp2parquet.otlp.ForwardingSink;
import dev.otlp2parquet.otlp.TelemetrySink;
import dev.otlp2parquet.otlp.model.DataPoint;
import dev.otlp2parquet.otlp.model.Exemplar;
import dev.otlp2parquet.otlp.model.ExponentialHistogramPoint;
import dev.otlp2parquet.otlp.model.HistogramPoint;
import dev.otlp2parquet.otlp.model.LogRecord;
import dev.otlp2parquet.otlp.model.NumberPoint;
import dev.otlp2parquet.otlp.model.ScratchList;
import dev.otlp2parquet.otlp.model.Span;
import dev.otlp2parquet.otlp.model.SpanEvent;
import dev.otlp2parquet.otlp.model.SpanLink;
import dev.otlp2parquet.otlp.model.SummaryPoint;

/**
 * Passes records on to another sink and counts what they take as columns, until that is too much. An empty log record has two bytes in protobuf
 * and over a hundred in columns, so the length of a body alone promises nothing: ten megabytes of them would end the isolate.
 *
 * <p>The count is an upper bound but for texts, which take about what they take in the body, and at most
 * 16 MiB more where they are repaired. Attributes count also where they are dropped or repeat a
 * key: a request that was accepted under one limit on attributes must not be too large under another when it is stored.
 */
public final class RowMeter extends ForwardingSink {

    /** What the columns of one request may take. A flush decodes them piece by piece. */
    public static final long MAX_BYTES = 48 << 20;

    /** The same of a request that is stored at once, with all its columns in memory: their arrays are up to twice as large. */
    public static final long MAX_DIRECT_BYTES = 24 << 20;

    /** Of each row: its numbers, an entry of four bytes for each text, and the ends of its maps and lists; see RowMeterTest. */
    private static final int LOG_RECORD = 128;

    private static final int SPAN = 192;
    private static final int DATA_POINT = 256;
    private static final int EVENT = 48;
    private static final int LINK = 48;
    private static final int EXEMPLAR = 64;
    private static final int ATTRIBUTE = 16;
    private static final int NUMBER = 8;

    private final long limit;
    private long bytes;
    private long records;

    /**
     * A meter in front of a sink.
     *
     * @param limit with the record that exceeds it, a {@link RowsTooLargeException} is thrown instead of passing it on
     */
    public RowMeter(TelemetrySink sink, long limit) {
        super(sink);
        this.limit = limit;
    }

    /** Counted so far, refused and discarded records too. */
    public long bytes() {
        return bytes;
    }

    private void count(long more) {
        bytes += more;
        records++;
        if (bytes > limit) {
            throw new RowsTooLargeException(records, limit);
        }
    }

    @Override
    public String logRecord(LogRecord record) {
        count(LOG_RECORD + (long) ATTRIBUTE * record.attributes.puts());
        return sink.logRecord(record);
    }

    @Override
    public String span(Span span) {
        long elements = (long) ATTRIBUTE * span.attributes.puts();
        ScratchList<SpanEvent> events = span.events;
        for (int i = 0; i < events.size(); i++) {
            elements += EVENT + (long) ATTRIBUTE * events.get(i).attributes.puts();
        }
        ScratchList<SpanLink> links = span.links;
        for (int i = 0; i < links.size(); i++) {
            elements += LINK + (long) ATTRIBUTE * links.get(i).attributes.puts();
        }
        count(SPAN + elements);
        return sink.span(span);
    }

    @Override
    public String gaugePoint(NumberPoint point) {
        count(bytesOf(point, 0, point.exemplars));
        return sink.gaugePoint(point);
    }

    @Override
    public String sumPoint(NumberPoint point) {
        count(bytesOf(point, 0, point.exemplars));
        return sink.sumPoint(point);
    }

    @Override
    public String histogramPoint(HistogramPoint point) {
        count(bytesOf(point, point.bucketCounts.size() + point.explicitBounds.size(), point.exemplars));
        return sink.histogramPoint(point);
    }

    @Override
    public String exponentialHistogramPoint(ExponentialHistogramPoint point) {
        int counts = point.positiveBucketCounts.size() + point.negativeBucketCounts.size();
        count(bytesOf(point, counts, point.exemplars));
        return sink.exponentialHistogramPoint(point);
    }

    @Override
    public String summaryPoint(SummaryPoint point) {
        count(bytesOf(point, 2 * point.quantiles.size(), null));
        return sink.summaryPoint(point);
    }

    private static long bytesOf(DataPoint point, int numbers, ScratchList<Exemplar> exemplars) {
        long sum = DATA_POINT + (long) ATTRIBUTE * point.attributes.puts() + (long) NUMBER * numbers;
        for (int i = 0; exemplars != null && i < exemplars.size(); i++) {
            sum += EXEMPLAR
                    + (long) ATTRIBUTE * exemplars.get(i).filteredAttributes.puts();
        }
        return sum;
    }
}
