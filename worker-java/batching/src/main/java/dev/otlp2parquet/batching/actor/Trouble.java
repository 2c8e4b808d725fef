package dev.otlp2parquet.batching.actor;

/**
 * What keeps an object from its work. Without names and details, so that everybody may know it.
 *
 * @param kind one of the constants here
 * @param ageMillis since when
 */
public record Trouble(String kind, long ageMillis) {

    /** Its last attempt failed. */
    static final String FAILING = "failing";

    /** It has something to do and does not get on. */
    public static final String STALLED = "no progress";

    /** Requests cannot be read, and are kept. */
    public static final String QUARANTINED = "requests set aside";

    /** It did not answer the question. */
    public static final String SILENT = "no answer";
}
