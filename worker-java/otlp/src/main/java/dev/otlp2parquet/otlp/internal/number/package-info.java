/**
 * Decimal text to binary numbers and back, exact in both directions, without Strings. Own code because the platform's is
 * dear in the Wasm bundle and does not behave there as it does on the JVM.
 */
package dev.otlp2parquet.otlp.internal.number;
