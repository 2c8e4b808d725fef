/**
 * Partition transforms (specification, "Partition Transforms"; hashes of appendix B) and their values.
 *
 * <p>The class of a value depends on its type: {@code boolean} Boolean; {@code int} and {@code date} (days) Integer;
 * {@code long}, {@code time} and all timestamps (micro- or nanoseconds, as the type says) Long; {@code float} Float;
 * {@code double} Double; {@code string} String; {@code binary}, {@code fixed}, {@code uuid} (16 bytes, big-endian) and
 * {@code decimal} (the unscaled value, two's complement, big-endian, at least one byte) byte[]. Null is null.
 */
package dev.otlp2parquet.iceberg.transform;
