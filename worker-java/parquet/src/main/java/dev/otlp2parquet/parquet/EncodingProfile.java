package dev.otlp2parquet.parquet;

/** Where an encoding may be used. Newer encodings are smaller, but not every reader of Iceberg tables supports them. */
public enum EncodingProfile {
    /**
     * Top-level columns have PLAIN or dictionary encoding only, as the vectorized readers of Iceberg before 1.11
     * require. Columns below a list or map may have any encoding, because row readers read them.
     */
    COMPATIBLE,

    /**
     * Any column may have any encoding except RLE for BOOLEAN values, which no vectorized reader of Iceberg supports.
     */
    MODERN
}
