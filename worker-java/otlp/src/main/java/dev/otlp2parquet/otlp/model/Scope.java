package dev.otlp2parquet.otlp.model;

/**
 * {@code InstrumentationScope}, with the schema URL of the {@code ScopeLogs}, {@code ScopeSpans} or {@code ScopeMetrics}
 * around it.
 */
public final class Scope {
    public final Slice name = new Slice();
    public final Slice version = new Slice();
    public final Attributes attributes;
    /** uint32: the bits. */
    public int droppedAttributesCount;

    public final Slice schemaUrl = new Slice();

    public Scope() {
        this(AttributeLimits.DEFAULT);
    }

    public Scope(AttributeLimits limits) {
        attributes = new Attributes(limits);
    }

    public void clear() {
        name.clear();
        version.clear();
        attributes.clear();
        droppedAttributesCount = 0;
        schemaUrl.clear();
    }
}
