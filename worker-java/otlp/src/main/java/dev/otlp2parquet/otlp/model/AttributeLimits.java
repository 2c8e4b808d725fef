package dev.otlp2parquet.otlp.model;

/**
 * Limits of a set of {@link Attributes}.
 *
 * @param maxAttributes attributes that a set holds, at least 1; further ones are dropped and counted
 * @param hashSeed seed of the hash table that finds repeated keys. It must be random where requests come from strangers. It does
 *     not affect the content of a set
 */
public record AttributeLimits(int maxAttributes, long hashSeed) {

    /** SDKs keep at most 128 by default. */
    public static final int DEFAULT_MAX_ATTRIBUTES = 10_000;

    /** The highest limit that can be configured. Other repeated fields of a record have the same limit. */
    public static final int MOST_MAX_ATTRIBUTES = 65_536;

    /** For tests and tools that read trusted requests. */
    public static final AttributeLimits DEFAULT = new AttributeLimits(DEFAULT_MAX_ATTRIBUTES, 0);
}
