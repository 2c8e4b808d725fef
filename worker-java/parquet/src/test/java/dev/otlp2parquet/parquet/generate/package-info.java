/** Rows for tests: boundary values and seeded random data in the plain values of {@code testkit.parquet}, and how to append them. */
package dev.otlp2parquet.parquet.generate;
