package dev.otlp2parquet.otlp.model;

/** {@code Span}, including the fields of its {@code Status}. */
public final class Span {
    /** 32 lower-case hex digits, or empty when absent or all zeros. */
    public final Slice traceId = new Slice();
    /** 16 lower-case hex digits, or empty when absent or all zeros. */
    public final Slice spanId = new Slice();

    public final Slice traceState = new Slice();
    /** 16 lower-case hex digits, or empty when absent or all zeros. */
    public final Slice parentSpanId = new Slice();
    /** fixed32: the bits. */
    public int flags;

    public final Slice name = new Slice();
    /** {@code SpanKind}, an open enum: any int is legal, 0 to 5 have names. */
    public int kind;
    /** fixed64: the bits; nanoseconds since the epoch. */
    public long startTimeUnixNano;
    /** fixed64: the bits; nanoseconds since the epoch. */
    public long endTimeUnixNano;

    public final Attributes attributes;
    /** uint32: the bits. */
    public int droppedAttributesCount;

    public final ScratchList<SpanEvent> events;
    /** uint32: the bits. */
    public int droppedEventsCount;

    public final ScratchList<SpanLink> links;
    /** uint32: the bits. */
    public int droppedLinksCount;
    /** {@code Status.StatusCode}, an open enum: any int is legal, 0 to 2 have names. */
    public int statusCode;

    public final Slice statusMessage = new Slice();

    public Span() {
        this(AttributeLimits.DEFAULT);
    }

    public Span(AttributeLimits limits) {
        attributes = new Attributes(limits);
        events = new ScratchList<>(() -> new SpanEvent(limits));
        links = new ScratchList<>(() -> new SpanLink(limits));
    }

    public void clear() {
        traceId.clear();
        spanId.clear();
        traceState.clear();
        parentSpanId.clear();
        flags = 0;
        name.clear();
        kind = 0;
        startTimeUnixNano = 0;
        endTimeUnixNano = 0;
        attributes.clear();
        droppedAttributesCount = 0;
        events.clear();
        droppedEventsCount = 0;
        links.clear();
        droppedLinksCount = 0;
        statusCode = 0;
        statusMessage.clear();
    }
}
