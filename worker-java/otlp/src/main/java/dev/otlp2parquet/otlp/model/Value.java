package dev.otlp2parquet.otlp.model;

/** A rendered {@code AnyValue}: its kind and its bytes. */
public final class Value {
    public ValueKind kind = ValueKind.NULL;
    /** Empty when the kind is {@link ValueKind#NULL}. */
    public final Slice text = new Slice();

    public void clear() {
        kind = ValueKind.NULL;
        text.clear();
    }
}
