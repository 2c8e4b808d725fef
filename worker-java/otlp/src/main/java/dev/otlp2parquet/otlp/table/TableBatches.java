package dev.otlp2parquet.otlp.table;

import dev.otlp2parquet.otlp.TelemetrySink;
import dev.otlp2parquet.otlp.model.ExponentialHistogramPoint;
import dev.otlp2parquet.otlp.model.HistogramPoint;
import dev.otlp2parquet.otlp.model.LogRecord;
import dev.otlp2parquet.otlp.model.Metric;
import dev.otlp2parquet.otlp.model.NumberPoint;
import dev.otlp2parquet.otlp.model.Resource;
import dev.otlp2parquet.otlp.model.Scope;
import dev.otlp2parquet.otlp.model.Span;
import dev.otlp2parquet.otlp.model.SummaryPoint;
import dev.otlp2parquet.parquet.column.RowBatch;
import dev.otlp2parquet.table.RowBatches;
import dev.otlp2parquet.table.TableShape;
import java.util.ArrayList;
import java.util.List;

/**
 * Decoded records as table columns: one batch for each table that has had rows, made when its first row comes. Rows keep the
 * order of the request.
 *
 * <p>Any number of requests can be decoded one after the other into the same batches; announce each by {@link
 * #beginRequest}, and take back one that turned out malformed by {@link #discardRequest}. {@link #reset} makes room for the
 * next rows without giving memory back. Not thread-safe.
 */
public final class TableBatches implements TelemetrySink, RowBatches {
    private final TableDefinitions definitions;
    private final ColumnLimits limits;
    private final long hashSeed;

    /** The tables that have had a row; the fields below, null until then, are the same objects. */
    private final List<TableRows> tables = new ArrayList<>();

    /** Those of {@link #tables} that hold data points. */
    private final List<MetricRows> metricTables = new ArrayList<>();

    private LogRows logs;
    private SpanRows traces;
    private GaugeRows gauges;
    private SumRows sums;
    private HistogramRows histograms;
    private ExponentialHistogramRows exponentialHistograms;
    private SummaryRows summaries;
    private long receivedUnixNanos;

    /** Batches for requests of one's own: those of strangers are to be hashed with a seed. */
    public TableBatches(TableDefinitions definitions, long receivedUnixNanos) {
        this(definitions, receivedUnixNanos, 0);
    }

    /**
     * Empty batches.
     *
     * @param receivedUnixNanos when the first request was received, nanoseconds since the epoch: the time of log records that
     *     name none
     * @param hashSeed see {@link RowBatch#RowBatch(dev.otlp2parquet.parquet.schema.Schema, long)}
     */
    public TableBatches(TableDefinitions definitions, long receivedUnixNanos, long hashSeed) {
        this.definitions = definitions;
        this.limits = new ColumnLimits(definitions.options().timestampUnit());
        this.receivedUnixNanos = receivedUnixNanos;
        this.hashSeed = hashSeed;
    }

    public TableDefinition definition(OtlpTable table) {
        return definitions.of(table);
    }

    /** Rows of a table. */
    public int rows(OtlpTable table) {
        TableRows rows = rowsOf(table);
        return rows == null ? 0 : rows.rows();
    }

    /** The batch of a table, or null when it never had a row; complete only between requests. */
    public RowBatch batch(OtlpTable table) {
        TableRows rows = rowsOf(table);
        return rows == null ? null : rows.batch();
    }

    @Override
    public int rows() {
        int sum = 0;
        for (TableRows table : tables) {
            sum += table.rows();
        }
        return sum;
    }

    @Override
    public long bufferedBytes() {
        long bytes = 0;
        for (TableRows table : tables) {
            bytes += table.batch().bufferedBytes();
        }
        return bytes;
    }

    @Override
    public long retainedBytes() {
        long bytes = 0;
        for (TableRows table : tables) {
            bytes += table.batch().retainedBytes();
        }
        return bytes;
    }

    @Override
    public void beginRequest(long receivedUnixNanos) {
        this.receivedUnixNanos = receivedUnixNanos;
        for (TableRows table : tables) {
            table.beginRequest();
        }
    }

    @Override
    public void discardRequest() {
        for (TableRows table : tables) {
            table.discardRequest();
        }
    }

    @Override
    public void reset() {
        for (TableRows table : tables) {
            table.reset();
        }
    }

    @Override
    public void release() {
        tables.clear();
        metricTables.clear();
        logs = null;
        traces = null;
        gauges = null;
        sums = null;
        histograms = null;
        exponentialHistograms = null;
        summaries = null;
    }

