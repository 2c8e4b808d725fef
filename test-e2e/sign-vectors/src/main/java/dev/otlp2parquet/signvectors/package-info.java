/**
 * The signer of AWS, on the JVM and compiled to Wasm. {@code vectors.jsonl} has requests, with the signature of each as the JVM makes
 * it; {@code sign-vectors.test.ts} has workerd sign the same requests and others.
 */
package dev.otlp2parquet.signvectors;
