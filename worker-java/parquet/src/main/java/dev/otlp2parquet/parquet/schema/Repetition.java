package dev.otlp2parquet.parquet.schema;

/** How often a field occurs in its parent: once, at most once, any number of times (parquet.thrift, {@code FieldRepetitionType}). */
public enum Repetition {
    REQUIRED(0),
    OPTIONAL(1),
    REPEATED(2);

    private final int thriftValue;

    Repetition(int thriftValue) {
        this.thriftValue = thriftValue;
    }

    /** Returns the number in parquet.thrift. */
    public int thriftValue() {
        return thriftValue;
    }
}
