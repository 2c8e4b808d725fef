package dev.otlp2parquet.otlp.internal.decode;

/**
 * Limits of one record. A record that exceeds one is rejected. The limits are far above those of the SDKs (128 events, links and
 * attributes per span; 160 buckets). Without them, a body of many tiny elements, two bytes each on the wire, would take many
 * times its size in memory.
 */
public final class Limits {
    /** Nesting of an {@code AnyValue}. A plain value is 1 deep. An array or key-value list is one deeper than its content. */
    public static final int MAX_DEPTH = 64;

    /** Elements of one repeated field inside a record. */
    public static final int MAX_ELEMENTS = 65_536;

    /** Bytes of JSON and base64 text rendered from the values of one record, metric, scope or resource. */
    public static final int MAX_RENDERED_BYTES = 1 << 24;

    /** Bytes that repairs may add to all texts of a request. Each malformed byte can become three. */
    public static final int MAX_REPAIR_GROWTH = 1 << 24;

    private Limits() {}
}
