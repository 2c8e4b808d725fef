package dev.otlp2parquet.batching.actor;

/**
 * What keeps an actor from its work, without names and details, so that everybody may see it.
 *
 * @param kind one of the constants of this class
 * @param ageMillis milliseconds since it began
 */
public record Trouble(String kind, long ageMillis) {

    /** Its last attempt failed. */
    static final String FAILING = "failing";

    /** It has work to do and makes no progress. */
    public static final String STALLED = "no progress";

    /** It keeps requests that cannot be read. */
    public static final String QUARANTINED = "requests set aside";

    /** It did not answer. */
    public static final String SILENT = "no answer";
}