    @Override
    public String logRecord(LogRecord record) {
        String refusal = limits.refuse(record);
        if (refusal == null) {
            if (logs == null) {
                logs = added(new LogRows(definition(OtlpTable.LOGS), hashSeed));
            }
            logs.append(record, receivedUnixNanos);
        }
        return refusal;
    }

    @Override
    public String span(Span span) {
        String refusal = limits.refuse(span);
        if (refusal == null) {
            if (traces == null) {
                traces = added(new SpanRows(definition(OtlpTable.TRACES), hashSeed));
            }
            traces.append(span);
        }
        return refusal;
    }

    @Override
    public String gaugePoint(NumberPoint point) {
        String refusal = limits.refuse(point);
        if (refusal == null) {
            if (gauges == null) {
                gauges = added(new GaugeRows(definition(OtlpTable.METRICS_GAUGE), hashSeed));
            }
            gauges.append(point);
        }
        return refusal;
    }

    @Override
    public String sumPoint(NumberPoint point) {
        String refusal = limits.refuse(point);
        if (refusal == null) {
            if (sums == null) {
                sums = added(new SumRows(definition(OtlpTable.METRICS_SUM), hashSeed));
            }
            sums.append(point);
        }
        return refusal;
    }

    @Override
    public String histogramPoint(HistogramPoint point) {
        String refusal = limits.refuse(point);
        if (refusal == null) {
            if (histograms == null) {
                histograms = added(new HistogramRows(definition(OtlpTable.METRICS_HISTOGRAM), hashSeed));
            }
            histograms.append(point);
        }
        return refusal;
    }

    @Override
    public String exponentialHistogramPoint(ExponentialHistogramPoint point) {
        String refusal = limits.refuse(point);
        if (refusal == null) {
            if (exponentialHistograms == null) {
                exponentialHistograms = added(
                        new ExponentialHistogramRows(definition(OtlpTable.METRICS_EXPONENTIAL_HISTOGRAM), hashSeed));
            }
            exponentialHistograms.append(point);
        }
        return refusal;
    }

    @Override
    public String summaryPoint(SummaryPoint point) {
        String refusal = limits.refuse(point);
        if (refusal == null) {
            if (summaries == null) {
                summaries = added(new SummaryRows(definition(OtlpTable.METRICS_SUMMARY), hashSeed));
            }
            summaries.append(point);
        }
        return refusal;
    }

    @Override
    public void endMetric(Metric metric) {
        for (MetricRows table : metricTables) {
            table.endMetric(metric);
        }
    }

    @Override
    public void discardMetric() {
        for (MetricRows table : metricTables) {
            table.discardMetric();
        }
    }

    @Override
    public void endScope(Scope scope) {
        for (TableRows table : tables) {
            table.endScope(scope);
        }
    }

    @Override
    public void discardScope() {
        for (TableRows table : tables) {
            table.discardScope();
        }
    }

    @Override
    public void endResource(Resource resource) {
        for (TableRows table : tables) {
            table.endResource(resource);
        }
    }

    @Override
    public void discardResource() {
        for (TableRows table : tables) {
            table.discardResource();
        }
    }

    @Override
    public void beginLine() {
        for (TableRows table : tables) {
            table.beginLine();
        }
    }

    @Override
    public void discardLine() {
        for (TableRows table : tables) {
            table.discardLine();
        }
    }

    @Override
    public int rows(TableShape table) {
        TableRows rows = rowsOf(table);
        return rows == null ? 0 : rows.rows();
    }

    @Override
    public RowBatch batch(TableShape table) {
        TableRows rows = rowsOf(table);
        return rows == null ? null : rows.batch();
    }

    private TableRows rowsOf(TableShape table) {
        for (TableRows rows : tables) {
            if (rows.definition().shape().equals(table)) {
                return rows;
            }
        }
        return null;
    }

    private <T extends TableRows> T added(T rows) {
        tables.add(rows);
        if (rows instanceof MetricRows metricRows) {
            metricTables.add(metricRows);
        }
        return rows;
    }

    private TableRows rowsOf(OtlpTable table) {
        return switch (table) {
            case LOGS -> logs;
            case TRACES -> traces;
            case METRICS_GAUGE -> gauges;
            case METRICS_SUM -> sums;
            case METRICS_HISTOGRAM -> histograms;
            case METRICS_EXPONENTIAL_HISTOGRAM -> exponentialHistograms;
            case METRICS_SUMMARY -> summaries;
        };
    }
}
