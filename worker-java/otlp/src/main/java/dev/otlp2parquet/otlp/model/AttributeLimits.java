package dev.otlp2parquet.otlp.model;

/**
 * What a set of {@link Attributes} keeps to.
 *
 * @param maxAttributes attributes that a set holds, at least 1; further ones are dropped and counted
 * @param hashSeed of the table that finds repeated keys, random where requests come from strangers; what a set holds does not depend on it
 */
public record AttributeLimits(int maxAttributes, long hashSeed) {

    /** SDKs allow themselves 128. */
    public static final int DEFAULT_MAX_ATTRIBUTES = 10_000;

    /** The greatest that can be configured: as many as other repeated fields of a record may have. */
    public static final int MOST_MAX_ATTRIBUTES = 65_536;

    /** For tests and tools, which know whom they read from. */
    public static final AttributeLimits DEFAULT = new AttributeLimits(DEFAULT_MAX_ATTRIBUTES, 0);
}
