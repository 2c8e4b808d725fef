package dev.otlp2parquet.otlp.model;

/** Which member of {@code Metric.data} is set. */
public enum MetricKind {
    NONE("data"),
    GAUGE("gauge"),
    SUM("sum"),
    HISTOGRAM("histogram"),
    EXPONENTIAL_HISTOGRAM("exponentialHistogram"),
    SUMMARY("summary");

    private final String fieldName;

    MetricKind(String fieldName) {
        this.fieldName = fieldName;
    }

    /** The member's name in OTLP/JSON. */
    public String fieldName() {
        return fieldName;
    }
}
