package dev.otlp2parquet.otlp.internal.decode;

/**
 * Bounds on what one record may ask for. Exceeding one is a fault of that record. They are far above what the SDKs allow
 * themselves (128 events, links and attributes a span; 160 buckets), and keep a body of many tiny elements, two bytes each
 * on the wire, from becoming many times its size in memory.
 */
public final class Limits {
    /** Nesting of an {@code AnyValue}: a plain value is 1 deep, an array or key-value list one more than what is in it. */
    public static final int MAX_DEPTH = 64;

    /** Elements of one repeated field inside a record. */
    public static final int MAX_ELEMENTS = 65_536;

    /** Bytes of JSON and base64 text that the values of one record, metric, scope or resource are rendered to. */
    public static final int MAX_RENDERED_BYTES = 1 << 24;

    /** Bytes by which all texts of a request may grow when they are repaired: each that is malformed becomes three. */
    public static final int MAX_REPAIR_GROWTH = 1 << 24;

    private Limits() {}
}
