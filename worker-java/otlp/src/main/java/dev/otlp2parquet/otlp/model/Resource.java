package dev.otlp2parquet.otlp.model;

/**
 * {@code Resource}, with the schema URL of the {@code ResourceLogs}, {@code ResourceSpans} or {@code ResourceMetrics}
 * around it. Its entity references are not kept. They refer to attributes, which are.
 */
public final class Resource {
    public final Attributes attributes;
    /** uint32: the bits. */
    public int droppedAttributesCount;

    public final Slice schemaUrl = new Slice();

    public Resource() {
        this(AttributeLimits.DEFAULT);
    }

    public Resource(AttributeLimits limits) {
        attributes = new Attributes(limits);
    }

    public void clear() {
        attributes.clear();
        droppedAttributesCount = 0;
        schemaUrl.clear();
    }
}
