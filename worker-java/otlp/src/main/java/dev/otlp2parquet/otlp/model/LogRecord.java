package dev.otlp2parquet.otlp.model;

/** {@code LogRecord}. */
public final class LogRecord {
    /** fixed64: the bits; nanoseconds since the epoch, 0 when unknown. */
    public long timeUnixNano;
    /** fixed64: the bits; nanoseconds since the epoch, 0 when unknown. */
    public long observedTimeUnixNano;
    /** An open enum: any int is legal, 1 to 24 have names. */
    public int severityNumber;

    public final Slice severityText = new Slice();
    public final Value body = new Value();
    public final Attributes attributes;
    /** uint32: the bits. */
    public int droppedAttributesCount;
    /** fixed32: the bits; the low 8 are the W3C trace flags. */
    public int flags;
    /** 32 lower-case hex digits, or empty when absent or all zeros. */
    public final Slice traceId = new Slice();
    /** 16 lower-case hex digits, or empty when absent or all zeros. */
    public final Slice spanId = new Slice();

    public final Slice eventName = new Slice();

    public LogRecord() {
        this(AttributeLimits.DEFAULT);
    }

    public LogRecord(AttributeLimits limits) {
        attributes = new Attributes(limits);
    }

    public void clear() {
        timeUnixNano = 0;
        observedTimeUnixNano = 0;
        severityNumber = 0;
        severityText.clear();
        body.clear();
        attributes.clear();
        droppedAttributesCount = 0;
        flags = 0;
        traceId.clear();
        spanId.clear();
        eventName.clear();
    }
}
