package dev.otlp2parquet.parquet.generate;

/** What the values of a column are like: what decides about dictionary, delta and plain encoding. */
public enum ValuePattern {
    /** One value all over. */
    CONSTANT,
    /** About ten different values, often repeated: a dictionary pays. */
    FEW,
    /** Hardly a value twice: a dictionary does not pay. */
    MANY,
    /** Growing by small steps, like the timestamps of sorted rows. */
    ASCENDING,
    /** The ends of the type's range and what else tends to break encoders, again and again. */
    BOUNDARY
}
