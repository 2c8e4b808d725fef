package dev.otlp2parquet.otlp.model;

/** {@code Span.Event}. */
public final class SpanEvent {
    /** fixed64: the bits; nanoseconds since the epoch. */
    public long timeUnixNano;

    public final Slice name = new Slice();
    public final Attributes attributes;
    /** uint32: the bits. */
    public int droppedAttributesCount;

    public SpanEvent(AttributeLimits limits) {
        attributes = new Attributes(limits);
    }

    public void clear() {
        timeUnixNano = 0;
        name.clear();
        attributes.clear();
        droppedAttributesCount = 0;
    }
}
