package dev.otlp2parquet.parquet;

/** Which encodings may be used where: newer ones are smaller, but not every reader of Iceberg tables knows them. */
public enum EncodingProfile {
    /**
     * Top-level columns PLAIN or dictionary only, which the vectorized readers of Iceberg before 1.11 need; any encoding below a
     * list or map, whose columns row readers read.
     */
    COMPATIBLE,

    /** Any encoding anywhere but RLE for BOOLEAN values, which no vectorized reader of Iceberg knows. */
    MODERN
}
