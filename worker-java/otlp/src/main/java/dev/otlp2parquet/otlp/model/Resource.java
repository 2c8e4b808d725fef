package dev.otlp2parquet.otlp.model;

/**
 * {@code Resource}, with the schema URL of the {@code ResourceLogs}, {@code ResourceSpans} or {@code ResourceMetrics}
 * around it. Its entity references are not kept: what they name is among the attributes.
 */
public final class Resource {
    public final Attributes attributes = new Attributes();
    /** uint32: the bits. */
    public int droppedAttributesCount;

    public final Slice schemaUrl = new Slice();

    public void clear() {
        attributes.clear();
        droppedAttributesCount = 0;
        schemaUrl.clear();
    }
}
