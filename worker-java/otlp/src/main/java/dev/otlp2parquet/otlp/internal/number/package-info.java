/**
 * Decimal text to binary numbers and back, exact in both directions, without Strings. The platform's own code is large in the
 * Wasm bundle and behaves differently there than on the JVM.
 */
package dev.otlp2parquet.otlp.internal.number;
