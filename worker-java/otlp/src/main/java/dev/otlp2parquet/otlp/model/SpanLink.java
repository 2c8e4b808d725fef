package dev.otlp2parquet.otlp.model;

/** {@code Span.Link}. */
public final class SpanLink {
    /** 32 lower-case hex digits, or empty when absent or all zeros. */
    public final Slice traceId = new Slice();
    /** 16 lower-case hex digits, or empty when absent or all zeros. */
    public final Slice spanId = new Slice();

    public final Slice traceState = new Slice();
    public final Attributes attributes;
    /** uint32: the bits. */
    public int droppedAttributesCount;
    /** fixed32: the bits. */
    public int flags;

    public SpanLink(AttributeLimits limits) {
        attributes = new Attributes(limits);
    }

    public void clear() {
        traceId.clear();
        spanId.clear();
        traceState.clear();
        attributes.clear();
        droppedAttributesCount = 0;
        flags = 0;
    }
}
