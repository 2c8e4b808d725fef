package dev.otlp2parquet.otlp.table;

import dev.otlp2parquet.otlp.Signal;

/** The seven tables. */
public enum OtlpTable {
    LOGS("logs", Signal.LOGS),
    TRACES("traces", Signal.TRACES),
    METRICS_GAUGE("metrics_gauge", Signal.METRICS),
    METRICS_SUM("metrics_sum", Signal.METRICS),
    METRICS_HISTOGRAM("metrics_histogram", Signal.METRICS),
    METRICS_EXPONENTIAL_HISTOGRAM("metrics_exponential_histogram", Signal.METRICS),
    METRICS_SUMMARY("metrics_summary", Signal.METRICS);

    private final String tableName;
    private final Signal signal;

    OtlpTable(String tableName, Signal signal) {
        this.tableName = tableName;
        this.signal = signal;
    }

    /** The name in a catalog, without namespace and prefix. */
    public String tableName() {
        return tableName;
    }

    /** The folder of plain files. */
    public String folder() {
        return signal == Signal.METRICS ? "metrics/" + tableName.substring("metrics_".length()) : tableName;
    }

    /** The signal whose requests fill this table. */
    public Signal signal() {
        return signal;
    }
}
