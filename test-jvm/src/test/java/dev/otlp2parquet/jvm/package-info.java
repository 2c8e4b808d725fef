/** The real things that tests of several modules run over. */
package dev.otlp2parquet.jvm;
